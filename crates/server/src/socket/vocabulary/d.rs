//! Vocabulary D: `message:new`, `typing:start`.

use std::sync::Arc;

use liaison_protocol::{
    events::{
        MessageChanged, MessageNew, MessageRead, QueuePosition, SessionUpdated, ShownMessage, TypingStarted,
        TypingStopped, UserJoined, UserLeft,
    },
    ids::{ConversationId, MessageId},
    message::{Change, Hidden, Message},
    person::Person,
    session::Session,
    side::Side,
};

use super::shown;

/// A message as one side sees it.
pub(in crate::socket) fn message_new(message: &Arc<Message>, side: Side) -> MessageNew<'_> {
    MessageNew { session_id: message.conversation_id, message: shown(message, side) }
}

/// The place of an entry, for those who may not read it.
pub(in crate::socket) fn hidden(session_id: ConversationId, seq: i64) -> MessageNew<'static> {
    MessageNew { session_id, message: ShownMessage::Hidden(Hidden { seq, hidden: true }) }
}

/// An edit or a deletion.
pub(in crate::socket) fn changed(change: &Change) -> MessageChanged<'_> {
    MessageChanged { session_id: change.conversation_id, change }
}

/// Somebody came in.
pub(in crate::socket) fn joined(session_id: ConversationId, user: &Person) -> UserJoined<'_> {
    UserJoined { session_id, user }
}

/// Somebody left.
pub(in crate::socket) fn left(session_id: ConversationId, user: &Person) -> UserLeft<'_> {
    UserLeft { session_id, user }
}

/// Somebody types.
pub(in crate::socket) fn typing_started(session_id: ConversationId, person: &Person) -> TypingStarted<'_> {
    TypingStarted { session_id, user_id: &person.public_id, name: &person.name }
}

/// Somebody no longer types.
pub(in crate::socket) fn typing_stopped(session_id: ConversationId, person: &Person) -> TypingStopped<'_> {
    TypingStopped { session_id, user_id: &person.public_id, name: &person.name }
}

/// Somebody has read up to a message.
pub(in crate::socket) fn read(
    session_id: ConversationId,
    person: &Person,
    message_id: MessageId,
    seq: i64,
) -> MessageRead<'_> {
    MessageRead { session_id, message_id, user_id: &person.public_id, seq }
}

/// A live chat changed.
pub(in crate::socket) fn session_updated(session: &Session) -> SessionUpdated<'_> {
    SessionUpdated { session }
}

/// The place of a live chat in the queue.
pub(in crate::socket) fn queue_position(session_id: ConversationId, position: i64) -> QueuePosition {
    QueuePosition { session_id, position }
}
