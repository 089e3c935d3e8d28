//! Where time comes from. Nothing else in the domain asks the operating system for it.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use parking_lot::Mutex;

/// A source of time, shared by all parts of a node.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Manual(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is moved.
    pub fn manual(start: DateTime<Utc>) -> Self {
        Self(Source::Manual(Arc::new(Mutex::new(start))))
    }

    /// The time now, in whole microseconds: PostgreSQL keeps no more, and both databases must agree.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now().trunc_subsecs(6),
            Source::Manual(at) => *at.lock(),
        }
    }

    /// Moves a manual clock; the machine's clock does not move.
    pub fn advance(&self, by: chrono::Duration) {
        if let Source::Manual(at) = &self.0 {
            *at.lock() += by;
        }
    }
}
