//! Deciding who handles a ticket, and what agents say of themselves.

use liaison_protocol::{
    ids::{PersonId, TicketId},
    staff::AgentStatus,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, sea_query::Expr,
};

use super::{
    access,
    choose::{Decision, Need, choose},
    entity, queries,
};
use crate::{
    actor::Actor,
    app::App,
    db::Tx,
    error::{Error, Result},
    facts::spans,
    people::staff_entity,
    presence,
};

/// The kind of item an assignment of a ticket is stored under.
pub(crate) const TICKET: &str = "ticket";

/// PostgreSQL's name for the lock that makes decisions take turns; any constant does.
const DECISION_LOCK: i64 = 0x6c69_6169_736f_6e01;

/// Applies the rule inside a transaction. Decisions take turns in the whole cluster, so that no two of them count
/// the same free capacity.
pub(crate) async fn decide(tx: &Tx, need: &Need) -> Result<Decision> {
    take_turn(tx).await?;
    Ok(choose(&queries::facts(tx).await?, need))
}

/// Waits until no other transaction decides, and keeps others from deciding until this one ends. To be taken before
/// any row of staff is changed, or two that need both wait for each other.
pub(crate) async fn take_turn(tx: &Tx) -> Result<()> {
    // SQLite has one writer at a time anyway.
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        tx.conn().execute_unprepared(&format!("SELECT pg_advisory_xact_lock({DECISION_LOCK})")).await?;
    }
    Ok(())
}

/// Stores a decision inside a transaction and ends the one before it.
pub(crate) async fn record(
    tx: &Tx,
    ticket: TicketId,
    agent: PersonId,
    by: Option<PersonId>,
    decision: &Decision,
) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::Until, Expr::value(Some(tx.now())))
        .filter(entity::Column::ItemKind.eq(TICKET))
        .filter(entity::Column::ItemId.eq(ticket.0))
        .filter(entity::Column::Until.is_null())
        .exec(tx.conn())
        .await?;
    entity::Entity::insert(entity::ActiveModel {
        item_kind: Set(TICKET.to_owned()),
        item_id: Set(ticket.0),
        agent_id: Set(agent.0),
        decided_by: Set(by.map(|by| by.0)),
        candidates: Set(serde_json::to_value(&decision.candidates).map_err(Error::internal)?),
        reasons: Set(serde_json::to_value(&decision.reasons).map_err(Error::internal)?),
        since: Set(tx.now()),
        until: Set(None),
        ..Default::default()
    })
    .exec_without_returning(tx.conn())
    .await?;
    staff_entity::Entity::update_many()
        .col_expr(staff_entity::Column::LastAssignedAt, Expr::value(Some(tx.now())))
        .filter(staff_entity::Column::PersonId.eq(agent.0))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Sets the caller's own status, and notifies those who may see it.
pub async fn set_agent_status(app: &App, actor: &Actor, status: AgentStatus) -> Result<()> {
    let identity = access::has_status(actor)?;
    let tx = app.begin().await?;
    staff_entity::Entity::update_many()
        .col_expr(staff_entity::Column::AgentStatus, Expr::value(status.as_str()))
        .filter(staff_entity::Column::PersonId.eq(identity.id.0))
        .exec(tx.conn())
        .await?;
    spans::status(&tx, identity.id, status).await?;
    tx.commit().await?;
    presence::announce(app, identity).await
}
