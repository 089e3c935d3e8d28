//! Labels of tickets.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::{
    labels::{commands, queries},
    tickets::labels as ticket_labels,
};
use liaison_protocol::{
    ids::{LabelId, TicketId},
    label::{CreateLabel, PatchLabel, WorkspaceLabel, WorkspaceLabels},
    ticket::Ticket,
};

use super::{
    Context, Refused,
    answer::Answer,
    extract::{At, Body, Caller},
};

/// All labels by name, each with the number of tickets that have it. For staff.
#[utoipa::path(get, path = "/crm/labels", tag = "labels", responses((status = 200, body = WorkspaceLabels)))]
pub(super) async fn list_labels(
    State(context): State<Context>,
    Caller(actor): Caller,
) -> Answer<WorkspaceLabels> {
    Ok(Json(queries::list(context.app(), &actor).await?))
}

/// Makes a label. For team leads and above.
#[utoipa::path(post, path = "/crm/labels", tag = "labels", request_body = CreateLabel,
    responses((status = 201, body = WorkspaceLabel)))]
pub(super) async fn create_label(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<CreateLabel>,
) -> Result<(StatusCode, Json<WorkspaceLabel>), Refused> {
    Ok((StatusCode::CREATED, Json(commands::create(context.app(), &actor, body).await?)))
}

/// Changes a label.
#[utoipa::path(patch, path = "/crm/labels/{id}", tag = "labels", params(("id" = i64, Path, description = "the label")),
    request_body = PatchLabel, responses((status = 200, body = WorkspaceLabel)))]
pub(super) async fn patch_label(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<LabelId>,
    Body(body): Body<PatchLabel>,
) -> Answer<WorkspaceLabel> {
    Ok(Json(commands::patch(context.app(), &actor, id, body).await?))
}

/// Removes a label, from all tickets too.
#[utoipa::path(delete, path = "/crm/labels/{id}", tag = "labels", params(("id" = i64, Path, description = "the label")),
    responses((status = 204)))]
pub(super) async fn delete_label(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<LabelId>,
) -> Result<StatusCode, Refused> {
    commands::delete(context.app(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a label to a ticket. For whoever handles it.
#[utoipa::path(put, path = "/crm/tickets/{id}/labels/{label}", tag = "labels",
    params(("id" = i64, Path, description = "the ticket"), ("label" = i64, Path, description = "the label")),
    responses((status = 200, body = Ticket)))]
pub(super) async fn give_label(
    State(context): State<Context>,
    Caller(actor): Caller,
    At((ticket, label)): At<(TicketId, LabelId)>,
) -> Answer<Ticket> {
    Ok(Json(ticket_labels::add(context.app(), &actor, ticket, label).await?))
}

/// Takes a label off a ticket.
#[utoipa::path(delete, path = "/crm/tickets/{id}/labels/{label}", tag = "labels",
    params(("id" = i64, Path, description = "the ticket"), ("label" = i64, Path, description = "the label")),
    responses((status = 200, body = Ticket)))]
pub(super) async fn take_label(
    State(context): State<Context>,
    Caller(actor): Caller,
    At((ticket, label)): At<(TicketId, LabelId)>,
) -> Answer<Ticket> {
    Ok(Json(ticket_labels::remove(context.app(), &actor, ticket, label).await?))
}
