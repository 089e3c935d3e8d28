//! What the server itself says in a conversation: a code with parameters, which clients say in their reader's language.
//! The sentence that is stored beside them is for those that do not know the code. Said even while a channel is frozen.

use liaison_protocol::{
    ids::{OrderId, TicketId},
    message::Message,
    order::OrderStatus,
    side::Side,
    ticket::TicketStatus,
};
use serde_json::{Value, json};

use super::{
    author::Author,
    post::{self, PostMessage},
};
use crate::{actor::Identity, app::App, conversations::card::Card, db::Tx, error::Result};

/// What there is to say.
#[derive(Clone, Copy)]
pub(crate) enum Notice<'a> {
    /// The first message of a channel, in the words of the workspace.
    Welcome { ticket: TicketId, agent: &'a Identity, text: &'a str },
    /// Somebody joined.
    Joined { person: &'a Identity, side: Side },
    /// Somebody left.
    Left { person: &'a Identity, side: Side },
    /// Another member of staff is in charge.
    Reassigned { ticket: TicketId, agent: &'a Identity },
    /// A ticket moved.
    TicketStatus { ticket: TicketId, from: TicketStatus, to: TicketStatus },
    /// An agent has a live chat.
    SessionAssigned { agent: &'a Identity },
    /// A live chat waits for an agent again.
    SessionQueued,
    /// Whoever a live chat is for ended it, or staff did.
    SessionEnded { by: Side },
    /// An order moved.
    OrderStatus { order: OrderId, to: OrderStatus, revision_count: i32 },
}

impl Notice<'_> {
    /// The code under `event`, and its parameters.
    fn facts(self) -> Value {
        match self {
            Self::Welcome { ticket, agent, .. } => {
                json!({ "event": "welcome", "ticket_id": ticket, "agent_id": agent.public_id() })
            }
            Self::Joined { person, side } => {
                json!({ "event": "joined", "user_id": person.public_id(), "side": side })
            }
            Self::Left { person, side } => {
                json!({ "event": "left", "user_id": person.public_id(), "side": side })
            }
            Self::Reassigned { ticket, agent } => {
                json!({ "event": "reassigned", "ticket_id": ticket, "agent_id": agent.public_id() })
            }
            Self::TicketStatus { ticket, from, to } => {
                json!({ "event": "ticket_status", "ticket_id": ticket, "from": from, "to": to })
            }
            Self::SessionAssigned { agent } => {
                json!({ "event": "session_assigned", "agent_id": agent.public_id(), "agent_name": agent.name })
            }
            Self::SessionQueued => json!({ "event": "session_queued" }),
            Self::SessionEnded { by } => json!({ "event": "session_ended", "side": by }),
            Self::OrderStatus { order, to, revision_count } => {
                json!({ "event": "order_status", "order_id": order, "to": to, "revision_count": revision_count })
            }
        }
    }

    fn text(self) -> String {
        match self {
            Self::Welcome { text, .. } => text.to_owned(),
            Self::Joined { person, .. } => format!("{} joined the conversation.", person.name),
            Self::Left { person, .. } => format!("{} left the conversation.", person.name),
            Self::Reassigned { agent, .. } => format!("{} takes over your conversation.", agent.name),
            Self::TicketStatus { from, to, .. } => match (from, to) {
                (_, TicketStatus::Closed) => "This conversation was closed.".to_owned(),
                (TicketStatus::Closed, _) => "This conversation was opened again.".to_owned(),
                (_, TicketStatus::Open) => "The ticket is open.".to_owned(),
                (_, TicketStatus::InProgress) => "Your agent is working on it.".to_owned(),
                (_, TicketStatus::Resolved) => "The ticket was resolved.".to_owned(),
            },
            Self::SessionAssigned { agent } => format!("{} is here to help you.", agent.name),
            Self::SessionQueued => "We are looking for another agent for you.".to_owned(),
            Self::SessionEnded { .. } => "The chat has ended.".to_owned(),
            Self::OrderStatus { to, revision_count, .. } => match to {
                OrderStatus::AwaitingRequirements => "The order waits for its requirements.".to_owned(),
                OrderStatus::InProgress => "The order is in progress.".to_owned(),
                OrderStatus::RevisionRequested => {
                    format!("Revision {revision_count} of the order was requested.")
                }
                OrderStatus::Delivered => "The order was delivered.".to_owned(),
                OrderStatus::Completed => "The order is complete.".to_owned(),
                OrderStatus::Cancelled => "The order was cancelled.".to_owned(),
            },
        }
    }
}

/// Says it in a conversation, inside a transaction.
pub(crate) async fn say(tx: &mut Tx, app: &App, card: &Card, notice: Notice<'_>) -> Result<Message> {
    let words =
        PostMessage { text: notice.text(), action_data: Some(notice.facts()), ..PostMessage::default() };
    post::post_in(tx, app, card, Author::System, &words).await
}
