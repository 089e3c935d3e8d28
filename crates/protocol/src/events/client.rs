//! What clients say: the first argument of each event, in both vocabularies.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    at_work::DraftChannel,
    ids::{FileId, MessageId, TicketId},
    message::PersonRef,
};

/// A conversation id or channel name.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct ConversationName(pub String);

/// The number of a bid or campaign of the host application.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct HostObject(pub i64);

/// `authenticate`.
#[derive(Clone, Deserialize, ToSchema)]
pub struct AuthenticateEvent {
    /// A token of the same person.
    pub token: String,
}

/// `send_message`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SendMessageEvent {
    /// The conversation id or channel name.
    #[serde(default, alias = "conversation_id")]
    pub conversation_id: Option<String>,
    /// Must be the token's person.
    #[serde(default)]
    pub sender_id: Option<PersonRef>,
    /// The other person. Reference front ends send it; only the conversation decides who receives the message.
    #[serde(default)]
    pub receiver_id: Option<PersonRef>,
    /// The text.
    #[serde(default)]
    pub message: String,
    /// An https URL of media stored elsewhere.
    #[serde(default)]
    pub media_url: Option<String>,
    /// Previously uploaded files.
    #[serde(default)]
    pub attachment_ids: Vec<FileId>,
    /// The sender's idempotency key for this message.
    #[serde(default, alias = "client_id")]
    pub client_id: Option<String>,
}

/// `typing_start`, `typing_stop`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TypingEvent {
    /// The conversation id or channel name.
    pub conversation_id: String,
    /// Must be the token's person.
    #[serde(default)]
    pub user_id: Option<PersonRef>,
}

/// `mark_seen`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MarkSeenEvent {
    /// The conversation id or channel name.
    pub conversation_id: String,
    /// The newest message that was seen. Without it and `seq`: everything.
    #[serde(default, alias = "message_id")]
    pub message_id: Option<MessageId>,
    /// Its position, for clients that do not know its id.
    #[serde(default)]
    pub seq: Option<i64>,
    /// Must be the token's person.
    #[serde(default)]
    pub user_id: Option<PersonRef>,
}

/// `user_status`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserStatusEvent {
    /// Must be the token's person.
    #[serde(default)]
    pub user_id: Option<PersonRef>,
    /// `available`, `busy`, `away`, `offline`; `online` means available.
    pub status: String,
}

/// `ticket_viewing`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketViewingEvent {
    /// The ticket.
    #[serde(alias = "ticket_id")]
    pub ticket_id: TicketId,
    /// What the person is doing there.
    pub state: AtTicket,
    /// Which channel the person is writing in.
    #[serde(default, alias = "channel_type")]
    pub channel_type: Option<DraftChannel>,
}

/// What a person is doing in a ticket, or that they left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AtTicket {
    /// Viewing it.
    Viewing,
    /// Writing a reply.
    Replying,
    /// Left it.
    Left,
}

/// `resume`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResumeEvent {
    /// The conversation id or channel name.
    pub conversation_id: String,
    /// The last position the client has.
    pub after_seq: i64,
}

/// `join:session`: an id, or an id with the last position the client has.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum JoinSessionEvent {
    /// Only the id.
    Id(String),
    /// With a position.
    After {
        /// The session id or channel name.
        id: String,
        /// The last position the client has.
        #[serde(default)]
        after_seq: Option<i64>,
    },
}

/// `message:send`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MessageSendEvent {
    /// The session id or channel name.
    pub session_id: String,
    /// The text.
    #[serde(default)]
    pub text: String,
    /// Previously uploaded files.
    #[serde(default)]
    pub attachment_ids: Vec<FileId>,
    /// The sender's idempotency key for this message.
    #[serde(default)]
    pub client_id: Option<String>,
}

/// `typing:start`, `typing:stop`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SessionTypingEvent {
    /// The session id or channel name.
    pub session_id: String,
}

/// `message:read`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct MessageReadEvent {
    /// The session id or channel name.
    pub session_id: String,
    /// The newest message that was read. Without it and `seq`: everything.
    #[serde(default)]
    pub message_id: Option<MessageId>,
    /// Its position, for clients that do not know its id.
    #[serde(default)]
    pub seq: Option<i64>,
}
