//! Orders of the host application.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::tickets::orders;
use liaison_protocol::{
    ids::OrderId,
    order::{CreateOrder, Order, PatchOrder},
};

use super::{
    Context, Refused,
    answer::Answer,
    extract::{At, Body, Caller},
};

/// Mirrors an order: people, ticket, agent, channels and welcome messages in one transaction. The same
/// `external_id` again gives the same order again, with status 200.
#[utoipa::path(post, path = "/orders", tag = "orders", request_body = CreateOrder,
    responses((status = 201, body = Order), (status = 200, body = Order, description = "it was there already")))]
pub(super) async fn create_order(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<CreateOrder>,
) -> Result<(StatusCode, Json<Order>), Refused> {
    let (order, is_new) = orders::create(context.app(), &actor, body).await?;
    Ok((if is_new { StatusCode::CREATED } else { StatusCode::OK }, Json(order)))
}

/// An order; a party sees its own side of it.
#[utoipa::path(get, path = "/orders/{id}", tag = "orders", params(("id" = i64, Path, description = "the order")),
    responses((status = 200, body = Order)))]
pub(super) async fn get_order(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<OrderId>,
) -> Answer<Order> {
    Ok(Json(orders::one(context.app(), &actor, id).await?))
}

/// Changes an order as the host or an admin says.
#[utoipa::path(patch, path = "/orders/{id}", tag = "orders", params(("id" = i64, Path, description = "the order")),
    request_body = PatchOrder, responses((status = 200, body = Order)))]
pub(super) async fn patch_order(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<OrderId>,
    Body(body): Body<PatchOrder>,
) -> Answer<Order> {
    Ok(Json(orders::patch(context.app(), &actor, id, body).await?))
}
