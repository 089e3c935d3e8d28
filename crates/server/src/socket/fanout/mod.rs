//! Events to sockets: a file for each group of events. Who is told is the audience's to say, in which words
//! [`vocabulary`](super::vocabulary)'s.

mod conversations;
mod messages;
mod people;
mod seats;
mod tickets;
mod told;

use liaison_domain::event::{Event, Published};

pub use seats::check_seats_after_loss;
pub(super) use told::{Told, say};

use super::Sockets;

/// Tells the sockets of this node.
pub(super) fn deliver(sockets: &Sockets, published: &Published) {
    let told = Told::new(sockets, &published.audience);
    match &published.event {
        Event::Message(event) => messages::tell(&told, event),
        Event::Conversation(event) => conversations::tell(&told, event),
        Event::Ticket(event) => tickets::tell(&told, event),
        Event::Person(event) => people::tell(&told, event),
        // Clients read the settings when they begin; of jobs only the workers of the node are told.
        Event::Node(_) => {}
    }
}
