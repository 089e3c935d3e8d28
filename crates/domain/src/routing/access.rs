//! Who says of themselves that they are available.

use liaison_protocol::side::UserType;

use crate::{
    actor::{Actor, Identity},
    error::Result,
};

/// Who has an agent status: staff.
pub(super) fn has_status(actor: &Actor) -> Result<&Identity> {
    actor.require_staff(UserType::Agent).map(|identity| &**identity)
}
