//! Who learns whether somebody is online.

use liaison_protocol::{ids::ConversationId, side::Side};

use crate::{actor::Identity, event::Audience};

/// Whoever shares a conversation with the person, and of staff all colleagues.
pub(super) fn audience(identity: &Identity, conversations: Vec<ConversationId>) -> Audience {
    Audience {
        conversations,
        sides: Side::ALL.to_vec(),
        staff: identity.kind.is_staff(),
        except: Some(identity.id),
        ..Audience::default()
    }
}
