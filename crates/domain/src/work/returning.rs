//! What becomes of the cases of an agent who leaves, or goes offline for longer than a case of that kind waits.

use chrono::TimeDelta;
use liaison_protocol::{ids::PersonId, job::JobKind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::{
    access, commands,
    entity::{self, Phase},
    kinds, turns,
};
use crate::{
    app::App,
    db::Tx,
    error::Result,
    facts::ItemKind,
    jobs::{self, Job, SameKey},
    presence,
};

/// Gives the cases of somebody who leaves to others, inside the transaction in which that is decided. The turn must have
/// been taken already. A case that has ended stays with whoever ended it.
pub(crate) async fn leaves(tx: &mut Tx, app: &App, person: PersonId) -> Result<()> {
    let rows = of_agent(person).filter(entity::Column::Phase.ne(Phase::Ended)).all(tx.conn()).await?;
    pass_all_on(tx, app, rows, "agent_left").await
}

/// An agent is connected nowhere any more: cases that do not wait for that agent return after a while.
pub(crate) async fn went_offline(tx: &mut Tx, person: PersonId) -> Result<()> {
    let kinds: Vec<ItemKind> = entity::Entity::find()
        .filter(entity::Column::AgentId.eq(person.0))
        .select_only()
        .column(entity::Column::ItemKind)
        .distinct()
        .filter(entity::is_open())
        .into_tuple()
        .all(tx.conn())
        .await?;
    let Some(wait) = kinds.into_iter().filter_map(|kind| kinds::of(kind).returns_after).min() else {
        return Ok(());
    };
    let at = tx.now() + TimeDelta::from_std(wait).unwrap_or(TimeDelta::MAX);
    let job = Job::once(JobKind::CasesReturn, person, json!({ "person": person }), SameKey::Replace);
    tx.schedule(job, at).await
}

/// An agent is connected again, and keeps what was about to return.
pub(crate) async fn came_online(tx: &Tx, person: PersonId) -> Result<()> {
    jobs::cancel(tx, JobKind::CasesReturn, &person.to_string()).await
}

/// Returns the cases of an agent who stayed away.
pub(crate) async fn return_cases(tx: &mut Tx, app: &App, person: PersonId) -> Result<()> {
    turns::take(tx).await?;
    if presence::online_now(tx.conn(), tx.now()).await?.contains(&person.0) {
        return Ok(());
    }
    let rows = of_agent(person).filter(entity::is_open()).all(tx.conn()).await?;
    let rows = rows.into_iter().filter(|row| kinds::of(row.item_kind).returns_after.is_some()).collect();
    pass_all_on(tx, app, rows, "agent_offline").await
}

async fn pass_all_on(tx: &mut Tx, app: &App, rows: Vec<entity::Model>, cause: &str) -> Result<()> {
    for row in rows {
        if let Some(row) = access::lock(tx, row.item()).await? {
            commands::pass_on(tx, app, row, cause).await?;
        }
    }
    Ok(())
}

fn of_agent(person: PersonId) -> sea_orm::Select<entity::Entity> {
    entity::Entity::find()
        .filter(entity::Column::AgentId.eq(person.0))
        .order_by_asc(entity::Column::ItemKind)
        .order_by_asc(entity::Column::ItemId)
}
