//! The answer to a request that is refused before a handler sees it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

/// An error in the shape of every error of this server, without details.
#[must_use]
pub fn refusal(status: StatusCode, code: &str, message: &str) -> Response {
    refusal_with(status, code, message, json!({}))
}

/// An error in the shape of every error of this server.
#[must_use]
pub fn refusal_with(status: StatusCode, code: &str, message: &str, details: Value) -> Response {
    let body = json!({"success": false, "message": message, "error_code": code, "details": details});
    (status, Json(body)).into_response()
}
