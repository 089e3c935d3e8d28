//! Reading live chats: one, the caller's own, all, those that wait.

use liaison_protocol::{
    ids::{ConversationId, PersonId},
    page::Page,
    session::{Session, SessionStatus},
    side::Side,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::SelectStatement,
};

use super::{
    access,
    entity::{self, Column, Entity},
    view,
};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    facts::ItemKind,
    people, work,
};

/// One chat; 404 when it must look absent.
pub async fn one(app: &App, actor: &Actor, id: ConversationId) -> Result<Session> {
    let read = app.db().read();
    let (row, side) = access::visible(read, actor, id).await?;
    view::show(read, side, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

/// The caller's own chat that is not over; 404 when there is none.
pub async fn active(app: &App, actor: &Actor) -> Result<Session> {
    let identity = access::starts(actor)?;
    open_of(app, actor, identity.id).await?.ok_or_else(Error::not_found)
}

pub(super) async fn open_of(app: &App, actor: &Actor, person: PersonId) -> Result<Option<Session>> {
    let read = app.db().read();
    let row = Entity::find()
        .filter(access::scope(actor))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Status.ne(SessionStatus::Ended.as_str()))
        .one(read)
        .await?;
    match row {
        Some(row) => Ok(view::show(read, Side::Customer, vec![row]).await?.pop()),
        None => Ok(None),
    }
}

/// Which chats to list.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only these; all when empty.
    pub statuses: Vec<SessionStatus>,
    /// Only the chat that is this case.
    pub case: Option<i64>,
}

/// These chats, the newest first. For staff.
pub async fn list(
    app: &App,
    actor: &Actor,
    wanted: &Wanted,
    (page, limit): (u64, u64),
) -> Result<Page<Session>> {
    access::lists(actor)?;
    let read = app.db().read();
    let mut query = Entity::find().filter(access::scope(actor));
    if !wanted.statuses.is_empty() {
        query = query.filter(Column::Status.is_in(wanted.statuses.iter().map(|status| status.as_str())));
    }
    if let Some(case) = wanted.case {
        query = query.filter(Column::Id.eq(case));
    }
    let total = query.clone().count(read).await?;
    let query = query.order_by_desc(Column::Id).offset((page - 1) * limit).limit(limit);
    let items = view::show(read, Side::Staff, query.all(read).await?).await?;
    Ok(Page { items, page, limit, total })
}

/// Chats that wait for an agent, in the order of the queue. For staff.
pub async fn queue(app: &App, actor: &Actor, (page, limit): (u64, u64)) -> Result<Page<Session>> {
    access::lists(actor)?;
    let read = app.db().read();
    let places = work::queries::places(read, ItemKind::Session).await?;
    let total = u64::try_from(places.len()).unwrap_or(u64::MAX);
    let from = usize::try_from((page - 1).saturating_mul(limit)).unwrap_or(usize::MAX);
    let limited = usize::try_from(limit).unwrap_or(usize::MAX);
    let some = places.into_iter().skip(from).take(limited).map(|(id, _)| id);
    let rows = Entity::find().filter(access::scope(actor)).filter(Column::Id.is_in(some)).all(read).await?;
    let mut items = view::show(read, Side::Staff, rows).await?;
    items.sort_by_key(|session| session.position);
    Ok(Page { items, page, limit, total })
}

/// A chat as everybody who may see it sees it, for events.
pub(super) async fn for_everyone(conn: &impl ConnectionTrait, row: entity::Model) -> Result<Session> {
    view::show(conn, Side::Customer, vec![row]).await?.pop().ok_or_else(Error::not_found)
}

/// The numbers of the chats that are about this: words of the name of whoever asks, or a number.
pub(crate) fn ids_about(text: &str) -> Result<SelectStatement> {
    if text.chars().count() > 200 || text.contains('\0') {
        return Err(Error::invalid("q", "must be at most 200 characters"));
    }
    let mut any = Condition::any().add(Column::PersonId.in_subquery(people::queries::ids_called(text)));
    if let Ok(number) = text.trim_start_matches('#').parse::<i64>() {
        any = any.add(Column::Id.eq(number));
    }
    Ok(Entity::find().select_only().column(Column::Id).filter(any).into_query())
}
