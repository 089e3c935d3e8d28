//! Socket events: both vocabularies, what they carry, and the table the reference is generated from.
//!
//! Vocabulary C is spelled in snake_case names with camelCase ids (`send_message {conversationId}`), vocabulary D
//! with colons (`message:send {session_id}`). Both call the same commands; a socket may mix them.

use serde::{Deserialize, Serialize};

use crate::{
    at_work::DraftChannel,
    ids::{FileId, MessageId, TicketId},
    message::{LogEntry, PersonRef},
};

/// One line of the reference of events.
#[derive(Debug, Clone, Copy)]
pub struct EventDoc {
    /// The name on the wire.
    pub name: &'static str,
    /// Who sends it.
    pub from: From,
    /// The shape of the first argument.
    pub payload: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// Who sends an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// A client; every such event takes an acknowledgement.
    Client,
    /// The server.
    Server,
}

macro_rules! events {
    ($($const:ident, $name:literal, $from:ident, $payload:literal, $meaning:literal;)*) => {
        $(#[doc = concat!("`", $name, "` ", $payload, ": ", $meaning)] pub const $const: &str = $name;)*

        /// Every event, in the order of the reference.
        pub const ALL: &[EventDoc] = &[$(EventDoc { name: $name, from: From::$from, payload: $payload, meaning: $meaning }),*];
    };
}

events! {
    AUTHENTICATE, "authenticate", Client, "{token}", "shows a new token of the same person before the one there is expires; answers {expires_in, user}";
    JOIN, "join", Client, "userId", "says who is there; must be the token's person";
    JOIN_CONVERSATION, "join_conversation", Client, "id or channel name", "starts live events of a conversation; answers {conversation_id, last_seq, last_read_seq, state}";
    LEAVE_CONVERSATION, "leave_conversation", Client, "id or channel name", "ends them";
    SEND_MESSAGE, "send_message", Client, "{conversationId, senderId?, receiverId?, message, mediaUrl?, attachmentIds?, clientId?}", "posts a message; answered {message, seq} after it is durable";
    TYPING_START, "typing_start", Client, "{conversationId, userId?}", "the person types";
    TYPING_STOP, "typing_stop", Client, "{conversationId, userId?}", "the person no longer types";
    MARK_SEEN, "mark_seen", Client, "{conversationId, messageId?, seq?, userId?}", "everything up to this message or position has been seen; without either, everything";
    USER_STATUS, "user_status", Client, "{userId?, status}", "sets the agent status of staff, and tells those who may see the person";
    JOIN_BID_ROOM, "join_bid_room", Client, "bidId", "joins a bid's room, when the person may see the bid";
    JOIN_CAMPAIGN_ROOM, "join_campaign_room", Client, "campaignId", "joins a campaign's room, when the person may see the campaign";
    RESUME, "resume", Client, "{conversationId, afterSeq}", "asks for everything after a position; answers {items, has_more, last_seq} or {reset: true}";
    TICKET_VIEWING, "ticket_viewing", Client, "{ticketId, state, channelType?}", "staff: this socket has a ticket open; state is viewing, replying (to channelType: brand_agent, creator_agent, notes) or left; answers {viewers}";
    NEW_MESSAGE, "new_message", Server, "{conversation_id, message, conversation_context}", "a message of a joined conversation; {conversation_id, message: {seq, hidden}} when the viewer may not read it";
    MESSAGE_UPDATED, "message_updated", Server, "{conversation_id, seq, change}", "a message was edited";
    MESSAGE_DELETED, "message_deleted", Server, "{conversation_id, seq, change}", "a message was deleted";
    NOTIFICATION, "notification", Server, "{type, data}", "something happened in a conversation the person belongs to, joined or not: type is new_message, mention (a note mentions the person) or snooze_over (data is {ticket_id})";
    USER_TYPING, "user_typing", Server, "{conversationId, userId, isTyping}", "somebody types";
    MESSAGE_SEEN, "message_seen", Server, "{conversationId, messageId, userId, seq}", "somebody has read up to here; the person's own sockets are told, too";
    USER_STATUS_CHANGE, "user_status_change", Server, "{userId, status}", "somebody came online or changed the agent status";
    USER_OFFLINE, "user_offline", Server, "{userId}", "the last connection of somebody ended";
    CONVERSATION_STATE_CHANGED, "conversation_state_changed", Server, "{conversation_id, previous_state, new_state, reason, timestamp}", "a conversation was frozen, thawed or closed";
    TICKET_UPDATED, "ticket_updated", Server, "{ticket_id, status, priority, agent_id, order_status, channels}", "a ticket changed; to its parties and to staff; channels are those the viewer may know: {conversation_id, channel_type}";
    TICKET_ACTIVITY, "ticket_activity", Server, "{}", "to staff, at most once a second: something was said, edited or deleted in some ticket; who lists tickets of colleagues reads the list again";
    TICKET_VIEWERS, "ticket_viewers", Server, "{ticket_id, viewers: [{public_id, name, state, channel_type?, since}]}", "to the sockets of staff that have the ticket open: everybody who has it open now";
    DRAFT_CHANGED, "draft_changed", Server, "{ticket_id, channel_type, text, updated_at}", "to the sockets of one member of staff: a draft of theirs was written, changed or, with an empty text, sent or removed";
    CONVERSATION_LEFT, "conversation_left", Server, "{conversation_id, reason}", "this socket no longer gets the events of a conversation: access_lost, or left when the person left it by any of their sockets or by REST";
    HEADS, "heads", Server, "{conversation_id: last_seq}", "where the joined conversations stand; a client behind asks resume";
    TOKEN_EXPIRING, "token_expiring", Server, "{expires_in}", "the token expires in so many seconds: show a new one with authenticate, else the connection is closed after the event error (TOKEN_EXPIRED), and a client that connects again shows a new one then";
    SERVER_DRAIN, "server_drain", Server, "{retry_after_ms}", "the server stops; connect again after the given time";
    JOIN_SESSION, "join:session", Client, "id, or {id, after_seq}", "starts live events of a session or channel; session:history follows";
    MESSAGE_SEND, "message:send", Client, "{session_id, text, attachment_ids?, client_id?}", "posts a message; answered {message, seq} after it is durable";
    TYPING_STARTED, "typing:start", Client, "{session_id}", "the person types; the server sends the same to the others";
    TYPING_STOPPED, "typing:stop", Client, "{session_id}", "the person no longer types; the server sends the same to the others";
    MESSAGE_READ, "message:read", Client, "{session_id, message_id?, seq?}", "everything up to this message or position has been read; the server sends the same to the others";
    SESSION_HISTORY, "session:history", Server, "{session, messages, has_more, reset?}", "the log after the asked position, or the newest stretch";
    MESSAGE_NEW, "message:new", Server, "{session_id, message}", "a message of a joined session";
    MESSAGE_CHANGED, "message:changed", Server, "{session_id, change}", "a message was edited or deleted";
    USER_JOINED, "user:joined", Server, "{session_id, user}", "somebody came in";
    USER_LEFT, "user:left", Server, "{session_id, user}", "somebody left";
    ERROR, "error", Server, "{success, message, error_code, details}", "a client event without acknowledgement was refused; TOKEN_EXPIRED also before the connection ends for it";
}

/// `authenticate`.
#[derive(Clone, Deserialize)]
pub struct AuthenticateEvent {
    /// A token of the person whose socket it is.
    pub token: String,
}

/// `token_expiring`.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct TokenExpiring {
    /// Seconds until the token that was shown last expires.
    pub expires_in: i64,
}

/// `send_message`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendMessageEvent {
    /// The conversation id or channel name.
    #[serde(default, alias = "conversation_id")]
    pub conversation_id: Option<String>,
    /// Must be the token's person.
    #[serde(default)]
    pub sender_id: Option<PersonRef>,
    /// The other person. Reference front ends send it along; the conversation alone decides who receives.
    #[serde(default)]
    pub receiver_id: Option<PersonRef>,
    /// The text.
    #[serde(default)]
    pub message: String,
    /// An https address of media kept elsewhere.
    #[serde(default)]
    pub media_url: Option<String>,
    /// Files uploaded before.
    #[serde(default)]
    pub attachment_ids: Vec<FileId>,
    /// The sender's own key for this message.
    #[serde(default, alias = "client_id")]
    pub client_id: Option<String>,
}

/// `typing_start`, `typing_stop`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TypingEvent {
    /// The conversation id or channel name.
    pub conversation_id: String,
    /// Must be the token's person.
    #[serde(default)]
    pub user_id: Option<PersonRef>,
}

/// `mark_seen`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkSeenEvent {
    /// The conversation id or channel name.
    pub conversation_id: String,
    /// The newest message that was seen. Without it and `seq`: everything.
    #[serde(default, alias = "message_id")]
    pub message_id: Option<MessageId>,
    /// Its position, for who does not know its id.
    #[serde(default)]
    pub seq: Option<i64>,
    /// Must be the token's person.
    #[serde(default)]
    pub user_id: Option<PersonRef>,
}

/// `user_status`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserStatusEvent {
    /// Must be the token's person.
    #[serde(default)]
    pub user_id: Option<PersonRef>,
    /// `available`, `busy`, `away`, `offline`; `online` means available.
    pub status: String,
}

/// `ticket_viewing`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TicketViewingEvent {
    /// The ticket.
    #[serde(alias = "ticket_id")]
    pub ticket_id: TicketId,
    /// What the person does there now.
    pub state: AtTicket,
    /// To whom the person writes.
    #[serde(default, alias = "channel_type")]
    pub channel_type: Option<DraftChannel>,
}

/// What a socket says of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AtTicket {
    /// It is open.
    Viewing,
    /// An answer is being written.
    Replying,
    /// It is open no more.
    Left,
}

/// `resume`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResumeEvent {
    /// The conversation id or channel name.
    pub conversation_id: String,
    /// The last position the client has.
    pub after_seq: i64,
}

/// `join:session`: an id, or an id with the last position the client has.
#[derive(Debug, Clone, Deserialize)]
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
#[derive(Debug, Clone, Deserialize)]
pub struct MessageSendEvent {
    /// The session id or channel name.
    pub session_id: String,
    /// The text.
    #[serde(default)]
    pub text: String,
    /// Files uploaded before.
    #[serde(default)]
    pub attachment_ids: Vec<FileId>,
    /// The sender's own key for this message.
    #[serde(default)]
    pub client_id: Option<String>,
}

/// `typing:start`, `typing:stop`.
#[derive(Debug, Clone, Deserialize)]
pub struct SessionTypingEvent {
    /// The session id or channel name.
    pub session_id: String,
}

/// `message:read`.
#[derive(Debug, Clone, Deserialize)]
pub struct MessageReadEvent {
    /// The session id or channel name.
    pub session_id: String,
    /// The newest message that was read. Without it and `seq`: everything.
    #[serde(default)]
    pub message_id: Option<MessageId>,
    /// Its position, for who does not know its id.
    #[serde(default)]
    pub seq: Option<i64>,
}

/// The answer to `resume`.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Resumed {
    /// Everything after the asked position, or as much as fits.
    Entries {
        /// The conversation.
        conversation_id: crate::ids::ConversationId,
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
        conversation_id: crate::ids::ConversationId,
        /// Always `true`.
        reset: bool,
        /// Where the conversation stands.
        last_seq: i64,
    },
}
