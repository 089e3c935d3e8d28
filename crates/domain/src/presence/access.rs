//! Who learns whether somebody is online, and who has a status.

use liaison_protocol::{
    ids::ConversationId,
    side::{Side, UserType},
};

use crate::{
    actor::{Actor, Identity},
    error::Result,
    event::Audience,
};

/// Who has an agent status: staff.
pub(super) fn has_status(actor: &Actor) -> Result<&Identity> {
    actor.require_staff(UserType::Agent).map(|identity| &**identity)
}

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
