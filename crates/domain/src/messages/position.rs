//! The position of one entry inside a transaction that does more than post.

use liaison_protocol::ids::ConversationId;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    conversations::entity,
    db::Tx,
    error::{Error, Result},
};

/// Draws the next position.
pub(crate) async fn next_position(tx: &Tx, conversation: ConversationId) -> Result<i64> {
    let rows = entity::Entity::update_many()
        .col_expr(entity::Column::LastSeq, Expr::col(entity::Column::LastSeq).add(1))
        .col_expr(entity::Column::LastEntryAt, Expr::value(tx.now()))
        .filter(entity::Column::Id.eq(conversation.0))
        .exec_with_returning(tx.conn())
        .await?;
    rows.first().map(|row| row.last_seq).ok_or_else(Error::not_found)
}
