//! The way of events from the node where they happen to every node where somebody listens.
//!
//! Contract of every bus:
//! - `publish` never blocks and never fails towards the caller: an event that cannot be carried is lost, and the
//!   sequence numbers of the conversation bring it back. The bus carries no authority and stores nothing.
//! - What a node publishes reaches its own listener exactly once, in the order of publication, before `publish`
//!   returns. What it publishes reaches other nodes at most once, in the order of publication.
//! - A listener may be called from any thread; it must neither block nor publish.
//!
//! `tests/cluster/contract.rs` proves it for every bus. What may get lost, doubled or overtaken between the bus and the
//! listener is put right per conversation by [`lanes`].

mod frame;
mod lane;
pub(crate) mod lanes;
mod local;
mod nats;

use std::{pin::Pin, sync::Arc};

pub use frame::BusKey;
pub use local::LocalBus;
pub use nats::{NatsBus, NatsOptions};

use crate::event::Published;

/// Called for every event that reaches this node.
pub type Listener = Arc<dyn Fn(&Published) + Send + Sync>;

/// Called when events of other nodes may have been lost.
pub type LossHook = Arc<dyn Fn() + Send + Sync>;

/// What [`Bus::flush`] gives.
pub type Flushed<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Carries events. See the contract above.
pub trait Bus: Send + Sync {
    /// Tells this node and all others.
    fn publish(&self, event: Published);

    /// Names who is to be told on this node. There is one listener; a second call replaces the first.
    fn listen(&self, listener: Listener);

    /// Names who is to be told that events may have been lost: after a connection came back, and when another
    /// node's count has a hole. May be called often; there is one hook.
    fn on_loss(&self, _hook: LossHook) {}

    /// How the connection to other nodes is; `None` for a bus that has none.
    fn status(&self) -> Option<BusStatus> {
        None
    }

    /// Waits, not for long, until what was published has left this node.
    fn flush(&self) -> Flushed<'_> {
        Box::pin(std::future::ready(()))
    }
}

/// What a bus between nodes can say of itself. The numbers count from the start of the node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BusStatus {
    /// Whether other nodes can be reached now.
    pub is_connected: bool,
    /// Events handed to the network.
    pub published: u64,
    /// Events of other nodes that were accepted, and that the listener was told of.
    pub received: u64,
    /// Own events that were not sent: no connection, a full queue, or too large.
    pub dropped: u64,
    /// Frames that were refused: forged, repeated, too old or unreadable.
    pub refused: u64,
    /// Times that events of another node were missing.
    pub losses: u64,
}
