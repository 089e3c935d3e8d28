//! What caches may keep of answers: nothing, unless the handler says otherwise, and then never for another caller.

use axum::{
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// Middleware: an answer to somebody is for nobody else, and a browser is shared by several people in a day.
pub(super) async fn for_the_caller_only(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.append(header::VARY, HeaderValue::from_static("authorization, cookie"));
    answer
}
