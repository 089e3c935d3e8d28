//! The caller, as the caller's own front end needs it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ids::PersonId, side::UserType, staff::AgentStatus};

/// The answer of `GET /api/me` and `PATCH /api/me`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The id.
    pub id: PersonId,
    /// The chat identity, `agent-3`.
    pub public_id: String,
    /// The display name.
    pub name: String,
    /// The email address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The kind of person.
    pub user_type: UserType,
    /// Whether this is agent or above.
    pub is_staff: bool,
    /// The chosen language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What the front end stores for this person.
    #[schema(value_type = Object)]
    pub preferences: serde_json::Map<String, serde_json::Value>,
    /// The status the agent has set; for staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_status: Option<AgentStatus>,
    /// Idle minutes after which the console sets the agent to away, 0 for never; for staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_away_minutes: Option<i32>,
    /// The team; for staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The person's skills; for staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<String>>,
    /// The maximum number of open tickets; for staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<i32>,
}

/// The body of `PATCH /api/me`: absent fields stay unchanged.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchMe {
    /// A language tag such as `en` or `pt-BR`; empty for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35)]
    pub locale: Option<String>,
    /// What the front end wants to store. Absent names stay unchanged, `null` removes one; at most 16 KiB as JSON in total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub preferences: Option<serde_json::Map<String, serde_json::Value>>,
}
