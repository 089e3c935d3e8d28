//! Who reads and changes the settings.

use liaison_protocol::side::UserType;

use crate::{actor::Actor, error::Result};

/// Who may read and change all of them: admins.
pub(super) fn manages(actor: &Actor) -> Result<()> {
    actor.require_staff(UserType::Admin).map(drop)
}
