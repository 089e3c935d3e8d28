//! Rows of the log to what a viewer sees.

use std::borrow::Cow;

use liaison_protocol::{
    conversation::ConversationKind,
    ids::{ConversationId, MessageId},
    message::{Change, ChangeKind, Hidden, LogEntry, Message, Sender},
    side::Side,
};

use super::{
    author, cards,
    entity::{EntryKind, Model},
};
use crate::{
    conversations::access,
    error::{Error, Result},
    people::queries::NameTag,
};

/// A message row in full, as staff see it.
pub(crate) fn message(row: Model, kind: ConversationKind, sender: Sender) -> Result<Message> {
    let parse_side = |text: &str| Side::parse(text).ok_or_else(|| Error::internal("unknown side"));
    Ok(Message {
        id: MessageId(row.id),
        conversation_id: ConversationId(row.conversation_id),
        seq: row.seq,
        client_id: row.client_id,
        sender,
        sender_role: row.author_role,
        message_type: row.message_type.ok_or_else(|| Error::internal("a message without a type"))?.0,
        text: row.text,
        attachments: row
            .attachments
            .map(serde_json::from_value)
            .transpose()
            .map_err(Error::internal)?
            .unwrap_or_default(),
        media_url: row.media_url,
        action_required: row.action_required,
        action_completed: row.action_completed,
        action_data: if row.action_completed { row.action_data.map(cards::done) } else { row.action_data },
        visible_to: row.visible_to.as_deref().map(parse_side).transpose()?,
        channel_type: kind.channel_type(),
        target_tab: row.target_tab,
        relayed_from: None,
        relayed_to: None,
        mentions: Vec::new(),
        created_at: row.created_at,
        edited_at: row.edited_at,
        deleted_at: row.deleted_at,
    })
}

/// A change row.
pub(crate) fn change(row: &Model) -> Result<Change> {
    Ok(Change {
        conversation_id: ConversationId(row.conversation_id),
        seq: row.seq,
        change: if row.kind == EntryKind::Deletion { ChangeKind::Deletion } else { ChangeKind::Edit },
        message_id: MessageId(row.target_id.ok_or_else(|| Error::internal("a change without its message"))?),
        text: row.text.clone(),
        created_at: row.created_at,
    })
}

/// Any row as somebody on that side sees it.
pub(crate) fn entry(
    row: Model,
    kind: ConversationKind,
    side: Side,
    tag: Option<&NameTag>,
) -> Result<LogEntry> {
    let visible_to = match row.visible_to.as_deref() {
        None => None,
        // A side that cannot be read is a side nobody is on: hidden from all but staff.
        Some(text) => match Side::parse(text) {
            Some(side) => Some(side),
            None if side == Side::Staff => None,
            None => return Ok(LogEntry::Hidden(Hidden { seq: row.seq, hidden: true })),
        },
    };
    if !access::may_read_entry(side, visible_to) {
        return Ok(LogEntry::Hidden(Hidden { seq: row.seq, hidden: true }));
    }
    if row.kind != EntryKind::Message {
        return change(&row).map(LogEntry::Change);
    }
    let sender = author::sender(row.author_kind, row.author_id, tag);
    let message = Cow::Owned(message(row, kind, sender)?);
    Ok(LogEntry::Message(Box::new(for_side(message, side).into_owned())))
}

/// Whether a message looks the same to every side that may read it.
pub fn looks_alike(message: &Message) -> bool {
    message.target_tab.is_none() && message.relayed_from.is_none() && message.relayed_to.is_none()
}

/// What only staff may know of a message is taken off for parties.
pub fn for_side(message: Cow<'_, Message>, side: Side) -> Cow<'_, Message> {
    if side == Side::Staff || looks_alike(&message) {
        return message;
    }
    Cow::Owned(Message { target_tab: None, relayed_from: None, relayed_to: None, ..message.into_owned() })
}
