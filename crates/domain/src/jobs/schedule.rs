//! Writing a job in the transaction that needs it.

use chrono::{DateTime, Utc};
use liaison_protocol::job::{JobKind, JobState};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DeleteMany, EntityTrait, QueryFilter, Statement, sea_query::Expr,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    entity::{Column, Entity},
    kind,
};
use crate::{
    db::Tx,
    error::{Error, Result},
    event::{Audience, NodeEvent},
};

/// Bytes of a job's arguments at most: they are ids, not texts.
const MAX_ARGS: usize = 16 * 1024;

/// Work to be done later.
#[derive(Debug, Clone)]
pub struct Job {
    /// What to do.
    pub kind: JobKind,
    /// Of jobs of the same kind with the same key there is one.
    pub key: Option<String>,
    /// Ids of what it is about.
    pub args: Value,
    /// What happens when there is one with this key already.
    pub same_key: SameKey,
}

/// What happens to a job that is there already. One that a node runs just now is always started over: what it has read
/// may be old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameKey {
    /// It stays as it is.
    Keep,
    /// The new one takes its place.
    Replace,
    /// It stays, and runs at the earlier of both times.
    Earlier,
}

impl Job {
    /// A job about something, of which there is one.
    pub fn once(kind: JobKind, key: impl ToString, args: Value, same_key: SameKey) -> Self {
        Self { kind, key: Some(key.to_string()), args, same_key }
    }
}

/// Schedules a job inside a transaction: it is there when the transaction is, and not without it.
pub(crate) async fn schedule(tx: &mut Tx, id: Uuid, job: Job, run_at: DateTime<Utc>) -> Result<()> {
    let properties = kind::of(job.kind);
    if job.args.to_string().len() > MAX_ARGS {
        return Err(Error::internal("the arguments of a job are too large"));
    }
    let restart = "state = 'ready', epoch = jobs.epoch + 1, attempts = 0, node = NULL, lease_until = NULL, \
                   last_error = NULL";
    let take_over = "run_at = excluded.run_at, args = excluded.args";
    let resolve = match job.same_key {
        SameKey::Keep => format!("DO UPDATE SET {take_over}, {restart} WHERE jobs.state = 'running'"),
        SameKey::Replace => format!("DO UPDATE SET {take_over}, {restart}"),
        SameKey::Earlier => format!(
            "DO UPDATE SET run_at = excluded.run_at, {restart} \
             WHERE jobs.state = 'running' OR excluded.run_at < jobs.run_at"
        ),
    };
    let sql = format!(
        "INSERT INTO jobs (id, queue, kind, key, args, state, priority, run_at, attempts, max_attempts, epoch, \
         created_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, $8, 0, $9) \
         ON CONFLICT (kind, key) WHERE key IS NOT NULL AND state <> 'dead' {resolve}"
    );
    let values: Vec<sea_orm::Value> = vec![
        id.into(),
        properties.queue.as_str().into(),
        job.kind.as_str().into(),
        job.key.into(),
        job.args.into(),
        JobState::Ready.as_str().into(),
        run_at.into(),
        properties.max_attempts.into(),
        tx.now().into(),
    ];
    let backend = tx.conn().get_database_backend();
    tx.conn().execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    tx.emit(NodeEvent::JobScheduled { queue: properties.queue, run_at }, Audience::default());
    Ok(())
}

/// Takes these jobs away inside a transaction, but for one that a node runs just now: that may be the caller's own.
pub(crate) async fn cancel_waiting(
    tx: &Tx,
    kind: JobKind,
    keys: impl IntoIterator<Item = String>,
) -> Result<()> {
    alive(kind, keys).filter(Column::State.eq(JobState::Ready.as_str())).exec(tx.conn()).await?;
    Ok(())
}

/// Takes a job away inside a transaction, if it is there.
pub(crate) async fn cancel(tx: &Tx, kind: JobKind, key: &str) -> Result<()> {
    alive(kind, [key.to_owned()]).exec(tx.conn()).await?;
    Ok(())
}

/// These jobs, unless they are dead. As the index of keys says it: a database uses it for this very condition only.
fn alive(kind: JobKind, keys: impl IntoIterator<Item = String>) -> DeleteMany<Entity> {
    Entity::delete_many()
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::Key.is_in(keys))
        .filter(Expr::cust("state <> 'dead'"))
}
