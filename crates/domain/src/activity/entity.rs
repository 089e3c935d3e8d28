//! Table `activity`: the log, chained by hashes.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    /// The position: dense, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// When.
    pub at: DateTimeUtc,
    /// Who, as a name for programs.
    pub actor: String,
    /// The person.
    pub actor_id: Option<i64>,
    /// What.
    pub action: String,
    /// To what.
    pub subject_kind: String,
    /// To which.
    pub subject_id: String,
    /// JSON as text: its bytes are hashed, and a database would write them anew.
    pub details: String,
    /// Hexadecimal SHA-256.
    pub hash: String,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
