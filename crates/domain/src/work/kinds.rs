//! What holds for each kind of case in the queue: one row per kind.

use std::time::Duration;

use liaison_protocol::activity::ActivityAction;

use crate::facts::ItemKind;

/// What holds for a kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Properties {
    /// A case that must have an agent never waits: when nobody is eligible, the least loaded active one takes it, and it
    /// cannot be given back to the queue.
    pub(crate) must_have_agent: bool,
    /// How long the case stays with an agent who went offline before it returns to the queue; `None` keeps it there.
    pub(crate) returns_after: Option<Duration>,
    /// How the activity log calls it when a person gives the case to somebody.
    pub(crate) reassigned: ActivityAction,
}

/// The properties of a kind.
pub(crate) const fn of(kind: ItemKind) -> Properties {
    match kind {
        ItemKind::Ticket => Properties {
            must_have_agent: true,
            returns_after: None,
            reassigned: ActivityAction::TicketReassigned,
        },
        ItemKind::Session => Properties {
            must_have_agent: false,
            returns_after: Some(Duration::from_secs(60)),
            reassigned: ActivityAction::CaseReassigned,
        },
    }
}
