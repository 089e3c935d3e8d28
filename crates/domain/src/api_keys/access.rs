//! Who manages API keys, and which ones.

use liaison_protocol::{auth::Scope, error_code::ErrorCode, side::UserType};

use crate::{
    actor::Actor,
    error::{Error, Result},
};

/// Who may list, make and revoke keys: admins, and keys with the scope `keys`.
pub(super) fn manages(actor: &Actor) -> Result<()> {
    actor.require(UserType::Admin, Scope::Keys)
}

/// A key makes and revokes only keys that may do no more than itself.
pub(super) fn may_manage(actor: &Actor, scopes: &[Scope]) -> Result<()> {
    match actor {
        Actor::ApiKey { scopes: own, .. } if !scopes.iter().all(|scope| own.contains(scope)) => {
            Err(Error::with_message(
                ErrorCode::ScopeMissing,
                "a key can only manage keys whose scopes it has itself",
            ))
        }
        _ => Ok(()),
    }
}
