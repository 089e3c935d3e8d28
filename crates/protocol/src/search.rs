//! What was found.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    at_work::DraftChannel,
    ids::{ConversationId, MessageId, TicketId},
    message::Sender,
};

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mark {
    /// Its beginning, in UTF-16 code units.
    pub from: u32,
    /// Its end, in UTF-16 code units.
    pub to: u32,
}

/// A message that holds what was looked for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FoundMessage {
    /// The message.
    pub message_id: MessageId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// Its position there.
    pub seq: i64,
    /// The ticket of the conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<TicketId>,
    /// The title of the ticket's order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_title: Option<String>,
    /// Which of the ticket's logs it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<DraftChannel>,
    /// Who wrote it.
    pub author: Sender,
    /// One line around what was looked for; of a file its name.
    pub excerpt: String,
    /// The words of the excerpt that were looked for.
    pub marks: Vec<Mark>,
    /// When it was stored.
    pub at: DateTime<Utc>,
}

/// The newest finds, or those before a place.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FoundMessages {
    /// The newest first.
    pub items: Vec<FoundMessage>,
    /// Where to go on, for `before`; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// False when newer messages are still on their way into the index.
    pub is_complete: bool,
}
