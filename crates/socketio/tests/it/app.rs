//! An application made for the tests: it does what events ask for, and notes what happens.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::StatusCode;
use http::request::Parts;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use liaison_socketio::{
    Config, ConnectError, Connecting, DisconnectReason, Event, Handler, Packet, Refusal, Server, Sid, Socket,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::net::TcpSocket;
use tokio::sync::{Mutex, Semaphore, mpsc};

/// What happened, in the application's eyes.
#[derive(Debug, PartialEq)]
pub(crate) enum Note {
    Connected(Sid),
    Event(String, Value),
    Lagged(Sid),
    Answered(Result<Value, String>),
    Gone(Sid, DisconnectReason),
}

pub(crate) struct App {
    notes: mpsc::UnboundedSender<Note>,
    /// Lets one `wait` event finish for each permit.
    pub(crate) gate: Arc<Semaphore>,
    /// What was broadcast so far: the truth which clients resume from.
    pub(crate) log: parking_lot::Mutex<Vec<String>>,
    pub(crate) lagged: AtomicUsize,
}

/// What a client may say when it connects.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Auth {
    refuse: bool,
    rooms: Vec<String>,
}

impl App {
    fn note(&self, note: Note) {
        // A test which looks at no notes may have dropped the receiver.
        let _unheard = self.notes.send(note);
    }
}

impl Handler for App {
    type Info = ();
    type State = IpAddr;

    fn handshake(&self, request: &Parts, _peer: IpAddr) -> Result<(), Refusal> {
        if request.headers.contains_key("x-refuse-me") {
            return Err(Refusal::new(StatusCode::FORBIDDEN, &json!({"code": "not_you"})));
        }
        Ok(())
    }

    async fn connect(
        &self,
        socket: &mut Connecting<()>,
        auth: Option<&RawValue>,
    ) -> Result<IpAddr, ConnectError> {
        let auth: Auth = auth.map_or_else(Auth::default, |auth| serde_json::from_str(auth.get()).unwrap());
        // Gives an event sent along with the CONNECT the chance to overtake it.
        tokio::task::yield_now().await;
        if auth.refuse {
            return Err(ConnectError::new("unauthorized").with_data(&json!({"code": "token_expired"})));
        }
        auth.rooms.into_iter().for_each(|room| socket.join(room));
        Ok(Ipv4Addr::LOCALHOST.into())
    }

    async fn connected(&self, socket: &Socket<Self>) {
        self.note(Note::Connected(socket.id()));
    }

    async fn event(&self, socket: &Socket<Self>, event: Event) {
        match event.name.as_str() {
            "echo" => {
                let args: Vec<Value> = event.args.all().unwrap();
                match event.ack {
                    Some(ack) => ack.send_args(&args, event.attachments).unwrap(),
                    None => {
                        let packet = Packet::with_args("echoed", &args, event.attachments).unwrap();
                        socket.emit_packet(&packet).unwrap();
                    }
                }
            }
            "join" => {
                assert!(socket.join(event.args.first().unwrap()));
                event.ack.unwrap().send(&socket.rooms().len()).unwrap();
            }
            "leave" => {
                socket.leave(event.args.first().unwrap());
                event.ack.unwrap().send(&socket.rooms().len()).unwrap();
            }
            "others" => {
                let (room, value): (String, Value) = event.args.all().unwrap();
                socket.to(&room).emit(&Packet::new("said", &value).unwrap()).unwrap();
            }
            "wait" => {
                self.gate.acquire().await.unwrap().forget();
                self.note(Note::Event(event.name, event.args.first().unwrap_or_default()));
            }
            "answer-later" => {
                let ack = event.ack.unwrap();
                let gate = self.gate.clone();
                tokio::spawn(async move {
                    gate.acquire().await.unwrap().forget();
                    ack.send("late").unwrap();
                });
            }
            "ask" => {
                let millis: u64 = event.args.first().unwrap();
                let question = Packet::new("question", &json!(null)).unwrap();
                let answer = socket.emit_with_ack(&question, Duration::from_millis(millis)).await;
                let answer =
                    answer.map(|answer| answer.args.first().unwrap()).map_err(|error| error.to_string());
                self.note(Note::Answered(answer));
            }
            "flood" => {
                let text = "x".repeat(1000);
                while socket.emit("flood", &text).is_ok() {}
            }
            "since" => {
                let have: usize = event.args.first().unwrap();
                let page: Vec<_> = self.log.lock().iter().skip(have).take(50).cloned().collect();
                event.ack.unwrap().send(&page).unwrap();
            }
            "leave-me" => socket.disconnect(event.args.first().unwrap(), "told_to"),
            "panic" => panic!("as asked"),
            _ => self.note(Note::Event(event.name, event.args.first().unwrap_or_default())),
        }
    }

    async fn lagged(&self, socket: &Socket<Self>) {
        self.lagged.fetch_add(1, Ordering::Relaxed);
        socket.emit("resume", &json!(null)).unwrap();
        self.note(Note::Lagged(socket.id()));
    }

    async fn disconnected(&self, socket: &Socket<Self>, reason: DisconnectReason) {
        assert!(socket.rooms().is_empty());
        self.note(Note::Gone(socket.id(), reason));
    }
}

/// A server on a port of its own.
pub(crate) struct Site {
    pub(crate) server: Server<App>,
    pub(crate) address: SocketAddr,
    notes: Mutex<mpsc::UnboundedReceiver<Note>>,
}

/// Limits which no test runs into by accident.
pub(crate) fn roomy() -> Config {
    Config {
        max_packets_per_second: 1_000_000,
        packet_burst: 1_000_000,
        namespaces: vec!["/".to_owned(), "/custom".to_owned(), "/third".to_owned()],
        max_namespaces: 2,
        ..Config::default()
    }
}

/// Timings short enough to wait for.
pub(crate) fn quick() -> Config {
    Config {
        ping_interval: Duration::from_millis(150),
        ping_timeout: Duration::from_millis(150),
        close_grace: Duration::from_millis(200),
        ..roomy()
    }
}

impl Site {
    pub(crate) async fn start(config: Config) -> Self {
        let (sender, notes) = mpsc::unbounded_channel();
        let app = App {
            notes: sender,
            gate: Arc::new(Semaphore::new(0)),
            log: parking_lot::Mutex::default(),
            lagged: AtomicUsize::new(0),
        };
        let server = Server::new(config, app);
        let socket = TcpSocket::new_v4().unwrap();
        // Small, so that a client which does not read is soon noticed.
        socket.set_send_buffer_size(8 * 1024).unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let listener = socket.listen(1024).unwrap();
        let address = listener.local_addr().unwrap();
        let serving = server.clone();
        tokio::spawn(async move {
            loop {
                let (stream, peer) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                let server = serving.clone();
                tokio::spawn(async move {
                    let service = service_fn(|request| {
                        let server = server.clone();
                        async move { Ok::<_, Infallible>(server.handle(request, peer.ip()).await) }
                    });
                    // Clients of these tests break connections off as they please.
                    let _broken = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .with_upgrades()
                        .await;
                });
            }
        });
        Self { server, address, notes: Mutex::new(notes) }
    }

    pub(crate) fn app(&self) -> &App {
        self.server.handler()
    }

    /// The next thing that happened.
    pub(crate) async fn note(&self) -> Note {
        let mut notes = self.notes.lock().await;
        tokio::time::timeout(Duration::from_secs(20), notes.recv()).await.expect("nothing happened").unwrap()
    }

    pub(crate) async fn connected(&self) -> Sid {
        match self.note().await {
            Note::Connected(id) => id,
            other => panic!("expected a connected client, not {other:?}"),
        }
    }

    /// Waits until what the server counts is as wanted.
    pub(crate) async fn until(&self, wanted: impl Fn(&liaison_socketio::Stats) -> bool) {
        let waiting = async {
            while !wanted(&self.server.stats()) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(20), waiting).await;
        assert!(in_time.is_ok(), "still {:?}", self.server.stats());
    }
}
