//! Table `assignments`: who handled what, when, and why.

use sea_orm::entity::prelude::*;

use crate::facts::ItemKind;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What kind of case.
    pub item_kind: ItemKind,
    /// The item.
    pub item_id: i64,
    /// Who was chosen.
    pub agent_id: i64,
    /// The person who decided; absent for the rule.
    pub decided_by: Option<i64>,
    /// Everybody who was looked at: an array of `Candidate`.
    #[sea_orm(column_type = "JsonBinary")]
    pub candidates: Json,
    /// Why the chosen one: an array of `Reason`.
    #[sea_orm(column_type = "JsonBinary")]
    pub reasons: Json,
    /// From when.
    pub since: DateTimeUtc,
    /// Until when.
    pub until: Option<DateTimeUtc>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
