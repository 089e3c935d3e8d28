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
    /// How often it was said that there may be more than is remembered…
    doubts: u64,
    /// …and which of these the database has answered.
    answered: u64,
}

/// A conversation to be followed, as it was known when somebody began with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Task {
    pub(super) conversation: Uuid,
    newest: i64,
}

impl Default for Behind {
    /// Nothing is known of what happened before the start.
    fn default() -> Self {
        Self {
            known: Mutex::new(Known { newest: HashMap::new(), doubts: 1, answered: 0 }),
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

    /// There may be more than is remembered.
    pub(super) fn doubt(&self) {
        self.known.lock().doubts += 1;
    }

    /// What the database is to be asked because of, if anything.
    pub(super) fn doubts(&self) -> Option<u64> {
        let known = self.known.lock();
        (known.doubts != known.answered).then_some(known.doubts)
    }

    /// Adds what the database says; `answered` when that is all of it.
    pub(super) fn learn(&self, rows: &[(Uuid, i64)], answered: Option<u64>) {
        let mut known = self.known.lock();
        rows.iter().for_each(|(conversation, seq)| known.hear(*conversation, *seq));
        known.answered = answered.unwrap_or(known.answered);
    }

    /// Some conversations to follow, in the order of their ids.
    pub(super) fn some(&self, count: usize) -> Vec<Task> {
        let known = self.known.lock();
        let task =
            |(conversation, newest): (&Uuid, &i64)| Task { conversation: *conversation, newest: *newest };
        let mut some: Vec<Task> = known.newest.iter().take(count).map(task).collect();
        some.sort_unstable_by_key(|task| task.conversation);
        some
    }

    /// A conversation has been followed up to there; `is_all` when there was no more of it. What was heard of meanwhile
    /// stays.
    pub(super) fn followed(&self, task: Task, until: i64, is_all: bool) {
        let mut known = self.known.lock();
        let is_done = |newest: i64| newest <= until || (is_all && newest == task.newest);
        if known.newest.get(&task.conversation).is_some_and(|newest| is_done(*newest)) {
            known.newest.remove(&task.conversation);
        }
    }

    /// Whether everything has been followed.
    pub(super) fn is_nothing(&self) -> bool {
        let known = self.known.lock();
        known.newest.is_empty() && known.doubts == known.answered
    }
}

impl Known {
    fn hear(&mut self, conversation: Uuid, seq: i64) {
        if let Some(newest) = self.newest.get_mut(&conversation) {
            *newest = seq.max(*newest);
        } else if self.newest.len() < REMEMBERED {
            self.newest.insert(conversation, seq);
        } else {
            self.doubts += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_heard_while_somebody_is_at_work_stays() {
        let (behind, id) = (Behind::default(), Uuid::from_u128(1));
        behind.learn(&[], behind.doubts());
        assert!(behind.is_nothing());
        behind.hear(ConversationId(id), 3);
        let task = behind.some(10)[0];
        behind.hear(ConversationId(id), 4);
        behind.followed(task, 3, true);
        assert!(!behind.is_nothing(), "the fourth came after the log was read");
        behind.followed(behind.some(10)[0], 4, false);
        assert!(behind.is_nothing());
        // An entry that is not there: nobody looks for it for ever.
        behind.hear(ConversationId(id), 9);
        behind.followed(behind.some(10)[0], 4, true);
        assert!(behind.is_nothing());
    }

    #[test]
    fn a_doubt_raised_while_the_database_answers_stays() {
        let behind = Behind::default();
        let asked = behind.doubts();
        behind.doubt();
        behind.learn(&[], asked);
        assert!(behind.doubts().is_some());
        behind.learn(&[], behind.doubts());
        assert_eq!(behind.doubts(), None);
    }

    #[test]
    fn beyond_what_is_remembered_the_database_is_asked() {
        let behind = Behind::default();
        behind.learn(&[], behind.doubts());
        for number in 0..=REMEMBERED as u128 {
            behind.hear(ConversationId(Uuid::from_u128(number)), 1);
        }
        assert_eq!(behind.some(usize::MAX).len(), REMEMBERED);
        assert!(behind.doubts().is_some());
    }
}
