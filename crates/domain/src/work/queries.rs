//! What the rule needs to know, what waits, and what was decided.

use std::collections::HashMap;

use liaison_protocol::{assignment::Assignment, ids::PersonId, public_id, ticket::TicketAgent};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
    sea_query::{ExprTrait, Order, SelectStatement},
};

use super::{
    Item, assignment_entity,
    choose::{Facts, Need},
    entity::{self, Phase},
    kinds,
    plan::Waiting,
};
use crate::{
    conversations::card::Handler,
    db::Tx,
    error::{Error, Result},
    facts::ItemKind,
    people, presence,
};

/// All active staff with load, inside the transaction that decides.
pub(super) async fn facts(tx: &Tx) -> Result<Vec<Facts>> {
    let conn = tx.conn();
    let staff = people::staff::active(conn).await?;
    let loads = loads(conn).await?;
    let online = presence::online_now(conn, tx.now()).await?;
    Ok(staff
        .into_iter()
        .filter_map(|(staff, person)| {
            Some(Facts {
                agent: PersonId(person.id),
                role: person.kind.0,
                team: staff.team,
                status: staff.agent_status.0,
                can_come_in: person.password_hash.is_some() || staff.last_online_at.is_some(),
                connected: online.contains(&person.id),
                skills: serde_json::from_value(staff.skills).ok()?,
                load: loads.get(&person.id).copied().unwrap_or_default(),
                capacity: i64::from(staff.capacity),
                last_assigned_at: staff.last_assigned_at,
            })
        })
        .collect())
}

/// Open cases per agent.
pub(super) async fn loads(conn: &impl ConnectionTrait) -> Result<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = entity::Entity::find()
        .select_only()
        .column(entity::Column::AgentId)
        .column_as(entity::Column::ItemId.count(), "n")
        .filter(entity::is_open())
        .filter(entity::Column::AgentId.is_not_null())
        .group_by(entity::Column::AgentId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Cases in which somebody waits for an answer, per agent, as far as rows know.
pub(super) async fn waiting_for_agents(conn: &impl ConnectionTrait) -> Result<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = entity::Entity::find()
        .select_only()
        .column(entity::Column::AgentId)
        .column_as(entity::Column::ItemId.count(), "n")
        .filter(entity::Column::Phase.ne(Phase::Ended))
        .filter(entity::Column::WaitingSince.is_not_null())
        .filter(entity::Column::AgentId.is_not_null())
        .group_by(entity::Column::AgentId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// What waits, in the order of the queue.
pub(super) async fn waiting(conn: &impl ConnectionTrait) -> Result<Vec<Waiting>> {
    let rows = in_queue().all(conn).await?;
    rows.iter().map(|row| Ok(Waiting { item: row.item(), need: need(row)? })).collect()
}

fn in_queue() -> Select<entity::Entity> {
    entity::Entity::find()
        .filter(entity::Column::QueuedAt.is_not_null())
        .order_by(entity::Column::Priority, Order::Desc)
        .order_by(entity::Column::QueuedAt, Order::Asc)
        .order_by(entity::Column::ItemKind, Order::Asc)
        .order_by(entity::Column::ItemId, Order::Asc)
}

/// What a case asks for.
pub(super) fn need(row: &entity::Model) -> Result<Need> {
    Ok(Need {
        skills: serde_json::from_value(row.skills.clone()).map_err(Error::internal)?,
        team: row.needs_team.clone(),
        not: row.given_back_by.map(PersonId),
        must_have_one: kinds::of(row.item_kind).must_have_agent,
    })
}

/// The place of a case in the queue, from 1; `None` when it does not wait.
pub async fn position(conn: &impl ConnectionTrait, item: Item) -> Result<Option<i64>> {
    use entity::Column;
    let Some(row) = row(conn, item).await? else { return Ok(None) };
    let Some(queued_at) = row.queued_at else { return Ok(None) };
    let as_urgent = Column::Priority.eq(row.priority);
    let as_old = Column::QueuedAt.eq(queued_at);
    let before = Column::Priority
        .gt(row.priority)
        .or(as_urgent.clone().and(Column::QueuedAt.lt(queued_at)))
        .or(as_urgent.clone().and(as_old.clone()).and(Column::ItemKind.lt(item.kind)))
        .or(as_urgent.and(as_old).and(Column::ItemKind.eq(item.kind)).and(Column::ItemId.lt(item.id)));
    let ahead =
        entity::Entity::find().filter(Column::QueuedAt.is_not_null()).filter(before).count(conn).await?;
    Ok(Some(i64::try_from(ahead).unwrap_or(i64::MAX).saturating_add(1)))
}

/// The waiting cases of a kind in the order of the queue, each with its place, from 1: id and place.
pub(crate) async fn places(conn: &impl ConnectionTrait, kind: ItemKind) -> Result<Vec<(i64, i64)>> {
    let waiting: Vec<(ItemKind, i64)> = in_queue()
        .select_only()
        .columns([entity::Column::ItemKind, entity::Column::ItemId])
        .into_tuple()
        .all(conn)
        .await?;
    let numbered = (1..).zip(waiting);
    Ok(numbered.filter(|(_, (of, _))| *of == kind).map(|(place, (_, id))| (id, place)).collect())
}

pub(super) async fn row(conn: &impl ConnectionTrait, item: Item) -> Result<Option<entity::Model>> {
    Ok(entity::Entity::find_by_id((item.kind, item.id)).one(conn).await?)
}

/// Who is in charge of a case; nobody while it waits.
pub(crate) async fn handler(conn: &impl ConnectionTrait, item: Item) -> Result<Option<Handler>> {
    Ok(row(conn, item).await?.and_then(|row| row.handler()))
}

/// Who is in charge of each of these cases of a kind; those that wait are absent.
pub(crate) async fn handlers(
    conn: &impl ConnectionTrait,
    kind: ItemKind,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Handler>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::ItemKind.eq(kind))
        .filter(entity::Column::ItemId.is_in(ids))
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.item_id, row.handler()?))).collect())
}

/// The ids of a kind's cases that somebody handles, for queries that start from something else.
pub(crate) fn ids_of_agent(kind: ItemKind, PersonId(agent): PersonId) -> SelectStatement {
    ids(kind).filter(entity::Column::AgentId.eq(agent)).into_query()
}

/// The same of those that a team handles.
pub(crate) fn ids_of_team(kind: ItemKind, team: &str) -> SelectStatement {
    ids(kind).filter(entity::Column::Team.eq(team)).into_query()
}

fn ids(kind: ItemKind) -> Select<entity::Entity> {
    entity::Entity::find()
        .select_only()
        .column(entity::Column::ItemId)
        .filter(entity::Column::ItemKind.eq(kind))
}

/// The decision that stands for a case.
pub(crate) async fn standing(conn: &impl ConnectionTrait, item: Item) -> Result<Option<Assignment>> {
    let rows = of_item(item).filter(assignment_entity::Column::Until.is_null()).limit(1).all(conn).await?;
    Ok(show(conn, rows).await?.pop())
}

/// Every decision for a case, the newest first.
pub(crate) async fn history(conn: &impl ConnectionTrait, item: Item) -> Result<Vec<Assignment>> {
    let rows = of_item(item).all(conn).await?;
    show(conn, rows).await
}

fn of_item(item: Item) -> Select<assignment_entity::Entity> {
    assignment_entity::Entity::find()
        .filter(assignment_entity::Column::ItemKind.eq(item.kind))
        .filter(assignment_entity::Column::ItemId.eq(item.id))
        .order_by_desc(assignment_entity::Column::Id)
}

async fn show(conn: &impl ConnectionTrait, rows: Vec<assignment_entity::Model>) -> Result<Vec<Assignment>> {
    let mut people: Vec<i64> = rows.iter().map(|row| row.agent_id).collect();
    people.extend(rows.iter().filter_map(|row| row.decided_by));
    let tags = people::queries::names(conn, people).await?;
    let tag = |id: i64| tags.get(&id).map(|tag| (public_id::of(tag.kind, PersonId(id)), tag.name.clone()));
    rows.into_iter()
        .map(|row| {
            let (public_id, name) =
                tag(row.agent_id).ok_or_else(|| Error::internal("an assignment without its agent"))?;
            Ok(Assignment {
                agent: TicketAgent { id: PersonId(row.agent_id), public_id, name },
                decided_by: row
                    .decided_by
                    .and_then(tag)
                    .map_or_else(|| "rule".to_owned(), |(public_id, _)| public_id),
                candidates: serde_json::from_value(row.candidates).map_err(Error::internal)?,
                reasons: serde_json::from_value(row.reasons).map_err(Error::internal)?,
                from: row.since,
                until: row.until,
            })
        })
        .collect()
}
