//! What a step asks of the world. The caller does it, in the same transaction as the step or durably after it.

use crate::definition::{FieldId, RoleId, StateId, TextId};
use crate::money::Currency;
use crate::state::Value;

/// What follows from a step, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A transition was taken: the conversation says so, cards and timers of an old entry go, new ones come.
    Moved(Moved),
    /// Ask the payer for money. The answer comes as `payment.captured` or `payment.failed`.
    RequestPayment(Amount),
    /// Pay captured money out.
    Release(Amount),
    /// Pay captured money back.
    Refund(Amount),
    /// Staff must look at the run.
    Escalate {
        /// Why.
        reason: String,
    },
    /// Tell a role something outside of the conversation.
    Notify {
        /// Whom.
        role: RoleId,
        /// What.
        line: Line,
    },
    /// A ticket for staff.
    OpenTicket,
    /// Whoever is awaited is reminded.
    Remind {
        /// Whom.
        role: Option<RoleId>,
        /// The how-manieth reminder of this time, from 1.
        number: usize,
    },
}

/// An amount in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// How much.
    pub minor: i64,
    /// Of what.
    pub currency: Currency,
}

/// A transition that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// From where.
    pub from: StateId,
    /// To where; the same when it stayed.
    pub to: StateId,
    /// The entry after it.
    pub entry: u64,
    /// Whether a state was entered: then cards and timers of the entry before are over.
    pub entered: bool,
    /// Who acted.
    pub by: Option<RoleId>,
    /// The action, the event, the time, or `next`.
    pub reason: String,
    /// What the conversation says.
    pub said: Vec<Line>,
    /// What only the one who acted reads.
    pub audit: Option<Line>,
}

/// A text with the values that it shows, as they were when it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who reads it; none: everybody.
    pub role: Option<RoleId>,
    /// The text.
    pub text: TextId,
    /// Fields that it shows.
    pub values: Vec<(FieldId, Value)>,
    /// Values of the event that it shows.
    pub event: Vec<(String, Value)>,
    /// Whose turn it was.
    pub awaited: Option<RoleId>,
}
