//! Tickets as reference B knows them.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::{
    error::Result,
    messages::queries::Stretch,
    tickets::{
        access::Which,
        create, forms, messages,
        queries::{self, Filter},
        reassign, relay, snooze, status,
    },
};
use liaison_protocol::{
    assignment::Assignments,
    conversation::ChannelType,
    ids::{MessageId, OrderId, PersonId, TicketId},
    message::{LogPage, Message, SentMessage},
    ticket::{
        AgentStatusView, ChangePriority, ChangeStatus, CreateTicket, PostNote, PostTicketMessage, Priority,
        Reassign, Relay, Snooze, SubmitForm, SubmittedForm, Ticket, TicketCounts, TicketPage, TicketSort,
        TicketStatus, TicketView,
    },
};
use serde::Deserialize;

use super::{
    Context, Refused,
    answer::Answer,
    extract::{self, Asked, At, Body, Caller, named},
    messages::StretchParams,
};

/// What to list. Empty values are the same as absent ones: forms send them.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    /// `open`, `in_progress`, `resolved` or `closed`; several with commas between them.
    status: Option<String>,
    /// `low`, `medium`, `high` or `urgent`; several with commas between them.
    priority: Option<String>,
    /// Only this agent's.
    #[param(value_type = Option<i64>)]
    agent: Option<String>,
    /// Only this team's.
    #[param(max_length = 100)]
    team: Option<String>,
    /// Only those of this brand or creator: a number, or a chat identity such as `brand-12`.
    #[param(value_type = Option<String>)]
    party: Option<String>,
    /// `true`: only those with a message that the caller has not read; `false`: only the others.
    #[param(value_type = Option<bool>)]
    unread: Option<String>,
    /// `true`: only those where a party waits for an answer; `false`: only the others.
    #[param(value_type = Option<bool>)]
    waiting: Option<String>,
    /// `true`: only those that are snoozed; `false`: only the others.
    #[param(value_type = Option<bool>)]
    snoozed: Option<String>,
    /// Only those that have this label; several ids with commas between them: one of these.
    label: Option<String>,
    /// Words of the order's title, its id, or a party's name.
    #[param(max_length = 200)]
    q: Option<String>,
    /// The order of the list.
    #[param(value_type = Option<TicketSort>)]
    sort: Option<String>,
    /// Items at most, 50 when absent, 100 at most.
    #[param(minimum = 1)]
    limit: Option<i64>,
    /// Items to skip.
    #[param(minimum = 0)]
    offset: Option<i64>,
}

impl ListParams {
    fn filter(&self) -> Result<Filter> {
        Ok(Filter {
            status: several("status", self.status.as_deref(), TicketStatus::parse)?,
            priority: several("priority", self.priority.as_deref(), Priority::parse)?,
            agent: named("agent", self.agent.as_deref(), agent_id)?,
            team: named("team", self.team.as_deref(), team)?,
            party: named("party", self.party.as_deref(), party_id)?,
            unread: named("unread", self.unread.as_deref(), |text| text.parse().ok())?,
            waiting: named("waiting", self.waiting.as_deref(), |text| text.parse().ok())?,
            snoozed: named("snoozed", self.snoozed.as_deref(), |text| text.parse().ok())?,
            labels: several("label", self.label.as_deref(), |text| text.parse().ok())?,
            q: self.q.clone(),
            sort: named("sort", self.sort.as_deref(), TicketSort::parse)?.unwrap_or_default(),
            limit: extract::limit(self.limit)?,
            offset: extract::offset(self.offset)?,
        })
    }
}

/// Values with commas between them, each one of the known names.
pub(super) fn several<T>(
    field: &str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>> {
    let names = text.unwrap_or_default().split(',').map(str::trim);
    names.filter_map(|name| named(field, Some(name), &parse).transpose()).collect()
}

/// A team as staff have one; a longer or unstorable text names none.
pub(super) fn team(text: &str) -> Option<String> {
    (text.chars().count() <= 100 && !text.contains('\0')).then(|| text.to_owned())
}

fn party_id(text: &str) -> Option<PersonId> {
    let number = ["brand-", "creator-"].into_iter().find_map(|kind| text.strip_prefix(kind));
    number.unwrap_or(text).parse().ok()
}

pub(super) fn agent_id(text: &str) -> Option<PersonId> {
    text.strip_prefix("agent-").unwrap_or(text).parse().ok()
}

/// All tickets.
#[utoipa::path(get, path = "/crm/tickets", tag = "tickets", params(ListParams), responses((status = 200, body = TicketPage)))]
pub(super) async fn list_tickets(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(params): Asked<ListParams>,
) -> Answer<TicketPage> {
    Ok(Json(queries::all(context.app(), &actor, &params.filter()?).await?))
}

/// Which of the caller's tickets.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ViewParams {
    /// `assigned` (the caller's own), `overview` (all; for a team lead those of the team), or `mentioned` (those with a
    /// note that mentions the caller).
    view: Option<TicketView>,
}

/// The caller's tickets.
#[utoipa::path(get, path = "/crm/tickets/my", tag = "tickets", params(ViewParams, ListParams),
    responses((status = 200, body = TicketPage)))]
pub(super) async fn my_tickets(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(which): Asked<ViewParams>,
    Asked(params): Asked<ListParams>,
) -> Answer<TicketPage> {
    Ok(Json(queries::mine(context.app(), &actor, which.view.unwrap_or_default(), &params.filter()?).await?))
}

/// How many tickets want the caller's attention.
#[utoipa::path(get, path = "/crm/tickets/counts", tag = "tickets", responses((status = 200, body = TicketCounts)))]
pub(super) async fn count_tickets(
    State(context): State<Context>,
    Caller(actor): Caller,
) -> Answer<TicketCounts> {
    Ok(Json(queries::counts(context.app(), &actor).await?))
}

/// A ticket; a party sees its own side of it.
#[utoipa::path(get, path = "/crm/tickets/{id}", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    responses((status = 200, body = Ticket)))]
pub(super) async fn get_ticket(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
) -> Answer<Ticket> {
    Ok(Json(queries::one(context.app(), &actor, Which::Ticket(id)).await?))
}

/// The ticket of an order.
#[utoipa::path(get, path = "/crm/tickets/order/{order}", tag = "tickets",
    params(("order" = i64, Path, description = "the order")), responses((status = 200, body = Ticket)))]
pub(super) async fn get_ticket_of_order(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(order): At<OrderId>,
) -> Answer<Ticket> {
    Ok(Json(queries::one(context.app(), &actor, Which::Order(order)).await?))
}

/// Creates a ticket for an order that has none.
#[utoipa::path(post, path = "/crm/tickets", tag = "tickets", request_body = CreateTicket, responses((status = 201, body = Ticket)))]
pub(super) async fn create_ticket(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<CreateTicket>,
) -> Result<(StatusCode, Json<Ticket>), Refused> {
    Ok((StatusCode::CREATED, Json(create::create(context.app(), &actor, body).await?)))
}

/// Moves a ticket. Closing freezes both channels, reopening thaws them.
#[utoipa::path(put, path = "/crm/tickets/{id}/status", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    request_body = ChangeStatus, responses((status = 200, body = Ticket)))]
pub(super) async fn set_status(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Body(body): Body<ChangeStatus>,
) -> Answer<Ticket> {
    Ok(Json(status::set_status(context.app(), &actor, id, body.status).await?))
}

/// Changes how urgent a ticket is.
#[utoipa::path(put, path = "/crm/tickets/{id}/priority", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    request_body = ChangePriority, responses((status = 200, body = Ticket)))]
pub(super) async fn set_priority(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Body(body): Body<ChangePriority>,
) -> Answer<Ticket> {
    Ok(Json(status::set_priority(context.app(), &actor, id, body.priority).await?))
}

/// Puts a ticket aside until a time, and in any case until a party writes. Parties do not learn of it.
#[utoipa::path(put, path = "/crm/tickets/{id}/snooze", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    request_body = Snooze, responses((status = 200, body = Ticket)))]
pub(super) async fn snooze_ticket(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Body(body): Body<Snooze>,
) -> Answer<Ticket> {
    Ok(Json(snooze::snooze(context.app(), &actor, id, body).await?))
}

/// Takes a ticket up again before its time.
#[utoipa::path(delete, path = "/crm/tickets/{id}/snooze", tag = "tickets",
    params(("id" = i64, Path, description = "the ticket")), responses((status = 200, body = Ticket)))]
pub(super) async fn unsnooze_ticket(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
) -> Answer<Ticket> {
    Ok(Json(snooze::unsnooze(context.app(), &actor, id).await?))
}

/// Gives a ticket to somebody else.
#[utoipa::path(put, path = "/crm/tickets/{id}/reassign", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    request_body = Reassign, responses((status = 200, body = Ticket)))]
pub(super) async fn reassign_ticket(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Body(body): Body<Reassign>,
) -> Answer<Ticket> {
    Ok(Json(reassign::reassign(context.app(), &actor, id, &body.agent_id).await?))
}

/// Who handled a ticket, since when, and why: every decision with its candidates and reasons. For staff.
#[utoipa::path(get, path = "/crm/tickets/{id}/assignments", tag = "tickets",
    params(("id" = i64, Path, description = "the ticket")), responses((status = 200, body = Assignments)))]
pub(super) async fn list_assignments(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
) -> Answer<Assignments> {
    Ok(Json(queries::assignments(context.app(), &actor, id).await?))
}

/// Which messages of a ticket. A party gets its own channel whatever it asks for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MessageParams {
    /// The channel; staff who name none get both, merged by time.
    #[serde(rename = "channelType", alias = "channel_type")]
    #[param(value_type = Option<ChannelType>)]
    channel_type: Option<String>,
    /// Older ones than this message, for both channels merged.
    before: Option<MessageId>,
    /// `true` asks for older messages; together with `before_seq`, or `before`.
    #[serde(rename = "loadOlderMessages")]
    #[param(rename = "loadOlderMessages")]
    load_older: Option<bool>,
    /// Must be the caller.
    #[serde(rename = "userId")]
    user_id: Option<String>,
    /// Must be the caller's.
    #[serde(rename = "userType")]
    user_type: Option<String>,
}

/// Messages of a ticket, oldest first: the newest 50, or with `loadOlderMessages=true` and no position 100.
#[utoipa::path(get, path = "/crm/tickets/{id}/messages", tag = "tickets",
    params(("id" = i64, Path, description = "the ticket"), MessageParams, StretchParams),
    responses((status = 200, body = LogPage)))]
pub(super) async fn list_ticket_messages(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Asked(params): Asked<MessageParams>,
    Asked(stretch): Asked<StretchParams>,
) -> Answer<LogPage> {
    extract::must_be_caller(&actor, params.user_id.as_deref(), params.user_type.as_deref())?;
    let wanted = named("channelType", params.channel_type.as_deref(), ChannelType::parse)?;
    let wanted = wanted.map(ChannelType::side);
    let (stretch, mut limit) = stretch.checked()?;
    if params.load_older == Some(true) && matches!(stretch, Stretch::Newest) && params.before.is_none() {
        limit = 100;
    }
    Ok(Json(messages::read(context.app(), &actor, id, wanted, stretch, params.before, limit).await?))
}

/// Posts a message in a ticket.
#[utoipa::path(post, path = "/crm/tickets/{id}/messages", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    request_body = PostTicketMessage, responses((status = 200, body = SentMessage)))]
pub(super) async fn post_ticket_message(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Body(body): Body<PostTicketMessage>,
) -> Answer<SentMessage> {
    Ok(Json(messages::send(context.app(), &actor, id, body).await?))
}

/// Carries a message of one party over to the other, as the caller. What the other side gets names nothing of where it
/// came from: files are new ones with names of their own.
#[utoipa::path(post, path = "/crm/tickets/{id}/relay", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    request_body = Relay, responses((status = 200, body = SentMessage)))]
pub(super) async fn relay_message(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Body(body): Body<Relay>,
) -> Answer<SentMessage> {
    let message = relay::relay(context.app(), &actor, id, body).await?;
    Ok(Json(SentMessage { success: true, message }))
}

/// The staff-only notes of a ticket.
#[utoipa::path(get, path = "/crm/tickets/{id}/notes", tag = "tickets",
    params(("id" = i64, Path, description = "the ticket"), StretchParams), responses((status = 200, body = LogPage)))]
pub(super) async fn list_notes(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Asked(stretch): Asked<StretchParams>,
) -> Answer<LogPage> {
    let (stretch, limit) = stretch.checked()?;
    Ok(Json(messages::notes(context.app(), &actor, id, stretch, limit).await?))
}

/// Adds a note that no party ever sees.
#[utoipa::path(post, path = "/crm/tickets/{id}/notes", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    request_body = PostNote, responses((status = 200, body = Message)))]
pub(super) async fn add_note(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Body(body): Body<PostNote>,
) -> Answer<Message> {
    Ok(Json(messages::add_note(context.app(), &actor, id, body).await?))
}

/// Submits a structured form; the order follows by rule.
#[utoipa::path(post, path = "/crm/tickets/{id}/forms", tag = "tickets", params(("id" = i64, Path, description = "the ticket")),
    request_body = SubmitForm, responses((status = 200, body = SubmittedForm)))]
pub(super) async fn submit_form(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
    Body(body): Body<SubmitForm>,
) -> Answer<SubmittedForm> {
    Ok(Json(forms::submit(context.app(), &actor, id, body).await?))
}

/// How the ticket's agent is now.
#[utoipa::path(get, path = "/crm/tickets/{id}/agent-status", tag = "tickets",
    params(("id" = i64, Path, description = "the ticket")), responses((status = 200, body = AgentStatusView)))]
pub(super) async fn agent_status(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TicketId>,
) -> Answer<AgentStatusView> {
    Ok(Json(queries::agent_status(context.app(), &actor, id).await?))
}
