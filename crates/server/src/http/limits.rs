//! How often which route may be called, by whom.

use std::sync::Arc;

use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use crate::rate_limit::{RateKey, RateLimits, RouteClass, answer, key};

/// Middleware: counts the request, or answers 429.
pub(super) async fn enforce(State(limits): State<Arc<RateLimits>>, request: Request, next: Next) -> Response {
    let (class, key) = (class_of(&request), key(&request));
    match limits.check(class, &key).await {
        Ok(()) => next.run(request).await,
        Err(limited) => answer(class, limited),
    }
}

fn class_of(request: &Request) -> RouteClass {
    let by_key = request.extensions().get::<RateKey>().is_some_and(|RateKey(key)| key.starts_with("key-"));
    if by_key {
        return RouteClass::ApiKey;
    }
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    match route {
        "/api/auth/login"
        | "/api/auth/refresh"
        | "/api/console/login"
        | "/api/console/refresh"
        | "/api/widget/session" => RouteClass::Login,
        "/api/files" if request.method() == Method::POST => RouteClass::Upload,
        "/api/messages/send"
        | "/api/crm/tickets/{id}/messages"
        | "/api/crm/tickets/{id}/notes"
        | "/api/crm/tickets/{id}/relay"
        | "/api/crm/tickets/{id}/forms"
            if request.method() == Method::POST =>
        {
            RouteClass::Send
        }
        _ => RouteClass::Default,
    }
}
