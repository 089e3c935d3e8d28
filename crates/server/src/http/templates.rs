//! Texts that staff use again.

use axum::{Json, extract::State, http::StatusCode};
use liaison_domain::templates::{
    commands,
    queries::{self, Filter},
};
use liaison_protocol::{
    conversation::ChannelType,
    ids::TemplateId,
    page::Page,
    template::{CreateTemplate, PatchTemplate, RenderTemplate, RenderedTemplate, Template},
};
use serde::Deserialize;

use super::{
    Context, Refused,
    answer::Answer,
    extract::{Asked, At, Body, Caller, Paging, named},
};

/// Which templates.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TemplateParams {
    /// Words of the title, the shortcut or the text.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Only those that can be used in this channel.
    #[param(value_type = Option<ChannelType>)]
    channel_type: Option<String>,
}

/// Templates by shortcut.
#[utoipa::path(get, path = "/crm/templates", tag = "templates", params(TemplateParams, Paging),
    responses((status = 200, body = Page<Template>)))]
pub(super) async fn list_templates(
    State(context): State<Context>,
    Caller(actor): Caller,
    Asked(params): Asked<TemplateParams>,
    Asked(paging): Asked<Paging>,
) -> Answer<Page<Template>> {
    let (page, limit) = paging.checked()?;
    let channel_type = named("channel_type", params.channel_type.as_deref(), ChannelType::parse)?;
    let party = channel_type.map(ChannelType::side);
    let filter = Filter { q: params.q, party, page, limit };
    Ok(Json(queries::list(context.app(), &actor, &filter).await?))
}

/// Makes a template. For team leads and above.
#[utoipa::path(post, path = "/crm/templates", tag = "templates", request_body = CreateTemplate,
    responses((status = 201, body = Template)))]
pub(super) async fn create_template(
    State(context): State<Context>,
    Caller(actor): Caller,
    Body(body): Body<CreateTemplate>,
) -> Result<(StatusCode, Json<Template>), Refused> {
    Ok((StatusCode::CREATED, Json(commands::create(context.app(), &actor, body).await?)))
}

/// Changes a template.
#[utoipa::path(patch, path = "/crm/templates/{id}", tag = "templates",
    params(("id" = i64, Path, description = "the template")), request_body = PatchTemplate,
    responses((status = 200, body = Template)))]
pub(super) async fn patch_template(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TemplateId>,
    Body(body): Body<PatchTemplate>,
) -> Answer<Template> {
    Ok(Json(commands::patch(context.app(), &actor, id, body).await?))
}

/// Removes a template.
#[utoipa::path(delete, path = "/crm/templates/{id}", tag = "templates",
    params(("id" = i64, Path, description = "the template")), responses((status = 204)))]
pub(super) async fn delete_template(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TemplateId>,
) -> Result<StatusCode, Refused> {
    commands::delete(context.app(), &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Fills a template in for one channel of a ticket.
#[utoipa::path(post, path = "/crm/templates/{id}/render", tag = "templates",
    params(("id" = i64, Path, description = "the template")), request_body = RenderTemplate,
    responses((status = 200, body = RenderedTemplate)))]
pub(super) async fn render_template(
    State(context): State<Context>,
    Caller(actor): Caller,
    At(id): At<TemplateId>,
    Body(body): Body<RenderTemplate>,
) -> Answer<RenderedTemplate> {
    Ok(Json(queries::render(context.app(), &actor, id, body).await?))
}
