//! What the host's server says about people: their tokens no longer count, or they may not come in at all.

use axum::{Json, extract::State};
use liaison_domain::people::revoke;
use liaison_protocol::auth::{PersonAccess, WhichPerson};

use super::{
    Context,
    answer::Answer,
    extract::{Body, Caller},
};

/// Refuses all tokens that a person has got so far, and cuts the person's connections. For an API key with the scope
/// `people`, and for admins.
#[utoipa::path(post, path = "/people/revoke", tag = "people", request_body = WhichPerson,
    responses((status = 200, body = PersonAccess)))]
pub(super) async fn revoke_person(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<WhichPerson>,
) -> Answer<PersonAccess> {
    Ok(Json(revoke::revoke(context.app(), &actor, &body).await?))
}

/// Refuses all tokens of a person, also new ones, until the person is reactivated. What was written stays.
#[utoipa::path(post, path = "/people/deactivate", tag = "people", request_body = WhichPerson,
    responses((status = 200, body = PersonAccess)))]
pub(super) async fn deactivate_person(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<WhichPerson>,
) -> Answer<PersonAccess> {
    Ok(Json(revoke::deactivate(context.app(), &actor, &body).await?))
}

/// Accepts new tokens of a person again. Those of before the person was deactivated are not accepted.
#[utoipa::path(post, path = "/people/reactivate", tag = "people", request_body = WhichPerson,
    responses((status = 200, body = PersonAccess)))]
pub(super) async fn reactivate_person(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<WhichPerson>,
) -> Answer<PersonAccess> {
    Ok(Json(revoke::reactivate(context.app(), &actor, &body).await?))
}
