//! Who has an inbox, and which cases its views hold.

use liaison_protocol::{inbox::InboxView, side::UserType};

use crate::{
    actor::{Actor, Identity},
    error::Result,
    event::Audience,
    work::list::Whose,
};

/// Who has an inbox: staff.
pub(super) fn has_inbox(actor: &Actor) -> Result<&Identity> {
    actor.require_staff(UserType::Agent).map(|identity| &**identity)
}

/// Whose cases a view shows.
pub(super) fn whose(identity: &Identity, view: InboxView) -> Whose {
    match view {
        InboxView::Mine => Whose::Agent(identity.id),
        InboxView::Unassigned => Whose::Nobody,
        InboxView::Team => Whose::Team(identity.team.clone()),
        InboxView::Queue | InboxView::Everyone | InboxView::Mentions | InboxView::All => Whose::All,
        InboxView::Snoozed | InboxView::Done => match identity.kind {
            UserType::Agent => Whose::Agent(identity.id),
            UserType::TeamLead => Whose::AgentAndTeam(identity.id, identity.team.clone()),
            _ => Whose::All,
        },
    }
}

/// Who learns that a row changed: staff, who may see every case.
pub(super) fn audience() -> Audience {
    Audience { staff: true, ..Audience::default() }
}
