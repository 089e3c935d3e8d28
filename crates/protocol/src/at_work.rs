//! Colleagues at work on a ticket: what each has begun to write, and who looks at it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ids::TicketId, side::names};

/// Where a draft is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftChannel {
    /// To the brand.
    BrandAgent,
    /// To the creator.
    CreatorAgent,
    /// Into the staff-only log.
    Notes,
}

names!(DraftChannel { BrandAgent = "brand_agent", CreatorAgent = "creator_agent", Notes = "notes" });

/// What somebody has begun to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Draft {
    /// Where it is to go.
    pub channel_type: DraftChannel,
    /// The text so far, masked; empty when there is none any more.
    pub text: String,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// The caller's drafts for one ticket.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Drafts {
    /// At most one for each channel.
    pub items: Vec<Draft>,
}

/// The body of `PUT /api/crm/tickets/{id}/drafts/{channel_type}`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepDraft {
    /// The text so far; an empty one removes the draft.
    #[schema(max_length = 10000)]
    pub text: String,
}

/// What somebody does at a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ViewingState {
    /// Looks at it.
    Viewing,
    /// Writes an answer.
    Replying,
}

names!(ViewingState { Viewing = "viewing", Replying = "replying" });

/// A member of staff who has a ticket open, with however many sockets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Viewer {
    /// The chat identity, `agent-3`.
    pub public_id: String,
    /// The display name.
    pub name: String,
    /// What the person does; of several sockets the one that does most.
    pub state: ViewingState,
    /// To whom the person writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<DraftChannel>,
    /// Since when the ticket is open.
    pub since: DateTime<Utc>,
}

/// Who has a ticket open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Viewers {
    /// The ticket.
    pub ticket_id: TicketId,
    /// Everybody, whoever came first first.
    pub viewers: Vec<Viewer>,
}
