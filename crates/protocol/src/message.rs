//! Messages and the other entries of a conversation's log.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    conversation::ChannelType,
    file::Attachment,
    ids::{ConversationId, MessageId, PersonId},
    side::{Side, names},
};

/// The type of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageType {
    /// Written by a person.
    UserInput,
    /// Written by the server: welcome messages, status changes, joins.
    System,
    /// Written by a flow.
    Automated,
    /// Confirms an action to the person who took it.
    Audit,
}

names!(MessageType { UserInput = "user_input", System = "system", Automated = "automated", Audit = "audit" });

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sender {
    /// The person; absent for the server and the assistant.
    #[schema(required = false)]
    pub id: Option<PersonId>,
    /// The chat identity: `brand-12`, `agent-3`, `system`, `AI_ASSISTANT`.
    pub public_id: String,
    /// The display name.
    pub name: String,
    /// The kind of person; `agent` for all staff, `system` or `assistant`.
    pub kind: String,
}

/// A message as one viewer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Message {
    /// The id.
    pub id: MessageId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The position in the conversation: dense, from 1.
    pub seq: i64,
    /// The sender's own key for this message, when one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Who wrote it.
    pub sender: Sender,
    /// The role in the case: `brand`, `creator`, `customer`, `agent`, `system` or `assistant`.
    pub sender_role: String,
    /// What it is.
    pub message_type: MessageType,
    /// The text, masked; empty when there is only an attachment, or when it was deleted.
    pub text: String,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
    /// The URL of media that the sender stores elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// Whether it requires an action.
    pub action_required: bool,
    /// Whether that action was taken.
    pub action_completed: bool,
    /// Buttons, inputs or the facts of a system message.
    #[schema(value_type = Option<Object>)]
    pub action_data: Option<serde_json::Value>,
    /// The only side that may read it; absent when every side may.
    pub visible_to: Option<Side>,
    /// The ticket channel, for tickets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<ChannelType>,
    /// The tab the agent had open, as the console sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_tab: Option<String>,
    /// The message of the other side that this one was relayed from; for staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relayed_from: Option<Position>,
    /// The newest message that this one was relayed as to the other side; for staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relayed_to: Option<Position>,
    /// The chat identities of the staff whom a note mentions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
    /// When it was last edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<DateTime<Utc>>,
    /// When it was deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// The position of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Position {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The position in it.
    pub seq: i64,
}

/// One entry of a conversation's log. A client applies them in the order of `seq`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum LogEntry {
    /// A message.
    Message(Box<Message>),
    /// A change of an earlier message.
    Change(Change),
    /// An entry that the viewer may not read; it keeps the sequence dense.
    Hidden(Hidden),
}

impl LogEntry {
    /// The position in the conversation.
    pub fn seq(&self) -> i64 {
        match self {
            Self::Message(message) => message.seq,
            Self::Change(change) => change.seq,
            Self::Hidden(hidden) => hidden.seq,
        }
    }
}

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The text was replaced.
    Edit,
    /// The text and the attachments were removed.
    Deletion,
}

/// An edit or a deletion of an earlier message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The position of the change itself.
    pub seq: i64,
    /// The kind of change.
    pub change: ChangeKind,
    /// The changed message.
    pub message_id: MessageId,
    /// The text the message has now; empty when it was deleted.
    pub text: String,
    /// When it happened.
    pub created_at: DateTime<Utc>,
}

/// The position of an entry that the viewer may not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Hidden {
    /// The position in the conversation.
    pub seq: i64,
    /// Always `true`.
    pub hidden: bool,
}

/// A page of a conversation's log.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LogPage {
    /// Ordered by `seq`. With `after_seq`, every entry; otherwise messages with their current text.
    pub items: Vec<LogEntry>,
    /// Whether there are more entries beyond this page.
    pub has_more: bool,
    /// The newest sequence number of the conversation when this was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seq: Option<i64>,
}

/// The body of `POST /api/messages/send`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendMessage {
    /// The conversation id or channel name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// The other person. Reference front ends send it; only the conversation decides who receives the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver_id: Option<PersonRef>,
    /// The text.
    #[serde(default)]
    pub message: String,
    /// An https URL of media stored elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    /// Previously uploaded files.
    #[serde(default)]
    pub attachment_ids: Vec<crate::ids::FileId>,
    /// The sender's idempotency key: repeating it returns the first result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
}

/// A person named by number (`12`), number as text (`"12"`) or chat identity (`"brand-12"`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum PersonRef {
    /// By number.
    Number(i64),
    /// By number as text, or chat identity.
    Text(String),
}

impl PersonRef {
    /// As text.
    pub fn as_text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// The answer to a send: the stored message.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SentMessage {
    /// Always `true`.
    pub success: bool,
    /// The message as stored.
    pub message: Message,
}

/// The body of `PATCH /api/messages/{id}`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditMessage {
    /// The new text.
    pub text: String,
}

/// The body of `POST /api/messages/conversations/{id}/seen`. Without a field: everything.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkSeen {
    /// Everything up to this position has been seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// Everything up to this message has been seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
}

/// How far a person has read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct ReadState {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Everything up to here has been read.
    pub last_read_seq: i64,
}

/// How much a person has not read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct UnreadCount {
    /// Unread messages in all conversations together.
    pub unread_count: i64,
}
