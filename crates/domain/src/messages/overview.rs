//! Conversations as a list shows them to one viewer: with the newest message, what is unread, and who takes part.

use std::collections::HashMap;

use liaison_protocol::{
    channel_name,
    conversation::{Conversation, ConversationKind, ConversationState, Participant},
    ids::{ConversationId, PersonId, TicketId},
    message::UnreadCount,
    page::Page,
    public_id,
    side::Side,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use super::queries;
use crate::{
    actor::Actor,
    app::App,
    conversations::{access, entity as conversations, participant_entity, participants, waiting},
    error::{Error, Result},
    facts::ItemKind,
    people, presence,
};

/// The caller's own conversations, the most recently written to first: for parties all they may read, for staff those they are
/// members of.
///
/// With a kind, only those of that kind.
pub async fn mine(
    app: &App,
    actor: &Actor,
    kind: Option<ConversationKind>,
    (page, limit): (u64, u64),
) -> Result<Page<Conversation>> {
    let read = app.db().read();
    let of_kind = kind.map(|kind| conversations::Column::Kind.eq(kind.as_str()));
    let query = conversations::Entity::find()
        .filter(mine_scope(actor)?)
        .filter(Condition::all().add_option(of_kind))
        .order_by_desc(conversations::Column::LastEntryAt)
        .order_by_desc(conversations::Column::Id);
    let total = query.clone().count(read).await?;
    let rows = query.offset((page - 1) * limit).limit(limit).all(read).await?;
    Ok(Page { items: show(app, actor, rows).await?, page, limit, total })
}

fn mine_scope(actor: &Actor) -> Result<Condition> {
    let identity = actor.person()?;
    let scope = Condition::all().add(access::scope(actor));
    if !identity.kind.is_staff() {
        return Ok(scope);
    }
    Ok(scope.add(conversations::Column::Id.in_subquery(participants::conversations_of(identity.id))))
}

/// One conversation; 404 when it must look absent.
pub async fn one(app: &App, actor: &Actor, id: ConversationId) -> Result<Conversation> {
    let rows = conversations::Entity::find()
        .filter(access::scope(actor))
        .filter(conversations::Column::Id.eq(id.0))
        .all(app.db().read())
        .await?;
    show(app, actor, rows).await?.pop().ok_or_else(Error::not_found)
}

/// Several conversations by id, those the caller may read, in no order.
pub(crate) async fn several(app: &App, actor: &Actor, ids: &[Uuid]) -> Result<Vec<Conversation>> {
    let rows = conversations::Entity::find()
        .filter(access::scope(actor))
        .filter(conversations::Column::Id.is_in(ids.iter().copied()))
        .all(app.db().read())
        .await?;
    show(app, actor, rows).await
}

/// Unread messages of the caller in all conversations together.
pub async fn unread_total(app: &App, actor: &Actor) -> Result<UnreadCount> {
    let identity = actor.person()?;
    let read = app.db().read();
    let ids: Vec<Uuid> = conversations::Entity::find()
        .select_only()
        .column(conversations::Column::Id)
        .filter(mine_scope(actor)?)
        .into_tuple()
        .all(read)
        .await?;
    let counts = unread_counts(read, &ids, identity.id, identity.kind.side()).await?;
    Ok(UnreadCount { unread_count: counts.values().sum() })
}

#[derive(FromQueryResult)]
struct Count {
    conversation_id: Uuid,
    n: i64,
}

/// Unread messages of somebody per conversation: those of people, by others, after the last position read.
pub(crate) async fn unread_counts(
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
    person: PersonId,
    side: Side,
) -> Result<HashMap<Uuid, i64>> {
    let mut counts = HashMap::new();
    // SQLite takes 32,766 values in one statement.
    for ids in ids.chunks(5_000) {
        let backend = conn.get_database_backend();
        let mut values: Vec<sea_orm::Value> = vec![person.0.into(), person.0.into(), side.as_str().into()];
        let mut list = String::new();
        for (index, id) in ids.iter().enumerate() {
            let mark = if backend == sea_orm::DbBackend::Postgres {
                format!("${}", index + 4)
            } else {
                "?".to_owned()
            };
            list.push_str(if index == 0 { "" } else { "," });
            list.push_str(&mark);
            values.push((*id).into());
        }
        let (p1, p2, p3) =
            if backend == sea_orm::DbBackend::Postgres { ("$1", "$2", "$3") } else { ("?", "?", "?") };
        let hidden = if side == Side::Staff { "OR 1 = 1" } else { "" };
        let sql = format!(
            "SELECT e.conversation_id, COUNT(*) AS n FROM entries e \
             LEFT JOIN participants p ON p.conversation_id = e.conversation_id AND p.person_id = {p1} \
             WHERE e.kind = 'message' AND e.deleted_at IS NULL AND e.author_kind <> 'system' AND (e.author_id IS NULL OR e.author_id <> {p2}) \
             AND (e.visible_to IS NULL OR e.visible_to = {p3} {hidden}) \
             AND e.seq > COALESCE(p.last_read_seq, 0) AND e.conversation_id IN ({list}) \
             GROUP BY e.conversation_id"
        );
        let rows =
            Count::find_by_statement(Statement::from_sql_and_values(backend, sql, values)).all(conn).await?;
        counts.extend(rows.into_iter().map(|row| (row.conversation_id, row.n)));
    }
    Ok(counts)
}

/// Rows to what the caller sees of them. A few queries for all rows together, none per row.
async fn show(app: &App, actor: &Actor, rows: Vec<conversations::Model>) -> Result<Vec<Conversation>> {
    let read = app.db().read();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let (viewer, side) = match actor {
        Actor::Person(identity) => (identity.id, identity.kind.side()),
        Actor::ApiKey { .. } | Actor::System => (PersonId(0), Side::Staff),
    };
    let unread = unread_counts(read, &ids, viewer, side).await?;
    let mut last_messages = queries::newest_of_each(app, &ids, side).await?;
    let mut members = participants(app, &ids).await?;
    let waiting = if side == Side::Staff { waiting::since(read, &ids).await? } else { HashMap::new() };
    rows.into_iter()
        .map(|row| {
            let kind = row.kind.0;
            let state = row.state.0;
            let ticket_id = row.subject().filter(|subject| subject.kind == ItemKind::Ticket);
            let ticket_id = ticket_id.map(|subject| TicketId(subject.id));
            let channel = ticket_id.map(|ticket| match kind.channel_type() {
                Some(channel) => channel_name::of_ticket(ticket, channel),
                None => channel_name::of_notes(ticket),
            });
            Ok(Conversation {
                id: ConversationId(row.id),
                kind,
                channel,
                channel_type: kind.channel_type(),
                ticket_id,
                order_title: row.title.filter(|_| ticket_id.is_some()),
                state,
                frozen: state != ConversationState::Open,
                last_seq: row.last_seq,
                unread: unread.get(&row.id).copied().unwrap_or_default(),
                last_message: last_messages.remove(&row.id),
                waiting_since: waiting.get(&row.id).copied(),
                participants: members.remove(&row.id).unwrap_or_default(),
                created_at: row.created_at,
            })
        })
        .collect()
}

async fn participants(app: &App, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Participant>>> {
    let read = app.db().read();
    let rows = participant_entity::Entity::find()
        .filter(participant_entity::Column::ConversationId.is_in(ids.iter().copied()))
        .filter(participant_entity::Column::LeftAt.is_null())
        .order_by_asc(participant_entity::Column::JoinedAt)
        .all(read)
        .await?;
    let known = people::queries::names(read, rows.iter().map(|row| row.person_id)).await?;
    let online = presence::online_among(app, rows.iter().map(|row| row.person_id)).await?;
    let mut found: HashMap<Uuid, Vec<Participant>> = HashMap::new();
    for row in rows {
        let Some(person) = known.get(&row.person_id) else { continue };
        let side = row.side.0;
        found.entry(row.conversation_id).or_default().push(Participant {
            id: PersonId(row.person_id),
            public_id: public_id::of(person.kind, PersonId(row.person_id)),
            name: person.name.clone(),
            side,
            is_online: online.contains(&row.person_id),
            last_read_seq: row.last_read_seq,
            joined_at: row.joined_at,
        });
    }
    Ok(found)
}
