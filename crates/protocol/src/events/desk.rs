//! What the server says of tickets and of the work of staff on them. The same in both vocabularies.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ServerEvent, To};
use crate::{
    at_work::{DraftChannel, Viewers},
    conversation::ChannelType,
    ids::{ConversationId, PersonId, TicketId},
    inbox::CaseRow,
    order::OrderStatus,
    ticket::{Priority, TicketStatus},
};

/// A ticket changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TicketUpdated {
    /// The ticket.
    pub ticket_id: TicketId,
    /// The status.
    pub status: TicketStatus,
    /// The priority.
    pub priority: Priority,
    /// Who handles it.
    pub agent_id: PersonId,
    /// The status of its order.
    pub order_status: OrderStatus,
    /// Its channels; to a party only its own.
    pub channels: Vec<UpdatedChannel>,
}

/// A channel of a ticket that changed.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct UpdatedChannel {
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// Which channel.
    pub channel_type: ChannelType,
}

impl ServerEvent for TicketUpdated {
    const NAME: &'static str = "ticket_updated";
    const TO: &'static [To] = &[To::People, To::Staff];
}

/// A message was posted, edited or deleted in some ticket. At most once a second.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct TicketActivity {}

impl ServerEvent for TicketActivity {
    const NAME: &'static str = "ticket_activity";
    const TO: &'static [To] = &[To::Staff];
    const IS_PASSING: bool = true;
}

/// Rows of the inbox changed. The same for all staff: `unread` and `mentions` are 0.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct CasesChanged<'a> {
    /// The rows as they are now.
    pub cases: &'a [CaseRow],
    /// Whether more rows changed than are named: a list is to be loaded again.
    pub reload: bool,
}

impl ServerEvent for CasesChanged<'_> {
    const NAME: &'static str = "cases_changed";
    const TO: &'static [To] = &[To::Staff];
}

impl ServerEvent for Viewers {
    const NAME: &'static str = "ticket_viewers";
    const TO: &'static [To] = &[To::Viewing];
    const IS_PASSING: bool = true;
}

/// A draft of this member of staff was written, changed or, with an empty text, sent or removed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DraftChanged<'a> {
    /// The ticket.
    pub ticket_id: TicketId,
    /// Where the draft will be sent.
    pub channel_type: DraftChannel,
    /// The current text.
    pub text: &'a str,
    /// When it changed.
    pub updated_at: DateTime<Utc>,
}

impl ServerEvent for DraftChanged<'_> {
    const NAME: &'static str = "draft_changed";
    const TO: &'static [To] = &[To::People];
}
