//! Table `participants`: who is in a conversation, and how far each has read.

use liaison_protocol::side::Side;
use sea_orm::entity::prelude::*;

use crate::db::Stored;

/// What somebody is in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub enum Role {
    /// It is the person's own case.
    Party,
    /// The member of staff in charge.
    Handler,
    /// Another member of staff.
    Observer,
}

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "participants")]
pub struct Model {
    /// The conversation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub conversation_id: Uuid,
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: i64,
    /// The side.
    pub side: Stored<Side>,
    /// What the person is here.
    pub role: Role,
    /// When the person joined.
    pub joined_at: DateTimeUtc,
    /// When the person left.
    pub left_at: Option<DateTimeUtc>,
    /// Everything up to here has been read.
    pub last_read_seq: i64,
    /// Whether the person belongs here but has not come in yet.
    pub awaited: bool,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
