//! One namespace: its sockets and its rooms.

use std::sync::Arc;

use parking_lot::RwLock;

use crate::rooms::Rooms;
use crate::sid::SidMap;
use crate::socket::SocketCore;
use crate::stats::Counters;
use crate::{Handler, Sid};

const SHARDS: usize = 32;

/// All that belongs to one namespace.
pub(crate) struct Namespace<H: Handler> {
    pub(crate) name: Arc<str>,
    pub(crate) rooms: Rooms<SocketCore<H>>,
    pub(crate) counters: Arc<Counters>,
    /// The largest message which may be broadcast, in bytes.
    pub(crate) max_broadcast: usize,
    sockets: Vec<RwLock<SidMap<Arc<SocketCore<H>>>>>,
}

impl<H: Handler> Namespace<H> {
    pub(crate) fn new(name: &str, max_broadcast: usize, counters: Arc<Counters>) -> Self {
        let sockets = (0..SHARDS).map(|_| RwLock::default()).collect();
        Self { name: name.into(), rooms: Rooms::new(), counters, max_broadcast, sockets }
    }

    pub(crate) fn insert(&self, socket: Arc<SocketCore<H>>) {
        if let Some(shard) = self.shard(socket.id) {
            shard.write().insert(socket.id, socket);
        }
    }

    pub(crate) fn remove(&self, id: Sid) {
        if let Some(shard) = self.shard(id) {
            shard.write().remove(&id);
        }
    }

    pub(crate) fn get(&self, id: Sid) -> Option<Arc<SocketCore<H>>> {
        self.shard(id)?.read().get(&id).cloned()
    }

    /// Visits every socket, under the lock of its shard.
    pub(crate) fn each(&self, mut visit: impl FnMut(Sid, &Arc<SocketCore<H>>)) {
        for shard in &self.sockets {
            for (id, socket) in shard.read().iter() {
                visit(*id, socket);
            }
        }
    }

    fn shard(&self, id: Sid) -> Option<&RwLock<SidMap<Arc<SocketCore<H>>>>> {
        self.sockets.get(id.shard(SHARDS))
    }
}
