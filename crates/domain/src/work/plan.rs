//! Who gets which of the waiting cases, pure: the queue and the staff in, decisions out.

use chrono::{DateTime, Utc};

use super::{
    Item,
    choose::{Decision, Facts, Need, choose},
};

/// A case that waits.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) item: Item,
    pub(crate) need: Need,
}

/// Decides each waiting case, given in the order of the queue, until nobody has room for any. Only those that somebody
/// gets are named; the others wait on.
pub(crate) fn plan(waiting: &[Waiting], mut staff: Vec<Facts>, now: DateTime<Utc>) -> Vec<(Item, Decision)> {
    let mut decided = Vec::new();
    for Waiting { item, need } in waiting {
        let nobody_has_room = !staff.iter().any(Facts::takes_more);
        if nobody_has_room && !need.must_have_one {
            continue;
        }
        let decision = choose(&staff, need);
        let Some(chosen) = decision.chosen else { continue };
        if let Some(facts) = staff.iter_mut().find(|facts| facts.agent == chosen) {
            facts.load += 1;
            facts.last_assigned_at = Some(now);
        }
        decided.push((*item, decision));
    }
    decided
}
