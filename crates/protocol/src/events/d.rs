//! What the server says of conversations in vocabulary D: names with colons, and `session_id`, as reference D spells
//! them.

use serde::Serialize;
use utoipa::ToSchema;

use super::{ServerEvent, ShownMessage, SomeMessage, To, Vocabulary};
use crate::{
    conversation::Conversation,
    ids::{ConversationId, MessageId},
    message::{Change, LogEntry},
    person::Person,
    session::Session,
};

/// The log after the requested position, or its newest messages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionHistory {
    /// The session.
    pub session: Conversation,
    /// In the order of `seq`.
    pub messages: Vec<LogEntry>,
    /// Whether there are more entries in the same direction.
    pub has_more: bool,
    /// `true` when the position is not one of this log: reload the session. Absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub reset: bool,
}

impl ServerEvent for SessionHistory {
    const NAME: &'static str = "session:history";
    const TO: &'static [To] = &[To::Socket];
}

/// A message of a joined session.
#[derive(Serialize, ToSchema)]
pub struct MessageNew<'a> {
    /// The session.
    pub session_id: ConversationId,
    /// The message; only its position when the viewer may not read it.
    #[schema(value_type = SomeMessage)]
    pub message: ShownMessage<'a>,
}

impl ServerEvent for MessageNew<'_> {
    const NAME: &'static str = "message:new";
    const TO: &'static [To] = &[To::Joined(Vocabulary::D)];
}

/// A message was edited or deleted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageChanged<'a> {
    /// The session.
    pub session_id: ConversationId,
    /// The change.
    #[schema(value_type = Change)]
    pub change: &'a Change,
}

impl ServerEvent for MessageChanged<'_> {
    const NAME: &'static str = "message:changed";
    const TO: &'static [To] = &[To::Joined(Vocabulary::D)];
}

/// A person joined.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserJoined<'a> {
    /// The session.
    pub session_id: ConversationId,
    /// The person.
    #[schema(value_type = Person)]
    pub user: &'a Person,
}

impl ServerEvent for UserJoined<'_> {
    const NAME: &'static str = "user:joined";
    const TO: &'static [To] = &[To::Joined(Vocabulary::D)];
}

/// A person left.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserLeft<'a> {
    /// The session.
    pub session_id: ConversationId,
    /// The person.
    #[schema(value_type = Person)]
    pub user: &'a Person,
}

impl ServerEvent for UserLeft<'_> {
    const NAME: &'static str = "user:left";
    const TO: &'static [To] = &[To::Joined(Vocabulary::D)];
}

/// A live chat changed hands or status.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionUpdated<'a> {
    /// The session.
    #[schema(value_type = Session)]
    pub session: &'a Session,
}

impl ServerEvent for SessionUpdated<'_> {
    const NAME: &'static str = "session:updated";
    const TO: &'static [To] = &[To::Joined(Vocabulary::D), To::People];
}

/// The place of a waiting live chat in the queue.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct QueuePosition {
    /// The session.
    pub session_id: ConversationId,
    /// The place, from 1.
    pub position: i64,
}

impl ServerEvent for QueuePosition {
    const NAME: &'static str = "queue:position";
    const TO: &'static [To] = &[To::People];
}

/// A person started typing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TypingStarted<'a> {
    /// The session.
    pub session_id: ConversationId,
    /// The chat identity of the person typing.
    pub user_id: &'a str,
    /// The display name.
    pub name: &'a str,
}

impl ServerEvent for TypingStarted<'_> {
    const NAME: &'static str = super::TYPING_STARTED;
    const TO: &'static [To] = &[To::Joined(Vocabulary::D)];
    const IS_PASSING: bool = true;
}

/// A person stopped typing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TypingStopped<'a> {
    /// The session.
    pub session_id: ConversationId,
    /// The chat identity of the person who was typing.
    pub user_id: &'a str,
    /// The display name.
    pub name: &'a str,
}

impl ServerEvent for TypingStopped<'_> {
    const NAME: &'static str = super::TYPING_STOPPED;
    const TO: &'static [To] = &[To::Joined(Vocabulary::D)];
    const IS_PASSING: bool = true;
}

/// A person has read up to a message.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageRead<'a> {
    /// The session.
    pub session_id: ConversationId,
    /// The newest message that was read.
    pub message_id: MessageId,
    /// The chat identity of the reader.
    pub user_id: &'a str,
    /// The position of the message.
    pub seq: i64,
}

impl ServerEvent for MessageRead<'_> {
    const NAME: &'static str = super::MESSAGE_READ;
    const TO: &'static [To] = &[To::Joined(Vocabulary::D), To::People];
    const IS_PASSING: bool = true;
}
