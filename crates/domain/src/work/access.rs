//! Who takes, transfers and releases cases, and who sees how much each agent has.

use liaison_protocol::{error_code::ErrorCode, side::UserType};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};

use super::{Item, entity, turns};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::access::may_give,
    db::Tx,
    error::{Error, Result},
    happened::Happened,
};

/// Loads a case to decide who handles it, locked, in the turn of those who decide: 404 when there is none.
pub(super) async fn locked<'a>(
    tx: &mut Tx,
    app: &App,
    actor: &'a Actor,
    item: Item,
) -> Result<(entity::Model, &'a Identity)> {
    let identity = &**actor.require_staff(UserType::Agent)?;
    turns::take(tx).await?;
    app.react(tx, actor, Happened::CaseChanging { item }).await?;
    let row = lock(tx, item).await?.ok_or_else(Error::not_found)?;
    Ok((row, identity))
}

/// The row of a case, locked until the transaction ends. SQLite has one writer at a time anyway.
pub(super) async fn lock(tx: &Tx, item: Item) -> Result<Option<entity::Model>> {
    let query = entity::Entity::find()
        .filter(entity::Column::ItemKind.eq(item.kind))
        .filter(entity::Column::ItemId.eq(item.id));
    let query = match tx.conn().get_database_backend() {
        DbBackend::Postgres => query.lock_exclusive(),
        _ => query,
    };
    Ok(query.one(tx.conn()).await?)
}

/// Who gives a case to somebody else, or back to the queue: its agent, the lead of the agent's team, supervisors and above.
pub(super) fn gives(identity: &Identity, row: &entity::Model) -> Result<()> {
    if may_give(identity, row.handler().as_ref()) {
        return Ok(());
    }
    Err(Error::with_message(
        ErrorCode::Forbidden,
        "only the agent of a case, the lead of the agent's team and supervisors reassign it",
    ))
}

/// Whether somebody who gives a case away may give it to that member of staff: a team lead within the team only.
pub(super) fn gives_to(identity: &Identity, target: &Identity) -> Result<()> {
    if identity.kind == UserType::TeamLead && (identity.team.is_none() || target.team != identity.team) {
        return Err(Error::with_message(ErrorCode::Forbidden, "a team lead reassigns within the team"));
    }
    Ok(())
}

/// Who takes a case over: every member of staff one that waits; one that somebody handles, whoever could give it away.
pub(super) fn takes(identity: &Identity, row: &entity::Model) -> Result<()> {
    if row.agent_id.is_none() {
        return Ok(());
    }
    gives(identity, row)
}
