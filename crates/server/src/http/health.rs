//! What monitoring asks for: alive, ready, metrics.

use axum::{
    Json, Router,
    extract::{Extension, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use liaison_domain::error::Error;
use liaison_protocol::error_code::ErrorCode;
use serde_json::json;

use super::{Context, Refused};
use crate::{listener::ClientAddr, telemetry::metrics::may_read};

pub(super) fn routes() -> Router<Context> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// The process answers.
async fn alive() -> Response {
    Json(json!({ "status": "ok" })).into_response()
}

/// The process can do its work: the database answers, and it is not about to stop.
async fn ready(State(context): State<Context>) -> Result<Response, Refused> {
    if context.is_stopping() {
        return Err(Error::with_message(ErrorCode::Unavailable, "the server is stopping").into());
    }
    context.app().check_database().await.map_err(|error| Error::unavailable(error.to_string()))?;
    // A node without its bus is ready: it stores and delivers, and clients of other nodes catch up.
    let bus = match context.app().bus_status() {
        None => "none",
        Some(status) if status.is_connected => "connected",
        Some(_) => "disconnected",
    };
    Ok(Json(json!({ "status": "ready", "node": context.app().node(), "bus": bus })).into_response())
}

/// Numbers for Prometheus: with the configured token, or without one to this machine only.
async fn metrics(
    State(context): State<Context>,
    Extension(address): Extension<ClientAddr>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    if !may_read(context.config(), &headers, address) {
        return Err(Error::new(ErrorCode::RouteUnknown).into());
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], context.metrics_page())
        .into_response())
}
