//! Claiming jobs, finishing them, giving them back: each with one statement, whatever other nodes do meanwhile.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use liaison_protocol::job::{JobQueue, JobState};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Statement, sea_query::Expr,
};

use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use crate::{app::App, db::Tx, error::Result, presence::node_entity};

/// How long a claim holds without being renewed.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How far the clocks of two nodes may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(1);

/// After this time a claim is renewed.
const SETTLED: TimeDelta = TimeDelta::seconds(5);

const RUNNING: &str = JobState::Running.as_str();
const READY: &str = JobState::Ready.as_str();

/// When the next job of a queue is due; `None` when there is none.
pub(super) async fn next_due(app: &App, queue: JobQueue) -> Result<Option<DateTime<Utc>>> {
    let query = Entity::find()
        .select_only()
        .column(Column::RunAt)
        .filter(Column::State.eq(READY))
        .filter(Column::Queue.eq(queue.as_str()))
        .order_by_asc(Column::Priority)
        .order_by_asc(Column::RunAt)
        .limit(1);
    Ok(query.into_tuple().one(app.db().read()).await?)
}

/// Claims jobs of a queue that are due, the most urgent first.
pub(super) async fn claim(app: &App, queue: JobQueue, limit: usize) -> Result<Vec<Model>> {
    let tx = app.begin().await?;
    let now = tx.now();
    let backend = tx.conn().get_database_backend();
    let due = "SELECT id FROM jobs WHERE state = 'ready' AND queue = $1 AND run_at <= $2 \
               ORDER BY priority, run_at, id LIMIT $3";
    let change = "state = 'running', node = $4, lease_until = $5, epoch = epoch + 1, attempts = attempts + 1";
    // On PostgreSQL the choice is made once, before the change: a subquery could be run again and choose more.
    let sql = match backend {
        DbBackend::Postgres => format!(
            "WITH due AS MATERIALIZED ({due} FOR UPDATE SKIP LOCKED) \
             UPDATE jobs SET {change} FROM due WHERE jobs.id = due.id RETURNING jobs.*"
        ),
        _ => format!("UPDATE jobs SET {change} WHERE id IN ({due}) RETURNING *"),
    };
    let values: Vec<sea_orm::Value> = vec![
        queue.as_str().into(),
        now.into(),
        i64::try_from(limit).unwrap_or(i64::MAX).into(),
        app.node().0.into(),
        (now + LEASE).into(),
    ];
    let mut claimed =
        Model::find_by_statement(Statement::from_sql_and_values(backend, sql, values)).all(tx.conn()).await?;
    tx.commit().await?;
    claimed.sort_by_key(|job| (job.priority, job.run_at, job.id));
    Ok(claimed)
}

/// Whether these claims still hold.
fn held(jobs: &[Model]) -> Condition {
    let mut by_epoch: BTreeMap<i64, Vec<Uuid>> = BTreeMap::new();
    for job in jobs {
        by_epoch.entry(job.epoch).or_default().push(job.id);
    }
    let claims = by_epoch.into_iter().fold(Condition::any(), |any, (epoch, ids)| {
        any.add(Condition::all().add(Column::Id.is_in(ids)).add(Column::Epoch.eq(epoch)))
    });
    Condition::all().add(claims).add(Column::State.eq(RUNNING))
}

/// Removes jobs that are done, inside the transaction of their effects; whether all of them were still this node's.
pub(super) async fn finish(tx: &Tx, jobs: &[Model]) -> Result<bool> {
    let removed = Entity::delete_many().filter(held(jobs)).exec(tx.conn()).await?.rows_affected;
    Ok(usize::try_from(removed) == Ok(jobs.len()))
}

/// Stores that an attempt failed, and when the next one is; without a next one the job is dead.
pub(super) async fn fail(app: &App, job: &Model, error: &str, next: Option<DateTime<Utc>>) -> Result<bool> {
    let state = if next.is_some() { READY } else { JobState::Dead.as_str() };
    let failed = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::RunAt, Expr::value(next.unwrap_or(job.run_at)))
        .col_expr(Column::LastError, Expr::value(error))
        .col_expr(Column::Node, Expr::value(Option::<Uuid>::None))
        .filter(held(std::slice::from_ref(job)))
        .exec(app.db().write())
        .await?;
    Ok(failed.rows_affected > 0)
}

/// Keeps what this node has been running for a while. What it has just claimed is about to be removed, together with
/// others: two statements would lock the same rows in different orders.
pub(super) async fn renew(app: &App) -> Result<()> {
    let now = app.now();
    let is_settled = Condition::any()
        .add(Column::LeaseUntil.lte(now + LEASE - SETTLED))
        // The clock went back.
        .add(Column::LeaseUntil.gt(now + LEASE));
    Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(now + LEASE))
        .filter(is_settled)
        .filter(Column::State.eq(RUNNING))
        .filter(Column::Node.eq(app.node().0))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Makes jobs ready again whose node is gone or has been silent for too long; how many there were. A lease that ends
/// later than one of now could was given before the clock went back, and by a node that has not renewed it since.
pub(super) async fn take_back(app: &App) -> Result<u64> {
    let now = app.now();
    let alive = node_entity::Entity::find()
        .select_only()
        .column(node_entity::Column::Id)
        .filter(node_entity::Column::ExpiresAt.gt(now))
        .into_query();
    let lost = Condition::any()
        .add(Column::LeaseUntil.lte(now))
        .add(Column::LeaseUntil.gt(now + LEASE + SKEW))
        .add(Column::Node.is_null())
        .add(Column::Node.not_in_subquery(alive));
    ready_again(app, lost).await
}

/// Gives back what this node has claimed, because it stops.
pub(super) async fn give_back(app: &App) -> Result<u64> {
    ready_again(app, Condition::all().add(Column::Node.eq(app.node().0))).await
}

async fn ready_again(app: &App, which: Condition) -> Result<u64> {
    let freed = Entity::update_many()
        .col_expr(Column::State, Expr::value(READY))
        .col_expr(Column::Node, Expr::value(Option::<Uuid>::None))
        .filter(Column::State.eq(RUNNING))
        .filter(which)
        .exec(app.db().write())
        .await?;
    Ok(freed.rows_affected)
}
