//! Entries of a log.

use std::sync::Arc;

use liaison_domain::{event::MessageEvent, messages::queries::looks_alike};
use liaison_protocol::{
    message::{Change, ChangeKind, Message},
    side::Side,
};

use super::recipients::Recipients;
use crate::socket::vocabulary::{c, d};

/// Tells whoever may read the entry, and marks its place for whoever may not.
pub(super) fn tell(recipients: &Recipients<'_>, event: &MessageEvent) {
    match event {
        MessageEvent::Posted(message) => {
            posted(recipients, message);
            if message.channel_type.is_some() {
                recipients.sockets.handler().stale_lists.note();
            }
        }
        MessageEvent::Changed(change) => {
            changed(recipients, change);
            recipients.sockets.handler().stale_lists.note();
        }
    }
}

fn posted(recipients: &Recipients<'_>, message: &Arc<Message>) {
    if looks_alike(message) {
        recipients.alike(|| c::new_message(message, Side::Staff));
        recipients.alike(|| d::message_new(message, Side::Staff));
    } else {
        recipients.per_side(|side| c::new_message(message, side));
        recipients.per_side(|side| d::message_new(message, side));
    }
    recipients.hidden(|| c::hidden(message.conversation_id, message.seq));
    recipients.hidden(|| d::hidden(message.conversation_id, message.seq));
    recipients.per_person(|person| c::notification(message, person));
}

fn changed(recipients: &Recipients<'_>, change: &Change) {
    match change.change {
        ChangeKind::Edit => recipients.alike(|| c::updated(change)),
        ChangeKind::Deletion => recipients.alike(|| c::deleted(change)),
    }
    recipients.alike(|| d::changed(change));
    recipients.hidden(|| c::hidden(change.conversation_id, change.seq));
    recipients.hidden(|| d::hidden(change.conversation_id, change.seq));
}
