//! Table `viewers`: one row per socket and ticket it has open. A row counts while the lease of its node does.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "viewers")]
pub struct Model {
    /// The process that has the connection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub node_id: Uuid,
    /// The connection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub socket_id: String,
    /// The ticket.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ticket_id: i64,
    /// Who.
    pub person_id: i64,
    /// A `ViewingState`.
    pub state: String,
    /// A `DraftChannel`.
    pub channel_type: Option<String>,
    /// Since when this connection has the ticket open.
    pub since: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
