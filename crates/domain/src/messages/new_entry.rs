//! A message that has no position yet: exactly what the log stores of it. What clients see is made from it, so that the
//! live event, a list, and a restart show the same.

use chrono::{DateTime, Utc};
use liaison_protocol::{ids::ConversationId, message::MessageType, side::Side};
use serde_json::Value;
use uuid::Uuid;

use super::{
    author::{Author, AuthorKind},
    entity,
};
use crate::db::Stored;

/// See above.
#[derive(Debug, Clone)]
pub(crate) struct NewEntry {
    pub(crate) conversation: ConversationId,
    pub(crate) id: Uuid,
    pub(crate) author_kind: AuthorKind,
    pub(crate) author_id: Option<i64>,
    pub(crate) author_role: &'static str,
    pub(crate) message_type: MessageType,
    pub(crate) text: String,
    pub(crate) attachments: Option<Value>,
    pub(crate) media_url: Option<String>,
    pub(crate) action_required: bool,
    pub(crate) action_data: Option<Value>,
    pub(crate) visible_to: Option<Side>,
    pub(crate) target_tab: Option<String>,
    pub(crate) client_id: Option<String>,
}

impl NewEntry {
    /// A text by an author, and nothing else.
    pub(crate) fn new(conversation: ConversationId, id: Uuid, author: Author<'_>, text: String) -> Self {
        Self {
            conversation,
            id,
            author_kind: author.kind(),
            author_id: author.person().map(|person| person.0),
            author_role: author.role(),
            message_type: author.message_type(),
            text,
            attachments: None,
            media_url: None,
            action_required: false,
            action_data: None,
            visible_to: None,
            target_tab: None,
            client_id: None,
        }
    }

    /// The row at a position.
    pub(crate) fn at(self, seq: i64, at: DateTime<Utc>) -> entity::Model {
        entity::Model {
            conversation_id: self.conversation.0,
            seq,
            id: self.id,
            kind: entity::EntryKind::Message,
            author_kind: self.author_kind,
            author_id: self.author_id,
            author_role: self.author_role.to_owned(),
            message_type: Some(Stored(self.message_type)),
            text: self.text,
            attachments: self.attachments,
            media_url: self.media_url,
            action_required: self.action_required,
            action_completed: false,
            action_data: self.action_data,
            visible_to: self.visible_to.map(|side| side.as_str().to_owned()),
            target_tab: self.target_tab,
            client_id: self.client_id,
            target_id: None,
            created_at: at,
            edited_at: None,
            deleted_at: None,
        }
    }
}
