//! Reading the log.

use std::{collections::HashMap, ops::RangeInclusive, sync::Arc};

use liaison_protocol::{
    conversation::ConversationKind,
    events::Resumed,
    ids::{ConversationId, MessageId, PersonId},
    message::{LogEntry, LogPage, Message, Position},
    side::Side,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

pub use super::view::{for_side, looks_alike};
use super::{author, entity, marks::Marks, mentions, view};
use crate::{
    actor::Actor,
    app::App,
    conversations::{access, card::Card, entity as conversations},
    error::{Error, Result},
    event::{MessageEvent, Published},
    people,
};

/// Which stretch of a log.
#[derive(Debug, Clone, Copy)]
pub enum Stretch {
    /// The newest messages.
    Newest,
    /// Messages before a position.
    Before(i64),
    /// Every entry after a position, oldest first.
    After(i64),
    /// The page of that number, from 1, counted from the newest message.
    Page(u64),
}

/// What somebody on that side may read, as a condition on the log.
pub(crate) fn readable_by(side: Side) -> Condition {
    if side == Side::Staff {
        return Condition::all();
    }
    Condition::any().add(entity::Column::VisibleTo.is_null()).add(entity::Column::VisibleTo.eq(side.as_str()))
}

/// A stretch of a conversation's log as the caller sees it.
pub async fn page(
    app: &App,
    actor: &Actor,
    id: ConversationId,
    stretch: Stretch,
    limit: u64,
) -> Result<LogPage> {
    let (card, side) = access::readable(app.db().read(), actor, id).await?;
    read(app, &card, side, stretch, limit).await
}

async fn read(app: &App, card: &Card, side: Side, stretch: Stretch, limit: u64) -> Result<LogPage> {
    let conn = app.db().read();
    // Before the messages: then nothing is missing that was there at this position.
    let before = match stretch {
        Stretch::Newest => Some(last_seq(conn, card.id).await?),
        _ => None,
    };
    let base = entity::Entity::find().filter(entity::Column::ConversationId.eq(card.id.0));
    // One more than asked for tells whether there is more.
    let query = match stretch {
        Stretch::After(seq) => base.filter(entity::Column::Seq.gt(seq)).order_by_asc(entity::Column::Seq),
        Stretch::Newest => base
            .filter(entity::Column::Kind.eq(entity::EntryKind::Message))
            .order_by_desc(entity::Column::Seq),
        Stretch::Before(seq) => base
            .filter(entity::Column::Kind.eq(entity::EntryKind::Message))
            .filter(entity::Column::Seq.lt(seq))
            .order_by_desc(entity::Column::Seq),
        Stretch::Page(page) => base
            .filter(entity::Column::Kind.eq(entity::EntryKind::Message))
            .order_by_desc(entity::Column::Seq)
            .offset((page - 1) * limit),
    };
    let mut rows = query.limit(limit + 1).all(conn).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    if !matches!(stretch, Stretch::After(_)) {
        rows.reverse();
    }
    // The log may have grown between the two reads; what is said must cover what is given.
    let last_seq = before.map(|seq| rows.last().map_or(seq, |row| row.seq.max(seq)));
    Ok(LogPage { items: show(conn, rows, card.kind, side).await?, has_more, last_seq })
}

async fn show(
    conn: &impl ConnectionTrait,
    rows: Vec<entity::Model>,
    kind: ConversationKind,
    side: Side,
) -> Result<Vec<LogEntry>> {
    let tags = people::queries::names(conn, rows.iter().filter_map(|row| row.author_id)).await?;
    let marks = Marks::of(conn, &rows, kind, side).await?;
    rows.into_iter()
        .map(|row| {
            let tag = row.author_id.and_then(|author| tags.get(&author));
            Ok(marked(view::entry(row, kind, side, tag)?, &marks))
        })
        .collect()
}

fn marked(mut entry: LogEntry, marks: &Marks) -> LogEntry {
    if let LogEntry::Message(message) = &mut entry {
        marks.put_on(message);
    }
    entry
}

/// Both channels of a ticket merged by time, for staff. Positions are those of each message's own channel.
pub async fn merged(
    app: &App,
    actor: &Actor,
    ids: [ConversationId; 2],
    before: Option<MessageId>,
    limit: u64,
) -> Result<LogPage> {
    let conn = app.db().read();
    let mut kinds = HashMap::new();
    for id in ids {
        let (card, side) = access::readable(conn, actor, id).await?;
        if side != Side::Staff {
            return Err(Error::not_found());
        }
        kinds.insert(id.0, card.kind);
    }
    let mut query = entity::Entity::find()
        .filter(entity::Column::ConversationId.is_in(ids.map(|id| id.0)))
        .filter(entity::Column::Kind.eq(entity::EntryKind::Message));
    if let Some(before) = before {
        let row = entity::Entity::find()
            .filter(entity::Column::Id.eq(before.0))
            .one(conn)
            .await?
            .ok_or_else(Error::not_found)?;
        query = query.filter(
            Condition::any().add(entity::Column::CreatedAt.lt(row.created_at)).add(
                Condition::all()
                    .add(entity::Column::CreatedAt.eq(row.created_at))
                    .add(entity::Column::Id.lt(row.id)),
            ),
        );
    }
    let mut rows = query
        .order_by_desc(entity::Column::CreatedAt)
        .order_by_desc(entity::Column::Id)
        .limit(limit + 1)
        .all(conn)
        .await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    rows.reverse();
    let tags = people::queries::names(conn, rows.iter().filter_map(|row| row.author_id)).await?;
    // Both channels are marked alike.
    let marks = match kinds.values().next() {
        Some(kind) => Marks::of(conn, &rows, *kind, Side::Staff).await?,
        None => Marks::default(),
    };
    let items = rows
        .into_iter()
        .map(|row| {
            let kind = kinds.get(&row.conversation_id).copied().ok_or_else(Error::not_found)?;
            let tag = row.author_id.and_then(|author| tags.get(&author));
            Ok(marked(view::entry(row, kind, Side::Staff, tag)?, &marks))
        })
        .collect::<Result<_>>()?;
    Ok(LogPage { items, has_more, last_seq: None })
}

/// Entries of one answer to `resume` at most.
pub const RESUME_LIMIT: u64 = 200;

/// Everything after a position, or as much as fits; a position that is not one of this log resets the client.
pub async fn resume(app: &App, actor: &Actor, id: ConversationId, after: i64) -> Result<Resumed> {
    let conn = app.db().read();
    let (card, side) = access::readable(conn, actor, id).await?;
    let last_seq = last_seq(conn, id).await?;
    if after < 0 || after > last_seq {
        return Ok(Resumed::Reset { conversation_id: id, reset: true, last_seq });
    }
    let page = read(app, &card, side, Stretch::After(after), RESUME_LIMIT).await?;
    // The log may have grown between the two reads; what is said must cover what is given.
    let last_seq = page.items.last().map_or(last_seq, |entry| entry.seq().max(last_seq));
    Ok(Resumed::Entries { conversation_id: id, items: page.items, has_more: page.has_more, last_seq })
}

/// A stretch of a log as it was published: in full, each entry with who may learn of it. For the node itself, which
/// lost it on the way; whoever is told is chosen by the audience.
pub(crate) async fn published(
    app: &App,
    id: ConversationId,
    stretch: RangeInclusive<i64>,
) -> Result<Vec<(i64, Published)>> {
    let conn = app.db().read();
    let card = Card::load(conn, id).await?;
    let rows = entity::Entity::find()
        .filter(entity::Column::ConversationId.eq(id.0))
        .filter(entity::Column::Seq.between(*stretch.start(), *stretch.end()))
        .order_by_asc(entity::Column::Seq)
        .all(conn)
        .await?;
    let tags = people::queries::names(conn, rows.iter().filter_map(|row| row.author_id)).await?;
    let marks = Marks::of(conn, &rows, card.kind, Side::Staff).await?;
    rows.into_iter()
        .map(|row| {
            let (seq, author) = (row.seq, row.author_id.map(PersonId));
            // A side that cannot be read is a side nobody is on: for staff only.
            let visible_to = row.visible_to.as_deref().map(|text| Side::parse(text).unwrap_or(Side::Staff));
            if row.kind != entity::EntryKind::Message {
                let event = MessageEvent::Changed(view::change(&row)?).into();
                return Ok((seq, Published { event, audience: access::audience(&card, visible_to) }));
            }
            let mut audience = match author {
                Some(author) => access::of_message(&card, Some(author), visible_to),
                None => access::audience(&card, visible_to),
            };
            mentions::tell(&mut audience, marks.mentioned(seq));
            let tag = row.author_id.and_then(|author| tags.get(&author));
            let sender = author::sender(row.author_kind, row.author_id, tag);
            let mut message = view::message(row, card.kind, sender)?;
            marks.put_on(&mut message);
            let event = MessageEvent::Posted(Arc::new(message)).into();
            Ok((seq, Published { event, audience }))
        })
        .collect()
}

async fn last_seq(conn: &impl ConnectionTrait, id: ConversationId) -> Result<i64> {
    let row = conversations::Entity::find_by_id(id.0).one(conn).await?;
    row.map(|row| row.last_seq).ok_or_else(Error::not_found)
}

/// Where conversations stand, without a look at who asks: callers name only conversations that were joined.
pub async fn heads(
    app: &App,
    ids: impl IntoIterator<Item = ConversationId>,
) -> Result<HashMap<ConversationId, i64>> {
    heads_in(app.db().read(), ids).await
}

/// The same by a connection, such as that of a transaction.
pub(crate) async fn heads_in(
    conn: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = ConversationId>,
) -> Result<HashMap<ConversationId, i64>> {
    let mut heads = HashMap::new();
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    for ids in ids.chunks(5_000) {
        let rows: Vec<(Uuid, i64)> = conversations::Entity::find()
            .select_only()
            .columns([conversations::Column::Id, conversations::Column::LastSeq])
            .filter(conversations::Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(conn)
            .await?;
        heads.extend(rows.into_iter().map(|(id, seq)| (ConversationId(id), seq)));
    }
    Ok(heads)
}

/// These messages as they are stored, without a look at who asks: for the index over their words.
pub(crate) async fn rows_of(
    conn: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<entity::Model>> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = entity::Entity::find().filter(entity::Column::Id.is_in(ids));
    Ok(query.filter(entity::Column::Kind.eq(entity::EntryKind::Message)).all(conn).await?)
}

/// The entries at these places as they are stored, without a look at who asks.
pub(crate) async fn rows_at(
    conn: &impl ConnectionTrait,
    places: impl IntoIterator<Item = (Uuid, i64)>,
) -> Result<Vec<entity::Model>> {
    match at_places(entity::Column::ConversationId, entity::Column::Seq, places) {
        Some(there) => Ok(entity::Entity::find().filter(there).all(conn).await?),
        None => Ok(Vec::new()),
    }
}

/// The condition that two columns name one of these places in logs; none when there are none.
pub(crate) fn at_places<C: ColumnTrait>(
    conversation: C,
    seq: C,
    places: impl IntoIterator<Item = (Uuid, i64)>,
) -> Option<Condition> {
    let at = |(id, position): (Uuid, i64)| Condition::all().add(conversation.eq(id)).add(seq.eq(position));
    // An empty condition would hold everywhere.
    Some(places.into_iter().map(at).fold(Condition::any(), Condition::add)).filter(|any| !any.is_empty())
}

/// One message as the caller sees it; 404 when it must look absent.
pub async fn one(app: &App, actor: &Actor, id: MessageId) -> Result<Message> {
    let conn = app.db().read();
    let row = entity::Entity::find().filter(entity::Column::Id.eq(id.0)).one(conn).await?;
    // A message that is not there takes the same steps as one that is not the caller's.
    let conversation = row.as_ref().map_or(Uuid::nil(), |row| row.conversation_id);
    let (card, side) = access::readable(conn, actor, ConversationId(conversation)).await?;
    let row = row.ok_or_else(Error::not_found)?;
    match show(conn, vec![row], card.kind, side).await?.pop() {
        Some(LogEntry::Message(message)) => Ok(*message),
        _ => Err(Error::not_found()),
    }
}

/// The entry at a position as the caller sees it; 404 when it must look absent.
pub(crate) async fn at(conn: &impl ConnectionTrait, actor: &Actor, place: Position) -> Result<LogEntry> {
    let (card, side) = access::readable(conn, actor, place.conversation_id).await?;
    let key = (place.conversation_id.0, place.seq);
    let row = entity::Entity::find_by_id(key).one(conn).await?.ok_or_else(Error::not_found)?;
    show(conn, vec![row], card.kind, side).await?.pop().ok_or_else(Error::not_found)
}

/// The newest message of each conversation that somebody on that side may read, in one query.
pub(crate) async fn newest_of_each(app: &App, ids: &[Uuid], side: Side) -> Result<HashMap<Uuid, Message>> {
    use sea_orm::sea_query::ExprTrait as _;

    let conn = app.db().read();
    let mut found = HashMap::new();
    for ids in ids.chunks(5_000) {
        // From the end of each log backwards, however long it is.
        let newest = entity::Entity::find()
            .select_only()
            .column(entity::Column::Seq)
            .filter(
                Expr::col((entity::Entity, entity::Column::ConversationId))
                    .equals((conversations::Entity, conversations::Column::Id)),
            )
            .filter(entity::Column::Kind.eq(entity::EntryKind::Message))
            .filter(readable_by(side))
            .order_by_desc(entity::Column::Seq)
            .limit(1)
            .into_query();
        let newest: Vec<(Uuid, Option<i64>)> = conversations::Entity::find()
            .select_only()
            .column(conversations::Column::Id)
            .expr_as(SimpleExpr::SubQuery(None, Box::new(newest.into())), "seq")
            .filter(conversations::Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(conn)
            .await?;
        let newest = newest.into_iter().filter_map(|(id, seq)| Some((id, seq?)));
        let rows = rows_at(conn, newest).await?;
        let tags = people::queries::names(conn, rows.iter().filter_map(|row| row.author_id)).await?;
        let kinds = kinds_of(conn, ids).await?;
        for row in rows {
            let Some(kind) = kinds.get(&row.conversation_id).copied() else { continue };
            let (id, tag) = (row.conversation_id, row.author_id.and_then(|author| tags.get(&author)));
            if let LogEntry::Message(message) = view::entry(row, kind, side, tag)? {
                found.insert(id, *message);
            }
        }
    }
    Ok(found)
}

async fn kinds_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, ConversationKind>> {
    let rows: Vec<(Uuid, String)> = conversations::Entity::find()
        .select_only()
        .columns([conversations::Column::Id, conversations::Column::Kind])
        .filter(conversations::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|(id, kind)| Some((id, ConversationKind::parse(&kind)?))).collect())
}
