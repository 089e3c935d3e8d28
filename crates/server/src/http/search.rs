//! Search.

use axum::{Json, extract::State};
use liaison_domain::search::queries::{self, Filter};
use liaison_protocol::{ids::TicketId, search::FoundMessages};
use serde::Deserialize;

use super::{
    Context,
    answer::Answer,
    extract::{self, Asked, Caller},
};

/// What to look for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchParams {
    /// Words. Each must begin a word of the message, or of a file's name; case and accents do not matter.
    #[param(max_length = 200)]
    q: String,
    /// Only in this ticket.
    ticket_id: Option<TicketId>,
    /// `next` of the answer before.
    before: Option<String>,
    /// Items of a page, 50 when absent, 100 at most.
    #[param(minimum = 1)]
    limit: Option<i64>,
}

/// Messages by their words, the newest first. For staff, and keys that read tickets.
#[utoipa::path(get, path = "/search/messages", tag = "messages", params(SearchParams),
    responses((status = 200, body = FoundMessages)))]
pub(super) async fn search_messages(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(params): Asked<SearchParams>,
) -> Answer<FoundMessages> {
    let limit = extract::limit(params.limit)?;
    let filter = Filter { q: params.q, ticket: params.ticket_id, before: params.before, limit };
    Ok(Json(queries::messages(context.app(), &actor, &filter).await?))
}
