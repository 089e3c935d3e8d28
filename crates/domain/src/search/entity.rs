//! Table `search_entries`: the messages that can be found. On PostgreSQL it also has their `words`; on SQLite these are
//! in the table `search_words`, under the same id.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_entries")]
pub struct Model {
    /// Grows with the time of the message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The conversation.
    pub conversation_id: Uuid,
    /// The position of the message there.
    pub seq: i64,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
