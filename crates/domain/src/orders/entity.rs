//! Table `orders`: the host's orders.

use liaison_protocol::order::OrderStatus;
use sea_orm::entity::prelude::*;

use crate::db::Stored;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The host's own id.
    pub external_id: Option<String>,
    /// What was ordered.
    pub title: String,
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// How many.
    pub quantity: i32,
    /// Who ordered.
    pub brand_id: i64,
    /// Who delivers.
    pub creator_id: i64,
    /// The status.
    pub status: Stored<OrderStatus>,
    /// How often changes were asked for.
    pub revision_count: i32,
    /// What is wanted.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub requirements: Option<Json>,
    /// When it was created.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
