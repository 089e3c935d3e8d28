//! What is known of messages beside the log, and only to staff: in channels what was relayed, in notes who is
//! mentioned.

use std::collections::HashMap;

use liaison_protocol::{conversation::ConversationKind, ids::PersonId, message::Message, side::Side};
use sea_orm::ConnectionTrait;

use super::{entity, mentions, relayed::Relayed};
use crate::{conversations::kinds, error::Result};

/// The marks of a stretch of one kind of conversation.
#[derive(Default)]
pub(super) struct Marks {
    relayed: Relayed,
    /// By position: notes are read one conversation at a time.
    mentioned: HashMap<i64, Vec<PersonId>>,
}

impl Marks {
    /// Reads what that side may know, in one query.
    pub(super) async fn of(
        conn: &impl ConnectionTrait,
        rows: &[entity::Model],
        kind: ConversationKind,
        side: Side,
    ) -> Result<Self> {
        let mut marks = Self::default();
        if side != Side::Staff {
            return Ok(marks);
        }
        if !kinds::of(kind).has_mentions {
            let places: Vec<_> = rows.iter().map(|row| (row.conversation_id, row.seq)).collect();
            marks.relayed = Relayed::of(conn, &places).await?;
        } else if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            // In the order of their positions, whichever way.
            let ends = (first.seq.min(last.seq), first.seq.max(last.seq));
            marks.mentioned = mentions::of_stretch(conn, first.conversation_id, ends).await?;
        }
        Ok(marks)
    }

    /// Whom the entry at a position mentions.
    pub(super) fn mentioned(&self, seq: i64) -> &[PersonId] {
        self.mentioned.get(&seq).map(Vec::as_slice).unwrap_or_default()
    }

    /// Says it of a message.
    pub(super) fn put_on(&self, message: &mut Message) {
        self.relayed.mark(message);
        mentions::mark(message, self.mentioned(message.seq));
    }
}
