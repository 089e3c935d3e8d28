//! The connections of a person. Presence has one vocabulary: those who joined in either are told in the same words.

use liaison_domain::event::PersonEvent;

use super::told::Told;
use crate::socket::{rooms, vocabulary::c};

/// Tells who may know of somebody's presence; cuts connections whose tokens no longer count.
pub(super) fn tell(told: &Told<'_>, event: &PersonEvent) {
    match event {
        PersonEvent::Presence { person, is_online, status } => {
            told.alike(|| c::status(person, *is_online, *status));
            if !is_online {
                told.alike(|| c::offline(person));
            }
        }
        PersonEvent::Revoked { person, login, .. } => {
            told.sockets.handler().revocations.add(*person, *login);
            for socket in told.sockets.to(&rooms::person(*person)).sockets() {
                if login.is_none() || socket.state().held.lock().login == *login {
                    socket.disconnect(true, "revoked");
                }
            }
        }
    }
}
