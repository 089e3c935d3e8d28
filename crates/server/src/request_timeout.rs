//! Request deadline: clients get an answer even if the database hangs.

use std::time::Duration;

use axum::{
    body::HttpBody as _,
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use liaison_domain::error::{Error, Result};
use liaison_protocol::error_code::ErrorCode;
use tokio::time::timeout;

use crate::http::Refused;

/// Longer than the database layer's own limits, whose errors say more about the cause.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

/// The result, or 503 after the timeout. The abandoned work may still complete: a client that retries a message with
/// the same key gets the first result.
pub(crate) async fn within<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    timeout(ANSWER_TIMEOUT, work).await.unwrap_or_else(|_| Err(too_long()))
}

/// Additional time for bodies.
#[derive(Clone, Copy)]
pub(crate) struct RequestTimeouts {
    /// For sending a body.
    pub(crate) body: Duration,
    /// For a whole upload, instead of the above.
    pub(crate) upload: Duration,
}

/// Middleware: applies the deadline to HTTP requests.
pub(crate) async fn answer_in_time(
    State(timeouts): State<RequestTimeouts>,
    request: Request,
    next: Next,
) -> Response {
    let is_upload = request.method() == Method::POST && request.uri().path().ends_with("/files");
    let for_body = if request.body().is_end_stream() { Duration::ZERO } else { timeouts.body };
    let limit = if is_upload { timeouts.upload } else { ANSWER_TIMEOUT + for_body };
    match timeout(limit, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) if is_upload => Refused(ErrorCode::RequestTimeout.into()).into_response(),
        Err(_) => Refused(too_long()).into_response(),
    }
}

fn too_long() -> Error {
    Error::unavailable("no response in time")
}
