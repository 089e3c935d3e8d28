//! Which message was relayed from where, and to where. For staff only: whoever shows it to a side takes it off
//! again with [`super::view::for_side`]. A message that was deleted over there is there no more.

use std::collections::HashMap;

use liaison_protocol::{
    ids::ConversationId,
    message::{Message, Position},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::relay_entity::{Column, Entity};
use crate::{db::Tx, error::Result};

/// Whether the message was deleted where it went.
const IS_GONE: &str = "EXISTS (SELECT 1 FROM entries gone WHERE gone.conversation_id = relays.target_conversation \
                       AND gone.seq = relays.target_seq AND gone.deleted_at IS NOT NULL)";

#[derive(FromQueryResult)]
struct Row {
    target_conversation: Uuid,
    target_seq: i64,
    source_conversation: Uuid,
    source_seq: i64,
    is_gone: bool,
}

/// Lets what was relayed be relayed again, inside the transaction that deletes the copy at that position.
pub(super) async fn release(tx: &Tx, conversation: Uuid, seq: i64) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::ContentHash, Expr::value(Option::<String>::None))
        .filter(Column::TargetConversation.eq(conversation))
        .filter(Column::TargetSeq.eq(seq))
        .exec(tx.conn())
        .await?;
    Ok(())
}

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
        let rows: Vec<Row> = Entity::find()
            .select_only()
            .columns([
                Column::TargetConversation,
                Column::TargetSeq,
                Column::SourceConversation,
                Column::SourceSeq,
            ])
            .expr_as(Expr::cust(IS_GONE), "is_gone")
            .filter(
                Condition::any()
                    .add(within(Column::TargetConversation, Column::TargetSeq))
                    .add(within(Column::SourceConversation, Column::SourceSeq)),
            )
            // The newest last: it is the one that stays.
            .order_by_asc(Column::TargetSeq)
            .into_model()
            .all(conn)
            .await?;
        for row in rows {
            let Row { target_conversation, target_seq, source_conversation, source_seq, is_gone } = row;
            let place = |conversation, seq| Position { conversation_id: ConversationId(conversation), seq };
            found.from.insert((target_conversation, target_seq), place(source_conversation, source_seq));
            if !is_gone {
                found.to.insert((source_conversation, source_seq), place(target_conversation, target_seq));
            }
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
