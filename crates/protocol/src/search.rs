//! What was found.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    at_work::DraftChannel,
    ids::{ConversationId, MessageId, TicketId},
    message::Sender,
};

/// A range of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mark {
    /// Its start, in UTF-16 code units.
    pub from: u32,
    /// Its end, in UTF-16 code units.
    pub to: u32,
}

/// A message that matches the search.
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
    /// Which of the ticket's logs it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<DraftChannel>,
    /// Who wrote it.
    pub author: Sender,
    /// One line around the match; for a file, its name.
    pub excerpt: String,
    /// The matches within the excerpt.
    pub marks: Vec<Mark>,
    /// When it was stored.
    pub at: DateTime<Utc>,
}

/// A page of search results.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FoundMessages {
    /// The results, newest first.
    pub items: Vec<FoundMessage>,
    /// The cursor for `before` of the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// `false` while newer messages are still being indexed.
    pub is_complete: bool,
}
