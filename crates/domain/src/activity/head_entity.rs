//! Table `activity_head`: one row, the sealed end of the log.

use sea_orm::entity::prelude::*;

/// The id of the one row.
pub const ONLY: i32 = 1;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_head")]
pub struct Model {
    /// Always [`ONLY`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// How many entries there are, which is the position of the newest.
    pub entries: i64,
    /// The hash of the newest.
    pub hash: String,
    /// Which key it was sealed with.
    pub key: String,
    /// HMAC-SHA256 of entries and hash, hexadecimal.
    pub seal: String,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
