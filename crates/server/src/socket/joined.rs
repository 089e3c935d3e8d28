//! The conversations a socket has joined.

use liaison_protocol::{events::Vocabulary, ids::ConversationId, side::Side};
use parking_lot::Mutex;

/// Conversations one socket joins at most: each costs a line in every `heads`.
pub(super) const MOST: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) conversation: ConversationId,
    pub(super) side: Side,
    pub(super) vocabulary: Vocabulary,
}

/// What a socket has joined. A short list: most clients have one or two.
#[derive(Debug, Default)]
pub(super) struct Joined(Mutex<Vec<Seat>>);

impl Joined {
    /// Takes a seat; `false` when there is no room for another.
    pub(super) fn take(&self, seat: Seat) -> bool {
        let mut seats = self.0.lock();
        if seats.contains(&seat) {
            return true;
        }
        if seats.len() >= MOST {
            return false;
        }
        if seats.capacity() == 0 {
            seats.reserve_exact(1);
        }
        seats.push(seat);
        true
    }

    /// Gives up the seats in a conversation, and says which.
    pub(super) fn give_up(&self, conversation: ConversationId) -> Vec<Seat> {
        let mut seats = self.0.lock();
        let given_up = seats.iter().copied().filter(|seat| seat.conversation == conversation).collect();
        seats.retain(|seat| seat.conversation != conversation);
        given_up
    }

    /// The seats in a conversation.
    pub(super) fn seats(&self, conversation: ConversationId) -> Vec<Seat> {
        self.0.lock().iter().copied().filter(|seat| seat.conversation == conversation).collect()
    }

    /// The conversations, each once.
    pub(super) fn conversations(&self) -> Vec<ConversationId> {
        let mut ids: Vec<_> = self.0.lock().iter().map(|seat| seat.conversation).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
