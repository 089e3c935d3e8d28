//! Vocabulary C: `new_message`, `user_typing` and what has no other name in vocabulary D.

use std::{borrow::Cow, sync::Arc};

use chrono::{DateTime, Utc};
use liaison_protocol::{
    conversation::ConversationState,
    events::{
        ConversationContext, ConversationStateChanged, MessageDeleted, MessageNotice, MessageSeen,
        MessageUpdated, NewMessage, Notification, ShownMessage, TicketNotice, UserOffline, UserStatusChange,
        UserTyping,
    },
    ids::{ConversationId, MessageId, PersonId, TicketId},
    message::{Change, Hidden, Message},
    person::Person,
    public_id::names,
    side::{Side, UserType},
    staff::AgentStatus,
};

use super::shown;

/// A message as one side sees it.
pub(in crate::socket) fn new_message(message: &Arc<Message>, side: Side) -> NewMessage<'_> {
    let conversation_id = message.conversation_id;
    NewMessage {
        conversation_id,
        message: shown(message, side),
        conversation_context: Some(ConversationContext {
            conversation_id,
            channel_type: message.channel_type,
            last_seq: message.seq,
        }),
    }
}

/// The place of an entry, for those who may not read it.
pub(in crate::socket) fn hidden(conversation_id: ConversationId, seq: i64) -> NewMessage<'static> {
    let message = ShownMessage::Hidden(Hidden { seq, hidden: true });
    NewMessage { conversation_id, message, conversation_context: None }
}

/// An edit.
pub(in crate::socket) fn updated(change: &Change) -> MessageUpdated<'_> {
    MessageUpdated { conversation_id: change.conversation_id, seq: change.seq, change }
}

/// A deletion.
pub(in crate::socket) fn deleted(change: &Change) -> MessageDeleted<'_> {
    MessageDeleted { conversation_id: change.conversation_id, seq: change.seq, change }
}

/// A message as one person is notified of it: of a note, whether it mentions the person.
pub(in crate::socket) fn notification(message: &Message, person: PersonId) -> Notification<'_> {
    let notice = MessageNotice {
        conversation_id: message.conversation_id,
        message_id: message.id,
        seq: message.seq,
        message: &message.text,
        sender_id: &message.sender.public_id,
        sender_name: &message.sender.name,
        channel_type: message.channel_type,
        created_at: message.created_at,
    };
    match message.mentions.iter().any(|identity| names(identity, UserType::Agent, person)) {
        true => Notification::Mention(notice),
        false => Notification::NewMessage(notice),
    }
}

/// The end of a snooze.
pub(in crate::socket) fn snooze_over(ticket_id: TicketId) -> Notification<'static> {
    Notification::SnoozeOver(TicketNotice { ticket_id })
}

/// Somebody types, or stopped.
pub(in crate::socket) fn typing(
    conversation_id: ConversationId,
    person: &Person,
    is_typing: bool,
) -> UserTyping<'_> {
    UserTyping { conversation_id, user_id: &person.public_id, is_typing }
}

/// Somebody has read up to a message.
pub(in crate::socket) fn seen(
    conversation_id: ConversationId,
    person: &Person,
    message_id: MessageId,
    seq: i64,
) -> MessageSeen<'_> {
    MessageSeen { conversation_id, message_id, user_id: &person.public_id, seq }
}

/// Somebody came online, went offline or changed the agent status.
pub(in crate::socket) fn status(
    person: &Person,
    is_online: bool,
    status: Option<AgentStatus>,
) -> UserStatusChange<'_> {
    let word = match (is_online, status) {
        (true, Some(status)) => status.as_str(),
        (true, None) => "online",
        (false, _) => "offline",
    };
    UserStatusChange { user_id: &person.public_id, status: Cow::Borrowed(word), is_online }
}

/// The last connection of somebody ended.
pub(in crate::socket) fn offline(person: &Person) -> UserOffline<'_> {
    UserOffline { user_id: &person.public_id }
}

/// A conversation was frozen, thawed or closed.
pub(in crate::socket) fn state_changed(
    conversation_id: ConversationId,
    (previous_state, new_state): (ConversationState, ConversationState),
    reason: &str,
    timestamp: DateTime<Utc>,
) -> ConversationStateChanged<'_> {
    ConversationStateChanged { conversation_id, previous_state, new_state, reason, timestamp }
}
