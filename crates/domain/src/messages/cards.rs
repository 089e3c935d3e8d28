//! Cards of flows in the log: whoever had to act on one has acted, or need not any more.

use liaison_protocol::ids::{ConversationId, MessageId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use serde_json::Value;
use uuid::Uuid;

use super::{author::AuthorKind, entity};
use crate::{db::Tx, error::Result};

/// What a card loses when it is done: it cannot be acted on any more.
const GONE: [&str; 5] = ["buttons", "input_field", "input_fields", "submit_button", "payment_order"];

/// Notes inside a transaction that every open card of a conversation is done; which ones they were.
pub(crate) async fn complete(tx: &Tx, conversation: ConversationId) -> Result<Vec<MessageId>> {
    use entity::Column;
    let open = |column: Column| column.eq(true);
    let ids: Vec<Uuid> = entity::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ConversationId.eq(conversation.0))
        .filter(Column::AuthorKind.eq(AuthorKind::Flow))
        .filter(open(Column::ActionRequired))
        .into_tuple()
        .all(tx.conn())
        .await?;
    entity::Entity::update_many()
        .col_expr(Column::ActionRequired, Expr::value(false))
        .col_expr(Column::ActionCompleted, Expr::value(true))
        .filter(Column::ConversationId.eq(conversation.0))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(tx.conn())
        .await?;
    Ok(ids.into_iter().map(MessageId).collect())
}

/// What is shown of a card that is done.
pub(super) fn done(card: Value) -> Value {
    match card {
        Value::Object(mut card) => {
            GONE.iter().for_each(|name| {
                card.remove(*name);
            });
            Value::Object(card)
        }
        other => other,
    }
}
