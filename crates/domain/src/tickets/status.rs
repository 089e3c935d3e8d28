//! Status and priority. Closing freezes both channels, reopening thaws them.

use liaison_protocol::{
    activity::{ActivityAction, ActivitySubject},
    conversation::ConversationState,
    ids::{OrderId, TicketId},
    order::OrderStatus,
    side::Side,
    ticket::{Priority, Ticket, TicketStatus},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{access, create::changed, entity, queries, snooze};
use crate::{
    activity::{self, Act},
    actor::Actor,
    app::App,
    conversations::{self, card::Card},
    db::{Stored, Tx},
    error::{Error, Result},
    facts::Item,
    messages::system::{self, Notice},
    orders,
    work::{self, Phase},
};

/// Moves a ticket. The same status again changes nothing and says nothing.
pub async fn set_status(app: &App, actor: &Actor, id: TicketId, status: TicketStatus) -> Result<Ticket> {
    let mut tx = app.begin().await?;
    work::turns::take(&tx).await?;
    let (ticket, _) = access::handled(&tx, actor, id).await?;
    let previous = ticket.row.status.0;
    if previous == status {
        // Its connection first: on PostgreSQL whoever reads while holding one may wait for each other.
        drop(tx);
        return queries::one(app, actor, access::Which::Ticket(id)).await;
    }
    let mut change: entity::ActiveModel = ticket.row.clone().into();
    change.status = Set(Stored(status));
    change.updated_at = Set(tx.now());
    change.closed_at = Set((status == TicketStatus::Closed).then_some(tx.now()));
    let row = change.update(tx.conn()).await?;
    let notice = Notice::TicketStatus { ticket: id, from: previous, to: status };
    let state =
        if status == TicketStatus::Closed { ConversationState::Frozen } else { ConversationState::Open };
    conversations::commands::lock(&tx, row.channels().map(|id| id.0)).await?;
    for channel in row.channels() {
        let card = Card::load(tx.conn(), channel).await?;
        system::say(&mut tx, app, &card, notice).await?;
        conversations::commands::set_state(&mut tx, &card, state, &format!("ticket {status}")).await?;
    }
    if matches!(status, TicketStatus::Resolved | TicketStatus::Closed) {
        snooze::end(&tx, row.id).await?;
    }
    announce(&mut tx, &ticket, &row)?;
    let details = json!({ "from": previous, "to": status });
    let act = Act {
        action: ActivityAction::TicketStatus,
        subject: (ActivitySubject::Ticket, &id.to_string()),
        details,
    };
    activity::record(&tx, actor, act).await?;
    let phase = match status {
        TicketStatus::Open | TicketStatus::InProgress => Phase::Open,
        TicketStatus::Resolved => Phase::Resolved,
        TicketStatus::Closed => Phase::Ended,
    };
    let moved = (status.as_str(), phase);
    work::commands::move_to(&mut tx, app, actor, Item::ticket(id.0), moved).await?;
    tx.commit().await?;
    queries::one(app, actor, access::Which::Ticket(id)).await
}

/// Changes how urgent a ticket is. Staff are told; parties see it when they look.
pub async fn set_priority(app: &App, actor: &Actor, id: TicketId, priority: Priority) -> Result<Ticket> {
    let mut tx = app.begin().await?;
    work::turns::take(&tx).await?;
    let (ticket, _) = access::handled(&tx, actor, id).await?;
    if ticket.row.priority != Stored(priority) {
        let mut change: entity::ActiveModel = ticket.row.clone().into();
        change.priority = Set(Stored(priority));
        change.updated_at = Set(tx.now());
        let row = change.update(tx.conn()).await?;
        work::commands::set_priority(&mut tx, app, actor, Item::ticket(id.0), priority).await?;
        announce(&mut tx, &ticket, &row)?;
        let details = json!({ "from": ticket.row.priority.0, "to": priority });
        let act = Act {
            action: ActivityAction::TicketPriority,
            subject: (ActivitySubject::Ticket, &id.to_string()),
            details,
        };
        activity::record(&tx, actor, act).await?;
    }
    tx.commit().await?;
    queries::one(app, actor, access::Which::Ticket(id)).await
}

pub(crate) fn announce(tx: &mut Tx, ticket: &access::Visible, row: &entity::Model) -> Result<()> {
    let order_status = ticket.order.status.0;
    let agent = ticket.handler.person;
    work::commands::changed(tx, Item::ticket(row.id));
    tx.emit(changed(row, &ticket.order, order_status, agent)?, access::audience(&ticket.order));
    Ok(())
}

/// Tells staff, and nobody else, that something of theirs changed at a ticket.
pub(crate) fn announce_to_staff(tx: &mut Tx, ticket: &access::Visible) -> Result<()> {
    work::commands::changed(tx, Item::ticket(ticket.row.id));
    let (order_status, agent) = (ticket.order.status.0, ticket.handler.person);
    tx.emit(changed(&ticket.row, &ticket.order, order_status, agent)?, access::colleagues());
    Ok(())
}

/// Calls the conversations of an order's ticket as the order is called now, inside a transaction.
pub(crate) async fn rename(tx: &mut Tx, order: OrderId, title: &str) -> Result<()> {
    let row = entity::Entity::find().filter(entity::Column::OrderId.eq(order.0)).one(tx.conn()).await?;
    let Some(row) = row else { return Ok(()) };
    work::commands::changed(tx, Item::ticket(row.id));
    conversations::commands::rename(tx, Item::ticket(row.id), title).await
}

/// Says in both channels, inside a transaction, how the order stands now.
pub(crate) async fn say_order_status(
    tx: &mut Tx,
    app: &App,
    order: OrderId,
    status: OrderStatus,
    revision_count: i32,
) -> Result<()> {
    access::lock(tx, access::Which::Order(order)).await?;
    let Some(row) = entity::Entity::find().filter(entity::Column::OrderId.eq(order.0)).one(tx.conn()).await?
    else {
        return Ok(());
    };
    conversations::commands::lock(tx, row.channels().map(|id| id.0)).await?;
    let notice = Notice::OrderStatus { order, to: status, revision_count };
    say_in_both(tx, app, &row, notice).await?;
    let order =
        orders::entity::Entity::find_by_id(order.0).one(tx.conn()).await?.ok_or_else(Error::not_found)?;
    let mut touched: entity::ActiveModel = row.into();
    touched.updated_at = Set(tx.now());
    let row = touched.update(tx.conn()).await?;
    let handler = access::handler(tx.conn(), row.id).await?;
    announce(tx, &access::Visible { row: row.clone(), order, side: Side::Staff, handler }, &row)
}

/// Says something in both channels of a ticket, inside a transaction.
pub(crate) async fn say_in_both(
    tx: &mut Tx,
    app: &App,
    row: &entity::Model,
    notice: Notice<'_>,
) -> Result<()> {
    for channel in row.channels() {
        let card = Card::load(tx.conn(), channel).await?;
        system::say(tx, app, &card, notice).await?;
    }
    Ok(())
}
