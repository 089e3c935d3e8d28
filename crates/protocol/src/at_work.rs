//! Colleagues at work on a ticket: what each has begun to write, and who looks at it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{ids::TicketId, side::names};

/// Where a draft will be sent.
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

/// Text that a person has started to write but not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Draft {
    /// Where it will be sent.
    pub channel_type: DraftChannel,
    /// The text so far, masked; empty once the draft is gone.
    pub text: String,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// The caller's drafts for one ticket.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Drafts {
    /// At most one per channel.
    pub items: Vec<Draft>,
}

/// The body of `PUT /api/crm/tickets/{id}/drafts/{channel_type}`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepDraft {
    /// The text so far; an empty text removes the draft.
    #[schema(max_length = 10000)]
    pub text: String,
}

/// What a person is doing in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ViewingState {
    /// Viewing it.
    Viewing,
    /// Writing a reply.
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
    /// What the person is doing; with several sockets, the most active one counts.
    pub state: ViewingState,
    /// Which channel the person is writing in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<DraftChannel>,
    /// Since when the person has had the ticket open.
    pub since: DateTime<Utc>,
}

/// Who has a ticket open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Viewers {
    /// The ticket.
    pub ticket_id: TicketId,
    /// Everyone who has it open, in order of arrival.
    pub viewers: Vec<Viewer>,
}
