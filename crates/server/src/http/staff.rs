//! Staff: their status, and those who manage them.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::{error::Result, people::staff, presence, work};
use liaison_protocol::{
    ids::PersonId,
    staff::{AgentStatus, Colleagues, CreateStaff, PatchStaff, SetAgentStatus, Staff},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Context, Refused,
    answer::Answer,
    extract::{At, Body, Caller},
};

/// The status after a change.
#[derive(Serialize, ToSchema)]
pub(super) struct StatusSet {
    /// Always `true`.
    success: bool,
    /// The status now.
    agent_status: AgentStatus,
}

/// Sets the caller's own status.
#[utoipa::path(put, path = "/agent/status", tag = "staff", request_body = SetAgentStatus, responses((status = 200, body = StatusSet)))]
pub(super) async fn set_agent_status(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<SetAgentStatus>,
) -> Answer<StatusSet> {
    presence::status::set(context.app(), &actor, body.status).await?;
    Ok(Json(StatusSet { success: true, agent_status: body.status }))
}

/// A list of staff.
#[derive(Serialize, ToSchema)]
pub(super) struct StaffList {
    /// Everybody, by id.
    items: Vec<Staff>,
    /// How many.
    total: usize,
}

async fn everybody(context: &Context, caller: &Caller) -> Result<StaffList> {
    let items = work::staff::list(context.app(), &caller.0).await?;
    Ok(StaffList { total: items.len(), items })
}

/// Agents with their load.
#[utoipa::path(get, path = "/admin/agents", tag = "staff", responses((status = 200, body = StaffList)))]
pub(super) async fn list_agents(State(context): State<Context>, caller: Caller) -> Answer<StaffList> {
    let mut list = everybody(&context, &caller).await?;
    list.items.retain(|member| member.active);
    list.total = list.items.len();
    Ok(Json(list))
}

/// Who works here now and how much each has to do, for all staff: whoever may give a ticket away sees to whom.
#[utoipa::path(get, path = "/crm/agents", tag = "staff", responses((status = 200, body = Colleagues)))]
pub(super) async fn list_colleagues(
    State(context): State<Context>,
    Caller(actor): Caller,
) -> Answer<Colleagues> {
    Ok(Json(Colleagues { items: work::staff::colleagues(context.app(), &actor).await? }))
}

/// All staff, deactivated ones too.
#[utoipa::path(get, path = "/admin/staff", tag = "staff", responses((status = 200, body = StaffList)))]
pub(super) async fn list_staff(State(context): State<Context>, caller: Caller) -> Answer<StaffList> {
    Ok(Json(everybody(&context, &caller).await?))
}

/// Adds a member of staff.
#[utoipa::path(post, path = "/admin/staff", tag = "staff", request_body = CreateStaff, responses((status = 201, body = Staff)))]
pub(super) async fn create_staff(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<CreateStaff>,
) -> Result<(StatusCode, Json<Staff>), Refused> {
    let id = staff::create(context.app(), &actor, body).await?;
    Ok((StatusCode::CREATED, Json(work::staff::one(context.app(), id).await?)))
}

/// Changes a member of staff.
#[utoipa::path(patch, path = "/admin/staff/{id}", tag = "staff", params(("id" = i64, Path, description = "the person")),
    request_body = PatchStaff, responses((status = 200, body = Staff)))]
pub(super) async fn patch_staff(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<PersonId>,
    Body(body): Body<PatchStaff>,
) -> Answer<Staff> {
    staff::patch(context.app(), &actor, id, body).await?;
    Ok(Json(work::staff::one(context.app(), id).await?))
}

/// Deactivates a member of staff; what was written stays.
#[utoipa::path(delete, path = "/admin/staff/{id}", tag = "staff", params(("id" = i64, Path, description = "the person")),
    responses((status = 204)))]
pub(super) async fn deactivate_staff(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<PersonId>,
) -> Result<StatusCode, Refused> {
    staff::deactivate(context.app(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
