//! What admins set, what was done, and what a widget must know before anybody has logged in.

use axum::{Json, extract::State};
use liaison_domain::{
    activity::queries::{self as activity, Filter},
    files::accepted_types,
    settings::commands as settings,
};
use liaison_protocol::{
    activity::ActivityPage,
    settings::{Settings, WidgetConfig},
};
use serde::Deserialize;

use super::{
    Context,
    answer::Answer,
    extract::{self, Asked, Body, Caller},
};

/// The languages of the widget.
const LOCALES: [&str; 12] = ["en", "hi", "ar", "es", "fr", "de", "sw", "pt", "it", "id", "tr", "zh"];

/// What is set for the whole workspace. For admins.
#[utoipa::path(get, path = "/support/settings", tag = "workspace", responses((status = 200, body = Settings)))]
pub(super) async fn get_settings(State(context): State<Context>, Caller(actor): Caller) -> Answer<Settings> {
    Ok(Json(settings::show(context.app(), &actor).await?))
}

/// Sets all of it, in place of the version it was made from; 409 when somebody else was faster.
#[utoipa::path(put, path = "/support/settings", tag = "workspace", request_body = Settings,
    responses((status = 200, body = Settings)))]
pub(super) async fn put_settings(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<Settings>,
) -> Answer<Settings> {
    Ok(Json(settings::put(context.app(), &actor, body).await?))
}

/// Which entries of the activity log.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ActivityParams {
    /// Only entries older than this one.
    #[param(minimum = 1)]
    before: Option<i64>,
    /// Only what this one did: a chat identity, `key-1` or `system`.
    #[param(max_length = 200)]
    actor: Option<String>,
    /// Only what was done to this: a kind, or a kind and an id such as `ticket:12`.
    #[param(max_length = 200)]
    subject: Option<String>,
    /// Items at most, 50 when absent, 100 at most.
    #[param(minimum = 1)]
    limit: Option<i64>,
}

/// What staff and keys have done, the newest first. For admins.
#[utoipa::path(get, path = "/support/activity", tag = "workspace", params(ActivityParams),
    responses((status = 200, body = ActivityPage)))]
pub(super) async fn list_activity(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(params): Asked<ActivityParams>,
) -> Answer<ActivityPage> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let filter = Filter {
        before: params.before,
        actor: given(params.actor),
        subject: given(params.subject),
        limit: extract::limit(params.limit)?,
    };
    Ok(Json(activity::list(context.app(), &actor, &filter).await?))
}

/// What a widget must know before anybody has logged in.
#[utoipa::path(get, path = "/widget/config", tag = "workspace", security(()),
    responses((status = 200, body = WidgetConfig)))]
pub(super) async fn widget_config(State(context): State<Context>) -> Json<WidgetConfig> {
    let app = context.app();
    let workspace = app.workspace();
    Json(WidgetConfig {
        organisation_name: workspace.organisation_name,
        primary_color: workspace.primary_color,
        locales: LOCALES.map(str::to_owned).to_vec(),
        max_file_bytes: app.files().limits().max_bytes,
        file_types: accepted_types(),
    })
}
