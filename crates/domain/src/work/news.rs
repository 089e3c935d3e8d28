//! Cases that changed, as far as this node has heard: first those whose rows may be behind the log, then those of which
//! lists were not told yet. In memory only.

use std::collections::{BTreeSet, HashSet};

use parking_lot::Mutex;
use tokio::sync::{Mutex as Turn, Notify};
use uuid::Uuid;

use super::Item;
use crate::{
    bus::BusStatus,
    event::{Event, NodeEvent},
};

/// So many are remembered. Beyond it the database is asked.
const REMEMBERED: usize = 10_000;

/// What changed since somebody looked.
pub(crate) struct CaseNews {
    changed: Mutex<Changed>,
    caught_up: Mutex<CaughtUp>,
    /// How many losses of the bus are known.
    losses: Mutex<u64>,
    /// Held while rows are brought up to date: whoever gets it finds the rows of all that was heard before.
    pub(super) turn: Turn<()>,
    /// Told of everything new.
    pub(crate) news: Notify,
}

/// What changed.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// In these conversations something was said, edited or deleted.
    pub(super) conversations: HashSet<Uuid>,
    /// These cases changed hands, status or something else that a list shows.
    pub(super) items: HashSet<Item>,
    /// There may be more than is remembered.
    pub(super) is_incomplete: bool,
}

/// Cases whose rows are up to date, for those who tell lists.
#[derive(Debug, Default)]
pub(crate) struct CaughtUp {
    /// Which, in their order.
    pub(crate) items: BTreeSet<Item>,
    /// There may have been more.
    pub(crate) is_incomplete: bool,
}

impl Default for CaseNews {
    /// Nothing is known of what happened before the start.
    fn default() -> Self {
        let changed = Changed { is_incomplete: true, ..Changed::default() };
        let news = Notify::new();
        news.notify_one();
        Self {
            changed: Mutex::new(changed),
            caught_up: Mutex::default(),
            losses: Mutex::default(),
            turn: Turn::default(),
            news,
        }
    }
}

impl CaseNews {
    /// Hears of an event.
    pub(crate) fn hear(&self, event: &Event) {
        let mut changed = self.changed.lock();
        if changed.conversations.len() + changed.items.len() >= REMEMBERED {
            changed.is_incomplete = true;
            return;
        }
        if let Some((conversation, _)) = event.position() {
            changed.conversations.insert(conversation.0);
        } else if let Event::Node(NodeEvent::CaseChanged { item }) = event {
            changed.items.insert(*item);
        } else {
            return;
        }
        self.news.notify_one();
    }

    /// There may be more than was heard.
    pub(crate) fn doubt(&self) {
        self.changed.lock().is_incomplete = true;
        self.news.notify_one();
    }

    /// Everything since the last time. What the bus lost, or cannot bring now, was not heard.
    pub(super) fn take(&self, bus: Option<BusStatus>) -> Changed {
        let mut changed = std::mem::take(&mut *self.changed.lock());
        if let Some(bus) = bus {
            let known = std::mem::replace(&mut *self.losses.lock(), bus.losses);
            changed.is_incomplete |= !bus.is_connected || bus.losses > known;
        }
        changed
    }

    /// The rows of these cases are up to date.
    pub(super) fn is_caught_up(&self, items: BTreeSet<Item>, is_incomplete: bool) {
        let mut caught_up = self.caught_up.lock();
        caught_up.items.extend(items);
        caught_up.is_incomplete |= is_incomplete;
    }

    /// Everything that was caught up with since the last time.
    pub(crate) fn caught_up(&self) -> CaughtUp {
        std::mem::take(&mut *self.caught_up.lock())
    }
}
