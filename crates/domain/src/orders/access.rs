//! Who may see an order, and from which side.

use liaison_protocol::{
    auth::Scope,
    side::{Side, UserType},
};

use crate::{actor::Actor, error::Result};

/// The side on which somebody sees an order, `None` when it must look absent.
pub(crate) fn seeing_side(actor: &Actor, brand: i64, creator: i64) -> Option<Side> {
    match actor {
        Actor::System => Some(Side::Staff),
        Actor::ApiKey { scopes, .. } => {
            (scopes.contains(&Scope::Orders) || scopes.contains(&Scope::Tickets)).then_some(Side::Staff)
        }
        Actor::Person(identity) => match identity.kind.side() {
            Side::Staff => Some(Side::Staff),
            Side::Brand if identity.id.0 == brand => Some(Side::Brand),
            Side::Creator if identity.id.0 == creator => Some(Side::Creator),
            Side::Brand | Side::Creator | Side::Customer => None,
        },
    }
}

/// Who may create and change orders: admins, and keys with the scope `orders`.
pub(crate) fn manages(actor: &Actor) -> Result<()> {
    actor.require(UserType::Admin, Scope::Orders)
}
