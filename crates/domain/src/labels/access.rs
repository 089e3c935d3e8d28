//! Who reads labels and who writes them: every member of staff reads all of them. Who gives one to a ticket is the
//! ticket's rule.

use liaison_protocol::side::UserType;

use crate::{
    actor::{Actor, Identity},
    error::Result,
};

/// Who may read them all.
pub(super) fn reads(actor: &Actor) -> Result<&Identity> {
    actor.require_staff(UserType::Agent).map(|identity| &**identity)
}

/// Who may make, change and remove them.
pub(super) fn writes(actor: &Actor) -> Result<&Identity> {
    actor.require_staff(UserType::TeamLead).map(|identity| &**identity)
}
