//! Who is connected. Counted per connection in memory, stored per person and node, valid while the node's lease is.

pub mod entity;
mod lease;
pub mod node_entity;

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use dashmap::DashMap;
use liaison_protocol::{
    ids::{ConversationId, PersonId},
    side::Side,
    staff::AgentStatus,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict},
};

use tokio::sync::{Mutex, MutexGuard};

pub use lease::{RENEWAL, end_lease, keep_lease};

use crate::{
    actor::Identity,
    app::App,
    conversations::participant_entity,
    error::{Error, Result},
    event::{Audience, Event},
    people::staff_entity,
};

/// Connections to this node, per person.
pub struct Presence {
    connections: DashMap<PersonId, u32>,
    turns: [Mutex<()>; 64],
}

impl Default for Presence {
    fn default() -> Self {
        Self { connections: DashMap::default(), turns: std::array::from_fn(|_| Mutex::default()) }
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

    /// Held while it is stored that somebody came or went: what is stored last is what was counted last.
    async fn turn(&self, person: PersonId) -> MutexGuard<'_, ()> {
        let count = self.turns.len();
        let [first, ..] = &self.turns;
        let index = usize::try_from(person.0).unwrap_or_default() % count;
        self.turns.get(index).unwrap_or(first).lock().await
    }
}

/// A connection of somebody began.
pub async fn connected(app: &App, identity: &Identity) -> Result<()> {
    let turn = app.presence().turn(identity.id).await;
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
        app.presence().remove(identity.id);
    }
    drop(turn);
    written?;
    announce(app, identity).await
}

/// A connection of somebody ended. Offline is said only when no other began within the grace: a page that is
/// loaded anew is no absence.
pub async fn disconnected(app: &App, identity: &Identity, grace: Duration) -> Result<()> {
    if !app.presence().remove(identity.id) {
        return Ok(());
    }
    tokio::time::sleep(grace).await;
    let turn = app.presence().turn(identity.id).await;
    if app.presence().is_here(identity.id) {
        return Ok(());
    }
    entity::Entity::delete_many()
        .filter(entity::Column::NodeId.eq(app.node().0))
        .filter(entity::Column::PersonId.eq(identity.id.0))
        .exec(app.db().write())
        .await?;
    drop(turn);
    if identity.kind.is_staff() {
        staff_entity::Entity::update_many()
            .col_expr(staff_entity::Column::LastOnlineAt, Expr::value(Some(app.now())))
            .filter(staff_entity::Column::PersonId.eq(identity.id.0))
            .exec(app.db().write())
            .await?;
    }
    announce(app, identity).await
}

/// Tells those who may see somebody how he is now: whoever shares a conversation, and of staff all colleagues.
pub async fn announce(app: &App, identity: &Identity) -> Result<()> {
    let is_online = online_among(app, [identity.id.0]).await?.contains(&identity.id.0);
    let status = if identity.kind.is_staff() {
        staff_entity::Entity::find_by_id(identity.id.0)
            .one(app.db().read())
            .await?
            .and_then(|row| AgentStatus::parse(&row.agent_status))
    } else {
        None
    };
    let audience = Audience {
        conversations: recent_conversations(app, identity.id).await?,
        sides: Side::ALL.to_vec(),
        staff: identity.kind.is_staff(),
        except: Some(identity.id),
        ..Audience::default()
    };
    app.publish(Event::Presence { person: identity.person(), is_online, status }, audience);
    Ok(())
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

fn live(now: DateTime<Utc>) -> sea_orm::Select<entity::Entity> {
    let nodes = node_entity::Entity::find()
        .select_only()
        .column(node_entity::Column::Id)
        .filter(node_entity::Column::ExpiresAt.gt(now))
        .into_query();
    entity::Entity::find()
        .select_only()
        .column(entity::Column::PersonId)
        .filter(entity::Column::NodeId.in_subquery(nodes))
}
