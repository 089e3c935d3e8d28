//! Deferred work, for admins.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::jobs::commands;
use liaison_protocol::job::{Job, JobPage, JobState};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Context, Refused,
    answer::Answer,
    extract::{self, Asked, At, Caller},
};

/// Which jobs.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichJobs {
    /// In which state: `dead` when nothing is said.
    state: Option<JobState>,
    /// How many at most.
    #[param(minimum = 1)]
    limit: Option<i64>,
}

/// Jobs in a state, the oldest first, and how many there are in each state.
#[utoipa::path(get, path = "/jobs", tag = "jobs", params(WhichJobs), responses((status = 200, body = JobPage)))]
pub(super) async fn list_jobs(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(which): Asked<WhichJobs>,
) -> Answer<JobPage> {
    let limit = extract::limit(which.limit)?;
    let state = which.state.unwrap_or(JobState::Dead);
    Ok(Json(commands::list(context.app(), &actor, state, limit).await?))
}

/// Tries a dead job again, now and from the beginning. 409 when it is not dead, or when a newer one has taken its place.
#[utoipa::path(post, path = "/jobs/{id}/replay", tag = "jobs", params(("id" = Uuid, Path, description = "the job")),
    responses((status = 200, body = Job)))]
pub(super) async fn replay_job(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<Uuid>,
) -> Answer<Job> {
    Ok(Json(commands::replay(context.app(), &actor, id).await?))
}

/// Gives a dead job up for good. 409 when it is not dead.
#[utoipa::path(delete, path = "/jobs/{id}", tag = "jobs", params(("id" = Uuid, Path, description = "the job")),
    responses((status = 204)))]
pub(super) async fn discard_job(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<Uuid>,
) -> Result<StatusCode, Refused> {
    commands::discard(context.app(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
