//! The bus of a node that is alone.

use parking_lot::RwLock;

use super::{Bus, Listener};
use crate::event::Published;

/// Calls the listener directly.
#[derive(Default)]
pub struct LocalBus {
    listener: RwLock<Option<Listener>>,
}

impl Bus for LocalBus {
    fn publish(&self, event: Published) {
        let listener = self.listener.read().clone();
        if let Some(listener) = listener {
            listener(&event);
        }
    }

    fn listen(&self, listener: Listener) {
        *self.listener.write() = Some(listener);
    }
}
