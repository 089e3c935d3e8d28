//! Opening and leaving a ticket, and telling the others. The list is always told as a whole.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use liaison_protocol::{
    at_work::{DraftChannel, Viewer, Viewers, ViewingState},
    ids::{NodeId, PersonId, TicketId},
    public_id,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use super::entity;
use crate::{
    actor::Actor,
    app::App,
    db::{Stored, Tx},
    error::Result,
    event::TicketEvent,
    people, presence, tickets,
};

/// Who has a ticket open. For staff.
pub async fn list(app: &App, actor: &Actor, ticket: TicketId) -> Result<Viewers> {
    tickets::access::of_staff(app.db().read(), actor, ticket).await?;
    viewers(app.db().read(), app.now(), ticket).await
}

/// A connection of the caller has a ticket open, or does something else there now.
pub async fn open(
    app: &App,
    actor: &Actor,
    socket: &str,
    ticket: TicketId,
    (state, channel_type): (ViewingState, Option<DraftChannel>),
) -> Result<Viewers> {
    let (_, identity) = tickets::access::of_staff(app.db().read(), actor, ticket).await?;
    entity::Entity::insert(entity::ActiveModel {
        node_id: Set(app.node().0),
        socket_id: Set(socket.to_owned()),
        ticket_id: Set(ticket.0),
        person_id: Set(identity.id.0),
        state: Set(Stored(state)),
        channel_type: Set(channel_type.map(Stored)),
        since: Set(app.now()),
    })
    .on_conflict(
        OnConflict::columns([entity::Column::NodeId, entity::Column::SocketId, entity::Column::TicketId])
            .update_columns([entity::Column::State, entity::Column::ChannelType])
            .to_owned(),
    )
    .exec_without_returning(app.db().write())
    .await?;
    tell(app, ticket).await
}

/// A connection has left a ticket.
pub async fn leave(app: &App, socket: &str, ticket: TicketId) -> Result<Viewers> {
    let key = (app.node().0, socket.to_owned(), ticket.0);
    entity::Entity::delete_by_id(key).exec(app.db().write()).await?;
    tell(app, ticket).await
}

/// A connection has ended: it has left every ticket it had open.
pub async fn end(app: &App, socket: &str, opened: Vec<TicketId>) -> Result<()> {
    entity::Entity::delete_many()
        .filter(entity::Column::NodeId.eq(app.node().0))
        .filter(entity::Column::SocketId.eq(socket))
        .exec(app.db().write())
        .await?;
    for ticket in opened {
        tell(app, ticket).await?;
    }
    Ok(())
}

/// Forgets, inside a transaction, what the connections of a node had open, and tells the others.
pub(crate) async fn forget_node(tx: &mut Tx, node: NodeId) -> Result<()> {
    let opened: Vec<i64> = entity::Entity::find()
        .select_only()
        .column(entity::Column::TicketId)
        .distinct()
        .filter(entity::Column::NodeId.eq(node.0))
        .into_tuple()
        .all(tx.conn())
        .await?;
    entity::Entity::delete_many().filter(entity::Column::NodeId.eq(node.0)).exec(tx.conn()).await?;
    for ticket in opened.into_iter().map(TicketId) {
        let now = viewers(tx.conn(), tx.now(), ticket).await?;
        tx.emit(TicketEvent::Viewed(now), tickets::access::of_viewing(ticket));
    }
    Ok(())
}

/// Tells those who have a ticket open who else has.
async fn tell(app: &App, ticket: TicketId) -> Result<Viewers> {
    let mut now = viewers(app.db().read(), app.now(), ticket).await?;
    loop {
        app.publish(TicketEvent::Viewed(now.clone()), tickets::access::of_viewing(ticket));
        // Somebody else may have come or gone since we looked, and have said so before us.
        let then = std::mem::replace(&mut now, viewers(app.db().read(), app.now(), ticket).await?);
        if now == then {
            return Ok(now);
        }
    }
}

/// Everybody once, by the rows of live nodes.
async fn viewers(conn: &impl ConnectionTrait, now: DateTime<Utc>, ticket: TicketId) -> Result<Viewers> {
    let rows = entity::Entity::find()
        .filter(entity::Column::TicketId.eq(ticket.0))
        .filter(entity::Column::NodeId.in_subquery(presence::live_nodes(now)))
        .all(conn)
        .await?;
    let tags = people::queries::names(conn, rows.iter().map(|row| row.person_id)).await?;
    let mut people: HashMap<i64, (ViewingState, Option<DraftChannel>, DateTime<Utc>)> = HashMap::new();
    for row in rows {
        let (state, channel_type) = (row.state.0, row.channel_type.map(|channel| channel.0));
        let known = people.entry(row.person_id).or_insert((state, channel_type, row.since));
        if state > known.0 {
            (known.0, known.1) = (state, channel_type);
        }
        known.2 = known.2.min(row.since);
    }
    let mut viewers: Vec<(DateTime<Utc>, i64, Viewer)> = people
        .into_iter()
        .filter_map(|(person, (state, channel_type, since))| {
            let tag = tags.get(&person)?;
            let public_id = public_id::of(tag.kind, PersonId(person));
            Some((since, person, Viewer { public_id, name: tag.name.clone(), state, channel_type, since }))
        })
        .collect();
    viewers.sort_by_key(|(since, person, _)| (*since, *person));
    Ok(Viewers { ticket_id: ticket, viewers: viewers.into_iter().map(|(.., viewer)| viewer).collect() })
}
