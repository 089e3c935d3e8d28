//! Wakes the workers of a queue when there is something for them, so that they need not look all the time.

use liaison_protocol::job::JobQueue;
use tokio::sync::Notify;

/// A bell for each queue.
#[derive(Default)]
pub(crate) struct Wake {
    timers: Notify,
    bulk: Notify,
    upkeep: Notify,
}

impl Wake {
    pub(crate) fn of(&self, queue: JobQueue) -> &Notify {
        match queue {
            JobQueue::Timers => &self.timers,
            JobQueue::Bulk => &self.bulk,
            JobQueue::Upkeep => &self.upkeep,
        }
    }
}
