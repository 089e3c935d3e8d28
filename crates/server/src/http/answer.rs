//! Answers: what a handler returns, and what a refusal looks like on the wire.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use liaison_domain::error::Error;
use liaison_protocol::error_code::ErrorCode;

use crate::telemetry::shedding::{self, Shed};

/// What most handlers return.
pub(crate) type Answer<T> = Result<Json<T>, Refused>;

/// A refusal of the domain as a response.
#[derive(Debug)]
pub struct Refused(pub Error);

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let status = StatusCode::from_u16(error.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let is_shed = shedding::is_shedding(error.code());
        if is_shed {
            shedding::note(error.code(), error.cause());
        } else if status.is_server_error() {
            tracing::error!(event = "request_failed", code = error.code().as_str(), cause = error.cause());
        }
        let body = error.body();
        let retry_after = body.details.get("retry_after_seconds").and_then(serde_json::Value::as_u64);
        let mut response = (status, Json(body)).into_response();
        if is_shed {
            response.extensions_mut().insert(Shed);
        }
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        match error.code() {
            ErrorCode::Unavailable => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            }
            // As below: these are said of an upload before its body is read.
            ErrorCode::StorageFull | ErrorCode::UploadQuotaReached => {
                let seconds = error
                    .body()
                    .details
                    .get("retry_after_seconds")
                    .and_then(serde_json::Value::as_u64)
                    .unwrap_or(5);
                headers.insert(header::RETRY_AFTER, seconds.into());
                headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            // The rest of the body is not read, so nothing else can follow on this connection.
            ErrorCode::PayloadTooLarge | ErrorCode::RequestTimeout => {
                headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            _ if status == StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response
    }
}
