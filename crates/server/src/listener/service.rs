//! What happens to each request between the connection and the application.

use std::convert::Infallible;
use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, HeaderValue};
use axum::http::{Request, Response, StatusCode};
use axum::response::IntoResponse as _;
use hyper::body::{Body as _, Incoming};
use liaison_domain::error::Error;
use liaison_protocol::error_code::ErrorCode;
use tower::ServiceExt as _;

use super::Limits;
use super::body::{BodyCut, EndingBody, Fate, LimitedBody};
use super::host::{self, LocalAddr};
use super::watch::Watch;
use crate::http::Refused;

/// The application, guarded.
pub(super) struct Guarded<S> {
    app: S,
    peer: IpAddr,
    local: LocalAddr,
    limits: Arc<Limits>,
    watch: Arc<Watch>,
}

impl<S> Guarded<S> {
    pub(super) fn new(
        app: S,
        peer: IpAddr,
        local: LocalAddr,
        limits: Arc<Limits>,
        watch: Arc<Watch>,
    ) -> Self {
        Self { app, peer, local, limits, watch }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }
}

impl<S> hyper::service::Service<Request<Incoming>> for Guarded<S>
where
    S: tower::Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<EndingBody>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.watch.request_begins();
        let watch = self.watch.clone();
        let (mut parts, body) = request.into_parts();
        parts.extensions.insert(self.limits.trusted_proxies.client(self.peer, &parts.headers));
        parts.extensions.insert(self.local);
        if watch.is_malformed() || !host::is_sound(parts.version, &parts.headers) {
            let answer = closing(ErrorCode::HeaderMalformed);
            return Box::pin(async move { Ok(answer.map(|body| EndingBody::new(body, watch))) });
        }
        if declared_length(&parts.headers).is_some_and(|length| length > self.limits.body_bytes) {
            let answer = cut_answer(BodyCut::TooLarge);
            return Box::pin(async move { Ok(answer.map(|body| EndingBody::new(body, watch))) });
        }
        let fate = Fate::default();
        let body = if body.is_end_stream() {
            Body::empty()
        } else {
            Body::new(LimitedBody::new(body, self.limits.body_bytes, self.limits.body, fate.clone()))
        };
        let answer = self.app.clone().oneshot(Request::from_parts(parts, body));
        Box::pin(async move {
            let answer = answer.await?;
            // The application saw a broken body and answered something; the reason is known here.
            let answer = fate.get().map_or(answer, cut_answer);
            if answer.status() == StatusCode::SWITCHING_PROTOCOLS {
                watch.leaves();
            }
            Ok(answer.map(|body| EndingBody::new(body, watch)))
        })
    }
}

fn declared_length(headers: &axum::http::HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn cut_answer(why: BodyCut) -> Response<Body> {
    let code = match why {
        BodyCut::TooSlow => ErrorCode::RequestTimeout,
        BodyCut::TooLarge => ErrorCode::PayloadTooLarge,
    };
    closing(code)
}

/// A refusal after which nothing more is read from the connection.
fn closing(code: ErrorCode) -> Response<Body> {
    let mut answer = Refused(Error::new(code)).into_response();
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}
