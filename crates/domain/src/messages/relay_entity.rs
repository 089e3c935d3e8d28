//! Table `relays`: which message was relayed from which.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "relays")]
pub struct Model {
    /// Where it went.
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_conversation: Uuid,
    /// The position there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_seq: i64,
    /// Where it came from.
    pub source_conversation: Uuid,
    /// The position there.
    pub source_seq: i64,
    /// Who carried it over.
    pub relayed_by: i64,
    /// When.
    pub created_at: DateTimeUtc,
    /// Stands for its text and files, so that the same is relayed once. Absent once the copy is deleted.
    pub content_hash: Option<String>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
