//! Wrong passwords are counted: per account, and per network that they come from. The counts are rows, so all nodes of a
//! cluster share them and a restart forgets nothing.
//!
//! An account is no hostage of whoever guesses at it: a network from which it was logged in to before has a count of
//! its own, so that its owner gets in from there while somebody elsewhere has used up the common one
//! (decision 0013).

use chrono::{DateTime, Duration, Utc};
use liaison_protocol::error_code::ErrorCode;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};
use serde_json::json;
use uuid::Uuid;

use super::{attempt_entity as attempt, network_entity as network};
use crate::{
    app::App,
    db::Tx,
    digest,
    error::{Error, Result},
};

/// How far back wrong passwords count.
const WINDOW: Duration = Duration::minutes(15);
/// How long a network is known after the last login from it.
const KNOWN: Duration = Duration::days(90);

/// How many wrong passwords are taken within 15 minutes.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For one account, from networks that it does not know; and again from each that it knows.
    pub per_account: u32,
    /// From one network, for whatever accounts.
    pub per_network: u32,
}

/// An attempt that is counted already. It counts as a wrong one until it is [taken back](Self::take_back).
pub(crate) struct Counted {
    ids: [Uuid; 2],
    network: String,
}

/// Counts an attempt, or refuses it until an earlier one is old enough. Nothing in it depends on whether such an account
/// exists. `email` is normalised.
pub(crate) async fn count(app: &App, email: &str, from: &str, limits: Limits) -> Result<Counted> {
    let (read, now) = (app.db().read(), app.now());
    let known = key(&["login network", email, from]);
    let is_known = network::Entity::find_by_id(known.clone())
        .one(read)
        .await?
        .is_some_and(|row| row.last_login_at > now - KNOWN);
    let account = if is_known { known.clone() } else { key(&["login account", email]) };
    let mut counts = [(account, limits.per_account), (key(&["login from", from]), limits.per_network)];
    // Most of a flood is refused here, and takes nobody's turn to write.
    for (key, limit) in &counts {
        has_room(read, now, key, *limit).await?;
    }
    // In one order, so that no two of them wait for each other.
    counts.sort();
    let ids = [app.new_id(), app.new_id()];
    let tx = app.begin().await?;
    for ((key, limit), id) in counts.into_iter().zip(ids) {
        take_one(&tx, key, limit, id).await?;
    }
    tx.commit().await?;
    Ok(Counted { ids, network: known })
}

async fn take_one(tx: &Tx, key: String, limit: u32, id: Uuid) -> Result<()> {
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        // Those who count the same at once take turns; SQLite has one writer anyway.
        let turn = i64::from_str_radix(key.get(..15).unwrap_or_default(), 16).map_err(Error::internal)?;
        tx.conn().execute_unprepared(&format!("SELECT pg_advisory_xact_lock({turn})")).await?;
    }
    has_room(tx.conn(), tx.now(), &key, limit).await?;
    let row = attempt::ActiveModel { id: Set(id), key: Set(key), at: Set(tx.now()) };
    attempt::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}

async fn has_room(conn: &impl ConnectionTrait, now: DateTime<Utc>, key: &str, limit: u32) -> Result<()> {
    let times: Vec<DateTime<Utc>> = attempt::Entity::find()
        .select_only()
        .column(attempt::Column::At)
        .filter(attempt::Column::Key.eq(key))
        .filter(attempt::Column::At.gt(now - WINDOW))
        .order_by_desc(attempt::Column::At)
        .limit(u64::from(limit))
        .into_tuple()
        .all(conn)
        .await?;
    match times.last() {
        Some(oldest) if times.len() >= limit as usize => Err(too_many(*oldest + WINDOW - now)),
        _ => Ok(()),
    }
}

fn too_many(wait: Duration) -> Error {
    let seconds = wait.num_seconds().max(0) + 1;
    Error::with_message(ErrorCode::RateLimited, "too many failed login attempts; try again later")
        .details(json!({ "retry_after": seconds, "retry_after_seconds": seconds }))
}

impl Counted {
    /// The password was right: the attempt counts no more, and the account knows this network from now on. Part of the
    /// transaction that begins the login.
    pub(crate) async fn take_back(self, tx: &Tx) -> Result<()> {
        attempt::Entity::delete_many().filter(attempt::Column::Id.is_in(self.ids)).exec(tx.conn()).await?;
        let row = network::ActiveModel { key: Set(self.network), last_login_at: Set(tx.now()) };
        network::Entity::insert(row)
            .on_conflict(
                OnConflict::column(network::Column::Key)
                    .update_column(network::Column::LastLoginAt)
                    .to_owned(),
            )
            .exec_without_returning(tx.conn())
            .await?;
        Ok(())
    }
}

/// Forgets what counts no more. Any node may do it.
pub async fn sweep(app: &App) -> Result<()> {
    let tx = app.begin().await?;
    attempt::Entity::delete_many().filter(attempt::Column::At.lte(tx.now() - WINDOW)).exec(tx.conn()).await?;
    network::Entity::delete_many()
        .filter(network::Column::LastLoginAt.lte(tx.now() - KNOWN))
        .exec(tx.conn())
        .await?;
    tx.commit().await
}

/// Neither addresses nor e-mails of strangers are kept: only a hash of them.
fn key(parts: &[&str]) -> String {
    digest::hex(&digest::of_parts(parts))
}
