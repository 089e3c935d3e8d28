//! Headers that make browsers careful with what we send. A route that needs another value sets it itself.

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

/// How this server is reached.
#[derive(Debug, Clone, Copy)]
pub struct SecurityHeaders {
    /// Whether its public address is encrypted; then browsers shall never use another.
    pub encrypted: bool,
}

impl SecurityHeaders {
    /// By the public address.
    #[must_use]
    pub fn new(public_url: Option<&str>) -> Self {
        Self { encrypted: public_url.is_some_and(|url| url.starts_with("https://")) }
    }
}

const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("geolocation=(), payment=(), usb=()"),
    ),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), HeaderValue::from_static("none")),
];
const ONLY_ENCRYPTED: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Middleware: adds each header that the answer does not have yet.
pub async fn add(State(headers): State<SecurityHeaders>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in ALWAYS {
        response.headers_mut().entry(name).or_insert(value);
    }
    if headers.encrypted {
        response.headers_mut().entry(STRICT_TRANSPORT_SECURITY).or_insert(ONLY_ENCRYPTED);
    }
    response
}
