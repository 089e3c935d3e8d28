//! Tickets, and the work of staff on them. One vocabulary: reference D has no tickets.

use liaison_domain::event::{PartyChannel, TicketEvent};
use liaison_protocol::{
    conversation::ChannelType,
    events::{DraftChanged, TicketUpdated, UpdatedChannel},
};

use super::recipients::Recipients;
use crate::socket::vocabulary::c;

/// Tells parties and staff of a ticket, or staff alone.
pub(super) fn tell(recipients: &Recipients<'_>, event: &TicketEvent) {
    match event {
        TicketEvent::Changed { ticket, status, priority, agent, order_status, channels } => {
            let updated = |may_know: &dyn Fn(&PartyChannel) -> bool| TicketUpdated {
                ticket_id: *ticket,
                status: *status,
                priority: *priority,
                agent_id: *agent,
                order_status: *order_status,
                channels: channels.iter().filter(|channel| may_know(channel)).filter_map(shown).collect(),
            };
            recipients.per_person(|person| updated(&|channel| channel.party == person));
            recipients.staff(|| updated(&|_| true));
        }
        TicketEvent::SnoozeOver { ticket } => recipients.per_person(|_| c::snooze_over(*ticket)),
        TicketEvent::DraftChanged { ticket, draft } => recipients.alike(|| DraftChanged {
            ticket_id: *ticket,
            channel_type: draft.channel_type,
            text: &draft.text,
            updated_at: draft.updated_at,
        }),
        TicketEvent::Viewed(viewers) => recipients.alike(|| viewers.clone()),
    }
}

fn shown(channel: &PartyChannel) -> Option<UpdatedChannel> {
    let channel_type = ChannelType::of_side(channel.side)?;
    Some(UpdatedChannel { conversation_id: channel.conversation, channel_type })
}
