//! The way of events from the node where they happen to every node where somebody listens.
//!
//! Contract of every bus:
//! - `publish` never blocks and never fails towards the caller: an event that cannot be carried is lost, and the
//!   sequence numbers of the conversation bring it back. The bus carries no authority and stores nothing.
//! - What a node publishes reaches its own listener exactly once, in the order of publication, before `publish`
//!   returns. What it publishes reaches other nodes at most once.
//! - A listener may be called from any thread; it must not block.

mod local;

use std::sync::Arc;

pub use local::LocalBus;

use crate::event::Published;

/// Called for every event that reaches this node.
pub type Listener = Arc<dyn Fn(&Published) + Send + Sync>;

/// Carries events. See the contract above.
pub trait Bus: Send + Sync {
    /// Tells this node and all others.
    fn publish(&self, event: Published);

    /// Names who is to be told on this node. There is one listener; a second call replaces the first.
    fn listen(&self, listener: Listener);
}
