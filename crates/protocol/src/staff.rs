//! Staff: roles, status, load.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ids::PersonId,
    side::{UserType, names},
};

/// The status an agent sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgentStatus {
    /// Accepts new work.
    Available,
    /// Working, accepts nothing new.
    Busy,
    /// Back soon.
    Away,
    /// Not working.
    Offline,
}

names!(AgentStatus { Available = "available", Busy = "busy", Away = "away", Offline = "offline" });

/// The body of `PUT /api/agent/status`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetAgentStatus {
    /// The new status; `agent_status` is accepted too.
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
    /// The email address to log in with.
    #[schema(min_length = 3, max_length = 320)]
    pub email: String,
    /// The role.
    pub role: StaffRole,
    /// The password, at least 12 characters; without one the person cannot log in by password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 12, max_length = 200)]
    pub password: Option<String>,
    /// The team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub team: Option<String>,
    /// The person's skills.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub skills: Vec<String>,
    /// The maximum number of open tickets; absent: the workspace default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1000)]
    pub capacity: Option<i32>,
}

/// The body of `PATCH /api/admin/staff/{id}`: absent fields stay unchanged.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchStaff {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// A new role; the person's connections are closed so that it applies immediately.
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
    /// `false` deactivates the account, `true` reactivates it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// A member of staff as colleagues see them: who could take over a ticket.
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
    /// The maximum number of open tickets.
    pub capacity: i32,
    /// The number of open tickets.
    pub load: i64,
    /// The number of unclosed tickets in which a party is waiting for an answer.
    pub waiting_tickets: i64,
    /// The status the agent has set.
    pub agent_status: AgentStatus,
    /// Whether a connection is live now.
    pub is_online: bool,
    /// When the person was last online.
    pub last_online_at: Option<DateTime<Utc>>,
}

/// All active staff.
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
    /// The email address.
    pub email: Option<String>,
    /// The role.
    pub role: UserType,
    /// The team.
    pub team: Option<String>,
    /// The person's skills.
    pub skills: Vec<String>,
    /// The maximum number of open tickets.
    pub capacity: i32,
    /// The number of open tickets.
    pub load: i64,
    /// The same number, under the name that live pages use.
    pub open_tickets: i64,
    /// The number of unclosed tickets in which a party is waiting for an answer.
    pub waiting_tickets: i64,
    /// Whether the account is active.
    pub active: bool,
    /// The status the agent has set.
    pub agent_status: AgentStatus,
    /// Whether a connection is live now.
    pub is_online: bool,
    /// When the person was last online.
    pub last_online_at: Option<DateTime<Utc>>,
    /// When the account was created.
    pub created_at: DateTime<Utc>,
}
