//! Table `staff`: what staff have beside being people.

use liaison_protocol::staff::AgentStatus;
use sea_orm::entity::prelude::*;

use crate::db::Stored;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: i64,
    /// The team.
    pub team: Option<String>,
    /// A list of texts.
    #[sea_orm(column_type = "JsonBinary")]
    pub skills: Json,
    /// How many open tickets at most.
    pub capacity: i32,
    /// The status the person has set.
    pub agent_status: Stored<AgentStatus>,
    /// When the last connection ended.
    pub last_online_at: Option<DateTimeUtc>,
    /// When work was last given.
    pub last_assigned_at: Option<DateTimeUtc>,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
