//! Entries of a log.

use std::sync::Arc;

use liaison_domain::{event::MessageEvent, messages::queries::looks_alike};
use liaison_protocol::{
    message::{Change, ChangeKind, Message},
    side::Side,
};

use super::told::Told;
use crate::socket::vocabulary::{c, d};

/// Tells whoever may read the entry, and marks its place for whoever may not.
pub(super) fn tell(told: &Told<'_>, event: &MessageEvent) {
    match event {
        MessageEvent::Posted(message) => {
            posted(told, message);
            if message.channel_type.is_some() {
                told.sockets.handler().activity.note();
            }
        }
        MessageEvent::Changed(change) => {
            changed(told, change);
            told.sockets.handler().activity.note();
        }
    }
}

fn posted(told: &Told<'_>, message: &Arc<Message>) {
    if looks_alike(message) {
        told.alike(|| c::new_message(message, Side::Staff));
        told.alike(|| d::message_new(message, Side::Staff));
    } else {
        told.per_side(|side| c::new_message(message, side));
        told.per_side(|side| d::message_new(message, side));
    }
    told.hidden(|| c::hidden(message.conversation_id, message.seq));
    told.hidden(|| d::hidden(message.conversation_id, message.seq));
    told.per_person(|person| c::notification(message, person));
}

fn changed(told: &Told<'_>, change: &Change) {
    match change.change {
        ChangeKind::Edit => told.alike(|| c::updated(change)),
        ChangeKind::Deletion => told.alike(|| c::deleted(change)),
    }
    told.alike(|| d::changed(change));
    told.hidden(|| c::hidden(change.conversation_id, change.seq));
    told.hidden(|| d::hidden(change.conversation_id, change.seq));
}
