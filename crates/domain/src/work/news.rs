//! Cases that changed, as far as this node has heard and nobody has looked yet. In memory only.

use std::collections::HashSet;

use parking_lot::Mutex;
use tokio::sync::Notify;
use uuid::Uuid;

use super::Item;
use crate::event::{Event, NodeEvent};

/// So many are remembered. Beyond it the database is asked.
const REMEMBERED: usize = 10_000;

/// What changed since somebody looked.
pub(crate) struct CaseNews {
    changed: Mutex<Changed>,
    /// Told of everything new.
    pub(crate) news: Notify,
}

/// What changed.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    /// In these conversations something was said, edited or deleted.
    pub(crate) conversations: HashSet<Uuid>,
    /// These cases changed hands, status or something else that a list shows.
    pub(crate) items: HashSet<Item>,
    /// There may be more than is remembered.
    pub(crate) is_incomplete: bool,
}

impl Default for CaseNews {
    /// Nothing is known of what happened before the start.
    fn default() -> Self {
        let changed = Changed { is_incomplete: true, ..Changed::default() };
        let news = Notify::new();
        news.notify_one();
        Self { changed: Mutex::new(changed), news }
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

    /// Everything since the last time.
    pub(crate) fn take(&self) -> Changed {
        std::mem::take(&mut *self.changed.lock())
    }
}
