//! Table `jobs`.

use liaison_protocol::job::JobState;
use sea_orm::entity::prelude::*;

use crate::db::Stored;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// The id, ordered by time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// A `JobQueue`.
    pub queue: String,
    /// A `JobKind`.
    pub kind: String,
    /// At most one job of a kind that is not dead has this key.
    pub key: Option<String>,
    /// Ids of what it is about; never texts.
    #[sea_orm(column_type = "JsonBinary")]
    pub args: Json,
    /// The state.
    pub state: Stored<JobState>,
    /// Lower runs first.
    pub priority: i32,
    /// When it is due.
    pub run_at: DateTimeUtc,
    /// How often it was claimed.
    pub attempts: i32,
    /// How often it is tried at most.
    pub max_attempts: i32,
    /// The node that runs it.
    pub node: Option<Uuid>,
    /// Until when that node has it for sure.
    pub lease_until: Option<DateTimeUtc>,
    /// Raised by each claim and each replacement: who finishes names the one it has, or has lost it.
    pub epoch: i64,
    /// Why the last attempt failed: a code and its sentence.
    pub last_error: Option<String>,
    /// What asked for it.
    pub cause: Option<String>,
    /// When it was scheduled.
    pub created_at: DateTimeUtc,
}

/// No relations: joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
