//! Events to sockets: a file for each group of events. Who is told is the audience's to say, in which words
//! [`vocabulary`](super::vocabulary)'s.

mod cases;
mod conversations;
mod deals;
mod messages;
mod people;
mod recipients;
mod seats;
mod sessions;
mod tickets;

use liaison_domain::event::{Event, Published};

pub(super) use recipients::{Recipients, say};
pub use seats::check_seats_after_loss;

use super::Sockets;

/// Tells the sockets of this node.
pub(super) fn deliver(sockets: &Sockets, published: &Published) {
    let recipients = Recipients::new(sockets, &published.audience);
    match &published.event {
        Event::Message(event) => messages::tell(&recipients, event),
        Event::Conversation(event) => conversations::tell(&recipients, event),
        Event::Ticket(event) => tickets::tell(&recipients, event),
        Event::Session(event) => sessions::tell(&recipients, event),
        Event::Deal(event) => deals::tell(&recipients, event),
        Event::Case(event) => cases::tell(&recipients, event),
        Event::Person(event) => people::tell(&recipients, event),
        // Clients read the settings when they begin; of jobs only the workers of the node are told.
        Event::Node(_) => {}
    }
}
