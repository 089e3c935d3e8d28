//! Live chats as references D and E know them.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::{
    messages::post::{self, PostMessage},
    sessions::{
        commands,
        queries::{self, Wanted},
    },
};
use liaison_protocol::{
    ids::ConversationId,
    inbox::Transfer,
    message::SentMessage,
    page::Page,
    session::{AssignSession, PostSessionMessage, Session, SessionStatus, StartSession},
};
use serde::Deserialize;

use super::{
    Context,
    answer::{Answer, Refused},
    extract::{Asked, At, Body, Caller, Paging, named},
    tickets::several,
};

/// Starts a live chat of the caller, a customer or visitor: the assistant greets. Answers 201; 200 with the chat that the
/// caller has open, if there is one.
#[utoipa::path(post, path = "/support/chat/sessions/user", tag = "live chat", request_body(content = Option<StartSession>),
    responses((status = 201, body = Session), (status = 200, body = Session)))]
pub(super) async fn start_session(
    State(context): State<Context>,
    Caller(actor): Caller,
    body: Option<Body<StartSession>>,
) -> Result<(StatusCode, Json<Session>), Refused> {
    let body = body.map(|Body(body)| body).unwrap_or_default();
    let (session, is_new) = commands::start(context.app(), &actor, body).await?;
    Ok((if is_new { StatusCode::CREATED } else { StatusCode::OK }, Json(session)))
}

/// The caller's live chat that has not ended.
#[utoipa::path(get, path = "/support/chat/sessions/active", tag = "live chat", responses((status = 200, body = Session)))]
pub(super) async fn active_session(State(context): State<Context>, Caller(actor): Caller) -> Answer<Session> {
    Ok(Json(queries::active(context.app(), &actor).await?))
}

/// Which live chats.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SessionParams {
    /// Only these statuses, separated by commas: `ai`, `waiting`, `assigned`, `abandoned`, `ended`.
    status: Option<String>,
    /// Only the chat that is this case of the inbox: the number in `session-12`.
    #[param(value_type = Option<i64>)]
    case: Option<String>,
}

/// All live chats, the newest first. For staff.
#[utoipa::path(get, path = "/support/chat/sessions", tag = "live chat", params(SessionParams, Paging),
    responses((status = 200, body = Page<Session>)))]
pub(super) async fn list_sessions(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(params): Asked<SessionParams>,
    Asked(paging): Asked<Paging>,
) -> Answer<Page<Session>> {
    let wanted = Wanted {
        statuses: several("status", params.status.as_deref(), SessionStatus::parse)?,
        case: named("case", params.case.as_deref(), |text| text.parse().ok())?,
    };
    Ok(Json(queries::list(context.app(), &actor, &wanted, paging.checked()?).await?))
}

/// Live chats that wait for an agent, in the order of the queue. For staff.
#[utoipa::path(get, path = "/support/chat/queue", tag = "live chat", params(Paging),
    responses((status = 200, body = Page<Session>)))]
pub(super) async fn session_queue(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(paging): Asked<Paging>,
) -> Answer<Page<Session>> {
    Ok(Json(queries::queue(context.app(), &actor, paging.checked()?).await?))
}

/// One live chat. Its messages are those of the conversation with the same id.
#[utoipa::path(get, path = "/support/chat/sessions/{id}", tag = "live chat",
    params(("id" = uuid::Uuid, Path, description = "the session")), responses((status = 200, body = Session)))]
pub(super) async fn get_session(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<ConversationId>,
) -> Answer<Session> {
    Ok(Json(queries::one(context.app(), &actor, id).await?))
}

/// Asks for a person instead of the assistant. For whoever the chat is for; while it waits or has an agent nothing changes.
#[utoipa::path(post, path = "/support/chat/sessions/{id}/handover", tag = "live chat",
    params(("id" = uuid::Uuid, Path, description = "the session")), responses((status = 200, body = Session)))]
pub(super) async fn hand_over_session(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<ConversationId>,
) -> Answer<Session> {
    Ok(Json(commands::hand_over(context.app(), &actor, id).await?))
}

/// Gives a live chat to a member of staff: to the caller when no one is named. Any member of staff takes one that no one
/// handles, also from the assistant.
#[utoipa::path(post, path = "/support/chat/sessions/{id}/assign", tag = "live chat",
    params(("id" = uuid::Uuid, Path, description = "the session")), request_body(content = Option<AssignSession>),
    responses((status = 200, body = Session)))]
pub(super) async fn assign_session(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<ConversationId>,
    body: Option<Body<AssignSession>>,
) -> Answer<Session> {
    let to = body.and_then(|Body(body)| body.agent_id);
    Ok(Json(match to {
        Some(agent) => commands::transfer(context.app(), &actor, id, agent).await?,
        None => commands::take(context.app(), &actor, id).await?,
    }))
}

/// Gives a live chat to another member of staff. For its agent, the lead of the agent's team within the team, supervisors
/// and above.
#[utoipa::path(post, path = "/support/chat/sessions/{id}/transfer", tag = "live chat",
    params(("id" = uuid::Uuid, Path, description = "the session")), request_body = Transfer,
    responses((status = 200, body = Session)))]
pub(super) async fn transfer_session(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<ConversationId>,
    Body(body): Body<Transfer>,
) -> Answer<Session> {
    Ok(Json(commands::transfer(context.app(), &actor, id, body.agent_id).await?))
}

/// Ends a live chat for good. For whoever it is for, its agent, and team leads and above while no one handles it.
#[utoipa::path(post, path = "/support/chat/sessions/{id}/end", tag = "live chat",
    params(("id" = uuid::Uuid, Path, description = "the session")), responses((status = 200, body = Session)))]
pub(super) async fn end_session(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<ConversationId>,
) -> Answer<Session> {
    Ok(Json(commands::end(context.app(), &actor, id).await?))
}

/// Posts a message in a live chat.
#[utoipa::path(post, path = "/support/chat/sessions/{id}/messages", tag = "live chat",
    params(("id" = uuid::Uuid, Path, description = "the session")), request_body = PostSessionMessage,
    responses((status = 200, body = SentMessage)))]
pub(super) async fn post_session_message(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<ConversationId>,
    Body(body): Body<PostSessionMessage>,
) -> Answer<SentMessage> {
    actor.person()?.must_be(body.sender_id.as_ref())?;
    let app = context.app();
    queries::one(app, &actor, id).await?;
    let command = PostMessage {
        text: body.text,
        attachment_ids: body.attachment_ids,
        client_id: body.client_id,
        ..PostMessage::default()
    };
    Ok(Json(SentMessage { success: true, message: post::post(app, &actor, id, command).await? }))
}
