//! The Socket.IO server: what an application holds.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
use tokio::time::Instant;

use crate::broadcast::Broadcast;
use crate::connection::{Limits, SocketIo};
use crate::engine::Engine;
use crate::namespace::Namespace;
use crate::outgoing::Packet;
use crate::socket::Socket;
use crate::stats::{Counters, Stats};
use crate::{Config, DisconnectReason, Handler, Sid};

/// A Socket.IO server. Cheap to clone.
pub struct Server<H: Handler> {
    engine: Engine<SocketIo<H>>,
    main: Arc<Namespace<H>>,
}

impl<H: Handler> Clone for Server<H> {
    fn clone(&self) -> Self {
        Self { engine: self.engine.clone(), main: self.main.clone() }
    }
}

impl<H: Handler> fmt::Debug for Server<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("stats", &self.stats()).finish()
    }
}

/// How to send everybody away: some at a time, so that they do not come back all at once.
#[derive(Debug, Clone)]
pub struct Drain {
    /// Sockets sent away at a time.
    pub slice: usize,
    /// Time between two slices.
    pub interval: Duration,
    /// Sent to each socket first, such as when to come back.
    pub close_packet: Option<Packet>,
    /// Time after which whoever is left is not waited for any longer.
    pub deadline: Duration,
}

impl<H: Handler> Server<H> {
    /// A server for this application. Costs nothing until the first request arrives.
    #[must_use]
    pub fn new(config: Config, handler: H) -> Self {
        let counters = Arc::<Counters>::default();
        let namespace = |name: &str| Arc::new(Namespace::new(name, config.max_queue_bytes, counters.clone()));
        let namespaces: Vec<_> = config.namespaces.iter().map(|name| namespace(name)).collect();
        // There even if clients may not connect to it; nobody is in it then.
        let main = namespaces.iter().find(|namespace| &*namespace.name == "/").cloned();
        let main = main.unwrap_or_else(|| namespace("/"));
        let limits = Limits::of(&config);
        let layer = SocketIo { handler: Arc::new(handler), namespaces, limits };
        Self { engine: Engine::counting(config, layer, counters), main }
    }

    /// The application.
    #[must_use]
    pub fn handler(&self) -> &H {
        &self.engine.layer().handler
    }

    /// Answers one request below the server's path; `peer` is the address of the client.
    ///
    /// Must run on a tokio runtime with time enabled, and the connection must be served with upgrades. Headers
    /// for other origins are the caller's; `OPTIONS` is answered with 204 and nothing else.
    pub async fn handle<B>(&self, request: Request<B>, peer: IpAddr) -> Response<Full<Bytes>>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        self.engine.handle(request, peer).await
    }

    /// Everybody in a namespace; `None` when it is not configured.
    #[must_use]
    pub fn of(&self, namespace: &str) -> Option<Broadcast<H>> {
        self.namespace(namespace).cloned().map(Broadcast::new)
    }

    /// A room of the main namespace.
    pub fn to(&self, room: &str) -> Broadcast<H> {
        Broadcast::new(self.main.clone()).to(room)
    }

    /// A socket, while it is connected.
    #[must_use]
    pub fn socket(&self, namespace: &str, id: Sid) -> Option<Socket<H>> {
        Some(Socket { core: self.namespace(namespace)?.get(id)? })
    }

    /// Every socket of every namespace at this moment.
    #[must_use]
    pub fn sockets(&self) -> Vec<Socket<H>> {
        let namespaces = &self.engine.layer().namespaces;
        namespaces.iter().flat_map(|namespace| Broadcast::new(namespace.clone()).sockets()).collect()
    }

    /// Takes no new connection, and sends away those which exist, a slice at a time. Returns how many are
    /// left at the deadline.
    pub async fn drain(&self, drain: Drain) -> usize {
        let deadline = Instant::now() + drain.deadline;
        self.engine.refuse_new();
        let sockets = self.sockets();
        for (index, slice) in sockets.chunks(drain.slice.max(1)).enumerate() {
            if index > 0 {
                tokio::time::sleep_until((Instant::now() + drain.interval).min(deadline)).await;
            }
            for socket in slice {
                if let Some(close_packet) = &drain.close_packet {
                    // One who is gone already needs no close packet.
                    let _gone = socket.emit_packet(close_packet);
                }
                socket.core.link.close(DisconnectReason::Shutdown);
            }
        }
        // Those without a socket, and those which connected while the others were sent away.
        self.engine.close_all(DisconnectReason::Shutdown);
        loop {
            let left = self.stats().connections;
            if left == 0 || Instant::now() >= deadline {
                return left;
            }
            tokio::time::sleep_until((Instant::now() + Duration::from_millis(20)).min(deadline)).await;
        }
    }

    /// What goes on at present.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.engine.stats()
    }

    fn namespace(&self, name: &str) -> Option<&Arc<Namespace<H>>> {
        self.engine.layer().namespaces.iter().find(|namespace| &*namespace.name == name)
    }
}
