//! What the server says to one socket of its own connection and of what it has joined.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{ServerEvent, To};
use crate::{error_code::ErrorBody, ids::ConversationId};

/// The newest `seq` of each joined conversation. A client that is missing entries asks for them with `resume`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Heads(pub HashMap<ConversationId, i64>);

impl ServerEvent for Heads {
    const NAME: &'static str = "heads";
    const TO: &'static [To] = &[To::Socket];
}

/// Why a socket no longer receives a conversation's events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeftReason {
    /// The person may no longer read it.
    AccessLost,
    /// The person left it, on any socket or by REST.
    Left,
}

/// This socket no longer receives the events of a conversation.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ConversationLeft {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The reason.
    pub reason: LeftReason,
}

impl ServerEvent for ConversationLeft {
    const NAME: &'static str = "conversation_left";
    const TO: &'static [To] = &[To::Socket];
}

/// The current token expires soon.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct TokenExpiring {
    /// Seconds until it expires.
    pub expires_in: i64,
}

impl ServerEvent for TokenExpiring {
    const NAME: &'static str = "token_expiring";
    const TO: &'static [To] = &[To::Socket];
}

/// The server is shutting down.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ServerDrain {
    /// Milliseconds to wait before reconnecting.
    pub retry_after_ms: usize,
}

impl ServerEvent for ServerDrain {
    const NAME: &'static str = "server_drain";
    const TO: &'static [To] = &[To::Node];
}

impl ServerEvent for ErrorBody {
    const NAME: &'static str = "error";
    const TO: &'static [To] = &[To::Socket];
}
