//! Guided deals. One vocabulary: reference D has none.

use liaison_domain::event::DealEvent;

use super::recipients::Recipients;
use crate::socket::vocabulary::c;

/// Tells everyone who joined, on each side what that side may see.
pub(super) fn tell(recipients: &Recipients<'_>, event: &DealEvent) {
    match event {
        DealEvent::Moved { conversation, previous, state, reason, seq, at } => {
            recipients.alike(|| c::deal_moved(*conversation, (previous, state), (reason, *seq), *at));
        }
        DealEvent::Acted(act) => {
            for (side, message, context) in &act.seen {
                if act.is_typed {
                    recipients.to_side(*side, || c::typed_input(act, message.as_ref(), context, *side));
                } else {
                    recipients.to_side(*side, || c::button_action(act, message.as_ref(), context, *side));
                }
            }
        }
    }
}
