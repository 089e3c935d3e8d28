//! What the server says of conversations in vocabulary C: snake_case names, partly with camelCase fields, as reference C
//! spells them.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ServerEvent, ShownMessage, SomeMessage, To, Vocabulary};
use crate::{
    conversation::ChannelType,
    deal::{DealContext, FlowUpdate},
    ids::{ConversationId, MessageId, TicketId},
    message::Change,
};

/// A message of a joined conversation.
#[derive(Serialize, ToSchema)]
pub struct NewMessage<'a> {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The message; only its position when the viewer may not read it.
    #[schema(value_type = SomeMessage)]
    pub message: ShownMessage<'a>,
    /// Facts about the conversation; absent when the viewer may not read the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_context: Option<ConversationContext>,
}

impl ServerEvent for NewMessage<'_> {
    const NAME: &'static str = "new_message";
    const TO: &'static [To] = &[To::Joined(Vocabulary::C)];
}

/// A conversation after a new message.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ConversationContext {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The ticket's channel; `null` for other conversations.
    #[schema(required)]
    pub channel_type: Option<ChannelType>,
    /// The position of the message.
    pub last_seq: i64,
}

/// A message was edited.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageUpdated<'a> {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The position of the change.
    pub seq: i64,
    /// The change.
    #[schema(value_type = Change)]
    pub change: &'a Change,
}

impl ServerEvent for MessageUpdated<'_> {
    const NAME: &'static str = "message_updated";
    const TO: &'static [To] = &[To::Joined(Vocabulary::C)];
}

/// A message was deleted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageDeleted<'a> {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The position of the change.
    pub seq: i64,
    /// The change.
    #[schema(value_type = Change)]
    pub change: &'a Change,
}

impl ServerEvent for MessageDeleted<'_> {
    const NAME: &'static str = "message_deleted";
    const TO: &'static [To] = &[To::Joined(Vocabulary::C)];
}

/// Something a person is notified of, whether or not they joined the conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Notification<'a> {
    /// A message in a conversation the person belongs to.
    NewMessage(MessageNotice<'a>),
    /// A note that mentions the person.
    Mention(MessageNotice<'a>),
    /// A snooze has ended.
    SnoozeOver(TicketNotice),
}

impl ServerEvent for Notification<'_> {
    const NAME: &'static str = "notification";
    const TO: &'static [To] = &[To::People];
}

/// The payload of a notification about a message.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageNotice<'a> {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The message.
    pub message_id: MessageId,
    /// Its position.
    pub seq: i64,
    /// Its text.
    pub message: &'a str,
    /// The chat identity of its sender.
    pub sender_id: &'a str,
    /// The display name of its sender.
    pub sender_name: &'a str,
    /// The ticket's channel; `null` for other conversations.
    #[schema(required)]
    pub channel_type: Option<ChannelType>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// The payload of a notification about a ticket.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct TicketNotice {
    /// The ticket.
    pub ticket_id: TicketId,
}

/// A person started or stopped typing.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserTyping<'a> {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The chat identity of the person typing.
    pub user_id: &'a str,
    /// Whether the person is still typing.
    pub is_typing: bool,
}

impl ServerEvent for UserTyping<'_> {
    const NAME: &'static str = "user_typing";
    const TO: &'static [To] = &[To::Joined(Vocabulary::C)];
    const IS_PASSING: bool = true;
}

/// A person has read up to a message.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageSeen<'a> {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The newest message that was read.
    pub message_id: MessageId,
    /// The chat identity of the reader.
    pub user_id: &'a str,
    /// The position of the message.
    pub seq: i64,
}

impl ServerEvent for MessageSeen<'_> {
    const NAME: &'static str = "message_seen";
    const TO: &'static [To] = &[To::Joined(Vocabulary::C), To::People];
    const IS_PASSING: bool = true;
}

/// A person came online, went offline or changed their agent status.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserStatusChange<'a> {
    /// The chat identity.
    #[serde(rename = "userId")]
    pub user_id: &'a str,
    /// `online` or `offline`; for staff who are online, the agent status: `available`, `busy`, `away`, `offline`.
    #[schema(value_type = String)]
    pub status: Cow<'a, str>,
    /// Whether a connection is live.
    pub is_online: bool,
}

/// Both vocabularies use this event.
const WHO_KNOWS_THE_PERSON: &[To] = &[To::Joined(Vocabulary::C), To::Joined(Vocabulary::D), To::Staff];

impl ServerEvent for UserStatusChange<'_> {
    const NAME: &'static str = "user_status_change";
    const TO: &'static [To] = WHO_KNOWS_THE_PERSON;
}

/// A person's last connection ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserOffline<'a> {
    /// The chat identity.
    pub user_id: &'a str,
}

impl ServerEvent for UserOffline<'_> {
    const NAME: &'static str = "user_offline";
    const TO: &'static [To] = WHO_KNOWS_THE_PERSON;
}

/// A conversation was frozen, thawed or closed, or its flow is in another state.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConversationStateChanged<'a> {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The previous state: of the flow in a guided deal, else `open`, `frozen` or `closed`.
    pub previous_state: &'a str,
    /// The new state.
    pub new_state: &'a str,
    /// The reason; in a guided deal the action, the event or the time.
    pub reason: &'a str,
    /// The entry of the log that says so, in a guided deal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// When it changed.
    pub timestamp: DateTime<Utc>,
}

impl ServerEvent for ConversationStateChanged<'_> {
    const NAME: &'static str = "conversation_state_changed";
    const TO: &'static [To] = &[To::Joined(Vocabulary::C)];
}

/// A button of a guided deal was clicked.
#[derive(Serialize, ToSchema)]
pub struct ButtonAction<'a> {
    /// The conversation.
    #[serde(rename = "conversationId")]
    pub conversation_id: ConversationId,
    /// The button.
    pub button_id: &'a str,
    /// The newest message that the viewer may read of it.
    #[schema(value_type = Option<crate::message::Message>, required = false)]
    pub message: Option<ShownMessage<'a>>,
    /// What changed.
    #[schema(value_type = FlowUpdate)]
    pub flow_update: &'a FlowUpdate,
    /// How the conversation stands, as the viewer sees it.
    #[schema(value_type = DealContext)]
    pub conversation_context: &'a DealContext,
}

impl ServerEvent for ButtonAction<'_> {
    const NAME: &'static str = "button_action";
    const TO: &'static [To] = &[To::Joined(Vocabulary::C)];
}

/// Something was typed into the input of a guided deal.
#[derive(Serialize, ToSchema)]
pub struct TypedInput<'a> {
    /// The conversation.
    #[serde(rename = "conversationId")]
    pub conversation_id: ConversationId,
    /// The action that it was typed for.
    pub input_type: &'a str,
    /// The newest message that the viewer may read of it.
    #[schema(value_type = Option<crate::message::Message>, required = false)]
    pub message: Option<ShownMessage<'a>>,
    /// What changed.
    #[schema(value_type = FlowUpdate)]
    pub flow_update: &'a FlowUpdate,
    /// How the conversation stands, as the viewer sees it.
    #[schema(value_type = DealContext)]
    pub conversation_context: &'a DealContext,
}

impl ServerEvent for TypedInput<'_> {
    const NAME: &'static str = "text_input";
    const TO: &'static [To] = &[To::Joined(Vocabulary::C)];
}
