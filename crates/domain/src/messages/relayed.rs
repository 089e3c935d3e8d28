//! Which message was carried over from where, and to where. For staff only: whoever shows it to a side takes it off
//! again with [`super::view::for_side`].

use std::collections::HashMap;

use liaison_protocol::{
    ids::ConversationId,
    message::{Message, Position},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::relay_entity::{self as entity, Column, Entity};
use crate::error::Result;

/// What is known of the messages of some stretches.
#[derive(Default)]
pub(super) struct Relayed {
    from: HashMap<(Uuid, i64), Position>,
    to: HashMap<(Uuid, i64), Position>,
}

impl Relayed {
    /// Reads it for these positions, in one query.
    pub(super) async fn of(conn: &impl ConnectionTrait, positions: &[(Uuid, i64)]) -> Result<Self> {
        let mut found = Self::default();
        let mut conversations: Vec<Uuid> = positions.iter().map(|(conversation, _)| *conversation).collect();
        conversations.sort_unstable();
        conversations.dedup();
        let seqs = || positions.iter().map(|(_, seq)| *seq);
        let (Some(first), Some(last)) = (seqs().min(), seqs().max()) else { return Ok(found) };
        let within = |conversation: Column, seq: Column| {
            Condition::all()
                .add(conversation.is_in(conversations.iter().copied()))
                .add(seq.between(first, last))
        };
        let rows = Entity::find()
            .filter(
                Condition::any()
                    .add(within(Column::TargetConversation, Column::TargetSeq))
                    .add(within(Column::SourceConversation, Column::SourceSeq)),
            )
            // The newest last: it is the one that stays.
            .order_by_asc(Column::TargetSeq)
            .all(conn)
            .await?;
        for row in rows {
            let entity::Model { target_conversation, target_seq, source_conversation, source_seq, .. } = row;
            let place = |conversation, seq| Position { conversation_id: ConversationId(conversation), seq };
            found.from.insert((target_conversation, target_seq), place(source_conversation, source_seq));
            found.to.insert((source_conversation, source_seq), place(target_conversation, target_seq));
        }
        Ok(found)
    }

    /// Says it of a message.
    pub(super) fn mark(&self, message: &mut Message) {
        let key = (message.conversation_id.0, message.seq);
        message.relayed_from = self.from.get(&key).copied();
        message.relayed_to = self.to.get(&key).copied();
    }
}
