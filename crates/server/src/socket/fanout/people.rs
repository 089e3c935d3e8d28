//! The connections of a person. Presence has one vocabulary: those who joined in either are told in the same words.

use liaison_domain::event::PersonEvent;

use super::recipients::Recipients;
use crate::socket::{rooms, vocabulary::c};

/// Tells who may know of somebody's presence; cuts connections whose tokens no longer count.
pub(super) fn tell(recipients: &Recipients<'_>, event: &PersonEvent) {
    match event {
        PersonEvent::Presence { person, is_online, status } => {
            recipients.alike(|| c::status(person, *is_online, *status));
            if !is_online {
                recipients.alike(|| c::offline(person));
            }
        }
        PersonEvent::Revoked { person, login, .. } => {
            recipients.sockets.handler().revocations.add(*person, *login);
            for socket in recipients.sockets.to(&rooms::person(*person)).sockets() {
                if login.is_none() || socket.state().held.lock().login == *login {
                    socket.disconnect(true, "revoked");
                }
            }
        }
    }
}
