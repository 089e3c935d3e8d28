//! Table `flow_definitions`: every definition that a run began with, kept for ever.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "flow_definitions")]
pub struct Model {
    /// The name of the flow.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// SHA-256 of the text, in hex.
    pub hash: String,
    /// The text.
    pub source: String,
    /// When the first run of it began.
    pub created_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
