//! Writing an entry.

use liaison_protocol::activity::{ActivityAction, ActivitySubject};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel};
use serde_json::Value;

use super::{
    chain,
    entity::{Entity, Model},
    head,
};
use crate::{actor::Actor, db::Tx, error::Result};

/// PostgreSQL's name for the lock that makes entries take turns; any constant does.
const TURN: i64 = 0x6c69_6169_736f_6e02;

/// What was done.
pub(crate) struct Act<'a> {
    pub(crate) action: ActivityAction,
    /// A kind, and which one of it.
    pub(crate) subject: (ActivitySubject, &'a str),
    /// An object; no secret belongs here.
    pub(crate) details: Value,
}

/// Writes down what somebody did, in the transaction that does it. To be called last before the commit: until then
/// nobody else can write down anything, and whoever needs another lock after this one could wait for ever.
pub(crate) async fn record(tx: &Tx, actor: &Actor, act: Act<'_>) -> Result<()> {
    take_turn(tx).await?;
    let after = head::follow(tx).await?;
    let row = append(tx, actor, act, after.last, &after.hash).await?;
    if after.moves_head {
        head::put(tx, row.id, &row.hash).await?;
    }
    Ok(())
}

/// Waits until nobody else writes to the log. SQLite has one writer at a time anyway.
pub(super) async fn take_turn(tx: &Tx) -> Result<()> {
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        tx.conn().execute_unprepared(&format!("SELECT pg_advisory_xact_lock({TURN})")).await?;
    }
    Ok(())
}

/// Stores an entry after the one of that position and hash.
pub(super) async fn append(tx: &Tx, actor: &Actor, act: Act<'_>, last: i64, before: &str) -> Result<Model> {
    let actor_id = match actor {
        Actor::Person(identity) => Some(identity.id.0),
        Actor::ApiKey { .. } | Actor::System => None,
    };
    let mut row = Model {
        id: last + 1,
        at: tx.now(),
        actor: actor.name(),
        actor_id,
        action: act.action.as_str().to_owned(),
        subject_kind: act.subject.0.as_str().to_owned(),
        subject_id: act.subject.1.to_owned(),
        details: act.details.to_string(),
        hash: String::new(),
    };
    row.hash = chain::hash(before, &row);
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx.conn()).await?;
    Ok(row)
}
