//! The lease of a node: while it is renewed, the node's presence counts. A node that died is cleaned up by another one,
//! and its people are said to be offline once. A node that was only silent for long, because it was frozen or had no
//! database, takes its presence back.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::StreamExt as _;
use liaison_protocol::ids::{NodeId, PersonId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{TURNS, announce, entity, node_entity, online_now};
use crate::{
    actor::Actor, app::App, error::Result, facts::spans, happened::Happened, people, people::staff_entity,
};

/// How long a lease holds.
const LEASE: chrono::Duration = chrono::Duration::seconds(15);

/// How often a lease is to be renewed: two renewals may fail before it ends.
pub const RENEWAL: Duration = Duration::from_secs(5);

/// What a node knows of its own lease.
#[derive(Debug, Default)]
pub(super) struct Held(Option<(DateTime<Utc>, DateTime<Utc>)>);

impl Held {
    /// Notes a renewal, and whether the lease had held until then. Says whether there was one, and it was lost.
    fn renew(&mut self, now: DateTime<Utc>, held: bool) -> bool {
        let is_lost = self.0.is_some() && !held;
        let since = self.0.filter(|_| held).map_or(now, |(since, _)| since);
        self.0 = Some((since, now + LEASE));
        is_lost
    }

    /// Whether this node may say of others that they are dead. When it was silent itself, or the database was, others
    /// get the time of a lease to renew theirs.
    fn may_judge(&self, now: DateTime<Utc>) -> bool {
        self.0.is_some_and(|(since, until)| now >= since + LEASE && now < until)
    }
}

/// What the stored presence of this node may lack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// Nothing.
    #[default]
    None,
    /// Somebody came or went, and it could not be stored.
    Rows,
    /// The lease had ended: others may have said that everybody here is gone.
    Lease,
}

/// Renews this node's lease. Quick, whatever there is to [`tidy`].
pub async fn keep_lease(app: &App) -> Result<()> {
    let now = app.now();
    let renewed = node_entity::Entity::update_many()
        .col_expr(node_entity::Column::ExpiresAt, Expr::value(now + LEASE))
        .filter(node_entity::Column::Id.eq(app.node().0))
        .filter(node_entity::Column::ExpiresAt.gt(now))
        .exec(app.db().write())
        .await?;
    let held = renewed.rows_affected > 0;
    if !held {
        let row = node_entity::ActiveModel { id: Set(app.node().0), expires_at: Set(now + LEASE) };
        let again = OnConflict::column(node_entity::Column::Id)
            .update_column(node_entity::Column::ExpiresAt)
            .to_owned();
        node_entity::Entity::insert(row).on_conflict(again).exec_without_returning(app.db().write()).await?;
    }
    // A node that begins has nobody to take back.
    if app.presence().held.lock().renew(now, held) {
        app.presence().doubt(Doubt::Lease);
    }
    Ok(())
}

/// Puts right what is stored of this node's people, and cleans up after nodes whose lease has ended. To be called as
/// often as the lease is renewed, and when [doubt](super::Presence::doubted) arises.
pub async fn tidy(app: &App) -> Result<()> {
    let doubt = app.presence().take_doubt();
    if doubt != Doubt::None
        && let Err(error) = take_back(app, doubt).await
    {
        app.presence().doubt(doubt);
        return Err(error);
    }
    if !app.presence().held.lock().may_judge(app.now()) {
        return Ok(());
    }
    let expired: Vec<uuid::Uuid> = node_entity::Entity::find()
        .select_only()
        .column(node_entity::Column::Id)
        .filter(node_entity::Column::ExpiresAt.lte(app.now()))
        .into_tuple()
        .all(app.db().read())
        .await?;
    for node in expired {
        clean_up(app, node, Some(app.now())).await?;
    }
    Ok(())
}

/// Ends this node's lease when it stops in good order.
pub async fn end_lease(app: &App) -> Result<()> {
    clean_up(app, app.node().0, None).await
}

/// Ends the presence of a node, if its lease had ended by the given time. Of several nodes that see it, the one whose
/// delete counts goes on. In one transaction: a node that wakes up at this moment waits for it and then takes back all.
async fn clean_up(app: &App, node: uuid::Uuid, expired: Option<DateTime<Utc>>) -> Result<()> {
    let mut tx = app.begin().await?;
    let mut claim = node_entity::Entity::delete_many().filter(node_entity::Column::Id.eq(node));
    if let Some(time) = expired {
        claim = claim.filter(node_entity::Column::ExpiresAt.lte(time));
    }
    if claim.exec(tx.conn()).await?.rows_affected == 0 {
        return Ok(());
    }
    let mut gone: Vec<i64> = entity::Entity::find()
        .select_only()
        .column(entity::Column::PersonId)
        .filter(entity::Column::NodeId.eq(node))
        .into_tuple()
        .all(tx.conn())
        .await?;
    entity::Entity::delete_many().filter(entity::Column::NodeId.eq(node)).exec(tx.conn()).await?;
    let online = online_now(tx.conn(), tx.now()).await?;
    gone.retain(|person| !online.contains(person));
    for slice in gone.chunks(ROWS) {
        staff_entity::Entity::update_many()
            .col_expr(staff_entity::Column::LastOnlineAt, Expr::value(Some(tx.now())))
            .filter(staff_entity::Column::PersonId.is_in(slice.iter().copied()))
            .exec(tx.conn())
            .await?;
        spans::went_offline(tx.conn(), tx.now(), slice).await?;
        for person in people::queries::staff_among(tx.conn(), slice).await? {
            app.react(&mut tx, &Actor::System, Happened::StaffWent { person }).await?;
        }
    }
    app.react(&mut tx, &Actor::System, Happened::NodeLeft { node: NodeId(node) }).await?;
    tx.commit().await?;
    tracing::info!(event = "node_cleaned_up", %node, people = gone.len());
    announce_all(app, gone).await;
    Ok(())
}

/// Rows in one statement.
const ROWS: usize = 1_000;

/// Stores of everybody who is connected here that it is so, and of nobody else; then tells it.
async fn take_back(app: &App, doubt: Doubt) -> Result<()> {
    let mut changed = Vec::new();
    for turn in 0..TURNS {
        // Nobody of this turn comes or goes meanwhile.
        let _turn = app.presence().turn_of(turn).await;
        let here = app.presence().here(turn);
        let share = i64::try_from(TURNS).unwrap_or(1);
        let stored: Vec<i64> = entity::Entity::find()
            .select_only()
            .column(entity::Column::PersonId)
            .filter(entity::Column::NodeId.eq(app.node().0))
            .filter(Expr::col(entity::Column::PersonId).modulo(share).eq(i64::try_from(turn).unwrap_or(0)))
            .into_tuple()
            .all(app.db().read())
            .await?;
        let lacking: Vec<i64> = here.iter().copied().filter(|person| !stored.contains(person)).collect();
        for slice in lacking.chunks(ROWS) {
            let rows = slice
                .iter()
                .map(|person| entity::ActiveModel { node_id: Set(app.node().0), person_id: Set(*person) });
            entity::Entity::insert_many(rows).exec_without_returning(app.db().write()).await?;
        }
        let left: Vec<i64> = stored.iter().copied().filter(|person| !here.contains(person)).collect();
        for slice in left.chunks(ROWS) {
            entity::Entity::delete_many()
                .filter(entity::Column::NodeId.eq(app.node().0))
                .filter(entity::Column::PersonId.is_in(slice.iter().copied()))
                .exec(app.db().write())
                .await?;
        }
        changed.extend(if doubt == Doubt::Lease { here } else { lacking });
        changed.extend(left);
    }
    if !changed.is_empty() {
        tracing::info!(event = "presence_taken_back", people = changed.len());
    }
    announce_all(app, changed).await;
    Ok(())
}

/// People whose presence is told at the same time.
const AT_ONCE: usize = 4;

async fn announce_all(app: &App, people: Vec<i64>) {
    let told = futures_util::stream::iter(people).for_each_concurrent(AT_ONCE, async |person| {
        // Who no longer counts is told of by nobody.
        let Ok(identity) = people::commands::by_id(app, PersonId(person), None).await else { return };
        if identity.kind.is_staff() && app.presence().is_here(identity.id) {
            let opened = spans::came_online(app.db().write(), app.now(), identity.id).await;
            if let Err(error) = opened {
                tracing::warn!(event = "span_not_opened", user_id = %identity.id, %error);
            }
        }
        if let Err(error) = announce(app, &identity).await {
            tracing::warn!(event = "presence_failed", user_id = %identity.id, %error);
        }
    });
    told.await;
}
