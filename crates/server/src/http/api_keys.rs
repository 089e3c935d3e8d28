//! Keys of the host's server.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::api_keys::commands;
use liaison_protocol::{
    auth::{ApiKey, CreateApiKey, CreatedApiKey},
    ids::ApiKeyId,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Context, Refused,
    answer::Answer,
    extract::{At, Body, Caller},
};

/// A list of keys.
#[derive(Serialize, ToSchema)]
pub(super) struct KeyList {
    /// The newest first.
    items: Vec<ApiKey>,
    /// How many.
    total: usize,
}

/// All keys.
#[utoipa::path(get, path = "/admin/api-keys", tag = "api keys", responses((status = 200, body = KeyList)))]
pub(super) async fn list_api_keys(State(context): State<Context>, Caller(actor): Caller) -> Answer<KeyList> {
    let items = commands::list(context.app(), &actor).await?;
    Ok(Json(KeyList { total: items.len(), items }))
}

/// Makes a key. The answer is the only time it is shown.
#[utoipa::path(post, path = "/admin/api-keys", tag = "api keys", request_body = CreateApiKey,
    responses((status = 201, body = CreatedApiKey)))]
pub(super) async fn create_api_key(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<CreateApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>), Refused> {
    Ok((StatusCode::CREATED, Json(commands::create(context.app(), &actor, body).await?)))
}

/// Revokes a key.
#[utoipa::path(delete, path = "/admin/api-keys/{id}", tag = "api keys", params(("id" = i64, Path, description = "the key")),
    responses((status = 204)))]
pub(super) async fn revoke_api_key(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<ApiKeyId>,
) -> Result<StatusCode, Refused> {
    commands::revoke(context.app(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
