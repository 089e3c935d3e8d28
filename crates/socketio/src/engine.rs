//! Engine.IO: sessions over polling and websocket, for any [`Layer`] on top.

use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use bytes::Bytes;
use http::request::Parts;
use http::{Method, Request, Response};
use http_body::Body;
use http_body_util::Full;
use parking_lot::Mutex;
use tokio::time::MissedTickBehavior;

pub use crate::engine_packet::{EnginePacket, EnginePacketError, parse_payload, parse_text};
pub use crate::layer::{Layer, Link, Message, Text, Work};

use crate::driver::{Driver, Transport};
use crate::handshake::{Asked, Transport as Asks, open_packet};
use crate::limits::{Admission, Full as NoRoom, Place};
use crate::outbox::{Class, Parcel};
use crate::polling::{self, Desk};
use crate::refusal::{self, Fault, Refusal};
use crate::sending::{Sending, Stage};
use crate::session::{Rules, Session};
use crate::sid::SidMap;
use crate::stats::{Counters, Stats};
use crate::{Config, DisconnectReason, Sid, upgrade, websocket};

const SHARDS: usize = 32;

/// An Engine.IO server with one layer on top. Cheap to clone.
#[derive(Debug)]
pub struct Engine<L: Layer> {
    core: Arc<Core<L>>,
}

impl<L: Layer> Clone for Engine<L> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone() }
    }
}

/// What all connections of an engine share.
#[derive(Debug)]
pub(crate) struct Core<L> {
    pub(crate) layer: L,
    pub(crate) rules: Arc<Rules>,
    pub(crate) sessions: Sessions,
    pub(crate) counters: Arc<Counters>,
    admission: Arc<Admission>,
    draining: AtomicBool,
    sweeping: AtomicBool,
    queued_bytes: AtomicUsize,
}

/// All sessions, by id.
#[derive(Debug)]
pub(crate) struct Sessions {
    shards: Vec<Mutex<SidMap<Arc<Session>>>>,
}

impl Sessions {
    fn new() -> Self {
        Self { shards: (0..SHARDS).map(|_| Mutex::default()).collect() }
    }

    fn shard(&self, sid: Sid) -> Option<&Mutex<SidMap<Arc<Session>>>> {
        self.shards.get(sid.shard(self.shards.len()))
    }

    pub(crate) fn insert(&self, session: Arc<Session>) {
        if let Some(shard) = self.shard(session.sid) {
            shard.lock().insert(session.sid, session);
        }
    }

    pub(crate) fn remove(&self, sid: Sid) {
        if let Some(shard) = self.shard(sid) {
            shard.lock().remove(&sid);
        }
    }

    fn get(&self, sid: Sid) -> Option<Arc<Session>> {
        self.shard(sid)?.lock().get(&sid).cloned()
    }

    /// All sessions at present.
    fn all(&self) -> Vec<Arc<Session>> {
        self.shards.iter().flat_map(|shard| shard.lock().values().cloned().collect::<Vec<_>>()).collect()
    }

    /// Looks after every session; returns the bytes which wait in all queues.
    fn sweep(&self, now: u64) -> usize {
        self.shards
            .iter()
            .map(|shard| shard.lock().values().map(|session| session.sweep(now)).sum::<usize>())
            .sum()
    }
}

impl<L: Layer> Engine<L> {
    /// An engine for this layer. Costs nothing until the first request arrives.
    pub fn new(config: Config, layer: L) -> Self {
        Self::counting(config, layer, Arc::default())
    }

    /// The same, counting into counters which the layer knows too.
    pub(crate) fn counting(config: Config, layer: L, counters: Arc<Counters>) -> Self {
        let admission = Admission::new(config.max_connections, config.max_connections_per_ip);
        Self {
            core: Arc::new(Core {
                layer,
                rules: Arc::new(Rules::new(config)),
                sessions: Sessions::new(),
                counters,
                admission,
                draining: AtomicBool::new(false),
                sweeping: AtomicBool::new(false),
                queued_bytes: AtomicUsize::new(0),
            }),
        }
    }

    /// The layer.
    #[must_use]
    pub fn layer(&self) -> &L {
        &self.core.layer
    }

    /// Answers one request below the engine's path; `peer` is the address of the client.
    ///
    /// Must run on a tokio runtime with time enabled, and the connection must be served with upgrades.
    pub async fn handle<B>(&self, request: Request<B>, peer: IpAddr) -> Response<Full<Bytes>>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        if request.method() == Method::OPTIONS {
            return refusal::options();
        }
        let (parts, body) = request.into_parts();
        self.answer(parts, body, peer).await.unwrap_or_else(Refusal::into_response)
    }

    async fn answer<B>(&self, parts: Parts, body: B, peer: IpAddr) -> Result<Response<Full<Bytes>>, Refusal>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let asked = Asked::read(&parts.uri, self.core.rules.config.polling)?;
        let Some(sid) = asked.sid else {
            if parts.method != Method::GET {
                return Err(Fault::WrongMethod.into());
            }
            return self.open(parts, peer, asked.transport);
        };
        let session = self.core.sessions.get(sid).ok_or(Fault::UnknownSession)?;
        // A deadline counts from when it passed, not from when the sweeper comes by.
        session.sweep(self.core.rules.now());
        match asked.transport {
            Asks::Websocket => Ok(upgrade_session(parts, session)?),
            Asks::Polling => {
                let method = parts.method.clone();
                // Nothing of the request but its body is needed while the client waits.
                drop(parts);
                match method {
                    Method::GET => polling::poll(&session).await,
                    Method::POST => polling::post(&session, body).await,
                    _ => Err(Fault::WrongMethod.into()),
                }
            }
        }
    }

    /// Begins a session.
    fn open(&self, parts: Parts, peer: IpAddr, transport: Asks) -> Result<Response<Full<Bytes>>, Refusal> {
        let core = &self.core;
        if core.draining.load(Ordering::Relaxed) {
            return Err(Fault::Draining.into());
        }
        let place = core.admission.admit(peer).map_err(|full| {
            core.counters.refused.fetch_add(1, Ordering::Relaxed);
            match full {
                NoRoom::Server => Fault::ServerFull,
                NoRoom::Network => Fault::NetworkFull,
            }
        })?;
        let info = core.layer.handshake(&parts, peer)?;
        self.start_sweeper();
        match transport {
            Asks::Websocket => self.open_websocket(parts, info, place),
            Asks::Polling => Ok(self.open_polling(info, place)),
        }
    }

    fn open_websocket(
        &self,
        parts: Parts,
        info: L::Info,
        place: Place,
    ) -> Result<Response<Full<Bytes>>, Refusal> {
        let (response, upgrade) = websocket::accept(parts)?;
        let core = self.core.clone();
        tokio::spawn(async move {
            let session = Session::new(core.rules.clone(), None);
            let introduction = open_packet(session.sid, Asks::Websocket, &core.rules.config);
            session.push(&Parcel::text(introduction), Class::Direct);
            let Some(socket) = websocket::open(upgrade, session.clone()).await else { return };
            let transport = Transport::Websocket { socket, sending: Sending::default(), stage: Stage::Open };
            // A task of its own is as small as the driver, whatever the upgrade took.
            tokio::spawn(Driver::new(core, session, info, transport, place));
        });
        Ok(response)
    }

    fn open_polling(&self, info: L::Info, place: Place) -> Response<Full<Bytes>> {
        let core = self.core.clone();
        let session = Session::new(core.rules.clone(), Some(Box::new(Desk::default())));
        let introduction = open_packet(session.sid, Asks::Polling, &core.rules.config);
        tokio::spawn(Driver::new(core, session, info, Transport::Polling(Box::default()), place));
        refusal::text(introduction)
    }

    /// One task looks after all sessions; it ends with the engine.
    fn start_sweeper(&self) {
        if self.core.sweeping.swap(true, Ordering::Relaxed) {
            return;
        }
        let core = Arc::downgrade(&self.core);
        let mut interval = tokio::time::interval(self.core.rules.config.sweep_interval());
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        tokio::spawn(async move {
            loop {
                interval.tick().await;
                let Some(core) = core.upgrade() else { return };
                let bytes = core.sessions.sweep(core.rules.now());
                core.queued_bytes.store(bytes, Ordering::Relaxed);
            }
        });
    }

    /// Refuses new sessions from here on; those which exist go on.
    pub fn refuse_new(&self) {
        self.core.draining.store(true, Ordering::Relaxed);
    }

    /// Ends every session.
    pub fn close_all(&self, reason: DisconnectReason) {
        for session in self.core.sessions.all() {
            session.close(reason);
        }
    }

    /// What goes on at present.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.core.counters.read(self.core.admission.total(), self.core.queued_bytes.load(Ordering::Relaxed))
    }
}

/// Lets a websocket try to take over a session. One which comes too late is accepted and closed at once: a
/// client can tell that from a network which does not let websockets through.
fn upgrade_session(parts: Parts, session: Arc<Session>) -> Result<Response<Full<Bytes>>, Fault> {
    let (response, upgrade) = websocket::accept(parts)?;
    if session.closing().is_none() && session.reserve_upgrade() {
        tokio::spawn(upgrade::take_over(upgrade, session));
    } else {
        tokio::spawn(upgrade::turn_away(upgrade, session));
    }
    Ok(response)
}
