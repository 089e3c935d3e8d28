//! Which conversations the index has still to follow, as far as this node knows. In memory only.

use std::collections::HashMap;

use liaison_protocol::ids::ConversationId;
use parking_lot::Mutex;
use tokio::sync::Notify;
use uuid::Uuid;

/// Conversations that are remembered. Beyond it the database is asked.
const REMEMBERED: usize = 10_000;

/// What is to be followed, who is at it, and how to be woken.
pub(crate) struct Behind {
    known: Mutex<Known>,
    /// Held by who works on the index.
    pub(super) at_work: tokio::sync::Mutex<()>,
    /// Told of every new entry.
    pub(super) news: Notify,
}

struct Known {
    /// The newest position heard of.
    newest: HashMap<Uuid, i64>,
    /// Whether there may be more than is remembered.
    is_partial: bool,
}

impl Default for Behind {
    /// Nothing is known of what happened before the start.
    fn default() -> Self {
        Self {
            known: Mutex::new(Known { newest: HashMap::new(), is_partial: true }),
            at_work: tokio::sync::Mutex::default(),
            news: Notify::new(),
        }
    }
}

impl Behind {
    /// Hears of an entry of the log.
    pub(crate) fn hear(&self, conversation: ConversationId, seq: i64) {
        self.known.lock().hear(conversation.0, seq);
        self.news.notify_one();
    }

    /// Adds what the database says; `is_all` when that is all of it.
    pub(super) fn learn(&self, rows: &[(Uuid, i64)], is_all: bool) {
        let mut known = self.known.lock();
        rows.iter().for_each(|(conversation, seq)| known.hear(*conversation, *seq));
        known.is_partial |= !is_all;
    }

    /// Whether the database is to be asked, which is then taken as done.
    pub(super) fn take_partial(&self) -> bool {
        std::mem::take(&mut self.known.lock().is_partial)
    }

    /// The database is to be asked.
    pub(super) fn doubt(&self) {
        self.known.lock().is_partial = true;
    }

    /// Some conversations to follow, in the order of their ids.
    pub(super) fn some(&self, count: usize) -> Vec<Uuid> {
        let mut some: Vec<Uuid> = self.known.lock().newest.keys().take(count).copied().collect();
        some.sort_unstable();
        some
    }

    /// A conversation has been followed up to there; `is_all` when there was no more of it.
    pub(super) fn followed(&self, conversation: Uuid, until: i64, is_all: bool) {
        let mut known = self.known.lock();
        if is_all || known.newest.get(&conversation).is_some_and(|newest| *newest <= until) {
            known.newest.remove(&conversation);
        }
    }

    /// Whether everything has been followed.
    pub(super) fn is_nothing(&self) -> bool {
        let known = self.known.lock();
        known.newest.is_empty() && !known.is_partial
    }
}

impl Known {
    fn hear(&mut self, conversation: Uuid, seq: i64) {
        if let Some(newest) = self.newest.get_mut(&conversation) {
            *newest = seq.max(*newest);
        } else if self.newest.len() < REMEMBERED {
            self.newest.insert(conversation, seq);
        } else {
            self.is_partial = true;
        }
    }
}
