//! The engine alone, with the events of a chat: join a room, send to a room. It stores nothing and asks nobody who
//! they are. Prints its address. The benchmarks run it beside bare socket.io.

use std::convert::Infallible;
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr};

use http::request::Parts;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use liaison_socketio::{Config, ConnectError, Connecting, Event, Handler, Packet, Refusal, Server, Socket};
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use tokio::net::TcpSocket;

struct Relay;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SendMessage {
    conversation_id: String,
    message: String,
    client_id: Option<String>,
}

#[derive(Serialize)]
struct Message<'a> {
    id: String,
    conversation_id: &'a str,
    client_id: Option<&'a str>,
    text: &'a str,
}

impl Handler for Relay {
    type Info = ();
    type State = ();

    fn handshake(&self, _request: &Parts, _peer: IpAddr) -> Result<(), Refusal> {
        Ok(())
    }

    async fn connect(
        &self,
        _socket: &mut Connecting<()>,
        _auth: Option<&RawValue>,
    ) -> Result<(), ConnectError> {
        Ok(())
    }

    async fn event(&self, socket: &Socket<Self>, event: Event) {
        if let Err(error) = answer(socket, event) {
            eprintln!("{error}");
        }
    }
}

fn answer(socket: &Socket<Relay>, event: Event) -> Result<(), Box<dyn Error>> {
    let ack = event.ack.ok_or("an event without an acknowledgement")?;
    match event.name.as_str() {
        "join_conversation" => {
            let id: String = event.args.first()?;
            socket.join(&id);
            ack.send(&json!({ "success": true, "conversation_id": id }))?;
        }
        "send_message" => {
            let SendMessage { conversation_id, message, client_id } = event.args.first()?;
            let message = Message {
                id: format!("{}-{}", socket.id(), client_id.as_deref().unwrap_or_default()),
                conversation_id: &conversation_id,
                client_id: client_id.as_deref(),
                text: &message,
            };
            let packet = Packet::new(
                "new_message",
                &json!({ "conversation_id": conversation_id, "message": message }),
            )?;
            socket.emit_packet(&packet)?;
            let delivery = socket.to(&conversation_id).emit(&packet)?;
            if delivery.lagging > 0 {
                eprintln!("{delivery:?}");
            }
            ack.send(&json!({ "success": true, "message": message }))?;
        }
        name => return Err(format!("`{name}` is not an event of this program").into()),
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config {
        max_connections: usize::MAX,
        max_connections_per_ip: usize::MAX,
        max_packets_per_second: u32::MAX,
        max_queue_bytes: 16 * 1024 * 1024,
        ..Config::default()
    };
    let server = Server::new(config, Relay);
    let socket = TcpSocket::new_v4()?;
    socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let listener = socket.listen(4096)?;
    println!("{}", listener.local_addr()?);
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
