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

/// To events that need no answer.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Taken {}

/// To `authenticate`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Authenticated {
    /// Seconds until the new token expires.
    pub expires_in: i64,
    /// The person the token identifies.
    pub user: Person,
}

/// To `join`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Identified {
    /// The person the token identifies.
    pub user: Person,
}

/// A joined conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JoinedConversation {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Whether messages are accepted.
    pub state: ConversationState,
    /// Its newest `seq`.
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
    /// The conversations that were left.
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
    /// Everyone who has the ticket open, in order of arrival.
    pub viewers: Vec<Viewer>,
}

/// To `resume`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Resumed {
    /// Everything after the requested position, or as much as fits.
    Entries {
        /// The conversation.
        conversation_id: ConversationId,
        /// Ordered by `seq`, without gaps.
        items: Vec<LogEntry>,
        /// Whether to ask again, starting after the last of them.
        has_more: bool,
        /// The conversation's newest `seq`.
        last_seq: i64,
    },
    /// The position is not one of this log: reload the conversation.
    Reset {
        /// The conversation.
        conversation_id: ConversationId,
        /// Always `true`.
        reset: bool,
        /// The conversation's newest `seq`.
        last_seq: i64,
    },
}
