//! Socket events: both vocabularies, what each carries, who gets it, and the tables the references are generated from.
//!
//! Vocabulary C is spelled in snake_case names with camelCase ids (`send_message {conversationId}`), vocabulary D
//! with colons (`message:send {session_id}`). Both call the same commands; a socket may mix them.

mod acks;
pub mod asyncapi;
mod c;
mod client;
mod connection;
mod d;
mod desk;
mod schema;
mod shown;
mod table;

use serde::Serialize;

pub use self::{
    acks::{
        Authenticated, Identified, Joined, JoinedConversation, LeftConversations, Resumed, SessionRead,
        StoredMessage, Taken, TicketViewing, UserStatusSet,
    },
    c::{
        ButtonAction, ConversationContext, ConversationStateChanged, MessageDeleted, MessageNotice,
        MessageSeen, MessageUpdated, NewMessage, Notification, TicketNotice, TypedInput, UserOffline,
        UserStatusChange, UserTyping,
    },
    client::{
        AtTicket, AuthenticateEvent, ConversationName, HostObject, JoinSessionEvent, MarkSeenEvent,
        MessageReadEvent, MessageSendEvent, ResumeEvent, SendMessageEvent, SessionTypingEvent,
        TicketViewingEvent, TypingEvent, UserStatusEvent,
    },
    connection::{ConversationLeft, Heads, LeftReason, ServerDrain, TokenExpiring},
    d::{
        MessageChanged, MessageNew, MessageRead, QueuePosition, SessionHistory, SessionUpdated,
        TypingStarted, TypingStopped, UserJoined, UserLeft,
    },
    desk::{CasesChanged, DraftChanged, TicketActivity, TicketUpdated, UpdatedChannel},
    schema::Payload,
    shown::{ShownMessage, SomeMessage},
    table::*,
};

/// The vocabulary in which a socket receives a conversation's events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// `new_message`, `user_typing`: reference C.
    C,
    /// `message:new`, `typing:start`: reference D.
    D,
}

/// Which part of an audience an event is sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// Sockets that joined a conversation of the audience in this vocabulary, on one of its sides. Sides that may only
    /// know that an entry exists get its position.
    Joined(Vocabulary),
    /// All sockets of the people of the audience.
    People,
    /// All sockets of staff, when the audience is all staff.
    Staff,
    /// Sockets of staff that have the ticket of the audience open.
    Viewing,
    /// The one socket it is about.
    Socket,
    /// All sockets of the node.
    Node,
}

impl To {
    /// As the reference documents describe it.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Joined(Vocabulary::C) => "sockets that joined the conversation by `join_conversation`",
            Self::Joined(Vocabulary::D) => "sockets that joined the conversation by `join:session`",
            Self::People => "all sockets of the people of the audience",
            Self::Staff => "all sockets of staff",
            Self::Viewing => "sockets of staff that have the ticket open",
            Self::Socket => "the socket it is about",
            Self::Node => "all sockets of the node",
        }
    }
}

/// The payload of an event that the server sends. Nothing else can be sent to a socket by name.
pub trait ServerEvent: Serialize {
    /// The name on the wire.
    const NAME: &'static str;
    /// Who of the audience gets it.
    const TO: &'static [To];
    /// Whether it is short-lived: a slow client may miss it.
    const IS_PASSING: bool = false;
}
