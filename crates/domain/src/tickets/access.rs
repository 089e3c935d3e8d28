//! Who may see a ticket and who may act on it: the predicate and the SQL scope side by side.

use liaison_protocol::{
    auth::Scope,
    error_code::ErrorCode,
    ids::{OrderId, PersonId, TicketId},
    side::{Side, UserType},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, JoinType, QueryFilter, QuerySelect,
    QueryTrait,
};

use super::entity;
use crate::{
    actor::{Actor, Identity},
    conversations::{access::may_handle, card::Handler},
    db::Tx,
    error::{Error, Result},
    event::Audience,
    facts::Item,
    orders, work,
};

/// A ticket that the caller may see.
#[derive(Debug, Clone)]
pub struct Visible {
    /// The row.
    pub(crate) row: entity::Model,
    /// Its order.
    pub(crate) order: orders::entity::Model,
    /// The side the caller sees it from.
    pub(crate) side: Side,
    /// Who is in charge.
    pub(crate) handler: Handler,
}

/// How a ticket is named.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// By its id.
    Ticket(TicketId),
    /// By its order.
    Order(OrderId),
}

/// Loads a ticket; 404 when it must look absent.
pub async fn visible(conn: &impl ConnectionTrait, actor: &Actor, which: Which) -> Result<Visible> {
    if let Actor::ApiKey { scopes, .. } = actor
        && !scopes.contains(&Scope::Tickets)
    {
        return Err(ErrorCode::ScopeMissing.into());
    }
    let query = match which {
        Which::Ticket(id) => entity::Entity::find_by_id(id.0),
        Which::Order(id) => entity::Entity::find().filter(entity::Column::OrderId.eq(id.0)),
    };
    // One query, whether there is such a ticket or not: how long a refusal takes does not tell.
    let of_ticket = entity::Entity::belongs_to(orders::entity::Entity)
        .from(entity::Column::OrderId)
        .to(orders::entity::Column::Id)
        .into();
    let query = query.join(JoinType::InnerJoin, of_ticket).select_also(orders::entity::Entity);
    let (row, order) = query.one(conn).await?.ok_or_else(Error::not_found)?;
    let order = order.ok_or_else(Error::not_found)?;
    let side =
        orders::access::seeing_side(actor, order.brand_id, order.creator_id).ok_or_else(Error::not_found)?;
    let handler = handler(conn, row.id).await?;
    Ok(Visible { row, order, side, handler })
}

/// Who is in charge of a ticket: it always has an agent.
pub(super) async fn handler(conn: &impl ConnectionTrait, ticket: i64) -> Result<Handler> {
    let handler = work::queries::handler(conn, Item::ticket(ticket)).await?;
    handler.ok_or_else(|| Error::internal("a ticket without an agent"))
}

/// Like [`visible`], and nobody else acts on the ticket until the transaction ends. Every command that changes a
/// ticket, its order or both its channels begins here, so that no two of them wait for each other.
pub(crate) async fn locked(tx: &Tx, actor: &Actor, which: Which) -> Result<Visible> {
    lock(tx, which).await?;
    visible(tx.conn(), actor, which).await
}

/// Locks a ticket, if it is there. SQLite has one writer at a time anyway.
pub(crate) async fn lock(tx: &Tx, which: Which) -> Result<()> {
    let query = match which {
        Which::Ticket(id) => entity::Entity::find_by_id(id.0),
        Which::Order(id) => entity::Entity::find().filter(entity::Column::OrderId.eq(id.0)),
    };
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        query.lock_exclusive().one(tx.conn()).await?;
    }
    Ok(())
}

/// Loads a ticket to act on, locked: 404 when it must look absent, 403 when it is seen but not the caller's to handle.
pub async fn handled<'a>(tx: &Tx, actor: &'a Actor, id: TicketId) -> Result<(Visible, &'a Identity)> {
    let ticket = locked(tx, actor, Which::Ticket(id)).await?;
    let identity = actor.person()?;
    if may_handle(identity, &ticket.handler) {
        Ok((ticket, identity))
    } else {
        Err(Error::with_message(
            ErrorCode::Forbidden,
            "only the ticket's agent, the lead of its team and supervisors can do this",
        ))
    }
}

/// Loads a ticket for what only staff do with every ticket they see: 404 when it must look absent, 403 to its parties.
pub async fn of_staff<'a>(
    conn: &impl ConnectionTrait,
    actor: &'a Actor,
    id: TicketId,
) -> Result<(Visible, &'a Identity)> {
    let ticket = visible(conn, actor, Which::Ticket(id)).await?;
    let identity = actor.require_staff(UserType::Agent)?;
    Ok((ticket, identity))
}

/// Who may list all tickets, and create one for an order that has none: admins, and keys with the scope `tickets`.
pub(super) fn manages(actor: &Actor) -> Result<()> {
    actor.require(UserType::Admin, Scope::Tickets)
}

/// Who has an inbox: staff.
pub(super) fn has_inbox(actor: &Actor) -> Result<&Identity> {
    actor.require_staff(UserType::Agent).map(|identity| &**identity)
}

/// Loads a ticket whose notes the caller may see: to a party even the fact that there are notes must look absent.
pub(super) async fn noted(conn: &impl ConnectionTrait, actor: &Actor, id: TicketId) -> Result<Visible> {
    let ticket = visible(conn, actor, Which::Ticket(id)).await?;
    if ticket.side != Side::Staff {
        return Err(Error::not_found());
    }
    actor.require_staff(UserType::Agent)?;
    Ok(ticket)
}

/// Refuses a form to a side that has none, before its rules are asked: a creator learns that the form belongs to the
/// brand, not that the brand's channel exists.
pub(super) fn submits_forms(side: Side) -> bool {
    matches!(side, Side::Brand | Side::Staff)
}

/// The tickets somebody may see, for every query that starts from tickets.
pub fn scope(actor: &Actor) -> Condition {
    let nothing = || Condition::all().add(entity::Column::Id.lt(0));
    let of_party = |column: orders::entity::Column, person: PersonId| {
        let orders = orders::entity::Entity::find()
            .select_only()
            .column(orders::entity::Column::Id)
            .filter(column.eq(person.0))
            .into_query();
        Condition::all().add(entity::Column::OrderId.in_subquery(orders))
    };
    match actor {
        Actor::System => Condition::all(),
        Actor::ApiKey { scopes, .. } if scopes.contains(&Scope::Tickets) => Condition::all(),
        Actor::ApiKey { .. } => nothing(),
        Actor::Person(identity) => match identity.kind {
            kind if kind.is_staff() => Condition::all(),
            UserType::Brand => of_party(orders::entity::Column::BrandId, identity.id),
            UserType::Creator => of_party(orders::entity::Column::CreatorId, identity.id),
            _ => nothing(),
        },
    }
}

/// Who learns of what colleagues do at a ticket, and of what is theirs alone, such as labels: staff.
pub fn colleagues() -> Audience {
    Audience { staff: true, ..Audience::default() }
}

/// Who learns that a ticket changed: its parties, and all staff. What is told holds nothing of the other party.
pub(crate) fn audience(order: &orders::entity::Model) -> Audience {
    let parties = [order.brand_id, order.creator_id].map(PersonId);
    Audience { people: parties.to_vec(), staff: true, ..Audience::default() }
}

/// Who learns which colleagues have a ticket open: staff who have it open, too.
pub(crate) fn of_viewing(ticket: TicketId) -> Audience {
    Audience { viewing: Some(ticket), ..Audience::default() }
}

/// Who learns that a snooze is over: whoever handles the ticket.
pub(crate) fn of_snooze(agent: PersonId) -> Audience {
    Audience { people: vec![agent], ..Audience::default() }
}
