//! A handler that panics costs one answer, not the server, and tells the caller nothing.

use std::any::Any;

use axum::http::StatusCode;
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;

use crate::refusal::refusal;

/// The layer that turns a panic into a 500.
#[must_use]
pub fn layer() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(answer as fn(Box<dyn Any + Send>) -> Response)
}

/// Where a panic happened goes into the log; its message, which may quote anything, goes there redacted.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or_default();
        let message: String = text.chars().take(300).collect();
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(event = "panic", place, message);
    }));
}

fn answer(_: Box<dyn Any + Send>) -> Response {
    metrics::counter!(crate::telemetry::metrics::PANICS_TOTAL).increment(1);
    refusal(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "an internal error occurred")
}
