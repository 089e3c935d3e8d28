//! Socket.IO on one connection: which sockets it has, what waits to be handled, and in which order.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::request::Parts;
use serde_json::value::RawValue;

use crate::event::{Ack, Answer, Args, Event};
use crate::handler::ConnectError;
use crate::layer::{Layer, Link, Message, Text, Work};
use crate::namespace::Namespace;
use crate::outbox::Parcel;
use crate::packet::{self, Kind, PacketError, Reply, encode};
use crate::socket::{Connecting, Socket, SocketCore};
use crate::{Config, DisconnectReason, Handler, Refusal, Sid};

/// Packets which may wait while one is handled. More are not read, but acks and the heartbeat among these
/// few are seen at once.
const LOOKAHEAD: usize = 16;

/// Socket.IO as a layer on Engine.IO.
pub(crate) struct SocketIo<H: Handler> {
    pub(crate) handler: Arc<H>,
    pub(crate) namespaces: Vec<Arc<Namespace<H>>>,
    pub(crate) limits: Limits,
}

/// What one client may ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    attachments: usize,
    event_bytes: usize,
    namespaces: usize,
}

impl Limits {
    pub(crate) fn of(config: &Config) -> Self {
        Self {
            attachments: config.max_attachments,
            event_bytes: config.max_event_bytes,
            namespaces: config.max_namespaces,
        }
    }
}

/// What Socket.IO keeps of one connection.
pub(crate) struct Connection<H: Handler> {
    info: Arc<H::Info>,
    sockets: Vec<Arc<SocketCore<H>>>,
    /// Goes before everything that the client sent.
    duties: VecDeque<Duty<H>>,
    pending: VecDeque<Received>,
    pending_bytes: usize,
    /// A packet whose attachments have not all arrived.
    partial: Option<Box<Received>>,
    /// The client has asked to connect to something.
    greeted: bool,
    over: Option<DisconnectReason>,
}

/// What the application must be told.
enum Duty<H: Handler> {
    Connected(Arc<SocketCore<H>>),
    Lagged(Arc<SocketCore<H>>),
    Left(Arc<SocketCore<H>>, DisconnectReason),
}

/// A packet of the client, in its turn.
struct Received {
    kind: Kind,
    namespace: Box<str>,
    id: Option<u64>,
    data: Text,
    attachments: Vec<Bytes>,
    missing: usize,
}

/// What a piece of work resulted in.
pub(crate) enum Outcome<H: Handler> {
    Done,
    Resumed,
    Admitted { namespace: Arc<Namespace<H>>, connecting: Connecting<H::Info>, state: H::State },
    Refused { namespace: Arc<str>, error: ConnectError },
}

impl Received {
    fn bytes(&self) -> usize {
        self.data.as_str().len() + self.attachments.iter().map(Bytes::len).sum::<usize>()
    }
}

impl<H: Handler> SocketIo<H> {
    fn namespace(&self, name: &str) -> Option<&Arc<Namespace<H>>> {
        self.namespaces.iter().find(|namespace| &*namespace.name == name)
    }

    fn accept(
        &self,
        link: &Link,
        connection: &mut Connection<H>,
        received: Received,
    ) -> Result<(), DisconnectReason> {
        match (&received.kind, received.id) {
            (Kind::Ack, Some(id)) => {
                let socket =
                    connection.sockets.iter().find(|socket| *socket.namespace.name == *received.namespace);
                if let Some(socket) = socket {
                    let answer =
                        Answer { args: Args::of_ack(received.data), attachments: received.attachments };
                    socket.answered(id, answer);
                }
                Ok(())
            }
            (kind, _) => {
                connection.greeted |= *kind == Kind::Connect;
                if !connection.greeted {
                    tracing::debug!(session = ?link.sid(), "a client spoke before it connected");
                    return Err(DisconnectReason::Malformed);
                }
                connection.pending_bytes += received.bytes();
                connection.pending.push_back(received);
                Ok(())
            }
        }
    }

    /// Begins what one packet asks for; `None` when there is nothing to wait for.
    fn begin(
        &self,
        link: &Link,
        connection: &mut Connection<H>,
        received: Received,
    ) -> Option<Work<Outcome<H>>> {
        let index =
            connection.sockets.iter().position(|socket| *socket.namespace.name == *received.namespace);
        let socket = index.and_then(|index| connection.sockets.get(index));
        match received.kind {
            Kind::Connect if connection.over.is_some() => None,
            Kind::Connect if socket.is_some() => {
                // Connected already: nothing sensible can follow.
                link.close(DisconnectReason::Malformed);
                None
            }
            Kind::Connect => self.begin_connect(link, connection, &received),
            Kind::Disconnect => {
                let socket = connection.sockets.swap_remove(index?);
                connection.left(link, socket, DisconnectReason::ClientLeft);
                None
            }
            Kind::Event { name } => {
                // A socket which has left meanwhile hears no more.
                let socket = Socket { core: socket?.clone() };
                let namespace = socket.core.namespace.name.clone();
                let ack = received.id.map(|id| Ack::new(link.clone(), namespace, id));
                let args = Args::of_event(received.data);
                let event = Event { name, args, attachments: received.attachments, ack };
                let handler = self.handler.clone();
                Some(Box::pin(async move {
                    handler.event(&socket, event).await;
                    Outcome::Done
                }))
            }
            Kind::Ack => None,
        }
    }

    fn begin_connect(
        &self,
        link: &Link,
        connection: &Connection<H>,
        received: &Received,
    ) -> Option<Work<Outcome<H>>> {
        let refuse = |message: &str| {
            refuse(link, &received.namespace, &ConnectError::new(message));
            None
        };
        let Some(namespace) = self.namespace(&received.namespace) else { return refuse("Invalid namespace") };
        if connection.sockets.len() >= self.limits.namespaces {
            return refuse("Too many namespaces");
        }
        let namespace = namespace.clone();
        let auth = match received.data.as_str() {
            "" => None,
            data => RawValue::from_string(data.to_owned()).ok(),
        };
        let mut connecting = Connecting {
            id: Sid::random(),
            namespace: namespace.name.clone(),
            info: connection.info.clone(),
            rooms: Vec::new(),
        };
        let handler = self.handler.clone();
        if connection.sockets.is_empty() {
            link.is_judged();
        }
        Some(Box::pin(async move {
            match handler.connect(&mut connecting, auth.as_deref()).await {
                Ok(state) => Outcome::Admitted { namespace, connecting, state },
                Err(error) => Outcome::Refused { namespace: connecting.namespace, error },
            }
        }))
    }

    fn perform(&self, duty: Duty<H>) -> Work<Outcome<H>> {
        let handler = self.handler.clone();
        match duty {
            Duty::Connected(core) => Box::pin(async move {
                handler.connected(&Socket { core }).await;
                Outcome::Done
            }),
            Duty::Lagged(core) => Box::pin(async move {
                handler.lagged(&Socket { core }).await;
                Outcome::Resumed
            }),
            Duty::Left(core, reason) => Box::pin(async move {
                handler.disconnected(&Socket { core }, reason).await;
                Outcome::Done
            }),
        }
    }
}

impl<H: Handler> Connection<H> {
    /// Takes a socket out of everything and plans to tell the application.
    fn left(&mut self, link: &Link, socket: Arc<SocketCore<H>>, reason: DisconnectReason) {
        socket.detach();
        self.duties.push_back(Duty::Left(socket, reason));
        if self.sockets.is_empty() {
            link.established(false);
        }
    }

    /// Takes out sockets which the application has told to leave.
    fn collect_kicked(&mut self, link: &Link) {
        let kicked = |socket: &Arc<SocketCore<H>>| socket.kicked();
        while let Some((index, reason)) =
            self.sockets.iter().enumerate().find_map(|(index, socket)| Some((index, kicked(socket)?)))
        {
            let socket = self.sockets.swap_remove(index);
            self.left(link, socket, reason);
        }
    }

    fn next_pending(&mut self) -> Option<Received> {
        let Some(received) = self.pending.pop_front() else {
            self.pending = VecDeque::new();
            return None;
        };
        self.pending_bytes = self.pending_bytes.saturating_sub(received.bytes());
        Some(received)
    }
}

impl<H: Handler> Drop for Connection<H> {
    fn drop(&mut self) {
        // Only reached with sockets left when the runtime stops: nobody can be told any more.
        for socket in &self.sockets {
            socket.detach();
        }
    }
}

impl<H: Handler> Layer for SocketIo<H> {
    type Info = H::Info;
    type Connection = Connection<H>;
    type Outcome = Outcome<H>;

    fn handshake(&self, request: &Parts, peer: IpAddr) -> Result<Self::Info, Refusal> {
        self.handler.handshake(request, peer)
    }

    fn open(&self, _link: &Link, info: Self::Info) -> Connection<H> {
        Connection {
            info: Arc::new(info),
            sockets: Vec::new(),
            duties: VecDeque::new(),
            pending: VecDeque::new(),
            pending_bytes: 0,
            partial: None,
            greeted: false,
            over: None,
        }
    }

    fn receive(
        &self,
        link: &Link,
        connection: &mut Connection<H>,
        message: Message,
    ) -> Result<(), DisconnectReason> {
        let received = match message {
            Message::Text(_) if connection.partial.is_some() => return Err(DisconnectReason::Malformed),
            Message::Text(text) => {
                let received = read(&text, self.limits)?;
                if received.missing > 0 {
                    connection.partial = Some(Box::new(received));
                    return Ok(());
                }
                received
            }
            Message::Binary(data) => {
                let Some(mut partial) = connection.partial.take() else {
                    return Err(DisconnectReason::Malformed);
                };
                partial.attachments.push(data);
                partial.missing -= 1;
                if partial.bytes() > self.limits.event_bytes {
                    return Err(DisconnectReason::TooLarge);
                }
                if partial.missing > 0 {
                    connection.partial = Some(partial);
                    return Ok(());
                }
                *partial
            }
        };
        self.accept(link, connection, received)
    }

    fn is_unfinished(&self, connection: &Connection<H>) -> bool {
        connection.partial.is_some()
    }

    fn wants_more(&self, connection: &Connection<H>) -> bool {
        connection.pending.len() < LOOKAHEAD && connection.pending_bytes < self.limits.event_bytes
    }

    fn next(&self, link: &Link, connection: &mut Connection<H>) -> Option<Work<Outcome<H>>> {
        loop {
            connection.collect_kicked(link);
            if let Some(duty) = connection.duties.pop_front() {
                return Some(self.perform(duty));
            }
            if let Some(received) = connection.next_pending() {
                match self.begin(link, connection, received) {
                    Some(work) => return Some(work),
                    None => continue,
                }
            }
            connection.duties = VecDeque::new();
            let reason = connection.over?;
            let socket = connection.sockets.pop()?;
            connection.left(link, socket, reason);
        }
    }

    fn finish(&self, link: &Link, connection: &mut Connection<H>, outcome: Outcome<H>) {
        match outcome {
            Outcome::Done => {}
            Outcome::Resumed => {
                if !connection.duties.iter().any(|duty| matches!(duty, Duty::Lagged(_))) {
                    link.release();
                }
            }
            Outcome::Refused { namespace, error } => {
                refuse(link, &namespace, &error);
                if connection.sockets.is_empty() {
                    link.established(false);
                }
            }
            Outcome::Admitted { .. } if connection.over.is_some() => {}
            Outcome::Admitted { namespace, connecting, state } => {
                let accepted = format!("{{\"sid\":\"{}\"}}", connecting.id);
                let text = encode(Reply::Connect(&accepted), &namespace.name, None, 0);
                let socket = Arc::new(SocketCore::new(connecting.id, link.clone(), namespace, state));
                socket.namespace.insert(socket.clone());
                // A broadcast to its rooms may not come before the client knows that it is connected.
                link.hold();
                for room in &connecting.rooms {
                    socket.join(room);
                }
                link.send(&Parcel::text(text));
                link.release();
                link.established(true);
                if connection.sockets.capacity() == 0 {
                    connection.sockets.reserve_exact(1);
                }
                connection.sockets.push(socket.clone());
                connection.duties.push_front(Duty::Connected(socket));
            }
        }
    }

    fn lagged(&self, link: &Link, connection: &mut Connection<H>) {
        if connection.sockets.is_empty() {
            link.release();
        }
        connection.duties.extend(connection.sockets.iter().cloned().map(Duty::Lagged));
    }

    fn closed(&self, _link: &Link, connection: &mut Connection<H>, reason: DisconnectReason) {
        connection.over = Some(reason);
        connection.partial = None;
        if reason.drops_received() {
            connection.pending.clear();
        }
        for socket in &connection.sockets {
            socket.detach();
        }
    }
}

/// Reads a packet; its attachments are still missing.
fn read(text: &Text, limits: Limits) -> Result<Received, DisconnectReason> {
    let whole = text.as_str();
    let packet = packet::parse(whole).map_err(|error: PacketError| {
        tracing::debug!(%error, "a client sent no packet");
        DisconnectReason::Malformed
    })?;
    let missing = packet.attachments.unwrap_or(0);
    if missing > limits.attachments || whole.len() > limits.event_bytes {
        return Err(DisconnectReason::TooLarge);
    }
    Ok(Received {
        namespace: packet.namespace.into(),
        id: packet.id,
        data: text.skip(whole.len() - packet.data.len()),
        kind: packet.kind,
        attachments: Vec::new(),
        missing,
    })
}

fn refuse(link: &Link, namespace: &str, error: &ConnectError) {
    // A message and JSON which was written before can always be written.
    let data = serde_json::to_string(error).unwrap_or_else(|_| "{}".to_owned());
    link.send(&Parcel::text(encode(Reply::ConnectError(&data), namespace, None, 0)));
}
