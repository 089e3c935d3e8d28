//! Who looks after jobs.

use liaison_protocol::side::UserType;

use crate::{actor::Actor, error::Result};

/// Who may see failed jobs, replay and discard them: admins.
pub(super) fn manages(actor: &Actor) -> Result<()> {
    actor.require_staff(UserType::Admin).map(drop)
}
