//! What a new message looks like on the wire. Written by type, not by building a tree of JSON first: every message is
//! told several times.

use std::{borrow::Cow, cell::RefCell, rc::Rc, sync::Arc};

use chrono::{DateTime, Utc};
use liaison_domain::messages::queries::{for_side, looks_alike};
use liaison_protocol::{
    conversation::ChannelType,
    ids::{ConversationId, MessageId, PersonId},
    message::Message,
    public_id::names,
    side::{Side, UserType},
};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

/// A message as one side sees it.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Shown<'a> {
    /// As everybody sees it, written before.
    Written(Rc<RawValue>),
    /// As this side sees it.
    One(Box<Cow<'a, Message>>),
}

impl<'a> Shown<'a> {
    pub(super) fn to(message: &'a Arc<Message>, side: Side) -> Self {
        let written = looks_alike(message).then(|| written(message)).flatten();
        written.map_or_else(|| Self::One(Box::new(for_side(Cow::Borrowed(&**message), side))), Self::Written)
    }
}

thread_local! {
    static LAST: RefCell<Option<(Arc<Message>, Rc<RawValue>)>> = const { RefCell::new(None) };
}

/// A message as JSON. The last one is kept: its sender's acknowledgement follows at once what all others are told.
fn written(message: &Arc<Message>) -> Option<Rc<RawValue>> {
    LAST.with_borrow_mut(|last| {
        if let Some((known, json)) = last
            && Arc::ptr_eq(known, message)
        {
            return Some(Rc::clone(json));
        }
        let json: Rc<RawValue> = to_raw_value(&**message).ok()?.into();
        *last = Some((Arc::clone(message), Rc::clone(&json)));
        Some(json)
    })
}

/// `new_message`.
#[derive(Serialize)]
pub(super) struct NewMessage<'a> {
    conversation_id: ConversationId,
    message: Shown<'a>,
    conversation_context: Context,
}

#[derive(Serialize)]
struct Context {
    conversation_id: ConversationId,
    channel_type: Option<ChannelType>,
    last_seq: i64,
}

impl<'a> NewMessage<'a> {
    /// As one side sees it.
    pub(super) fn of(message: &'a Arc<Message>, side: Side) -> Self {
        let conversation_id = message.conversation_id;
        let conversation_context =
            Context { conversation_id, channel_type: message.channel_type, last_seq: message.seq };
        Self { conversation_id, message: Shown::to(message, side), conversation_context }
    }
}

/// `message:new`.
#[derive(Serialize)]
pub(super) struct MessageNew<'a> {
    session_id: ConversationId,
    message: Shown<'a>,
}

impl<'a> MessageNew<'a> {
    /// As one side sees it.
    pub(super) fn of(message: &'a Arc<Message>, side: Side) -> Self {
        Self { session_id: message.conversation_id, message: Shown::to(message, side) }
    }
}

/// `notification`, to people who need not have joined.
#[derive(Serialize)]
pub(super) struct Notification<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    data: News<'a>,
}

#[derive(Serialize)]
struct News<'a> {
    conversation_id: ConversationId,
    message_id: MessageId,
    seq: i64,
    message: &'a str,
    sender_id: &'a str,
    sender_name: &'a str,
    channel_type: Option<ChannelType>,
    created_at: DateTime<Utc>,
}

impl<'a> Notification<'a> {
    /// As one person is told: of a note, whether it mentions the person.
    pub(super) fn of(message: &'a Message, person: PersonId) -> Self {
        let is_mentioned =
            || message.mentions.iter().any(|identity| names(identity, UserType::Agent, person));
        let kind = if !message.mentions.is_empty() && is_mentioned() { "mention" } else { "new_message" };
        let data = News {
            conversation_id: message.conversation_id,
            message_id: message.id,
            seq: message.seq,
            message: &message.text,
            sender_id: &message.sender.public_id,
            sender_name: &message.sender.name,
            channel_type: message.channel_type,
            created_at: message.created_at,
        };
        Self { kind, data }
    }
}

/// The acknowledgement of a message.
#[derive(Serialize)]
pub(super) struct Stored<'a> {
    success: bool,
    message: Shown<'a>,
    seq: i64,
}

impl<'a> Stored<'a> {
    /// As the side of its sender sees it.
    pub(super) fn of(message: &'a Arc<Message>, side: Side) -> Self {
        Self { success: true, message: Shown::to(message, side), seq: message.seq }
    }
}
