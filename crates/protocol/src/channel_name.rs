//! Names of ticket channels, as host applications write them.

use crate::{
    conversation::ChannelType,
    ids::{ConversationId, OrderId, TicketId},
};

/// Where the name of a channel has the channel.
const NOTES: &str = "notes";

/// What a channel name or conversation id in a request points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelName {
    /// A conversation by its id.
    Conversation(ConversationId),
    /// `ticket_{ticketId}_brand_agent` or `ticket_{ticketId}_creator_agent`.
    Ticket(TicketId, ChannelType),
    /// `ticket_{ticketId}_notes`: the staff-only log.
    Notes(TicketId),
    /// `ticket-{orderId}`: the caller's own side; for staff the merged view.
    Legacy(OrderId),
}

impl ChannelName {
    /// Reads a name, `None` when it has none of the known forms.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(id) = text.parse() {
            return Some(Self::Conversation(id));
        }
        if let Some(order) = text.strip_prefix("ticket-") {
            return number(order).map(|id| Self::Legacy(OrderId(id)));
        }
        let rest = text.strip_prefix("ticket_")?;
        let (ticket, channel) = rest.split_once('_')?;
        let ticket = TicketId(number(ticket)?);
        if channel == NOTES {
            return Some(Self::Notes(ticket));
        }
        Some(Self::Ticket(ticket, ChannelType::parse(channel)?))
    }
}

/// The name of a ticket's channel.
pub fn of_ticket(ticket: TicketId, channel: ChannelType) -> String {
    format!("ticket_{ticket}_{channel}")
}

/// The name of a ticket's staff-only log.
pub fn of_notes(ticket: TicketId) -> String {
    format!("ticket_{ticket}_{NOTES}")
}

/// The name reference front ends used before channels were split by side.
pub fn legacy(order: OrderId) -> String {
    format!("ticket-{order}")
}

/// Digits only: `+1` and ` 1` are other spellings that would give one channel two names.
fn number(text: &str) -> Option<i64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) { None } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_as_they_were_written() {
        for channel in [ChannelType::BrandAgent, ChannelType::CreatorAgent] {
            let name = of_ticket(TicketId(7), channel);
            assert_eq!(ChannelName::parse(&name), Some(ChannelName::Ticket(TicketId(7), channel)));
        }
        assert_eq!(ChannelName::parse(&of_notes(TicketId(7))), Some(ChannelName::Notes(TicketId(7))));
        assert_eq!(ChannelName::parse(&legacy(OrderId(3))), Some(ChannelName::Legacy(OrderId(3))));
    }

    #[test]
    fn other_texts_are_no_channel() {
        for text in [
            "",
            "ticket",
            "ticket-",
            "ticket-x",
            "ticket_1",
            "ticket_1_agent",
            "ticket_1_notes_",
            "ticket_+1_brand_agent",
            "ticket-99999999999999999999",
        ] {
            assert_eq!(ChannelName::parse(text), None, "{text}");
        }
    }
}
