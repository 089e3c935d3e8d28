//! Who manages staff, and who ends the access of the host's people.

use liaison_protocol::{auth::Scope, error_code::ErrorCode, side::UserType};

use crate::{
    actor::Actor,
    error::{Error, Result},
};

/// Who may list staff and change them: admins, and keys with the scope `staff`.
pub(super) fn manages_staff(actor: &Actor) -> Result<()> {
    actor.require(UserType::Admin, Scope::Staff)
}

/// Who sees who works here now: all staff, since everybody may see every ticket, and so who handles how many.
pub(super) fn sees_colleagues(actor: &Actor) -> Result<()> {
    actor.require_staff(UserType::Agent).map(drop)
}

/// Who may end and give back the access of a person: admins, and keys with the scope `people`.
pub(super) fn ends_access(actor: &Actor) -> Result<()> {
    actor.require(UserType::Admin, Scope::People)
}

/// Who may manage whom: admins everybody below them, super admins everybody.
pub(super) fn may_manage(actor: &Actor, role: UserType) -> Result<()> {
    manages_staff(actor)?;
    match actor.kind() {
        Some(UserType::Admin) if role >= UserType::Admin => {
            Err(Error::with_message(ErrorCode::Forbidden, "only a super admin can manage admins"))
        }
        // A key stands for the host's server, not for a super admin.
        None if role >= UserType::Admin && !matches!(actor, Actor::System) => {
            Err(Error::with_message(ErrorCode::Forbidden, "an API key cannot manage admins"))
        }
        _ => Ok(()),
    }
}

/// What staff below an admin may do, in scopes: they read tickets and act on them. Admins are out of reach of any key.
const POWER_OF_STAFF: Scope = Scope::Tickets;

/// A key gives nobody what it may not do itself, and does not touch those who may do it. Whoever chooses a password or
/// raises a role has what that person has, so both need the scope for it. An agent without a password cannot come in, and
/// may be entered by any key for staff.
pub(super) fn may_empower(actor: &Actor, role: UserType, way_in: WayIn) -> Result<()> {
    match actor {
        Actor::ApiKey { scopes, .. }
            if (way_in == WayIn::Given || role > UserType::Agent) && !scopes.contains(&POWER_OF_STAFF) =>
        {
            Err(Error::with_message(
                ErrorCode::ScopeMissing,
                "a key without the scope `tickets` cannot set passwords, reactivate staff or manage \
                 roles above agent",
            ))
        }
        _ => Ok(()),
    }
}

/// Whether a change lets somebody in who could not come in before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WayIn {
    Given,
    Unchanged,
}
