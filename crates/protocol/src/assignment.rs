//! Assignments: who handles an item, and why this person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ids::PersonId, side::UserType, staff::AgentStatus, ticket::TicketAgent};

/// A stored decision of who handles an item.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Assignment {
    /// Who was chosen.
    pub agent: TicketAgent,
    /// `rule`, or the chat identity of the person who decided.
    pub decided_by: String,
    /// Everybody who was looked at.
    pub candidates: Vec<Candidate>,
    /// Why the chosen one.
    pub reasons: Vec<Reason>,
    /// Since when it holds.
    pub from: DateTime<Utc>,
    /// Until when it held; absent while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

/// The answer of `GET /api/crm/tickets/{id}/assignments`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Assignments {
    /// Every decision, the newest first.
    pub items: Vec<Assignment>,
}

/// Somebody who was looked at for an assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Candidate {
    /// The person.
    pub agent_id: PersonId,
    /// Open items this person had.
    pub load: i64,
    /// How many this person may have.
    pub capacity: i64,
    /// Whether the rule allowed this person.
    pub eligible: bool,
    /// Why not, when not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused_because: Vec<Refusal>,
}

/// Why somebody was chosen. A code and its figures; the words are those of the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// Available, connected and below capacity.
    HasRoom {
        /// Open items this person had.
        load: i64,
        /// How many this person may have.
        capacity: i64,
    },
    /// Nobody else was eligible.
    OnlyEligible,
    /// Has the fewest open items of those who were eligible.
    LeastLoaded {
        /// How many were eligible.
        eligible: usize,
    },
    /// Others have as few open items; this one has waited longest since the last assignment.
    WaitedLongest {
        /// How many were eligible.
        eligible: usize,
    },
    /// Nobody was eligible. A ticket of an order must have an agent: the least loaded active one takes it.
    NobodyEligible,
    /// A person decided, see `decided_by`.
    Decided,
    /// A sentence in English, as they were kept before there were codes.
    Said {
        /// The sentence.
        text: String,
    },
}

/// Why somebody was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// Is no agent.
    Role {
        /// What this person is.
        role: UserType,
    },
    /// Does not take work.
    Status {
        /// The status this person had set.
        status: AgentStatus,
    },
    /// No connection was live.
    NotConnected,
    /// Had as many open items as allowed: `load` and `capacity` of the candidate.
    Full,
    /// Cannot do what the item asks for.
    LacksSkill {
        /// The skill.
        skill: String,
    },
    /// Is not in the team that the case asks for.
    OtherTeam {
        /// The team.
        team: String,
    },
    /// Gave this case back to the queue.
    GaveItBack,
    /// A sentence in English, as they were kept before there were codes.
    Said {
        /// The sentence.
        text: String,
    },
}
