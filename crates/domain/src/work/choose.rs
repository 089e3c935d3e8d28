//! The one assignment rule, pure: facts in, decision with reasons out.
//!
//! Eligible is who is active, an agent or team lead, available, connected, skilled and below capacity. Of those the
//! least loaded is chosen, then who has waited longest since the last assignment, then the lower id.

use chrono::{DateTime, Utc};
use liaison_protocol::{
    assignment::{Candidate, Reason, Refusal},
    ids::PersonId,
    side::UserType,
    staff::AgentStatus,
};

/// What the rule knows of somebody.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Who.
    pub agent: PersonId,
    /// The role.
    pub role: UserType,
    /// The team.
    pub team: Option<String>,
    /// The status the person has set.
    pub status: AgentStatus,
    /// Whether the person has a password, or has been here before: somebody who was only entered handles nothing.
    pub can_come_in: bool,
    /// Whether a connection is live.
    pub connected: bool,
    /// What the person can do.
    pub skills: Vec<String>,
    /// Open items.
    pub load: i64,
    /// Open items at most.
    pub capacity: i64,
    /// When work was last given.
    pub last_assigned_at: Option<DateTime<Utc>>,
}

/// What has to be decided.
#[derive(Debug, Clone, Default)]
pub struct Need {
    /// What the item asks for.
    pub skills: Vec<String>,
    /// The team it asks for.
    pub team: Option<String>,
    /// Who gave it back to the queue and is not asked again.
    pub not: Option<PersonId>,
    /// An order ticket must have an agent: when nobody is eligible, the least loaded active one takes it.
    pub must_have_one: bool,
}

impl Facts {
    /// Whether this person would take some case, if it asked for nothing.
    pub(super) fn takes_more(&self) -> bool {
        refusals(self, &Need::default()).is_empty()
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Who takes it, `None` when it waits.
    pub chosen: Option<PersonId>,
    /// Everybody who was looked at, in the order of ids.
    pub candidates: Vec<Candidate>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Decides. `staff` are all active members of staff.
pub fn choose(staff: &[Facts], need: &Need) -> Decision {
    let mut candidates: Vec<Candidate> = staff
        .iter()
        .map(|facts| {
            let refused_because = refusals(facts, need);
            Candidate {
                agent_id: facts.agent,
                load: facts.load,
                capacity: facts.capacity,
                eligible: refused_because.is_empty(),
                refused_because,
            }
        })
        .collect();
    candidates.sort_by_key(|candidate| candidate.agent_id);
    let eligible = |facts: &&Facts| refusals(facts, need).is_empty();
    let (chosen, reasons) = if let Some(best) = staff.iter().filter(eligible).min_by_key(|facts| rank(facts))
    {
        let count = staff.iter().filter(eligible).count();
        (Some(best), reasons_for(best, count, staff.iter().filter(eligible)))
    } else {
        let order = |facts: &&Facts| (!takes_tickets(facts.role), !facts.can_come_in, rank(facts));
        let anybody = || staff.iter().min_by_key(order);
        (need.must_have_one.then(anybody).flatten(), vec![Reason::NobodyEligible])
    };
    Decision { chosen: chosen.map(|facts| facts.agent), candidates, reasons }
}

/// The lowest is chosen.
fn rank(facts: &Facts) -> (i64, Option<DateTime<Utc>>, PersonId) {
    (facts.load, facts.last_assigned_at, facts.agent)
}

fn takes_tickets(role: UserType) -> bool {
    matches!(role, UserType::Agent | UserType::TeamLead)
}

fn refusals(facts: &Facts, need: &Need) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if !takes_tickets(facts.role) {
        refusals.push(Refusal::Role { role: facts.role });
    }
    if facts.status != AgentStatus::Available {
        refusals.push(Refusal::Status { status: facts.status });
    }
    if !facts.connected {
        refusals.push(Refusal::NotConnected);
    }
    if facts.load >= facts.capacity {
        refusals.push(Refusal::Full);
    }
    let lacking = need.skills.iter().filter(|skill| !facts.skills.contains(skill));
    refusals.extend(lacking.map(|skill| Refusal::LacksSkill { skill: skill.clone() }));
    if let Some(team) = need.team.as_ref().filter(|team| facts.team.as_ref() != Some(team)) {
        refusals.push(Refusal::OtherTeam { team: team.clone() });
    }
    if need.not == Some(facts.agent) {
        refusals.push(Refusal::GaveItBack);
    }
    refusals
}

fn reasons_for<'a>(best: &Facts, eligible: usize, among: impl Iterator<Item = &'a Facts>) -> Vec<Reason> {
    let advantage = if eligible == 1 {
        Reason::OnlyEligible
    } else if among.filter(|facts| facts.load == best.load).count() == 1 {
        Reason::LeastLoaded { eligible }
    } else {
        Reason::WaitedLongest { eligible }
    };
    vec![Reason::HasRoom { load: best.load, capacity: best.capacity }, advantage]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn agent(id: i64) -> Facts {
        Facts {
            agent: PersonId(id),
            role: UserType::Agent,
            team: None,
            status: AgentStatus::Available,
            can_come_in: true,
            connected: true,
            skills: vec![],
            load: 0,
            capacity: 5,
            last_assigned_at: None,
        }
    }

    #[test]
    fn who_was_only_entered_takes_nothing_from_those_who_come() {
        let need = Need { must_have_one: true, ..Need::default() };
        let away = |id| Facts { connected: false, status: AgentStatus::Offline, ..agent(id) };
        let entered = Facts { can_come_in: false, capacity: 1000, ..away(1) };
        let staff = [entered.clone(), Facts { load: 4, ..away(2) }];
        assert_eq!(choose(&staff, &need).chosen, Some(PersonId(2)));
        assert_eq!(choose(&[entered], &need).chosen, Some(PersonId(1)), "somebody must");
    }

    fn at(seconds: i64) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(seconds, 0)
    }

    fn chosen(staff: &[Facts]) -> Option<i64> {
        choose(staff, &Need::default()).chosen.map(|id| id.0)
    }

    #[test]
    fn the_least_loaded_is_chosen() {
        let staff =
            [Facts { load: 2, ..agent(1) }, Facts { load: 1, ..agent(2) }, Facts { load: 3, ..agent(3) }];
        assert_eq!(chosen(&staff), Some(2));
    }

    #[test]
    fn of_equals_the_one_who_waited_longest_is_chosen() {
        let staff =
            [Facts { last_assigned_at: at(20), ..agent(1) }, Facts { last_assigned_at: at(10), ..agent(2) }];
        assert_eq!(chosen(&staff), Some(2));
        let staff = [Facts { last_assigned_at: at(20), ..agent(1) }, agent(2)];
        assert_eq!(chosen(&staff), Some(2), "never assigned waits longest");
    }

    #[test]
    fn each_condition_alone_makes_somebody_ineligible() {
        let need = Need {
            skills: vec!["refunds".into()],
            team: Some("north".into()),
            not: Some(PersonId(2)),
            must_have_one: false,
        };
        let able = Facts { skills: vec!["refunds".into()], team: Some("north".into()), ..agent(1) };
        assert_eq!(choose(std::slice::from_ref(&able), &need).chosen, Some(PersonId(1)));
        for unable in [
            Facts { role: UserType::Supervisor, ..able.clone() },
            Facts { status: AgentStatus::Busy, ..able.clone() },
            Facts { status: AgentStatus::Away, ..able.clone() },
            Facts { status: AgentStatus::Offline, ..able.clone() },
            Facts { connected: false, ..able.clone() },
            Facts { load: 5, ..able.clone() },
            Facts { skills: vec![], ..able.clone() },
            Facts { team: Some("south".into()), ..able.clone() },
            Facts { team: None, ..able.clone() },
            Facts { agent: PersonId(2), ..able.clone() },
        ] {
            let decision = choose(std::slice::from_ref(&unable), &need);
            assert_eq!(decision.chosen, None, "{unable:?}");
            assert_eq!(decision.candidates[0].refused_because.len(), 1, "{decision:?}");
        }
    }

    #[test]
    fn a_ticket_gets_an_agent_even_when_nobody_is_eligible_and_an_agent_before_an_admin() {
        let need = Need { must_have_one: true, ..Need::default() };
        let staff = [
            Facts { role: UserType::Admin, ..agent(1) },
            Facts { connected: false, load: 9, ..agent(2) },
            Facts { connected: false, load: 8, ..agent(3) },
        ];
        assert_eq!(choose(&staff, &need).chosen, Some(PersonId(3)));
        assert_eq!(choose(&staff[..1], &need).chosen, Some(PersonId(1)));
        assert_eq!(choose(&[], &need).chosen, None);
    }

    proptest! {
        #[test]
        fn work_is_spread_evenly_and_never_beyond_capacity(agents in 1_usize..6, capacity in 1_i64..5, items in 0_usize..40) {
            let mut staff: Vec<Facts> = (1..).map(agent).take(agents).map(|facts| Facts { capacity, ..facts }).collect();
            for second in 0..items {
                if let Some(chosen) = choose(&staff, &Need::default()).chosen {
                    let facts = staff.iter_mut().find(|facts| facts.agent == chosen).unwrap();
                    facts.load += 1;
                    facts.last_assigned_at = at(second as i64);
                }
            }
            let loads: Vec<i64> = staff.iter().map(|facts| facts.load).collect();
            prop_assert!(loads.iter().all(|load| *load <= capacity));
            prop_assert!(loads.iter().max().unwrap() - loads.iter().min().unwrap() <= 1);
            prop_assert_eq!(loads.iter().sum::<i64>(), (items as i64).min(capacity * agents as i64));
        }
    }
}
