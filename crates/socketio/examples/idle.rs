//! What idle connections cost: `idle 5000` starts a server as a child process, opens that many websockets
//! which each connect and sit in a room, and prints the child's memory. Linux only: it reads `/proc`.
//!
//! `idle 5000 flood` afterwards broadcasts 1,000 events to all of them and measures again. Further words are the
//! command of another server to measure instead of ours: `idle 5000 flood node peer.mjs`. It must print its address
//! and broadcast for each line it reads. The last line printed is JSON, for programs.

use std::convert::Infallible;
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use http::request::Parts;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use liaison_socketio::{Config, ConnectError, Connecting, Event, Handler, Packet, Refusal, Server, Socket};
use serde_json::value::RawValue;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpSocket, TcpStream};
use tokio::process::Command;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

type Failure = Box<dyn Error + Send + Sync>;

struct Idle;

impl Handler for Idle {
    type Info = ();
    type State = u64;

    fn handshake(&self, _request: &Parts, _peer: IpAddr) -> Result<(), Refusal> {
        Ok(())
    }

    async fn connect(
        &self,
        socket: &mut Connecting<()>,
        _auth: Option<&RawValue>,
    ) -> Result<u64, ConnectError> {
        socket.join(format!("conversation:{}", socket.id()));
        socket.join("all");
        Ok(0)
    }

    async fn event(&self, _socket: &Socket<Self>, _event: Event) {}
}

/// The child: prints its address, then broadcasts whenever a line arrives.
async fn serve() -> Result<(), Failure> {
    let config = Config {
        max_connections: usize::MAX,
        max_connections_per_ip: usize::MAX,
        max_queue_bytes: 16 * 1024 * 1024,
        ping_interval: Duration::from_secs(60),
        ..Config::default()
    };
    let server = Server::new(config, Idle);
    let socket = TcpSocket::new_v4()?;
    socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let listener = socket.listen(4096)?;
    println!("{}", listener.local_addr()?);

    let broadcasting = server.clone();
    tokio::spawn(async move {
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        while let Ok(Some(_)) = lines.next_line().await {
            for number in 0..1000 {
                let text = "x".repeat(200);
                if let Ok(packet) = Packet::new("item", &(number, text)) {
                    let delivery = broadcasting.to("all").emit(&packet);
                    if !delivery.as_ref().is_ok_and(|delivery| delivery.lagging == 0) {
                        eprintln!("{delivery:?}");
                    }
                }
                // As fast as they can be made, with the writers in between.
                tokio::task::yield_now().await;
            }
        }
        // The parent is gone.
        std::process::exit(0);
    });
    loop {
        let (stream, peer) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let server = server.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let server = server.clone();
                async move { Ok::<_, Infallible>(server.handle(request, peer.ip()).await) }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service)
                .with_upgrades();
            if let Err(error) = connection.await {
                eprintln!("connection ended: {error}");
            }
        });
    }
}

async fn connect(address: SocketAddr, host: u8) -> Result<WebSocketStream<TcpStream>, Failure> {
    let socket = TcpSocket::new_v4()?;
    // One source address has only so many ports.
    socket.bind((Ipv4Addr::new(127, 0, 0, host), 0).into())?;
    let stream = socket.connect(address).await?;
    let config = WebSocketConfig::default().read_buffer_size(1024).write_buffer_size(0);
    let url = format!("ws://{address}/socket.io/?EIO=4&transport=websocket");
    let (mut ws, _) = client_async_with_config(url, stream, Some(config)).await?;
    ws.send(Message::text("40")).await?;
    for _introduction_and_answer in 0..2 {
        ws.next().await.ok_or("closed")??;
    }
    Ok(ws)
}

fn memory_of(process: u32) -> Result<u64, Failure> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).ok_or("no memory in status")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_else(|| "5000".to_owned());
    if what == "serve" {
        return serve().await;
    }
    let count: usize = what.parse()?;
    let flood = args.next().is_some();
    let peer: Vec<String> = args.collect();

    let mut command = match peer.split_first() {
        Some((program, rest)) => {
            let mut command = Command::new(program);
            command.args(rest);
            command
        }
        None => {
            let mut command = Command::new(std::env::current_exe()?);
            command.arg("serve");
            command
        }
    };
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
    let mut output = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    let address: SocketAddr = output.next_line().await?.ok_or("no address")?.parse()?;
    let process = child.id().ok_or("no process")?;

    // The first connection sets up what all share.
    let _first = connect(address, 1).await?;
    let before = memory_of(process)?;
    let started = Instant::now();
    let mut sockets = Vec::with_capacity(count);
    while sockets.len() < count {
        let host = u8::try_from(sockets.len() / 20_000 + 1)?;
        let batch = (0..100).map(|_| connect(address, host));
        for socket in futures_util::future::join_all(batch).await {
            sockets.push(socket?);
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let after = memory_of(process)?;
    let each = |after: u64| (after - before) as f64 / count as f64;
    println!(
        "{} connections: {:.2} KiB each ({before} KiB before, {after} KiB after), {:.0} connects/s",
        sockets.len(),
        each(after),
        sockets.len() as f64 / seconds
    );
    let mut measured = vec![
        ("idle_kib_per_connection", each(after)),
        ("connects_per_second", sockets.len() as f64 / seconds),
    ];

    if flood {
        let started = Instant::now();
        child.stdin.as_mut().ok_or("no input")?.write_all(b"\n").await?;
        let reading = sockets.iter_mut().map(|socket| async move {
            let mut received = 0;
            while received < 1000 {
                match socket.next().await {
                    Some(Ok(message)) if message.len() > 100 => received += 1,
                    Some(Ok(_)) => {}
                    _ => break,
                }
            }
            received
        });
        let received: usize = futures_util::future::join_all(reading).await.into_iter().sum();
        let seconds = started.elapsed().as_secs_f64();
        tokio::time::sleep(Duration::from_secs(2)).await;
        let after = memory_of(process)?;
        println!(
            "{received} deliveries in {seconds:.1} s ({:.0}/s), then {:.2} KiB each",
            received as f64 / seconds,
            each(after)
        );
        measured.push(("deliveries_per_second", received as f64 / seconds));
        measured.push(("kib_per_connection_after", each(after)));
    }
    let measured: std::collections::BTreeMap<_, _> = measured.into_iter().collect();
    println!("{}", serde_json::to_string(&measured)?);
    Ok(())
}
