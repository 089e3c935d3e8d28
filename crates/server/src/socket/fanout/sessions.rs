//! Live chats. One vocabulary: reference C has none.

use liaison_domain::event::SessionEvent;

use super::recipients::Recipients;
use crate::socket::vocabulary::d;

/// Tells whoever a chat is for, and everyone who has it open.
pub(super) fn tell(recipients: &Recipients<'_>, event: &SessionEvent) {
    match event {
        SessionEvent::Changed(session) => recipients.alike(|| d::session_updated(session)),
        SessionEvent::Position { session, position } => {
            recipients.alike(|| d::queue_position(*session, *position));
        }
    }
}
