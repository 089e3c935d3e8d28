//! Rows to what a viewer sees: a few queries for all rows together, none per row.

use std::collections::HashMap;

use liaison_protocol::{
    ids::PersonId,
    person::Person,
    public_id,
    session::{Session, SessionStatus},
    side::Side,
    ticket::TicketAgent,
};
use sea_orm::ConnectionTrait;

use super::entity::Model;
use crate::{
    error::{Error, Result},
    facts::ItemKind,
    people, work,
};

/// Chats as someone on a side sees them, in the order given.
pub(super) async fn show(conn: &impl ConnectionTrait, side: Side, rows: Vec<Model>) -> Result<Vec<Session>> {
    let handlers = work::queries::handlers(conn, ItemKind::Session, rows.iter().map(|row| row.id)).await?;
    let waits = |row: &Model| row.status.0 == SessionStatus::Waiting;
    let places = match rows.as_slice() {
        [one] if waits(one) => {
            let place = work::queries::position(conn, one.item()).await?;
            place.map(|place| (one.id, place)).into_iter().collect()
        }
        rows if rows.iter().any(waits) => work::queries::places(conn, ItemKind::Session).await?,
        _ => Vec::new(),
    };
    let places: HashMap<i64, i64> = places.into_iter().collect();
    let agents = handlers.values().map(|handler| handler.person.0);
    let tags = people::queries::names(conn, agents.chain(rows.iter().map(|row| row.person_id))).await?;
    rows.into_iter()
        .map(|row| {
            let tag = tags.get(&row.person_id).ok_or_else(|| Error::internal("a chat without its party"))?;
            let agent = handlers.get(&row.id).and_then(|handler| {
                let tag = tags.get(&handler.person.0)?;
                let public_id = public_id::of(tag.kind, handler.person);
                Some(TicketAgent { id: handler.person, public_id, name: tag.name.clone() })
            });
            let is_case = side == Side::Staff && row.status.0 != SessionStatus::Ai;
            Ok(Session {
                id: row.conversation(),
                status: row.status.0,
                user: Person {
                    id: PersonId(row.person_id),
                    public_id: public_id::of(tag.kind, PersonId(row.person_id)),
                    external_id: None,
                    name: tag.name.clone(),
                    user_type: tag.kind,
                },
                agent,
                position: places.get(&row.id).copied(),
                case_key: is_case.then(|| format!("session-{}", row.id)),
                created_at: row.created_at,
                updated_at: row.updated_at,
                ended_at: row.ended_at,
            })
        })
        .collect()
}
