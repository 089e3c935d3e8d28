//! Each request in the log and in the metrics.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

use super::metrics::{HTTP_REQUEST_DURATION_SECONDS, HTTP_REQUESTS_TOTAL};
use super::shedding::Shed;

/// Middleware: counts and logs the request. By route, never by path: paths are without number. Put it inside
/// [`crate::request_id::name_request`], whose span names the request, and on the router, so that the route is known.
pub async fn observe(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = method_name(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let seconds = begun.elapsed().as_secs_f64();
    let status = response.status();
    metrics::counter!(
        HTTP_REQUESTS_TOTAL, "method" => method, "route" => route.clone(), "status" => status.as_str().to_owned()
    )
    .increment(1);
    metrics::histogram!(HTTP_REQUEST_DURATION_SECONDS, "method" => method, "route" => route.clone())
        .record(seconds);
    let millis = (seconds * 1000.0).round();
    let is_shed = response.extensions().get::<Shed>().is_some();
    if status.is_server_error() && !is_shed {
        tracing::error!(event = "request_failed", route, status = status.as_u16(), millis);
    } else {
        tracing::debug!(event = "request_answered", route, status = status.as_u16(), millis);
    }
    response
}

/// Methods that clients make up do not each get a counter.
fn method_name(method: &axum::http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
