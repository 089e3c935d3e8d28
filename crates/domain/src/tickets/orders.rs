//! An order with its ticket: what the host's server creates, changes and reads.

use liaison_protocol::{
    ids::OrderId,
    order::{CreateOrder, Order, PatchOrder},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{entity, view};
use crate::{actor::Actor, app::App, error::Result, orders};

/// Mirrors an order of the host: both people, the order, its ticket, agent, channels and welcome messages, in one
/// transaction. The second value tells whether it is new: the same external id gives the same order again.
pub async fn create(app: &App, actor: &Actor, command: CreateOrder) -> Result<(Order, bool)> {
    let (id, is_new) = orders::commands::create(app, actor, command).await?;
    Ok((one(app, actor, id).await?, is_new))
}

/// Changes an order as the host or an admin says. A new status is told in both channels.
pub async fn patch(app: &App, actor: &Actor, id: OrderId, command: PatchOrder) -> Result<Order> {
    orders::commands::patch(app, actor, id, command).await?;
    one(app, actor, id).await
}

/// One order with its ticket; 404 when it must look absent.
pub async fn one(app: &App, actor: &Actor, id: OrderId) -> Result<Order> {
    let read = app.db().read();
    let (mut order, side) = orders::queries::one(app, actor, id).await?;
    let ticket = entity::Entity::find().filter(entity::Column::OrderId.eq(id.0)).one(read).await?;
    if let Some(ticket) = ticket {
        order.ticket = Some(view::summary(read, &ticket, side).await?);
    }
    Ok(order)
}
