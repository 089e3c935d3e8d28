//! Who reads templates and who writes them. They belong to the workspace: every member of staff reads all of them.

use liaison_protocol::side::UserType;

use crate::{
    actor::{Actor, Identity},
    error::Result,
};

/// Who may read and use them.
pub(super) fn reads(actor: &Actor) -> Result<&Identity> {
    actor.require_staff(UserType::Agent).map(|identity| &**identity)
}

/// Who may write them.
pub(super) fn writes(actor: &Actor) -> Result<&Identity> {
    actor.require_staff(UserType::TeamLead).map(|identity| &**identity)
}
