//! Who calls, found out once per request: limits count by it, handlers act by it.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse, Response},
};
use liaison_domain::{actor::Actor, error::Error};
use liaison_protocol::error_code::ErrorCode;

use super::{Context, Refused};
use crate::{
    auth::bearer,
    identify::{Known, TokenTimes, identify},
    rate_limit::RateKey,
};

/// What came of the request's token.
#[derive(Clone)]
struct Found(Result<Known, Error>);

/// Middleware: finds out who calls. A request without a token that counts goes on, counted by its address; the
/// handlers that need a caller refuse it.
pub(super) async fn find(State(context): State<Context>, mut request: Request, next: Next) -> Response {
    let found = match bearer::token(request.headers()) {
        Err(_) => Err(Error::new(ErrorCode::TokenInvalid)),
        Ok(None) => Err(Error::new(ErrorCode::TokenMissing)),
        Ok(Some(token)) => identify(context.app(), context.verifier(), token).await,
    };
    if let Ok(known) = &found {
        let key = match &known.actor {
            Actor::Person(identity) => {
                tracing::Span::current().record("user_id", identity.id.0);
                person_key(identity.id)
            }
            Actor::ApiKey { id, .. } => format!("key-{id}"),
            Actor::System => "system".to_owned(),
        };
        request.extensions_mut().insert(RateKey(key.into()));
    }
    request.extensions_mut().insert(Found(found));
    next.run(request).await
}

/// How a person is counted, on every transport.
pub(crate) fn person_key(id: liaison_protocol::ids::PersonId) -> String {
    format!("person-{id}")
}

/// Who calls. Refuses when there is no token that counts.
pub(crate) struct Caller(pub(crate) Actor);

impl FromRequestParts<Context> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &Context) -> Result<Self, Response> {
        found(parts).map(|known| Self(known.actor.clone()))
    }
}

/// When the caller's token ends. Refuses those who show no token that ends: keys are nobody who could exchange one.
pub(crate) struct Shown(pub(crate) TokenTimes);

impl FromRequestParts<Context> for Shown {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &Context) -> Result<Self, Response> {
        let refused = || Error::with_message(ErrorCode::Forbidden, "only a person can do this");
        found(parts)?.times.map(Self).ok_or_else(|| Refused(refused()).into_response())
    }
}

#[expect(clippy::result_large_err, reason = "the rejection of an extractor is an answer")]
fn found(parts: &Parts) -> Result<&Known, Response> {
    match parts.extensions.get::<Found>() {
        Some(Found(Ok(known))) => Ok(known),
        Some(Found(Err(error))) => Err(Refused(error.clone()).into_response()),
        None => Err(Refused(Error::new(ErrorCode::TokenMissing)).into_response()),
    }
}
