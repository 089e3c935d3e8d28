//! A name for each request, given back to the caller and written beside everything that is logged about it.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;
use uuid::Uuid;

/// The header.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const LONGEST: usize = 64;

/// The name of a request; an extension of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub Arc<str>);

/// Middleware: takes the caller's name for the request if it is sane, else makes one.
pub async fn name_request(mut request: Request, next: Next) -> Response {
    let id = given(request.headers()).unwrap_or_else(|| Uuid::new_v4().to_string().into());
    let value = HeaderValue::from_str(&id).ok();
    // Fields that are known later are recorded by whoever learns them.
    let span = tracing::info_span!(
        "request",
        request_id = &*id,
        method = %request.method(),
        path = request.uri().path(),
        user_id = tracing::field::Empty,
        conversation_id = tracing::field::Empty,
    );
    request.extensions_mut().insert(RequestId(id));
    let mut response = next.run(request).instrument(span).await;
    if let Some(value) = value {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}

fn given(headers: &HeaderMap) -> Option<Arc<str>> {
    let text = headers.get(X_REQUEST_ID)?.to_str().ok()?;
    let sane = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    ((1..=LONGEST).contains(&text.len()) && text.bytes().all(sane)).then(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sane_names_are_taken() {
        let take = |value: &'static str| {
            let headers = HeaderMap::from_iter([(X_REQUEST_ID, HeaderValue::from_static(value))]);
            given(&headers)
        };
        assert_eq!(take("abc-1.2_3").as_deref(), Some("abc-1.2_3"));
        assert_eq!(take(""), None);
        assert_eq!(take("a b"), None);
        assert_eq!(take("{\"a\":1}"), None);
        assert_eq!(
            take("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            None
        );
    }
}
