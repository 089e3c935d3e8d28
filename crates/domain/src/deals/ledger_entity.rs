//! Table `ledger`: what became of money, append only. Ids and amounts, nothing about people.

use sea_orm::entity::prelude::*;

/// What happened to money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub enum LedgerKind {
    /// It was asked for.
    Requested,
    /// It is there, and held.
    Captured,
    /// A payment failed.
    Failed,
    /// It was paid out.
    Released,
    /// It was paid back.
    Refunded,
}

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger")]
pub struct Model {
    /// The position.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The deal.
    pub conversation_id: Uuid,
    /// Who moves the money.
    pub provider: String,
    /// What happened.
    pub kind: LedgerKind,
    /// The provider's order.
    pub order_id: String,
    /// The provider's payment.
    pub payment_id: Option<String>,
    /// The amount in minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
