//! The inbox of staff: every case, whatever its kind.

use axum::{Json, extract::State};
use liaison_domain::{
    error::Result,
    facts::Item,
    inbox::queries::{self, Wanted},
    work::commands,
};
use liaison_protocol::{
    ids::PersonId,
    inbox::{CaseKind, CasePage, CaseRow, InboxCounts, InboxSort, InboxView, Transfer},
    session::SessionStatus,
    side::Side,
    ticket::{Priority, TicketStatus},
};
use serde::Deserialize;

use super::{
    Context,
    answer::Answer,
    extract::{self, Asked, At, Body, Caller, named},
    tickets::{agent_id, several, team},
};

/// What to list. Empty values are the same as absent ones.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InboxParams {
    /// The view; `mine` when absent.
    #[param(value_type = Option<InboxView>)]
    view: Option<String>,
    /// Only these kinds of cases, separated by commas.
    kind: Option<String>,
    /// Only these statuses, separated by commas.
    status: Option<String>,
    /// `low`, `medium`, `high` or `urgent`; several separated by commas.
    priority: Option<String>,
    /// Only cases with one of these labels: ids separated by commas.
    label: Option<String>,
    /// Only this agent's cases, in a view that shows those of others.
    #[param(value_type = Option<i64>)]
    agent: Option<String>,
    /// Only this team's cases, in a view that shows those of others.
    #[param(max_length = 100)]
    team: Option<String>,
    /// `true`: only cases with a message that the caller has not read.
    #[param(value_type = Option<bool>)]
    unread: Option<String>,
    /// `true`: only cases in which someone waits for staff; or the side that waits: `brand`, `creator`, `customer`.
    waiting: Option<String>,
    /// Words of the title or of a party's name, or a number.
    #[param(max_length = 200)]
    q: Option<String>,
    /// The order. The view `queue` has its own: the most urgent first, and among those the oldest.
    #[param(value_type = Option<InboxSort>)]
    sort: Option<String>,
    /// Where to go on: `next` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// The maximum number of rows: 50 when absent, 100 at most.
    #[param(minimum = 1)]
    limit: Option<i64>,
}

impl InboxParams {
    fn wanted(self) -> Result<Wanted> {
        let waiting = |text: &str| match text {
            "true" => Some(None),
            side => Side::parse(side).filter(|side| *side != Side::Staff).map(Some),
        };
        // Each kind of case has statuses of its own.
        let status = |text: &str| {
            let of_ticket = TicketStatus::parse(text).map(TicketStatus::as_str);
            of_ticket.or_else(|| SessionStatus::parse(text).map(SessionStatus::as_str))
        };
        let statuses = several("status", self.status.as_deref(), status)?;
        Ok(Wanted {
            view: named("view", self.view.as_deref(), InboxView::parse)?.unwrap_or_default(),
            kinds: several("kind", self.kind.as_deref(), CaseKind::parse)?,
            statuses: statuses.iter().map(ToString::to_string).collect(),
            priorities: several("priority", self.priority.as_deref(), Priority::parse)?,
            labels: several("label", self.label.as_deref(), |text| text.parse().ok())?,
            agent: named("agent", self.agent.as_deref(), agent_id)?,
            team: named("team", self.team.as_deref(), team)?,
            unread: named("unread", self.unread.as_deref(), |text| text.parse().ok())?.unwrap_or_default(),
            waiting: named("waiting", self.waiting.as_deref(), waiting)?,
            q: self.q,
            sort: named("sort", self.sort.as_deref(), InboxSort::parse)?.unwrap_or_default(),
            cursor: self.cursor.filter(|cursor| !cursor.is_empty()),
            limit: extract::limit(self.limit)?,
        })
    }
}

/// A page of a view of the inbox.
#[utoipa::path(get, path = "/inbox/cases", tag = "inbox", params(InboxParams), responses((status = 200, body = CasePage)))]
pub(super) async fn list_cases(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(params): Asked<InboxParams>,
) -> Answer<CasePage> {
    Ok(Json(queries::page(context.app(), &actor, params.wanted()?).await?))
}

/// How many cases each view holds.
#[utoipa::path(get, path = "/inbox/counts", tag = "inbox", responses((status = 200, body = InboxCounts)))]
pub(super) async fn count_cases(
    State(context): State<Context>,
    Caller(actor): Caller,
) -> Answer<InboxCounts> {
    Ok(Json(queries::counts(context.app(), &actor).await?))
}

/// One case as a row.
#[utoipa::path(get, path = "/inbox/cases/{kind}/{id}", tag = "inbox",
    params(("kind" = CaseKind, Path, description = "the kind"), ("id" = i64, Path, description = "the case")),
    responses((status = 200, body = CaseRow)))]
pub(super) async fn get_case(
    State(context): State<Context>,
    Caller(actor): Caller,
    At((kind, id)): At<(CaseKind, i64)>,
) -> Answer<CaseRow> {
    Ok(Json(queries::one(context.app(), &actor, item(kind, id)).await?))
}

/// Takes a case over: the caller handles it from now on. Any member of staff takes one that waits for an agent; one that
/// someone handles can be taken over by whoever may reassign it.
#[utoipa::path(post, path = "/inbox/cases/{kind}/{id}/take", tag = "inbox",
    params(("kind" = CaseKind, Path, description = "the kind"), ("id" = i64, Path, description = "the case")),
    responses((status = 200, body = CaseRow)))]
pub(super) async fn take_case(
    State(context): State<Context>,
    Caller(actor): Caller,
    At((kind, id)): At<(CaseKind, i64)>,
) -> Answer<CaseRow> {
    commands::take(context.app(), &actor, item(kind, id)).await?;
    Ok(Json(queries::one(context.app(), &actor, item(kind, id)).await?))
}

/// Gives a case to another member of staff. For its agent, the lead of the agent's team within the team, supervisors and above.
#[utoipa::path(post, path = "/inbox/cases/{kind}/{id}/transfer", tag = "inbox", request_body = Transfer,
    params(("kind" = CaseKind, Path, description = "the kind"), ("id" = i64, Path, description = "the case")),
    responses((status = 200, body = CaseRow)))]
pub(super) async fn transfer_case(
    State(context): State<Context>,
    Caller(actor): Caller,
    At((kind, id)): At<(CaseKind, i64)>,
    Body(Transfer { agent_id: PersonId(agent) }): Body<Transfer>,
) -> Answer<CaseRow> {
    commands::transfer(context.app(), &actor, item(kind, id), PersonId(agent)).await?;
    Ok(Json(queries::one(context.app(), &actor, item(kind, id)).await?))
}

/// Gives a case back to the queue, at the place of its age. The agent who gave it back is not offered it again. 409 for a
/// kind that must have an agent, such as a ticket.
#[utoipa::path(post, path = "/inbox/cases/{kind}/{id}/release", tag = "inbox",
    params(("kind" = CaseKind, Path, description = "the kind"), ("id" = i64, Path, description = "the case")),
    responses((status = 200, body = CaseRow)))]
pub(super) async fn release_case(
    State(context): State<Context>,
    Caller(actor): Caller,
    At((kind, id)): At<(CaseKind, i64)>,
) -> Answer<CaseRow> {
    commands::release(context.app(), &actor, item(kind, id)).await?;
    Ok(Json(queries::one(context.app(), &actor, item(kind, id)).await?))
}

fn item(kind: CaseKind, id: i64) -> Item {
    Item { kind: kind.into(), id }
}
