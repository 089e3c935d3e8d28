//! A handler that panics costs one answer, not the server, and tells the caller nothing.

use std::any::Any;

use axum::response::{IntoResponse as _, Response};
use liaison_domain::error::Error;
use liaison_protocol::error_code::ErrorCode;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::Refused;

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
    Refused(Error::new(ErrorCode::Internal)).into_response()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::middleware::{from_fn, from_fn_with_state};
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;
    use crate::request_id::name_request;
    use crate::security_headers::{SecurityHeaders, add};
    use crate::telemetry::http::observe;

    /// The layers in the order in which they are meant to stand.
    fn app() -> Router {
        Router::new()
            .route("/", get(async || "fine"))
            .route("/panic/{n}", get(async || -> &'static str { panic!("canary of the handler") }))
            .layer(layer())
            .layer(from_fn(observe))
            .layer(from_fn(name_request))
            .layer(from_fn_with_state(SecurityHeaders::new(Some("https://chat.example")), add))
    }

    async fn ask(path: &str) -> Response {
        let request = Request::builder().uri(path).header("x-request-id", "r-1").body(Body::empty());
        app().oneshot(request.unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn a_panic_costs_one_answer_and_tells_nothing() {
        let answer = ask("/panic/1").await;
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.headers()["x-request-id"], "r-1");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        let body = to_bytes(answer.into_body(), 4096).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["error_code"], "INTERNAL");
        assert!(!body.to_string().contains("canary"));
        assert_eq!(ask("/").await.status(), 200);
    }

    #[tokio::test]
    async fn every_answer_is_named_and_careful() {
        for path in ["/", "/nowhere"] {
            let answer = ask(path).await;
            assert_eq!(answer.headers()["x-request-id"], "r-1", "{path}");
            assert!(answer.headers().contains_key("strict-transport-security"), "{path}");
            assert!(answer.headers().contains_key("content-security-policy"), "{path}");
        }
    }
}
