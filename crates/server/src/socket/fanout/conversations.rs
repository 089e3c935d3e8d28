//! People in a conversation, and its state.

use liaison_domain::event::ConversationEvent;

use super::{recipients::Recipients, seats};
use crate::socket::vocabulary::{c, d};

/// Tells whoever joined the conversation; takes seats away where somebody left or lost access.
pub(super) fn tell(recipients: &Recipients<'_>, event: &ConversationEvent) {
    match event {
        ConversationEvent::Typing { conversation, person, is_typing } => {
            recipients.alike(|| c::typing(*conversation, person, *is_typing));
            match is_typing {
                true => recipients.alike(|| d::typing_started(*conversation, person)),
                false => recipients.alike(|| d::typing_stopped(*conversation, person)),
            }
        }
        ConversationEvent::Read { conversation, person, message, seq } => {
            recipients.alike(|| c::seen(*conversation, person, *message, *seq));
            recipients.alike(|| d::read(*conversation, person, *message, *seq));
        }
        ConversationEvent::Joined { conversation, person } => {
            recipients.alike(|| d::joined(*conversation, person))
        }
        ConversationEvent::Left { conversation, person } => {
            recipients.alike(|| d::left(*conversation, person));
            seats::left(recipients.sockets, *conversation, person.id);
        }
        ConversationEvent::StateChanged { conversation, previous, state, reason, at } => {
            recipients.alike(|| c::state_changed(*conversation, (*previous, *state), reason, *at));
        }
        ConversationEvent::AccessChanged { conversation } => seats::check(recipients.sockets, *conversation),
    }
}
