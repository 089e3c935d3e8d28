//! What admins do with jobs: look at those that failed, try one again, give one up.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    error_code::ErrorCode,
    job::{Job, JobCounts, JobPage, JobState},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    access,
    entity::{Column, Entity, Model},
};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    db::{Stored, Tx},
    error::{Error, Result},
    event::{Audience, NodeEvent},
};

/// A job that is due for longer than this is late.
const LATE: chrono::TimeDelta = chrono::TimeDelta::minutes(1);

/// Jobs in a state, the oldest first, and how many there are in each.
pub async fn list(app: &App, actor: &Actor, state: JobState, limit: u64) -> Result<JobPage> {
    access::manages(actor)?;
    let read = app.db().read();
    let rows = Entity::find()
        .filter(Column::State.eq(state.as_str()))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(read)
        .await?;
    Ok(JobPage { items: rows.into_iter().map(show).collect::<Result<_>>()?, counts: counts(app).await? })
}

/// How many jobs there are in each state, for whoever watches the server.
pub async fn counts(app: &App) -> Result<JobCounts> {
    let read = app.db().read();
    let counted: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "n")
        .group_by(Column::State)
        .into_tuple()
        .all(read)
        .await?;
    let count = |state: JobState| counted.iter().filter(|(of, _)| of == state.as_str()).map(|(_, n)| n).sum();
    let late = Entity::find()
        .filter(Column::State.eq(JobState::Ready.as_str()))
        .filter(Column::RunAt.lt(app.now() - LATE))
        .count(read)
        .await?;
    Ok(JobCounts {
        ready: count(JobState::Ready),
        late: i64::try_from(late).unwrap_or(i64::MAX),
        running: count(JobState::Running),
        dead: count(JobState::Dead),
    })
}

/// Tries a dead job again, now and from the beginning.
pub async fn replay(app: &App, actor: &Actor, id: Uuid) -> Result<Job> {
    access::manages(actor)?;
    let mut tx = app.begin().await?;
    let job = dead(&tx, id).await?;
    let now = tx.now();
    let is_replaced = match &job.key {
        Some(key) => {
            let same = Entity::find()
                .filter(Column::Kind.eq(job.kind.as_str()))
                .filter(Column::Key.eq(key.as_str()))
                .filter(Column::State.ne(JobState::Dead.as_str()));
            same.count(tx.conn()).await? > 0
        }
        None => false,
    };
    if is_replaced {
        return Err(Error::with_message(
            ErrorCode::Conflict,
            "a newer job has replaced this one; discard it",
        ));
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(JobState::Ready.as_str()))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::RunAt, Expr::value(now))
        .col_expr(Column::Epoch, Expr::col(Column::Epoch).add(1))
        .filter(Column::Id.eq(id))
        .exec(tx.conn())
        .await?;
    record(&tx, actor, ActivityAction::JobReplayed, &job).await?;
    let replayed = find(tx.conn(), id).await?.ok_or_else(Error::not_found)?;
    if let Some(queue) = liaison_protocol::job::JobQueue::parse(&job.queue) {
        tx.emit(NodeEvent::JobScheduled { queue, run_at: now }, Audience::default());
    }
    tx.commit().await?;
    show(replayed)
}

/// Gives a dead job up for good.
pub async fn discard(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    access::manages(actor)?;
    let tx = app.begin().await?;
    let job = dead(&tx, id).await?;
    Entity::delete_by_id(id).exec(tx.conn()).await?;
    record(&tx, actor, ActivityAction::JobDiscarded, &job).await?;
    tx.commit().await
}

/// A dead job: 404 when there is none, 409 when it is not dead.
async fn dead(tx: &Tx, id: Uuid) -> Result<Model> {
    let job = find(tx.conn(), id).await?.ok_or_else(Error::not_found)?;
    if job.state == Stored(JobState::Dead) {
        Ok(job)
    } else {
        Err(Error::with_message(ErrorCode::Conflict, "only a dead job can be replayed or discarded"))
    }
}

async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(conn).await?)
}

async fn record(tx: &Tx, actor: &Actor, action: ActivityAction, job: &Model) -> Result<()> {
    let details = json!({ "kind": job.kind, "args": job.args, "last_error": job.last_error });
    activity::record(tx, actor, Act { action, subject: (ActivitySubject::Job, &job.id.to_string()), details })
        .await
}

fn show(row: Model) -> Result<Job> {
    Ok(Job {
        id: row.id,
        kind: row.kind,
        queue: row.queue,
        state: row.state.0,
        args: row.args,
        run_at: row.run_at,
        attempts: row.attempts,
        max_attempts: row.max_attempts,
        last_error: row.last_error,
        created_at: row.created_at,
    })
}
