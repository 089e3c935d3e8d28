//! The tables of events. Payload, answer and recipients are those of the types.

use utoipa::ToSchema;

use super::{
    AuthenticateEvent, Authenticated, ButtonAction, CasesChanged, ConversationLeft, ConversationName,
    ConversationStateChanged, DraftChanged, Heads, HostObject, Identified, JoinSessionEvent, Joined,
    JoinedConversation, LeftConversations, MarkSeenEvent, MessageChanged, MessageDeleted, MessageNew,
    MessageRead, MessageReadEvent, MessageSeen, MessageSendEvent, MessageUpdated, NewMessage, Notification,
    Payload, QueuePosition, ResumeEvent, Resumed, SendMessageEvent, ServerDrain, ServerEvent, SessionHistory,
    SessionRead, SessionTypingEvent, SessionUpdated, StoredMessage, Taken, TicketActivity, TicketUpdated,
    TicketViewing, TicketViewingEvent, To, TokenExpiring, TypedInput, TypingEvent, TypingStarted,
    TypingStopped, UserJoined, UserLeft, UserOffline, UserStatusChange, UserStatusEvent, UserStatusSet,
    UserTyping,
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
    /// What the acknowledgement holds besides `success: true`.
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
    /// Whether a slow client may miss it.
    pub is_passing: bool,
    /// The domain functions that define the audience: feature and name. None when only the socket itself is meant.
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
    AUTHENTICATE, "authenticate", AuthenticateEvent => Authenticated, "replaces the token by a new one of the same person before it expires";
    JOIN, "join", PersonRef => Identified, "identifies the person; must be the token's person";
    JOIN_CONVERSATION, "join_conversation", ConversationName => Joined, "starts live events of a conversation";
    LEAVE_CONVERSATION, "leave_conversation", ConversationName => LeftConversations, "stops live events of a conversation";
    SEND_MESSAGE, "send_message", SendMessageEvent => StoredMessage<'_>, "posts a message; acknowledged once it is durable";
    TYPING_START, "typing_start", TypingEvent => Taken, "the person started typing";
    TYPING_STOP, "typing_stop", TypingEvent => Taken, "the person stopped typing";
    MARK_SEEN, "mark_seen", MarkSeenEvent => ReadState, "everything up to this message or position has been seen; without either, everything";
    USER_STATUS, "user_status", UserStatusEvent => UserStatusSet, "sets a staff member's agent status and notifies everyone who may see them";
    JOIN_BID_ROOM, "join_bid_room", HostObject => Taken, "joins a bid's room if the person may see the bid";
    JOIN_CAMPAIGN_ROOM, "join_campaign_room", HostObject => Taken, "joins a campaign's room if the person may see the campaign";
    RESUME, "resume", ResumeEvent => Resumed, "requests everything after a position";
    TICKET_VIEWING, "ticket_viewing", TicketViewingEvent => TicketViewing, "staff: this socket is viewing a ticket, replying in a channel, or has left the ticket";
    JOIN_SESSION, "join:session", JoinSessionEvent => JoinedConversation, "starts live events of a session or channel; `session:history` follows";
    MESSAGE_SEND, "message:send", MessageSendEvent => StoredMessage<'_>, "posts a message; acknowledged once it is durable";
    TYPING_STARTED, "typing:start", SessionTypingEvent => Taken, "the person started typing";
    TYPING_STOPPED, "typing:stop", SessionTypingEvent => Taken, "the person stopped typing";
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
    server::<UserTyping<'_>>(&[("conversations", "others")], "a person started or stopped typing"),
    server::<MessageSeen<'_>>(
        &[("conversations", "of_reading")],
        "a person has read up to here; the reader's own sockets get it whether or not they joined",
    ),
    server::<UserStatusChange<'_>>(
        &[("presence", "audience")],
        "a person came online, went offline or changed their agent status",
    ),
    server::<UserOffline<'_>>(&[("presence", "audience")], "a person's last connection ended"),
    server::<ConversationStateChanged<'_>>(
        &[("conversations", "audience"), ("deals", "audience")],
        "a conversation was frozen, thawed or closed, or its flow is in another state",
    ),
    server::<ButtonAction<'_>>(
        &[("deals", "audience")],
        "a button of a guided deal was clicked; each side gets what it may see",
    ),
    server::<TypedInput<'_>>(
        &[("deals", "audience")],
        "something was typed into the input of a guided deal; each side gets what it may see",
    ),
    server::<TicketUpdated>(
        &[("tickets", "audience"), ("tickets", "colleagues")],
        "a ticket changed; `channels` are those that the viewer may know",
    ),
    server::<TicketActivity>(
        &[("tickets", "colleagues")],
        "a message was posted, edited or deleted in some ticket, at most once a second: reload lists of colleagues' tickets",
    ),
    server::<CasesChanged<'_>>(
        &[("inbox", "audience")],
        "rows of the inbox changed: update them where they are shown, `unread` and `mentions` apart",
    ),
    server::<Viewers>(
        &[("tickets", "of_viewing")],
        "a colleague opened, is answering or left the ticket; lists everyone who has it open",
    ),
    server::<DraftChanged<'_>>(
        &[("drafts", "audience")],
        "a draft of this member of staff was written, changed or, with an empty text, sent or removed",
    ),
    server::<ConversationLeft>(&[], "this socket no longer receives the events of a conversation"),
    server::<Heads>(
        &[],
        "the newest `seq` of each joined conversation, from time to time; a client that is missing entries calls `resume`",
    ),
    server::<TokenExpiring>(
        &[],
        "the token expires soon: send a new one with `authenticate`, otherwise the connection is closed after the event `error` (`TOKEN_EXPIRED`)",
    ),
    server::<ServerDrain>(&[], "the server is shutting down; reconnect after the given time"),
    server::<SessionHistory>(
        &[],
        "after `join:session`: the log after the requested position, or its newest messages",
    ),
    server::<MessageNew<'_>>(
        &[("conversations", "of_message"), ("conversations", "audience")],
        "a message of a joined session",
    ),
    server::<MessageChanged<'_>>(&[("conversations", "audience")], "a message was edited or deleted"),
    server::<UserJoined<'_>>(&[("conversations", "others")], "a person joined"),
    server::<UserLeft<'_>>(&[("conversations", "others")], "a person left"),
    server::<TypingStarted<'_>>(&[("conversations", "others")], "a person started typing"),
    server::<TypingStopped<'_>>(&[("conversations", "others")], "a person stopped typing"),
    server::<SessionUpdated<'_>>(&[("sessions", "audience")], "a live chat changed hands or status"),
    server::<QueuePosition>(
        &[("sessions", "of_position")],
        "a waiting live chat has another place in the queue; for whoever waits",
    ),
    server::<MessageRead<'_>>(
        &[("conversations", "of_reading")],
        "a person has read up to here; the reader's own sockets get it whether or not they joined",
    ),
    server::<ErrorBody>(
        &[],
        "an event without acknowledgement was refused; also sent with `TOKEN_EXPIRED` before a connection is closed",
    ),
];

impl ServerEventDoc {
    /// Who gets it, in words.
    pub fn recipients(&self) -> String {
        self.to.iter().map(|to| to.meaning()).collect::<Vec<_>>().join("; ")
    }
}
