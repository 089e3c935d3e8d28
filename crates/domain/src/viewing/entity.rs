//! Table `viewers`: one row per socket and ticket it has open. A row counts while the lease of its node does.

use liaison_protocol::at_work::{DraftChannel, ViewingState};
use sea_orm::entity::prelude::*;

use crate::db::Stored;

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
    /// What the person is doing.
    pub state: Stored<ViewingState>,
    /// Which channel the person is writing in.
    pub channel_type: Option<Stored<DraftChannel>>,
    /// Since when this connection has the ticket open.
    pub since: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
