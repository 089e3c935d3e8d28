//! The caller's own account.

use axum::{Json, extract::State};
use liaison_domain::people::me;
use liaison_protocol::me::{Me, PatchMe};

use super::{
    Context,
    answer::Answer,
    extract::{Body, Caller},
};

/// Who the caller is, and what the front end keeps for this person.
#[utoipa::path(get, path = "/me", tag = "me", responses((status = 200, body = Me)))]
pub(super) async fn get_me(State(context): State<Context>, Caller(actor): Caller) -> Answer<Me> {
    Ok(Json(me::show(context.app(), &actor).await?))
}

/// Changes what is kept for the caller.
#[utoipa::path(patch, path = "/me", tag = "me", request_body = PatchMe, responses((status = 200, body = Me)))]
pub(super) async fn patch_me(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<PatchMe>,
) -> Answer<Me> {
    Ok(Json(me::change(context.app(), &actor, body).await?))
}
