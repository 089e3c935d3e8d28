//! Drafts of staff, and who has a ticket open.

use axum::{Json, extract::State};
use liaison_domain::{drafts::commands as drafts, error::Error, viewing::commands as viewing};
use liaison_protocol::{
    at_work::{Draft, DraftChannel, Drafts, KeepDraft, Viewers},
    ids::TicketId,
};

use super::{
    Context,
    answer::Answer,
    extract::{At, Body, Caller},
};

/// What the caller has begun to write for a ticket.
#[utoipa::path(get, path = "/crm/tickets/{id}/drafts", tag = "tickets",
    params(("id" = i64, Path, description = "the ticket")), responses((status = 200, body = Drafts)))]
pub(super) async fn list_drafts(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
) -> Answer<Drafts> {
    Ok(Json(drafts::list(context.app(), &actor, id).await?))
}

/// Keeps what the caller has begun to write; an empty text removes it.
#[utoipa::path(put, path = "/crm/tickets/{id}/drafts/{channel_type}", tag = "tickets",
    params(("id" = i64, Path, description = "the ticket"),
        ("channel_type" = DraftChannel, Path, description = "where it is to go")),
    request_body = KeepDraft, responses((status = 200, body = Draft)))]
pub(super) async fn keep_draft(
    State(context): State<Context>,
    Caller(actor): Caller,
    At((id, channel)): At<(TicketId, String)>,
    Body(body): Body<KeepDraft>,
) -> Answer<Draft> {
    let channel = DraftChannel::parse(&channel)
        .ok_or_else(|| Error::invalid("channel_type", "is not a known value"))?;
    Ok(Json(drafts::keep(context.app(), &actor, id, channel, &body.text).await?))
}

/// Which colleagues have a ticket open.
#[utoipa::path(get, path = "/crm/tickets/{id}/viewers", tag = "tickets",
    params(("id" = i64, Path, description = "the ticket")), responses((status = 200, body = Viewers)))]
pub(super) async fn list_viewers(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
) -> Answer<Viewers> {
    Ok(Json(viewing::list(context.app(), &actor, id).await?))
}
