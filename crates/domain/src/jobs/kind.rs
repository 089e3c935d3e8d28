//! What kinds of jobs there are, in which queue each runs, and how often it is retried: one row per kind.

use std::time::Duration;

use liaison_protocol::job::{JobKind, JobQueue};

/// How jobs of a kind are run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Properties {
    pub(crate) queue: JobQueue,
    /// After so many failures a job is dead until somebody replays it.
    pub(crate) max_attempts: i32,
    /// One attempt may take this long.
    pub(crate) timeout: Duration,
    /// The pause after the first failure; it doubles with each further one.
    pub(crate) pause: Duration,
    /// So many are done in one transaction at most. More than one only where each is short and all lock the same things in
    /// the order of the keys.
    pub(crate) together: usize,
}

const TIMER: Properties = Properties {
    queue: JobQueue::Timers,
    max_attempts: 20,
    timeout: Duration::from_secs(30),
    pause: Duration::from_secs(1),
    together: 1,
};

pub(crate) const fn of(kind: JobKind) -> Properties {
    match kind {
        JobKind::SnoozeEnds => Properties { together: 32, ..TIMER },
        JobKind::CasesReturn | JobKind::AssistantTurn | JobKind::SessionTimesOut | JobKind::FlowTimer => {
            TIMER
        }
        JobKind::Probe => Properties { max_attempts: 3, together: 32, ..TIMER },
    }
}

/// How many jobs of a queue a node runs at the same time. A slow queue never holds another one up.
pub(crate) const fn workers(queue: JobQueue) -> usize {
    match queue {
        JobQueue::Timers => 4,
        JobQueue::Bulk | JobQueue::Upkeep => 1,
    }
}

/// How many jobs of a queue a node claims at once. Where each takes long, the others are left to other nodes.
pub(crate) const fn claimed(queue: JobQueue) -> usize {
    match queue {
        JobQueue::Timers => 32,
        JobQueue::Bulk | JobQueue::Upkeep => 1,
    }
}
