//! Table `offers`: campaigns of brands, bids of creators.

use liaison_protocol::deal::OfferKind;
use sea_orm::entity::prelude::*;

use crate::db::Stored;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "offers")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it is.
    pub kind: Stored<OfferKind>,
    /// Who made it.
    pub owner_id: i64,
    /// What it is called, masked.
    pub title: String,
    /// What it is about, masked.
    pub description: String,
    /// The amount in minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
