//! Who is connected. Counted per connection in memory, stored per person and node, valid while the node's lease is.

mod access;
pub mod entity;
mod lease;
pub mod node_entity;
pub mod status;

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use dashmap::DashMap;
use liaison_protocol::{
    ids::{ConversationId, PersonId},
    staff::AgentStatus,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict, SelectStatement},
};

use tokio::sync::{Mutex, MutexGuard, Notify};

pub use lease::{RENEWAL, end_lease, keep_lease, tidy};

use self::lease::{Doubt, Held};
use crate::{
    actor::{Actor, Identity},
    app::App,
    conversations::participant_entity,
    error::{Error, Result},
    event::PersonEvent,
    facts::spans,
    happened::Happened,
    people::staff_entity,
};

/// People are spread over so many turns.
const TURNS: usize = 64;

/// Connections to this node, per person.
pub struct Presence {
    connections: DashMap<PersonId, u32>,
    turns: [Mutex<()>; TURNS],
    held: parking_lot::Mutex<Held>,
    doubt: parking_lot::Mutex<Doubt>,
    doubted: Notify,
}

impl Default for Presence {
    fn default() -> Self {
        Self {
            connections: DashMap::default(),
            turns: std::array::from_fn(|_| Mutex::default()),
            held: parking_lot::Mutex::default(),
            doubt: parking_lot::Mutex::default(),
            doubted: Notify::new(),
        }
    }
}

impl Presence {
    /// Counts one more; whether it is the first.
    fn add(&self, person: PersonId) -> bool {
        let mut count = self.connections.entry(person).or_insert(0);
        *count += 1;
        *count == 1
    }

    /// Counts one less; whether it was the last.
    fn remove(&self, person: PersonId) -> bool {
        self.connections
            .remove_if_mut(&person, |_, count| {
                *count = count.saturating_sub(1);
                *count == 0
            })
            .is_some()
    }

    fn is_here(&self, person: PersonId) -> bool {
        self.connections.contains_key(&person)
    }

    /// Everybody of a turn who is connected.
    fn here(&self, turn: usize) -> Vec<i64> {
        self.connections
            .iter()
            .map(|one| *one.key())
            .filter(|id| turn_of(*id) == turn)
            .map(|id| id.0)
            .collect()
    }

    /// Held while it is stored and told that somebody came or went: what is said last is what was counted last.
    async fn turn(&self, person: PersonId) -> MutexGuard<'_, ()> {
        self.turn_of(turn_of(person)).await
    }

    async fn turn_of(&self, turn: usize) -> MutexGuard<'_, ()> {
        let [first, ..] = &self.turns;
        self.turns.get(turn).unwrap_or(first).lock().await
    }

    /// Notes that what is stored may be wrong.
    fn doubt(&self, doubt: Doubt) {
        let mut worst = self.doubt.lock();
        *worst = doubt.max(*worst);
        self.doubted.notify_one();
    }

    fn take_doubt(&self) -> Doubt {
        std::mem::take(&mut *self.doubt.lock())
    }

    /// Waits until there is something to [`tidy`] at once.
    pub async fn doubted(&self) {
        self.doubted.notified().await;
    }
}

/// The same division as in SQL: ids are positive.
fn turn_of(person: PersonId) -> usize {
    usize::try_from(person.0).unwrap_or_default() % TURNS
}

/// A connection of somebody began.
pub async fn connected(app: &App, identity: &Identity) -> Result<()> {
    let _turn = app.presence().turn(identity.id).await;
    if !app.presence().add(identity.id) {
        return Ok(());
    }
    let written = entity::Entity::insert(entity::ActiveModel {
        node_id: Set(app.node().0),
        person_id: Set(identity.id.0),
    })
    .on_conflict(
        OnConflict::columns([entity::Column::NodeId, entity::Column::PersonId])
            .update_column(entity::Column::PersonId)
            .to_owned(),
    )
    .exec_without_returning(app.db().write())
    .await;
    if written.is_err() {
        app.presence().doubt(Doubt::Rows);
    }
    written?;
    if identity.kind.is_staff() {
        let mut tx = app.begin().await?;
        spans::came_online(tx.conn(), tx.now(), identity.id).await?;
        app.react(&mut tx, &Actor::System, Happened::StaffCame { person: identity.id }).await?;
        tx.commit().await?;
    }
    say(app, identity).await
}

/// A connection of somebody ended. Offline is said only when no other began within the grace: a page that is
/// loaded anew is no absence.
pub async fn disconnected(app: &App, identity: &Identity, grace: Duration) -> Result<()> {
    if !app.presence().remove(identity.id) {
        return Ok(());
    }
    tokio::time::sleep(grace).await;
    let _turn = app.presence().turn(identity.id).await;
    if app.presence().is_here(identity.id) {
        return Ok(());
    }
    let deleted = entity::Entity::delete_many()
        .filter(entity::Column::NodeId.eq(app.node().0))
        .filter(entity::Column::PersonId.eq(identity.id.0))
        .exec(app.db().write())
        .await;
    if deleted.is_err() {
        app.presence().doubt(Doubt::Rows);
    }
    deleted?;
    if identity.kind.is_staff() {
        let mut tx = app.begin().await?;
        staff_entity::Entity::update_many()
            .col_expr(staff_entity::Column::LastOnlineAt, Expr::value(Some(tx.now())))
            .filter(staff_entity::Column::PersonId.eq(identity.id.0))
            .exec(tx.conn())
            .await?;
        if !online_now(tx.conn(), tx.now()).await?.contains(&identity.id.0) {
            spans::went_offline(tx.conn(), tx.now(), &[identity.id.0]).await?;
            app.react(&mut tx, &Actor::System, Happened::StaffWent { person: identity.id }).await?;
        }
        tx.commit().await?;
    }
    say(app, identity).await
}

/// Sends a person's current status to everyone who may see it: those who share a conversation, and all colleagues of staff.
pub async fn announce(app: &App, identity: &Identity) -> Result<()> {
    let _turn = app.presence().turn(identity.id).await;
    say(app, identity).await
}

/// The same, in the person's turn.
async fn say(app: &App, identity: &Identity) -> Result<()> {
    let audience = access::audience(identity, recent_conversations(app, identity.id).await?);
    let mut now = looks(app, identity).await?;
    loop {
        let (is_online, status) = now;
        app.publish(PersonEvent::Presence { person: identity.person(), is_online, status }, audience.clone());
        if app.bus_status().is_none() {
            return Ok(());
        }
        // Another node may have stored something else since we looked, and have said so before us.
        let then = std::mem::replace(&mut now, looks(app, identity).await?);
        if now == then {
            return Ok(());
        }
    }
}

/// Whether a person is online, and the status an agent has set.
async fn looks(app: &App, identity: &Identity) -> Result<(bool, Option<AgentStatus>)> {
    let is_online = online_among(app, [identity.id.0]).await?.contains(&identity.id.0);
    if !identity.kind.is_staff() {
        return Ok((is_online, None));
    }
    let staff = staff_entity::Entity::find_by_id(identity.id.0).one(app.db().read()).await?;
    Ok((is_online, staff.map(|row| row.agent_status.0)))
}

/// Somebody with more conversations than this is seen live only in the newest of them.
const SEEN_IN: u64 = 1_000;

async fn recent_conversations(app: &App, person: PersonId) -> Result<Vec<ConversationId>> {
    let ids: Vec<uuid::Uuid> = participant_entity::Entity::find()
        .select_only()
        .column(participant_entity::Column::ConversationId)
        .filter(participant_entity::Column::PersonId.eq(person.0))
        .filter(participant_entity::Column::LeftAt.is_null())
        .order_by_desc(participant_entity::Column::JoinedAt)
        .limit(SEEN_IN)
        .into_tuple()
        .all(app.db().read())
        .await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// Which of these people are connected to any live node.
pub(crate) async fn online_among(app: &App, people: impl IntoIterator<Item = i64>) -> Result<HashSet<i64>> {
    let mut people: Vec<i64> = people.into_iter().collect();
    people.sort_unstable();
    people.dedup();
    if people.is_empty() {
        return Ok(HashSet::new());
    }
    let ids: Vec<i64> = live(app.now())
        .filter(entity::Column::PersonId.is_in(people))
        .into_tuple()
        .all(app.db().read())
        .await?;
    Ok(ids.into_iter().collect())
}

/// Everybody who is connected to any live node.
pub(crate) async fn online_now(conn: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<HashSet<i64>> {
    let ids: Vec<i64> = live(now).into_tuple().all(conn).await.map_err(Error::from)?;
    Ok(ids.into_iter().collect())
}

/// The nodes whose lease holds.
pub(crate) fn live_nodes(now: DateTime<Utc>) -> SelectStatement {
    node_entity::Entity::find()
        .select_only()
        .column(node_entity::Column::Id)
        .filter(node_entity::Column::ExpiresAt.gt(now))
        .into_query()
}

fn live(now: DateTime<Utc>) -> sea_orm::Select<entity::Entity> {
    entity::Entity::find()
        .select_only()
        .column(entity::Column::PersonId)
        .filter(entity::Column::NodeId.in_subquery(live_nodes(now)))
}
