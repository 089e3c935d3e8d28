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

/// How far a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketStatus {
    /// New, the agent has not begun.
    Open,
    /// The agent works on it.
    InProgress,
    /// Solved, may come back.
    Resolved,
    /// Ended: both channels are frozen.
    Closed,
}

names!(TicketStatus { Open = "open", InProgress = "in_progress", Resolved = "resolved", Closed = "closed" });

/// How urgent a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Can wait.
    Low,
    /// The default.
    Medium,
    /// Before others.
    High,
    /// Now.
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
    /// How far it is.
    pub status: TicketStatus,
    /// How urgent it is.
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
    /// How far it is.
    pub status: TicketStatus,
    /// How urgent it is.
    pub priority: Priority,
    /// Who handles it.
    pub agent: TicketAgent,
    /// The team it belongs to; to staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The legacy channel name, which leads everybody to the own side.
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
    /// Since when a party waits for an answer, the earlier of both channels. To staff only; `null` when nobody waits.
    #[schema(required = false)]
    pub waiting_since: Option<DateTime<Utc>>,
    /// Its labels, by name; to staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<Label>>,
    /// Until when it is snoozed; to staff only, and only while it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snoozed: Option<Snoozed>,
    /// Unread notes that mention the caller; 0 for all but staff.
    pub mentions: i64,
    /// Why this agent: the decision that stands; to staff only.
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
    /// Until when; absent when only a message of a party ends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// Who put it aside.
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
    /// How urgent, `medium` when absent.
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
    /// Until when, at most a year from now. Without it only a message of a party ends it.
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
    /// The text; `message` and `message_text` are understood too.
    #[serde(default, alias = "message", alias = "message_text")]
    pub text: String,
    /// Which channel; staff must name it, parties have one and the value is not looked at.
    #[serde(default, alias = "channelType", skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<ChannelType>,
    /// The tab the agent had open; masked as texts are.
    #[serde(default, alias = "targetTab", skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50)]
    pub target_tab: Option<String>,
    /// Files uploaded before.
    #[serde(default)]
    pub attachment_ids: Vec<FileId>,
    /// An https address of media kept elsewhere; `file_url` is understood too.
    #[serde(default, alias = "file_url", skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// The sender's own key: the same key again gives the first result again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// The body of `POST /api/crm/tickets/{id}/relay`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    /// A message of either channel; it is relayed into the other one.
    pub message_id: MessageId,
    /// What to say instead of its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10000)]
    pub text: Option<String>,
    /// Which of its files go with it; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 10)]
    pub attachment_ids: Option<Vec<FileId>>,
    /// Files that go with it although something of their maker may remain in them: those that a refusal with
    /// `METADATA_REMAINS` has named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub confirm_metadata: Vec<FileId>,
    /// The sender's own key: the same key again gives the first result again.
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
    /// The writer's own key: the same key again gives the first result again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
}

/// Which structured form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormType {
    /// What exactly is wanted: the order moves to `in_progress`.
    Requirements,
    /// What has to change: the order moves to `revision_requested`.
    Revision,
}

names!(FormType { Requirements = "requirements", Revision = "revision" });

/// The body of `POST /api/crm/tickets/{id}/forms`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitForm {
    /// Which form.
    #[serde(alias = "type")]
    pub form_type: FormType,
    /// The fields as an object of texts, numbers, booleans and lists of them.
    #[serde(alias = "data")]
    #[schema(value_type = Object)]
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// The sender's own key: the same key again gives the first result again.
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
    /// The order as it stands now.
    pub order: Order,
}

/// The answer of `GET /api/crm/tickets/{id}/agent-status`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AgentStatusView {
    /// Who handles the ticket.
    pub agent: TicketAgent,
    /// What the agent says of himself.
    pub agent_status: AgentStatus,
    /// Whether a connection of the agent is live now.
    pub is_online: bool,
    /// When the last one was.
    pub last_online_at: Option<DateTime<Utc>>,
}

/// Which of my tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TicketView {
    /// Those I handle.
    #[default]
    Assigned,
    /// All; for a team lead those of the team.
    Overview,
    /// Those with a note that mentions me, whoever handles them.
    Mentioned,
}

/// The order of a list of tickets.
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
    /// Whoever waits longest for an answer first; then those where nobody waits, last changed first.
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
/// are snoozed are counted apart.
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
    /// How many at most.
    pub limit: u64,
    /// How many were skipped.
    pub offset: u64,
    /// How many there are in all.
    pub total: u64,
}
