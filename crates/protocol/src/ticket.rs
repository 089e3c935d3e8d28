//! Tickets: one mediated case about one order.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    assignment::Assignment,
    conversation::{ChannelType, Conversation, Participant},
    ids::{FileId, MessageId, OrderId, TicketId},
    label::Label,
    message::{Message, PersonRef},
    order::Order,
    side::names,
    staff::AgentStatus,
};

/// The status of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketStatus {
    /// New; no one has started on it.
    Open,
    /// The agent is working on it.
    InProgress,
    /// Resolved; can be reopened.
    Resolved,
    /// Closed; both channels are frozen.
    Closed,
}

names!(TicketStatus { Open = "open", InProgress = "in_progress", Resolved = "resolved", Closed = "closed" });

/// The priority of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Can wait.
    Low,
    /// The default.
    Medium,
    /// Before medium and low.
    High,
    /// Immediately.
    Urgent,
}

names!(Priority { Low = "low", Medium = "medium", High = "high", Urgent = "urgent" });

/// An agent, as parties and colleagues see one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketAgent {
    /// The person.
    pub id: crate::ids::PersonId,
    /// The chat identity, `agent-3`.
    pub public_id: String,
    /// The display name.
    pub name: String,
}

/// A ticket in an order, or in the answer to a change. A party sees only its own channel.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TicketSummary {
    /// The id.
    pub id: TicketId,
    /// The status.
    pub status: TicketStatus,
    /// The priority.
    pub priority: Priority,
    /// Who handles it.
    pub agent: TicketAgent,
    /// The name of the brand's channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_agent_channel: Option<String>,
    /// The name of the creator's channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator_agent_channel: Option<String>,
}

/// A ticket as one viewer sees it: a party only its own side.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Ticket {
    /// The id.
    pub id: TicketId,
    /// The order it is about.
    pub order_id: OrderId,
    /// The status.
    pub status: TicketStatus,
    /// The priority.
    pub priority: Priority,
    /// Who handles it.
    pub agent: TicketAgent,
    /// The team it belongs to; to staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The legacy channel name, which leads each person to their own side.
    pub stream_channel_id: String,
    /// The name of the brand's channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand_agent_channel: Option<String>,
    /// The name of the creator's channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator_agent_channel: Option<String>,
    /// The name of the staff-only log; to staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes_channel: Option<String>,
    /// The order.
    pub order: Order,
    /// Who takes part, as far as the viewer may know.
    pub participants: Vec<Participant>,
    /// The channels the viewer may read.
    pub channels: Vec<Conversation>,
    /// The newest message of all channels the viewer may read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message: Option<Message>,
    /// Unread messages in all channels the viewer may read.
    pub unread: i64,
    /// Since when a party waits for an answer, the earlier of both channels. For staff only; `null` when no one is waiting.
    #[schema(required = false)]
    pub waiting_since: Option<DateTime<Utc>>,
    /// Its labels, by name; to staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<Label>>,
    /// The snooze; for staff only, and only while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snoozed: Option<Snoozed>,
    /// Unread notes that mention the caller; 0 for all but staff.
    pub mentions: i64,
    /// Why this agent: the current decision; for staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Assignment>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
}

/// A ticket that is snoozed until a time, and in any case until a party writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Snoozed {
    /// When it ends; absent when only a message from a party ends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// Who snoozed it.
    pub by: TicketAgent,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// The body of `POST /api/crm/tickets`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTicket {
    /// The order it is about.
    pub order_id: OrderId,
    /// The priority, `medium` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
}

/// The body of `PUT /api/crm/tickets/{id}/status`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeStatus {
    /// The new status.
    pub status: TicketStatus,
}

/// The body of `PUT /api/crm/tickets/{id}/priority`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePriority {
    /// The new priority.
    pub priority: Priority,
}

/// The body of `PUT /api/crm/tickets/{id}/snooze`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Snooze {
    /// When it ends, at most a year from now. Without it, only a message from a party ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

/// The body of `PUT /api/crm/tickets/{id}/reassign`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reassign {
    /// Who takes over.
    pub agent_id: PersonRef,
}

/// The body of `POST /api/crm/tickets/{id}/messages`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostTicketMessage {
    /// The text; `message` and `message_text` are accepted too.
    #[serde(default, alias = "message", alias = "message_text")]
    pub text: String,
    /// The channel. Required for staff; ignored for parties, who have only one.
    #[serde(default, alias = "channelType", skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<ChannelType>,
    /// The tab the agent had open; masked as texts are.
    #[serde(default, alias = "targetTab", skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50)]
    pub target_tab: Option<String>,
    /// Previously uploaded files.
    #[serde(default)]
    pub attachment_ids: Vec<FileId>,
    /// An https URL of media stored elsewhere; `file_url` is accepted too.
    #[serde(default, alias = "file_url", skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// The sender's idempotency key: repeating it returns the first result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// The body of `POST /api/crm/tickets/{id}/relay`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    /// A message of either channel; it is relayed to the other one.
    pub message_id: MessageId,
    /// Text to send instead of the message's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10000)]
    pub text: Option<String>,
    /// The files to relay with it; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 10)]
    pub attachment_ids: Option<Vec<FileId>>,
    /// Files to relay although they may still reveal who made them: those listed in a `METADATA_REMAINS` error.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub confirm_metadata: Vec<FileId>,
    /// The sender's idempotency key: repeating it returns the first result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// The body of `POST /api/crm/tickets/{id}/notes`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostNote {
    /// The note.
    pub text: String,
    /// The writer's idempotency key: repeating it returns the first result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// The type of a structured form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormType {
    /// The requirements; the order moves to `in_progress`.
    Requirements,
    /// The requested changes; the order moves to `revision_requested`.
    Revision,
}

names!(FormType { Requirements = "requirements", Revision = "revision" });

/// The body of `POST /api/crm/tickets/{id}/forms`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitForm {
    /// The type of form.
    #[serde(alias = "type")]
    pub form_type: FormType,
    /// The fields: an object of strings, numbers, booleans and lists of these.
    #[serde(alias = "data")]
    #[schema(value_type = Object)]
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// The sender's idempotency key: repeating it returns the first result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// The answer to a form.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SubmittedForm {
    /// Always `true`.
    pub success: bool,
    /// The form as a message of the sender's channel.
    pub message: Message,
    /// The order after the form.
    pub order: Order,
}

/// The answer of `GET /api/crm/tickets/{id}/agent-status`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AgentStatusView {
    /// Who handles the ticket.
    pub agent: TicketAgent,
    /// The status the agent has set.
    pub agent_status: AgentStatus,
    /// Whether a connection of the agent is live now.
    pub is_online: bool,
    /// When the agent was last online.
    pub last_online_at: Option<DateTime<Utc>>,
}

/// Which of the caller's tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketView {
    /// Those the caller handles.
    #[default]
    Assigned,
    /// All; for a team lead those of the team.
    Overview,
    /// Those with a note that mentions the caller, whoever handles them.
    Mentioned,
}

/// The sort order of a list of tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketSort {
    /// Last changed first.
    #[default]
    UpdatedDesc,
    /// Newest first.
    CreatedDesc,
    /// Oldest first.
    CreatedAsc,
    /// Most urgent first, then oldest.
    PriorityDesc,
    /// Waiting longest first; then those where no one is waiting, last changed first.
    WaitingDesc,
    /// Newest entry in either channel first.
    ActivityDesc,
}

names!(TicketSort {
    UpdatedDesc = "updated_desc",
    CreatedDesc = "created_desc",
    CreatedAsc = "created_asc",
    PriorityDesc = "priority_desc",
    WaitingDesc = "waiting_desc",
    ActivityDesc = "activity_desc",
});

/// The answer of `GET /api/crm/tickets/counts`. Tickets that are not closed, as far as the caller lists them; those that
/// are snoozed are counted separately.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketCounts {
    /// Those the caller handles.
    pub mine: TicketCount,
    /// Those of the caller's team; none without a team.
    pub team: TicketCount,
    /// All of the caller's overview.
    pub all: TicketCount,
    /// Tickets with an unread note that mentions the caller, closed and snoozed ones too.
    pub mentioned: i64,
}

/// How many tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TicketCount {
    /// Open or in progress.
    pub open: i64,
    /// With a message that the caller has not read.
    pub unread: i64,
    /// With a party that waits for an answer.
    pub waiting: i64,
    /// Snoozed; in none of the other numbers.
    pub snoozed: i64,
}

/// A page of tickets by offset, as reference B asks for it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct TicketPage {
    /// The tickets.
    pub items: Vec<Ticket>,
    /// The page the offset falls on, from 1.
    pub page: u64,
    /// The maximum number of tickets per page.
    pub limit: u64,
    /// The number of tickets skipped.
    pub offset: u64,
    /// The total number of tickets.
    pub total: u64,
}
