//! Live chats: a customer or visitor with the assistant, then with an agent.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ids::{ConversationId, FileId, PersonId},
    message::PersonRef,
    person::Person,
    side::names,
    ticket::TicketAgent,
};

/// How far a live chat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionStatus {
    /// The assistant answers.
    Ai,
    /// It waits in the queue for an agent.
    Waiting,
    /// An agent handles it.
    Assigned,
    /// No agent was free in time. A message puts it back into the queue.
    Abandoned,
    /// It is over: nothing can be written any more.
    Ended,
}

names!(SessionStatus {
    Ai = "ai",
    Waiting = "waiting",
    Assigned = "assigned",
    Abandoned = "abandoned",
    Ended = "ended",
});

/// A live chat. Its id is also that of its conversation: messages are read and sent by the same paths and events as in
/// every other conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The id, and the conversation.
    pub id: ConversationId,
    /// How far it is.
    pub status: SessionStatus,
    /// Who asks.
    pub user: Person,
    /// Who handles it; `null` while nobody does.
    #[schema(required = false)]
    pub agent: Option<TicketAgent>,
    /// The place in the queue, from 1; `null` while it does not wait.
    #[schema(required = false)]
    pub position: Option<i64>,
    /// The case in the inbox, such as `session-12`. For staff only; absent while the assistant answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_key: Option<String>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it last changed hands or status.
    pub updated_at: DateTime<Utc>,
    /// When it ended.
    #[schema(required = false)]
    pub ended_at: Option<DateTime<Utc>>,
}

/// The body of `POST /api/support/chat/sessions/user`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartSession {
    /// The first message. Not sent when a chat is open already.
    #[serde(default)]
    #[schema(max_length = 10_000)]
    pub message: Option<String>,
}

/// The body of `POST /api/support/chat/sessions/{id}/assign`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignSession {
    /// Who handles it from now on; the caller when absent.
    #[serde(default, alias = "agentId")]
    #[schema(value_type = Option<i64>)]
    pub agent_id: Option<PersonId>,
}

/// The body of `POST /api/support/chat/sessions/{id}/messages`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostSessionMessage {
    /// The text.
    #[serde(alias = "message", alias = "content", default)]
    #[schema(max_length = 10_000)]
    pub text: String,
    /// Files that were uploaded before.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub attachment_ids: Vec<FileId>,
    /// The sender's own key for the message: the same key again gives the first result again.
    #[serde(default)]
    #[schema(max_length = 100)]
    pub client_id: Option<String>,
    /// Sent by some front ends; must be the caller.
    #[serde(default, alias = "senderId")]
    #[schema(value_type = Option<String>)]
    pub sender_id: Option<PersonRef>,
}
