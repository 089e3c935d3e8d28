//! Table `agent_spans`.

use sea_orm::entity::prelude::*;

use super::spans::SpanKind;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_spans")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who.
    pub person_id: i64,
    /// Of what.
    pub kind: SpanKind,
    /// The status; `online` for connections.
    pub value: String,
    /// From when.
    pub since: DateTimeUtc,
    /// Until when; open while it goes on.
    pub until: Option<DateTimeUtc>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
