//! Who reads the activity log.

use liaison_protocol::side::UserType;

use crate::{actor::Actor, error::Result};

/// Who may read it: admins.
pub(super) fn reads(actor: &Actor) -> Result<()> {
    actor.require_staff(UserType::Admin).map(drop)
}
