//! Vocabulary C: `new_message`, `user_typing` and what has no other name in vocabulary D.

use std::{borrow::Cow, sync::Arc};

use chrono::{DateTime, Utc};
use liaison_domain::event::DealAct;
use liaison_protocol::{
    conversation::ConversationState,
    deal::DealContext,
    events::{
        ButtonAction, ConversationContext, ConversationStateChanged, MessageDeleted, MessageNotice,
        MessageSeen, MessageUpdated, NewMessage, Notification, ShownMessage, TicketNotice, TypedInput,
        UserOffline, UserStatusChange, UserTyping,
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
    let (previous_state, new_state) = (previous_state.as_str(), new_state.as_str());
    ConversationStateChanged { conversation_id, previous_state, new_state, reason, seq: None, timestamp }
}

/// The flow of a deal is in another state.
pub(in crate::socket) fn deal_moved<'a>(
    conversation_id: ConversationId,
    (previous_state, new_state): (&'a str, &'a str),
    (reason, seq): (&'a str, Option<i64>),
    timestamp: DateTime<Utc>,
) -> ConversationStateChanged<'a> {
    ConversationStateChanged { conversation_id, previous_state, new_state, reason, seq, timestamp }
}

/// Somebody clicked in a deal, as one side sees it.
pub(in crate::socket) fn button_action<'a>(
    act: &'a DealAct,
    message: Option<&'a Arc<Message>>,
    conversation_context: &'a DealContext,
    side: Side,
) -> ButtonAction<'a> {
    ButtonAction {
        conversation_id: act.conversation,
        button_id: &act.action,
        message: message.map(|message| shown(message, side)),
        flow_update: &act.update,
        conversation_context,
    }
}

/// Somebody typed in a deal, as one side sees it.
pub(in crate::socket) fn typed_input<'a>(
    act: &'a DealAct,
    message: Option<&'a Arc<Message>>,
    conversation_context: &'a DealContext,
    side: Side,
) -> TypedInput<'a> {
    TypedInput {
        conversation_id: act.conversation,
        input_type: &act.action,
        message: message.map(|message| shown(message, side)),
        flow_update: &act.update,
        conversation_context,
    }
}
