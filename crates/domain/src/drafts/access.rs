//! Whose a draft is. Who may write one is the ticket's rule: `tickets::access::of_staff`.

use liaison_protocol::ids::PersonId;

use crate::event::Audience;

/// Who is told of a draft: its writer on all devices, nobody else.
pub fn audience(writer: PersonId) -> Audience {
    Audience { people: vec![writer], ..Audience::default() }
}
