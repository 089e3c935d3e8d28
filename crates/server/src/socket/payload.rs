//! What a new message looks like on the wire. Written by type, not by building a tree of JSON first: every message is
//! told several times.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use liaison_domain::messages::queries::for_side;
use liaison_protocol::{
    conversation::ChannelType,
    ids::{ConversationId, MessageId},
    message::Message,
    side::Side,
};
use serde::Serialize;

/// `new_message`.
#[derive(Serialize)]
pub(super) struct NewMessage<'a> {
    conversation_id: ConversationId,
    message: Cow<'a, Message>,
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
    pub(super) fn of(message: &'a Message, side: Side) -> Self {
        let conversation_id = message.conversation_id;
        let conversation_context =
            Context { conversation_id, channel_type: message.channel_type, last_seq: message.seq };
        Self { conversation_id, message: for_side(Cow::Borrowed(message), side), conversation_context }
    }
}

/// `message:new`.
#[derive(Serialize)]
pub(super) struct MessageNew<'a> {
    pub(super) session_id: ConversationId,
    pub(super) message: Cow<'a, Message>,
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
    pub(super) fn of(message: &'a Message) -> Self {
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
        Self { kind: "new_message", data }
    }
}

/// The acknowledgement of a message.
#[derive(Serialize)]
pub(super) struct Stored<'a> {
    success: bool,
    message: Cow<'a, Message>,
    seq: i64,
}

impl<'a> Stored<'a> {
    /// As the side of its sender sees it.
    pub(super) fn of(message: &'a Message, side: Side) -> Self {
        Self { success: true, message: for_side(Cow::Borrowed(message), side), seq: message.seq }
    }
}
