//! Who may search.

use liaison_protocol::{auth::Scope, side::UserType};

use crate::{actor::Actor, error::Result};

/// Staff, and keys that read tickets. What they find is what [`crate::conversations::access::scope`] gives them.
pub(super) fn searches(actor: &Actor) -> Result<()> {
    actor.require(UserType::Agent, Scope::Tickets)
}
