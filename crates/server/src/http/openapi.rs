//! The description of the API, made from the table of routes; the refusals every call can meet are added here, so
//! that no handler can forget them.

use axum::{
    Json, Router,
    http::{HeaderValue, header},
    response::{Html, IntoResponse},
    routing::get,
};
use liaison_protocol::{
    error_code::ErrorBody,
    inbox::{InboxSort, InboxView},
    ticket::{TicketSort, TicketView},
};
use std::sync::Arc;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ComponentsBuilder, ContentBuilder, InfoBuilder, License, OpenApi, OpenApiBuilder, Ref, RefOr,
        Response, ResponseBuilder, ServerBuilder,
        path::{HttpMethod, Operation},
        security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

use super::{Context, api};

/// The document, as `/api/openapi.json` gives it.
pub fn document() -> OpenApi {
    split(api()).1
}

/// The routes, and their description.
pub(super) fn split(api: OpenApiRouter<Context>) -> (Router<Context>, OpenApi) {
    let (routes, found) = api.split_for_parts();
    (routes, complete(found))
}

fn complete(found: OpenApi) -> OpenApi {
    let (name, schema) = (ErrorBody::name().into_owned(), ErrorBody::schema());
    let mut code = Vec::new();
    <ErrorBody as ToSchema>::schemas(&mut code);
    let mut components = found.components.unwrap_or_default();
    components.schemas.insert(name, schema);
    components.schemas.extend(code);
    // Named by parameters only, which the table of routes does not look into.
    components.schemas.insert(TicketSort::name().into_owned(), TicketSort::schema());
    components.schemas.insert(TicketView::name().into_owned(), TicketView::schema());
    components.schemas.insert(InboxSort::name().into_owned(), InboxSort::schema());
    components.schemas.insert(InboxView::name().into_owned(), InboxView::schema());
    components
        .security_schemes
        .insert("bearer".to_owned(), SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)).into());
    let mut paths = found.paths;
    for item in paths.paths.values_mut() {
        let operations = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                add_refusals(&method, operation);
            }
        }
    }
    OpenApiBuilder::from(OpenApi::new(
        InfoBuilder::new()
            .title("Liaison")
            .version(env!("CARGO_PKG_VERSION"))
            .description(Some("Conversations for businesses that stand between two parties."))
            .license(Some(License::new("MIT OR Apache-2.0")))
            .build(),
        paths,
    ))
    .servers(Some([ServerBuilder::new().url("/api").build()]))
    .components(Some(ComponentsBuilder::from(components).build()))
    .security(Some([SecurityRequirement::new("bearer", Vec::<String>::new())]))
    .build()
}

/// What any call of that method can be refused with.
fn add_refusals(method: &HttpMethod, operation: &mut Operation) {
    let mut statuses = vec![
        ("400", "a parameter or the body cannot be read"),
        ("401", "no token, or one that does not count"),
        ("403", "the caller's role does not allow it"),
        ("404", "not there, or not the caller's"),
        ("422", "a value is missing or not allowed"),
        ("429", "too many requests; `Retry-After` says when to come back"),
        ("431", "the headers are too large"),
        ("503", "a part this call needs is not available"),
    ];
    if !matches!(method, HttpMethod::Get) {
        statuses.extend([
            ("408", "the body came too slowly"),
            ("409", "it does not fit the present state"),
            ("413", "the body is too large"),
            ("415", "the body is of another type"),
            ("507", "no room to store it"),
        ]);
    }
    for (status, meaning) in statuses {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(refusal(meaning)));
    }
}

fn refusal(meaning: &str) -> Response {
    let schema = Ref::from_schema_name(ErrorBody::name());
    ResponseBuilder::new()
        .description(meaning)
        .content("application/json", ContentBuilder::new().schema(Some(schema)).build())
        .build()
}

/// `/api/openapi.json` and `/api/docs`.
pub(super) fn routes(document: OpenApi) -> Router<Context> {
    let document = Arc::new(document);
    Router::new()
        .route("/openapi.json", get(move || async move { Json(Arc::clone(&document)) }))
        .route("/docs", get(reader))
        .route("/docs.js", get(|| async { part("text/javascript; charset=utf-8", include_str!("docs.js")) }))
        .route("/docs.css", get(|| async { part("text/css; charset=utf-8", include_str!("docs.css")) }))
}

/// A page that reads the document. It loads nothing from anywhere else.
async fn reader() -> impl IntoResponse {
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
                  form-action 'none'; frame-ancestors 'none'";
    ([(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy))], Html(include_str!("docs.html")))
}

fn part(content_type: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(content_type))], text)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned));
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = serde_json::to_value(super::document()).unwrap();
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(found.len() > 100, "the document has few references: {}", found.len());
        found.retain(|reference| document.pointer(reference.trim_start_matches('#')).is_none());
        assert!(found.is_empty(), "{found:?}");
    }
}
