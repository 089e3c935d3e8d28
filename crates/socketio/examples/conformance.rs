//! A server for the protocols' public test suites: Socket.IO below `/socket.io/`, bare Engine.IO below
//! `/engine.io/`, on loopback only. The port is the first argument, 3000 by default.

use std::convert::Infallible;
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use http::request::Parts;
use http::{Response, StatusCode};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use liaison_socketio::engine::{Engine, Layer, Link, Message};
use liaison_socketio::{
    Config, ConnectError, Connecting, DisconnectReason, EmitError, Event, Handler, Packet, Refusal, Server,
    Socket,
};
use serde_json::value::RawValue;
use tokio::net::TcpListener;

/// Sends every event back, as the Socket.IO suite wants it.
struct Echo;

impl Handler for Echo {
    type Info = ();
    /// What the client sent with its CONNECT.
    type State = Option<Box<RawValue>>;

    fn handshake(&self, _request: &Parts, _peer: IpAddr) -> Result<(), Refusal> {
        Ok(())
    }

    async fn connect(
        &self,
        _socket: &mut Connecting<()>,
        auth: Option<&RawValue>,
    ) -> Result<Self::State, ConnectError> {
        Ok(auth.map(ToOwned::to_owned))
    }

    async fn connected(&self, socket: &Socket<Self>) {
        let sent = match socket.state() {
            Some(auth) => socket.emit("auth", auth),
            None => socket.emit("auth", &serde_json::Map::new()),
        };
        report(sent);
    }

    async fn event(&self, socket: &Socket<Self>, event: Event) {
        let Ok(args) = event.args.all::<Vec<Box<RawValue>>>() else { return };
        match (event.name.as_str(), event.ack) {
            ("message", _) => {
                let packet = Packet::with_args("message-back", &args, event.attachments);
                report(packet.and_then(|packet| socket.emit_packet(&packet)));
            }
            ("message-with-ack", Some(ack)) => report(ack.send_args(&args, event.attachments)),
            _ => {}
        }
    }
}

fn report(sent: Result<(), EmitError>) {
    if let Err(error) = sent {
        eprintln!("sending failed: {error}");
    }
}

/// Sends every message back, as the Engine.IO suite wants it.
struct RawEcho;

impl Layer for RawEcho {
    type Info = ();
    type Connection = ();
    type Outcome = ();

    fn handshake(&self, _request: &Parts, _peer: IpAddr) -> Result<(), Refusal> {
        Ok(())
    }

    fn open(&self, link: &Link, (): ()) {
        link.established(true);
    }

    fn receive(&self, link: &Link, (): &mut (), message: Message) -> Result<(), DisconnectReason> {
        match message {
            Message::Text(text) => link.send_text(text.as_str()),
            Message::Binary(data) => link.send_binary(data),
        };
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::args().nth(1).map_or(Ok(3000), |port| port.parse())?;
    let config = Config {
        ping_interval: Duration::from_millis(300),
        ping_timeout: Duration::from_millis(200),
        connect_timeout: Duration::from_secs(1),
        max_payload: 1_000_000,
        max_queue_bytes: 2_000_000,
        max_direct_bytes: 2_000_000,
        max_event_bytes: 2_000_000,
        max_packets_per_second: 100_000,
        packet_burst: 100_000,
        namespaces: vec!["/".to_owned(), "/custom".to_owned()],
        ..Config::default()
    };
    let server = Server::new(config.clone(), Echo);
    let engine = Engine::new(config, RawEcho);

    let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let v6 = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await?;
    eprintln!("listening on loopback, port {port}");
    loop {
        let (stream, peer) = tokio::select! {
            accepted = v4.accept() => accepted?,
            accepted = v6.accept() => accepted?,
        };
        stream.set_nodelay(true)?;
        let (server, engine) = (server.clone(), engine.clone());
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let (server, engine) = (server.clone(), engine.clone());
                async move {
                    let path = request.uri().path();
                    let response = if path.starts_with("/socket.io/") {
                        server.handle(request, peer.ip()).await
                    } else if path.starts_with("/engine.io/") {
                        engine.handle(request, peer.ip()).await
                    } else {
                        let mut response = Response::default();
                        *response.status_mut() = StatusCode::NOT_FOUND;
                        response
                    };
                    Ok::<_, Infallible>(response)
                }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .with_upgrades();
            if let Err(error) = connection.await {
                eprintln!("connection ended: {error}");
            }
        });
    }
}
