//! The tables of events. Payload, answer and recipients are those of the types.

use utoipa::ToSchema;

use super::{
    AuthenticateEvent, Authenticated, ConversationLeft, ConversationName, ConversationStateChanged,
    DraftChanged, Heads, HostObject, Identified, JoinSessionEvent, Joined, JoinedConversation,
    LeftConversations, MarkSeenEvent, MessageChanged, MessageDeleted, MessageNew, MessageRead,
    MessageReadEvent, MessageSeen, MessageSendEvent, MessageUpdated, NewMessage, Notification, Payload,
    ResumeEvent, Resumed, SendMessageEvent, ServerDrain, ServerEvent, SessionHistory, SessionRead,
    SessionTypingEvent, StoredMessage, Taken, TicketActivity, TicketUpdated, TicketViewing,
    TicketViewingEvent, To, TokenExpiring, TypingEvent, TypingStarted, TypingStopped, UserJoined, UserLeft,
    UserOffline, UserStatusChange, UserStatusEvent, UserStatusSet, UserTyping,
};
use crate::{
    at_work::Viewers,
    error_code::ErrorBody,
    message::{PersonRef, ReadState},
};

/// An event that clients send.
#[derive(Debug, Clone, Copy)]
pub struct ClientEventDoc {
    /// The name on the wire.
    pub name: &'static str,
    /// The first argument.
    pub payload: Payload,
    /// What the acknowledgement says besides `success: true`.
    pub answer: Payload,
    /// What it means.
    pub meaning: &'static str,
}

/// An event that the server sends.
#[derive(Debug, Clone, Copy)]
pub struct ServerEventDoc {
    /// The name on the wire.
    pub name: &'static str,
    /// The only argument.
    pub payload: Payload,
    /// Who of the audience gets it.
    pub to: &'static [To],
    /// Whether a client that reads slowly may miss it.
    pub is_passing: bool,
    /// The functions of the domain that say who is in the audience: feature and name. None when the socket itself is
    /// meant.
    pub audience: &'static [(&'static str, &'static str)],
    /// When it is sent.
    pub meaning: &'static str,
}

const fn server<T: ServerEvent + ToSchema>(
    audience: &'static [(&'static str, &'static str)],
    meaning: &'static str,
) -> ServerEventDoc {
    ServerEventDoc {
        name: T::NAME,
        payload: Payload::of::<T>(),
        to: T::TO,
        is_passing: T::IS_PASSING,
        audience,
        meaning,
    }
}

macro_rules! client_events {
    ($($const:ident, $name:literal, $payload:ty => $answer:ty, $meaning:literal;)*) => {
        $(#[doc = concat!("`", $name, "`: ", $meaning)] pub const $const: &str = $name;)*

        /// Every event of clients, in the order of the reference.
        pub const CLIENT: &[ClientEventDoc] = &[$(ClientEventDoc {
            name: $name,
            payload: Payload::of::<$payload>(),
            answer: Payload::of::<$answer>(),
            meaning: $meaning,
        }),*];
    };
}

client_events! {
    AUTHENTICATE, "authenticate", AuthenticateEvent => Authenticated, "shows a new token of the same person before the one there is expires";
    JOIN, "join", PersonRef => Identified, "says who is there; must be the token's person";
    JOIN_CONVERSATION, "join_conversation", ConversationName => Joined, "starts live events of a conversation";
    LEAVE_CONVERSATION, "leave_conversation", ConversationName => LeftConversations, "ends them";
    SEND_MESSAGE, "send_message", SendMessageEvent => StoredMessage<'_>, "posts a message; answered after it is durable";
    TYPING_START, "typing_start", TypingEvent => Taken, "the person types";
    TYPING_STOP, "typing_stop", TypingEvent => Taken, "the person no longer types";
    MARK_SEEN, "mark_seen", MarkSeenEvent => ReadState, "everything up to this message or position has been seen; without either, everything";
    USER_STATUS, "user_status", UserStatusEvent => UserStatusSet, "sets the agent status of staff, and tells those who may see the person";
    JOIN_BID_ROOM, "join_bid_room", HostObject => Taken, "joins a bid's room, when the person may see the bid";
    JOIN_CAMPAIGN_ROOM, "join_campaign_room", HostObject => Taken, "joins a campaign's room, when the person may see the campaign";
    RESUME, "resume", ResumeEvent => Resumed, "asks for everything after a position";
    TICKET_VIEWING, "ticket_viewing", TicketViewingEvent => TicketViewing, "staff: this socket has a ticket open, answers it in a channel, or has left it";
    JOIN_SESSION, "join:session", JoinSessionEvent => JoinedConversation, "starts live events of a session or channel; `session:history` follows";
    MESSAGE_SEND, "message:send", MessageSendEvent => StoredMessage<'_>, "posts a message; answered after it is durable";
    TYPING_STARTED, "typing:start", SessionTypingEvent => Taken, "the person types";
    TYPING_STOPPED, "typing:stop", SessionTypingEvent => Taken, "the person no longer types";
    MESSAGE_READ, "message:read", MessageReadEvent => SessionRead, "everything up to this message or position has been read; without either, everything";
}

/// Every event of the server, in the order of the reference.
pub const SERVER: &[ServerEventDoc] = &[
    server::<NewMessage<'_>>(
        &[("conversations", "of_message"), ("conversations", "audience")],
        "a message of a joined conversation",
    ),
    server::<MessageUpdated<'_>>(&[("conversations", "audience")], "a message was edited"),
    server::<MessageDeleted<'_>>(&[("conversations", "audience")], "a message was deleted"),
    server::<Notification<'_>>(
        &[("conversations", "of_message"), ("tickets", "of_snooze")],
        "something happened that concerns the person, whether or not the conversation was joined: a message, a note that mentions the person, the end of a snooze",
    ),
    server::<UserTyping<'_>>(&[("conversations", "others")], "somebody types, or stopped"),
    server::<MessageSeen<'_>>(
        &[("conversations", "of_reading")],
        "somebody has read up to here; the reader's own sockets get it whether or not they joined",
    ),
    server::<UserStatusChange<'_>>(
        &[("presence", "audience")],
        "somebody came online, went offline or changed the agent status",
    ),
    server::<UserOffline<'_>>(&[("presence", "audience")], "the last connection of somebody ended"),
    server::<ConversationStateChanged<'_>>(
        &[("conversations", "audience")],
        "a conversation was frozen, thawed or closed",
    ),
    server::<TicketUpdated>(
        &[("tickets", "audience"), ("tickets", "colleagues")],
        "a ticket changed; `channels` are those that the viewer may know",
    ),
    server::<TicketActivity>(
        &[("tickets", "colleagues")],
        "something was said, edited or deleted in some ticket, at most once a second: a list of colleagues' tickets is to be read again",
    ),
    server::<Viewers>(
        &[("tickets", "of_viewing")],
        "somebody opened, answers or left the ticket: everybody who has it open now",
    ),
    server::<DraftChanged<'_>>(
        &[("drafts", "audience")],
        "a draft of this member of staff was written, changed or, with an empty text, sent or removed",
    ),
    server::<ConversationLeft>(&[], "this socket no longer gets the events of a conversation"),
    server::<Heads>(
        &[],
        "the newest `seq` of each joined conversation, from time to time; a client that lacks entries asks `resume`",
    ),
    server::<TokenExpiring>(
        &[],
        "the token expires soon: show a new one by `authenticate`, else the connection ends after the event `error` (`TOKEN_EXPIRED`)",
    ),
    server::<ServerDrain>(&[], "the server stops; connect again after the given time"),
    server::<SessionHistory>(
        &[],
        "after `join:session`: the log after the asked position, or its newest messages",
    ),
    server::<MessageNew<'_>>(
        &[("conversations", "of_message"), ("conversations", "audience")],
        "a message of a joined session",
    ),
    server::<MessageChanged<'_>>(&[("conversations", "audience")], "a message was edited or deleted"),
    server::<UserJoined<'_>>(&[("conversations", "others")], "somebody came in"),
    server::<UserLeft<'_>>(&[("conversations", "others")], "somebody left"),
    server::<TypingStarted<'_>>(&[("conversations", "others")], "somebody types"),
    server::<TypingStopped<'_>>(&[("conversations", "others")], "somebody no longer types"),
    server::<MessageRead<'_>>(
        &[("conversations", "of_reading")],
        "somebody has read up to here; the reader's own sockets get it whether or not they joined",
    ),
    server::<ErrorBody>(
        &[],
        "an event without acknowledgement was refused; `TOKEN_EXPIRED` also before the connection ends for it",
    ),
];

impl ServerEventDoc {
    /// Who gets it, in words.
    pub fn recipients(&self) -> String {
        self.to.iter().map(|to| to.meaning()).collect::<Vec<_>>().join("; ")
    }
}
