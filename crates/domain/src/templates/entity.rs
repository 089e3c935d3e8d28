//! Table `templates`: texts that staff use again.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "templates")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it is for.
    pub title: String,
    /// What is typed for it.
    pub shortcut: String,
    /// The masked text with its variables, all of which are known.
    pub body: String,
    /// A `ChannelType`.
    pub channel_type: Option<String>,
    /// A language tag.
    pub locale: Option<String>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Who changed it.
    pub updated_by: Option<i64>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
