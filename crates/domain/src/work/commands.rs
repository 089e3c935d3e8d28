//! What is done with cases in the queue. Each runs in the transaction of the change that it belongs to.

use chrono::{DateTime, Utc};
use liaison_protocol::{
    activity::ActivityAction, assignment::Reason, error_code::ErrorCode, ids::PersonId, ticket::Priority,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use super::{
    Item, access,
    assign::{self, Why},
    choose::{Decision, Need, choose},
    entity::{self, Phase, rank},
    kinds,
    plan::plan,
    queries, turn_key, turns,
};
use crate::{
    activity::{self, Act},
    actor::{Actor, Identity},
    app::App,
    db::Tx,
    error::{Error, Result},
    event::{Audience, NodeEvent},
    facts::{self, Fact},
    people,
};

/// A case that comes into the queue.
#[derive(Debug, Clone)]
pub(crate) struct NewItem<'a> {
    pub(crate) item: Item,
    /// What its kind calls its status.
    pub(crate) status: &'a str,
    pub(crate) priority: Priority,
    /// The skills it asks for.
    pub(crate) skills: &'a [String],
    /// The team it asks for.
    pub(crate) team: Option<&'a str>,
    /// The word for the command that made it.
    pub(crate) cause: &'a str,
}

/// Puts a new case into the queue and offers what waits. Says who handles it now; nobody when it waits.
pub(crate) async fn queue(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    new: NewItem<'_>,
) -> Result<Option<PersonId>> {
    let item = new.item;
    insert(tx, actor, new).await?;
    offer(tx, app, actor).await?;
    let row = queries::row(tx.conn(), item).await?.ok_or_else(Error::not_found)?;
    Ok(row.agent_id.map(PersonId))
}

/// Puts a new case into the queue without offering it to anyone: whoever calls this says who handles it.
pub(crate) async fn insert(tx: &mut Tx, actor: &Actor, new: NewItem<'_>) -> Result<()> {
    turns::take(tx).await?;
    let now = tx.now();
    entity::Entity::insert(entity::ActiveModel {
        item_kind: Set(new.item.kind),
        item_id: Set(new.item.id),
        agent_id: Set(None),
        team: Set(None),
        skills: Set(json!(new.skills)),
        needs_team: Set(new.team.map(ToOwned::to_owned)),
        status: Set(new.status.to_owned()),
        phase: Set(Phase::Open),
        priority: Set(rank(new.priority)),
        queued_at: Set(Some(now)),
        given_back_by: Set(None),
        waiting_side: Set(None),
        waiting_since: Set(None),
        turn_key: Set(turn_key(None, now.timestamp_micros())),
        last_conversation: Set(None),
        last_seq: Set(None),
        last_at: Set(now),
        is_snoozed: Set(false),
        snoozed_until: Set(None),
        followed: Set(0),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx.conn())
    .await?;
    changed(tx, new.item);
    let created = Fact::Created { priority: new.priority.as_str() };
    facts::record(tx, actor, new.item, created, new.cause).await
}

/// Offers the waiting cases to whoever is eligible, the most urgent and among them the oldest first. To be called
/// whenever the outcome may be another one: a new case, an agent who comes, capacity, skills or a priority that changed, a
/// case that ended. The turn of those who decide must have been taken already. `actor` is who caused that.
pub(crate) async fn offer(tx: &mut Tx, app: &App, actor: &Actor) -> Result<()> {
    let waiting = queries::waiting(tx.conn()).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let staff = queries::facts(tx).await?;
    for (item, decision) in plan(&waiting, staff, tx.now()) {
        let (Some(chosen), Some(row)) = (decision.chosen, access::lock(tx, item).await?) else { continue };
        assign::give(tx, app, row, chosen, &decision, Why::rule(actor, "rule")).await?;
    }
    Ok(())
}

/// Tells lists of a case that something they show is different.
pub(crate) fn changed(tx: &mut Tx, item: Item) {
    tx.emit(NodeEvent::CaseChanged { item }, Audience::default());
}

/// Moves a case: what its kind calls its status, and how far that is for the queue. The turn of those who decide must
/// have been taken already. An agent who has room again is offered what waits.
pub(crate) async fn move_to(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    item: Item,
    moved: (&str, Phase),
) -> Result<()> {
    if note_status(tx, actor, item, moved).await? { offer(tx, app, actor).await } else { Ok(()) }
}

/// The same without offering anything: for a status that follows from a decision. Says whether something could be offered.
pub(crate) async fn note_status(
    tx: &mut Tx,
    actor: &Actor,
    item: Item,
    (status, phase): (&str, Phase),
) -> Result<bool> {
    let row = access::lock(tx, item).await?.ok_or_else(Error::not_found)?;
    let frees = row.phase == Phase::Open && phase != Phase::Open;
    let waits = phase == Phase::Open && row.agent_id.is_none();
    let fact = Fact::Status {
        from: &row.status,
        to: status,
        agent: row.agent_id.map(PersonId),
        team: row.team.as_deref(),
    };
    facts::record(tx, actor, item, fact, "set").await?;
    let now = tx.now();
    let mut change: entity::ActiveModel = row.clone().into();
    change.status = Set(status.to_owned());
    change.phase = Set(phase);
    change.queued_at = Set(waits.then_some(row.queued_at.unwrap_or(now)));
    change.updated_at = Set(now);
    change.update(tx.conn()).await?;
    changed(tx, item);
    Ok(frees || waits)
}

/// Changes how urgent a case is. The turn must have been taken already.
pub(crate) async fn set_priority(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    item: Item,
    to: Priority,
) -> Result<()> {
    let row = access::lock(tx, item).await?.ok_or_else(Error::not_found)?;
    let fact = Fact::Priority {
        from: row.urgency().as_str(),
        to: to.as_str(),
        agent: row.agent_id.map(PersonId),
        team: row.team.as_deref(),
    };
    facts::record(tx, actor, item, fact, "set").await?;
    let waits = row.queued_at.is_some();
    let mut change: entity::ActiveModel = row.into();
    change.priority = Set(rank(to));
    change.updated_at = Set(tx.now());
    change.update(tx.conn()).await?;
    changed(tx, item);
    if waits { offer(tx, app, actor).await } else { Ok(()) }
}

/// Notes inside a transaction whether a case is snoozed, and until when if a time was set.
pub(crate) async fn set_snoozed(tx: &Tx, item: Item, snooze: Option<Option<DateTime<Utc>>>) -> Result<()> {
    entity::Entity::update_many()
        .col_expr(entity::Column::IsSnoozed, Expr::value(snooze.is_some()))
        .col_expr(entity::Column::SnoozedUntil, Expr::value(snooze.flatten()))
        .filter(entity::Column::ItemKind.eq(item.kind))
        .filter(entity::Column::ItemId.eq(item.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Gives a case to another member of staff. The same agent again changes nothing.
pub async fn transfer(app: &App, actor: &Actor, item: Item, to: PersonId) -> Result<()> {
    let mut tx = app.begin().await?;
    transfer_in(&mut tx, app, actor, item, to).await?;
    tx.commit().await
}

/// The same inside a transaction.
pub(crate) async fn transfer_in(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    item: Item,
    to: PersonId,
) -> Result<()> {
    let (row, identity) = access::locked(tx, app, actor, item).await?;
    access::gives(identity, &row)?;
    let target = people::queries::active_member_of_staff(tx.conn(), to)
        .await?
        .ok_or_else(|| Error::new(ErrorCode::AgentUnavailable))?;
    access::gives_to(identity, &target)?;
    hand_to(tx, app, actor, row, &target, "reassigned").await
}

/// Takes a case over: the caller handles it from now on.
pub async fn take(app: &App, actor: &Actor, item: Item) -> Result<()> {
    let mut tx = app.begin().await?;
    take_in(&mut tx, app, actor, item).await?;
    tx.commit().await
}

/// The same inside a transaction.
pub(crate) async fn take_in(tx: &mut Tx, app: &App, actor: &Actor, item: Item) -> Result<()> {
    let (row, identity) = access::locked(tx, app, actor, item).await?;
    access::takes(identity, &row)?;
    hand_to(tx, app, actor, row, identity, "taken").await
}

async fn hand_to(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    row: entity::Model,
    target: &Identity,
    cause: &str,
) -> Result<()> {
    if row.agent_id == Some(target.id.0) {
        return Ok(());
    }
    let item = row.item();
    let details = json!({ "from": row.agent_id, "to": target.id });
    let mut decision = choose(&queries::facts(tx).await?, &Need::default());
    decision.candidates.retain(|candidate| candidate.agent_id == target.id);
    decision.reasons = vec![Reason::Decided];
    let by = actor.person().ok().map(|identity| identity.id);
    assign::give(tx, app, row, target.id, &decision, Why { actor, cause, by }).await?;
    note(tx, actor, item, kinds::of(item.kind).reassigned, details).await?;
    // Whoever handled it has room again.
    offer(tx, app, actor).await
}

/// Gives a case back to the queue. Who gave it back is not asked again.
pub async fn release(app: &App, actor: &Actor, item: Item) -> Result<()> {
    let mut tx = app.begin().await?;
    let (row, identity) = access::locked(&mut tx, app, actor, item).await?;
    access::gives(identity, &row)?;
    if kinds::of(item.kind).must_have_agent || row.phase != Phase::Open {
        return Err(Error::with_message(
            ErrorCode::Conflict,
            "this case cannot wait in the queue; give it to another agent instead",
        ));
    }
    let Some(agent) = row.agent_id.map(PersonId) else { return Ok(()) };
    let details = json!({ "from": agent });
    let by = Some(identity.id);
    assign::queue_again(&mut tx, app, row, Some(agent), Why { actor, cause: "released", by }).await?;
    note(&tx, actor, item, ActivityAction::CaseReleased, details).await?;
    offer(&mut tx, app, actor).await?;
    tx.commit().await
}

/// Finds another agent for a case by the rule, or lets it wait; a case that must have an agent stays where it is when there is
/// nobody at all.
pub(super) async fn pass_on(tx: &mut Tx, app: &App, row: entity::Model, cause: &str) -> Result<()> {
    let need = queries::need(&row)?;
    let need = Need { not: row.agent_id.map(PersonId), ..need };
    let decision: Decision = choose(&queries::facts(tx).await?, &need);
    let why = Why::rule(&Actor::System, cause);
    match decision.chosen {
        Some(chosen) if Some(chosen.0) != row.agent_id => {
            assign::give(tx, app, row, chosen, &decision, why).await
        }
        _ if kinds::of(row.item_kind).must_have_agent => Ok(()),
        _ if row.phase == Phase::Open => assign::queue_again(tx, app, row, None, why).await,
        _ => Ok(()),
    }
}

async fn note(
    tx: &Tx,
    actor: &Actor,
    item: Item,
    action: ActivityAction,
    details: serde_json::Value,
) -> Result<()> {
    let subject = (item.kind.of_activity(), &*item.id.to_string());
    activity::record(tx, actor, Act { action, subject, details }).await
}
