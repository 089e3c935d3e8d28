//! Staff: roles, status, load.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ids::PersonId,
    side::{UserType, names},
};

/// What an agent says of himself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgentStatus {
    /// Takes new work.
    Available,
    /// Works, takes nothing new.
    Busy,
    /// Back soon.
    Away,
    /// Not at work.
    Offline,
}

names!(AgentStatus { Available = "available", Busy = "busy", Away = "away", Offline = "offline" });

/// The body of `PUT /api/agent/status`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAgentStatus {
    /// The new status; `agent_status` is understood too.
    #[serde(alias = "agent_status")]
    pub status: AgentStatus,
}

/// A role of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Handles tickets.
    Agent,
    /// Leads a team.
    TeamLead,
    /// May act on every ticket.
    Supervisor,
    /// Manages people and settings.
    Admin,
    /// Manages admins too.
    SuperAdmin,
}

impl From<StaffRole> for UserType {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Agent => Self::Agent,
            StaffRole::TeamLead => Self::TeamLead,
            StaffRole::Supervisor => Self::Supervisor,
            StaffRole::Admin => Self::Admin,
            StaffRole::SuperAdmin => Self::SuperAdmin,
        }
    }
}

/// The body of `POST /api/admin/staff`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateStaff {
    /// The display name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// The e-mail to log in with.
    #[schema(min_length = 3, max_length = 320)]
    pub email: String,
    /// The role.
    pub role: StaffRole,
    /// The password, 12 characters at least; without one the person cannot log in by password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 12, max_length = 200)]
    pub password: Option<String>,
    /// The team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub team: Option<String>,
    /// What the person can do.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub skills: Vec<String>,
    /// How many open tickets at most, 5 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1000)]
    pub capacity: Option<i32>,
}

/// The body of `PATCH /api/admin/staff/{id}`: what is absent stays.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchStaff {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// A new role; the person's connections are cut so that it holds at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<StaffRole>,
    /// A new password; all logins of the person end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 12, max_length = 200)]
    pub password: Option<String>,
    /// A new team; empty for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub team: Option<String>,
    /// New skills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 50)]
    pub skills: Option<Vec<String>>,
    /// A new capacity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1000)]
    pub capacity: Option<i32>,
    /// `false` deactivates, `true` brings back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// A member of staff as colleagues know them: who could take a ticket over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Colleague {
    /// The person.
    pub id: PersonId,
    /// The chat identity, `agent-3`.
    pub public_id: String,
    /// The display name.
    pub name: String,
    /// The role.
    pub role: UserType,
    /// The team.
    pub team: Option<String>,
    /// How many open tickets at most.
    pub capacity: i32,
    /// How many open tickets now.
    pub load: i64,
    /// Of the tickets that are not closed, those in which a party waits for an answer.
    pub waiting_tickets: i64,
    /// What the agent says of himself.
    pub agent_status: AgentStatus,
    /// Whether a connection is live now.
    pub is_online: bool,
    /// When the last one was.
    pub last_online_at: Option<DateTime<Utc>>,
}

/// Everybody who works here now.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Colleagues {
    /// By id.
    pub items: Vec<Colleague>,
}

/// A member of staff, for those who manage them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Staff {
    /// The person.
    pub id: PersonId,
    /// The chat identity, `agent-3`.
    pub public_id: String,
    /// The display name.
    pub name: String,
    /// The e-mail.
    pub email: Option<String>,
    /// The role.
    pub role: UserType,
    /// The team.
    pub team: Option<String>,
    /// What the person can do.
    pub skills: Vec<String>,
    /// How many open tickets at most.
    pub capacity: i32,
    /// How many open tickets now.
    pub load: i64,
    /// The same, in the words of a live page.
    pub open_tickets: i64,
    /// Of the tickets that are not closed, those in which a party waits for an answer.
    pub waiting_tickets: i64,
    /// Whether the account is active.
    pub active: bool,
    /// What the agent says of himself.
    pub agent_status: AgentStatus,
    /// Whether a connection is live now.
    pub is_online: bool,
    /// When the last one was.
    pub last_online_at: Option<DateTime<Utc>>,
    /// When the account was created.
    pub created_at: DateTime<Utc>,
}
