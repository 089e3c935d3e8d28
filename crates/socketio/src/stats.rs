//! What a server counts.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use parking_lot::Mutex;

use crate::DisconnectReason;

/// Counters of a server. Totals count since its start; the others are of this moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Stats {
    /// Connections which exist, those about to open or close included.
    pub connections: usize,
    /// Sessions which poll.
    pub polling: usize,
    /// Sessions on websocket.
    pub websocket: usize,
    /// Bytes which wait in the queues of all sessions, as of the last sweep.
    pub queued_bytes: usize,
    /// Total of broadcasts not queued for a connection because it lagged; a resume followed or will follow.
    pub dropped: u64,
    /// Total of volatile broadcasts not queued for a connection.
    pub volatile_dropped: u64,
    /// Total of episodes of lagging which have drained.
    pub lagged: u64,
    /// Total of connections refused because there was no room.
    pub refused: u64,
    /// Total of ended sessions, by the code of their reason.
    pub closed: BTreeMap<&'static str, u64>,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) polling: AtomicUsize,
    pub(crate) websocket: AtomicUsize,
    pub(crate) dropped: AtomicU64,
    pub(crate) volatile_dropped: AtomicU64,
    pub(crate) lagged: AtomicU64,
    pub(crate) refused: AtomicU64,
    closed: Mutex<BTreeMap<&'static str, u64>>,
}

impl Counters {
    pub(crate) fn closed(&self, reason: DisconnectReason) {
        *self.closed.lock().entry(reason.code()).or_default() += 1;
    }

    pub(crate) fn read(&self, connections: usize, queued_bytes: usize) -> Stats {
        Stats {
            connections,
            polling: self.polling.load(Ordering::Relaxed),
            websocket: self.websocket.load(Ordering::Relaxed),
            queued_bytes,
            dropped: self.dropped.load(Ordering::Relaxed),
            volatile_dropped: self.volatile_dropped.load(Ordering::Relaxed),
            lagged: self.lagged.load(Ordering::Relaxed),
            refused: self.refused.load(Ordering::Relaxed),
            closed: self.closed.lock().clone(),
        }
    }
}
