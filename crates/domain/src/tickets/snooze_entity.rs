//! Table `snoozes`: tickets that are snoozed.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "snoozes")]
pub struct Model {
    /// The ticket.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ticket_id: i64,
    /// Until when; until a party writes when absent.
    pub snoozed_until: Option<DateTimeUtc>,
    /// Where the brand's channel stood: what a party writes after it ends the snooze.
    pub brand_seq: i64,
    /// Where the creator's channel stood.
    pub creator_seq: i64,
    /// Who put it aside.
    pub snoozed_by: i64,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
