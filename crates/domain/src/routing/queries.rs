//! What the rule needs to know, and what was decided.

use std::collections::HashMap;

use liaison_protocol::{
    assignment::Assignment,
    ids::{PersonId, TicketId},
    public_id,
    side::UserType,
    staff::AgentStatus,
    ticket::{TicketAgent, TicketStatus},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{choose::Facts, commands::TICKET, entity};
use crate::{
    db::Tx,
    error::{Error, Result},
    people, presence, tickets,
};

/// All active staff with load, inside the transaction that decides.
pub(crate) async fn facts(tx: &Tx) -> Result<Vec<Facts>> {
    let conn = tx.conn();
    let staff = people::staff::active(conn).await?;
    let loads = loads(conn).await?;
    let online = presence::online_now(conn, tx.now()).await?;
    Ok(staff
        .into_iter()
        .filter_map(|(staff, person)| {
            Some(Facts {
                agent: PersonId(person.id),
                role: UserType::parse(&person.kind)?,
                status: AgentStatus::parse(&staff.agent_status)?,
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

/// Open tickets per agent.
pub(crate) async fn loads(conn: &impl ConnectionTrait) -> Result<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = tickets::entity::Entity::find()
        .select_only()
        .column(tickets::entity::Column::AgentId)
        .column_as(tickets::entity::Column::Id.count(), "n")
        .filter(
            tickets::entity::Column::Status
                .is_in([TicketStatus::Open.as_str(), TicketStatus::InProgress.as_str()]),
        )
        .group_by(tickets::entity::Column::AgentId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The decision that stands for a ticket.
pub(crate) async fn standing(conn: &impl ConnectionTrait, ticket: TicketId) -> Result<Option<Assignment>> {
    let rows = of_ticket(ticket).filter(entity::Column::Until.is_null()).limit(1).all(conn).await?;
    Ok(show(conn, rows).await?.pop())
}

/// Every decision for a ticket, the newest first.
pub(crate) async fn history(conn: &impl ConnectionTrait, ticket: TicketId) -> Result<Vec<Assignment>> {
    let rows = of_ticket(ticket).all(conn).await?;
    show(conn, rows).await
}

fn of_ticket(ticket: TicketId) -> Select<entity::Entity> {
    entity::Entity::find()
        .filter(entity::Column::ItemKind.eq(TICKET))
        .filter(entity::Column::ItemId.eq(ticket.0))
        .order_by_desc(entity::Column::Id)
}

async fn show(conn: &impl ConnectionTrait, rows: Vec<entity::Model>) -> Result<Vec<Assignment>> {
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
