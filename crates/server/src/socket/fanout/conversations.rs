//! People in a conversation, and its state.

use liaison_domain::event::ConversationEvent;

use super::{seats, told::Told};
use crate::socket::vocabulary::{c, d};

/// Tells whoever joined the conversation; takes seats away where somebody left or lost access.
pub(super) fn tell(told: &Told<'_>, event: &ConversationEvent) {
    match event {
        ConversationEvent::Typing { conversation, person, is_typing } => {
            told.alike(|| c::typing(*conversation, person, *is_typing));
            match is_typing {
                true => told.alike(|| d::typing_started(*conversation, person)),
                false => told.alike(|| d::typing_stopped(*conversation, person)),
            }
        }
        ConversationEvent::Read { conversation, person, message, seq } => {
            told.alike(|| c::seen(*conversation, person, *message, *seq));
            told.alike(|| d::read(*conversation, person, *message, *seq));
        }
        ConversationEvent::Joined { conversation, person } => told.alike(|| d::joined(*conversation, person)),
        ConversationEvent::Left { conversation, person } => {
            told.alike(|| d::left(*conversation, person));
            seats::left(told.sockets, *conversation, person.id);
        }
        ConversationEvent::StateChanged { conversation, previous, state, reason, at } => {
            told.alike(|| c::state_changed(*conversation, (*previous, *state), reason, *at));
        }
        ConversationEvent::AccessChanged { conversation } => seats::check(told.sockets, *conversation),
    }
}
