//! Table `mentions`: whom a note mentions.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mentions")]
pub struct Model {
    /// The notes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: Uuid,
    /// The position of the note.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// A member of staff.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: i64,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
