//! Table `case_facts`.

use sea_orm::entity::prelude::*;

use super::record::{FactKind, ItemKind};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "case_facts")]
pub struct Model {
    /// The id, in the order of what happened to one case.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What kind of case.
    pub item_kind: ItemKind,
    /// Which one.
    pub item_id: i64,
    /// When.
    pub at: DateTimeUtc,
    /// What happened.
    pub kind: FactKind,
    /// What it was before.
    pub from_value: Option<String>,
    /// What it is now.
    pub to_value: Option<String>,
    /// Who was in charge from then on, or at that time.
    pub agent_id: Option<i64>,
    /// The team of that person then.
    pub team: Option<String>,
    /// Who did it: a chat identity, `key-1` or `system`.
    pub actor: String,
    /// Why: the word for the command or the rule.
    pub cause: String,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
