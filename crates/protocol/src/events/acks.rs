//! What client events are answered with. `success: true` is added to each when it is sent; a refusal is an
//! [`ErrorBody`](crate::error_code::ErrorBody) instead.

use serde::Serialize;
use utoipa::ToSchema;

use super::ShownMessage;
use crate::{
    at_work::Viewer,
    conversation::ConversationState,
    ids::{ConversationId, TicketId},
    message::LogEntry,
    person::Person,
};

/// To events that are only taken.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Taken {}

/// To `authenticate`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Authenticated {
    /// Seconds until the new token expires.
    pub expires_in: i64,
    /// Whose token it is.
    pub user: Person,
}

/// To `join`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Identified {
    /// Whose token it is.
    pub user: Person,
}

/// A conversation whose live events have begun.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JoinedConversation {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Whether messages are taken.
    pub state: ConversationState,
    /// Where it stands.
    pub last_seq: i64,
    /// Everything up to here has been read by the person.
    pub last_read_seq: i64,
}

/// To `join_conversation`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Joined {
    /// One conversation.
    One(JoinedConversation),
    /// To staff for `ticket-{orderId}`: both channels of the ticket.
    Ticket {
        /// The ticket.
        ticket_id: TicketId,
        /// Its channels.
        channels: Vec<JoinedConversation>,
    },
}

/// To `leave_conversation`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LeftConversations {
    /// The conversations whose live events have ended.
    pub left: Vec<ConversationId>,
}

/// To `send_message` and `message:send`, after the message is durable.
#[derive(Serialize, ToSchema)]
pub struct StoredMessage<'a> {
    /// The message as its sender sees it.
    #[schema(value_type = crate::message::Message)]
    pub message: ShownMessage<'a>,
    /// Its position.
    pub seq: i64,
}

/// To `message:read`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct SessionRead {
    /// The session.
    pub session_id: ConversationId,
    /// Everything up to here has been read.
    pub last_read_seq: i64,
}

/// To `user_status`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserStatusSet {
    /// The status as it was sent.
    pub status: String,
}

/// To `ticket_viewing`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TicketViewing {
    /// Everybody who has the ticket open now, whoever came first first.
    pub viewers: Vec<Viewer>,
}

/// To `resume`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Resumed {
    /// Everything after the asked position, or as much as fits.
    Entries {
        /// The conversation.
        conversation_id: ConversationId,
        /// In the order of `seq`, without a hole.
        items: Vec<LogEntry>,
        /// Whether to ask again from the last of them.
        has_more: bool,
        /// Where the conversation stands.
        last_seq: i64,
    },
    /// The position is not one of this log: load the conversation anew.
    Reset {
        /// The conversation.
        conversation_id: ConversationId,
        /// Always `true`.
        reset: bool,
        /// Where the conversation stands.
        last_seq: i64,
    },
}
