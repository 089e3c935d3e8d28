//! How a request is refused.

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;

/// The answer to a client which is refused: a status and a JSON body.
#[derive(Debug, Clone)]
pub struct Refusal {
    status: StatusCode,
    body: Bytes,
    retry_after: Option<u32>,
}

impl Refusal {
    /// A refusal with this status and this value as its JSON body.
    pub fn new(status: StatusCode, body: &impl Serialize) -> Self {
        // A body which cannot be written is an error of the application; the status still says what matters.
        let body = serde_json::to_vec(body).unwrap_or_else(|_| b"{}".to_vec());
        Self { status, body: body.into(), retry_after: None }
    }

    /// Adds a `Retry-After` header, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The refusals which the protocol itself knows; clients tell them apart by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    UnknownTransport,
    UnknownSession,
    WrongMethod,
    BadRequest,
    WrongVersion,
    TooLarge,
    TooSlow,
    ServerFull,
    NetworkFull,
    Draining,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        #[derive(Serialize)]
        struct Body {
            code: u8,
            message: &'static str,
        }
        let (status, code, message) = match fault {
            Fault::UnknownTransport => (StatusCode::BAD_REQUEST, 0, "unknown transport"),
            Fault::UnknownSession => (StatusCode::BAD_REQUEST, 1, "unknown session"),
            Fault::WrongMethod => (StatusCode::BAD_REQUEST, 2, "wrong request method"),
            Fault::BadRequest => (StatusCode::BAD_REQUEST, 3, "bad request"),
            Fault::WrongVersion => (StatusCode::BAD_REQUEST, 5, "unsupported protocol version"),
            Fault::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, 3, "payload too large"),
            Fault::TooSlow => (StatusCode::REQUEST_TIMEOUT, 3, "payload not received in time"),
            Fault::ServerFull => (StatusCode::SERVICE_UNAVAILABLE, 4, "too many connections"),
            Fault::NetworkFull => {
                (StatusCode::TOO_MANY_REQUESTS, 4, "too many connections from this address")
            }
            Fault::Draining => (StatusCode::SERVICE_UNAVAILABLE, 4, "server is shutting down"),
        };
        let refusal = Refusal::new(status, &Body { code, message });
        match fault {
            Fault::ServerFull | Fault::NetworkFull | Fault::Draining => refusal.retry_after(5),
            _ => refusal,
        }
    }
}

/// The answer to `OPTIONS`; headers for other origins are added by whoever mounts the server.
pub(crate) fn options() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST, OPTIONS"));
    response
}

/// A polling answer.
pub(crate) fn text(body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.into()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=UTF-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
