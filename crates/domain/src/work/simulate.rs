//! A day of the queue, played by the rule that assigns real cases: arrivals and shifts in, waiting times and load out.
//! Pure: no database, no clock.

use chrono::{DateTime, TimeDelta, Utc};
use liaison_protocol::{ids::PersonId, side::UserType, staff::AgentStatus, ticket::Priority};

use super::{
    Item, ItemKind,
    choose::{Facts, Need},
    entity::rank,
    plan::{Waiting, plan},
};

/// A shift of an agent.
#[derive(Debug, Clone)]
pub struct Shift {
    /// Who.
    pub name: String,
    /// From when work is taken.
    pub from: TimeDelta,
    /// Until when. What was begun is finished.
    pub until: TimeDelta,
    /// Cases at the same time, at most.
    pub capacity: i64,
    /// The skills.
    pub skills: Vec<String>,
    /// The team.
    pub team: Option<String>,
}

/// A case that arrives.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// When.
    pub at: TimeDelta,
    /// How long an agent has it.
    pub takes: TimeDelta,
    /// How urgent it is.
    pub priority: Priority,
    /// The skills it asks for.
    pub skills: Vec<String>,
    /// The team it asks for.
    pub team: Option<String>,
}

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Which shift took it, by its number from 0; `None` when nobody did.
    pub shift: Option<usize>,
    /// How long it waited for that.
    pub waited: TimeDelta,
}

/// Plays the day: an outcome for each arrival, in the order in which they are given.
pub fn simulate(shifts: &[Shift], arrivals: &[Arrival]) -> Vec<Outcome> {
    let mut day = Day::new(shifts, arrivals);
    let mut times: Vec<TimeDelta> = arrivals.iter().map(|arrival| arrival.at).collect();
    times.extend(shifts.iter().map(|shift| shift.from));
    let mut next = times.iter().min().copied();
    while let Some(now) = next {
        day.pass(now);
        let ends = day.held.iter().map(|held| held.ends);
        next = times.iter().copied().chain(ends).filter(|time| *time > now).min();
    }
    day.outcomes
}

/// A case that an agent has.
struct Held {
    shift: usize,
    ends: TimeDelta,
}

struct Day<'a> {
    shifts: &'a [Shift],
    arrivals: &'a [Arrival],
    held: Vec<Held>,
    last_assigned: Vec<Option<TimeDelta>>,
    outcomes: Vec<Outcome>,
}

impl<'a> Day<'a> {
    fn new(shifts: &'a [Shift], arrivals: &'a [Arrival]) -> Self {
        let nobody = Outcome { shift: None, waited: TimeDelta::zero() };
        Self {
            shifts,
            arrivals,
            held: Vec::new(),
            last_assigned: vec![None; shifts.len()],
            outcomes: vec![nobody; arrivals.len()],
        }
    }

    /// Does what happens at a time: cases end, and those that wait are offered.
    fn pass(&mut self, now: TimeDelta) {
        self.held.retain(|held| held.ends > now);
        let staff =
            (0_i64..).zip(self.shifts).map(|(number, shift)| self.facts(number, shift, now)).collect();
        let waiting = self.waiting(now);
        for (item, decision) in plan(&waiting, staff, at(now)) {
            let (Some(PersonId(shift)), Ok(number)) = (decision.chosen, usize::try_from(item.id)) else {
                continue;
            };
            let (Ok(shift), Some(arrival)) = (usize::try_from(shift), self.arrivals.get(number)) else {
                continue;
            };
            self.held.push(Held { shift, ends: now + arrival.takes });
            if let Some(last) = self.last_assigned.get_mut(shift) {
                *last = Some(now);
            }
            if let Some(outcome) = self.outcomes.get_mut(number) {
                *outcome = Outcome { shift: Some(shift), waited: now - arrival.at };
            }
        }
    }

    /// What has come and nobody has taken, in the order of the queue.
    fn waiting(&self, now: TimeDelta) -> Vec<Waiting> {
        let mut waiting: Vec<_> = (0_i64..)
            .zip(self.arrivals.iter().zip(&self.outcomes))
            .filter(|(_, (arrival, outcome))| arrival.at <= now && outcome.shift.is_none())
            .collect();
        waiting.sort_by_key(|(number, (arrival, _))| (-rank(arrival.priority), arrival.at, *number));
        let as_waiting = |(number, (arrival, _)): (i64, (&Arrival, &Outcome))| Waiting {
            item: Item { kind: ItemKind::Session, id: number },
            need: Need {
                skills: arrival.skills.clone(),
                team: arrival.team.clone(),
                not: None,
                must_have_one: false,
            },
        };
        waiting.into_iter().map(as_waiting).collect()
    }

    fn facts(&self, number: i64, shift: &Shift, now: TimeDelta) -> Facts {
        let is_here = shift.from <= now && now < shift.until;
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let load = self.held.iter().filter(|held| held.shift == index).count();
        Facts {
            agent: PersonId(number),
            role: UserType::Agent,
            team: shift.team.clone(),
            status: if is_here { AgentStatus::Available } else { AgentStatus::Offline },
            can_come_in: true,
            connected: is_here,
            skills: shift.skills.clone(),
            load: i64::try_from(load).unwrap_or(i64::MAX),
            capacity: shift.capacity,
            last_assigned_at: self.last_assigned.get(index).copied().flatten().map(at),
        }
    }
}

/// The rule compares times of a calendar; which day it is does not matter.
fn at(time: TimeDelta) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + time
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(count: i64) -> TimeDelta {
        TimeDelta::minutes(count)
    }

    fn shift(name: &str, from: i64, until: i64) -> Shift {
        Shift {
            name: name.to_owned(),
            from: minutes(from),
            until: minutes(until),
            capacity: 1,
            skills: Vec::new(),
            team: None,
        }
    }

    fn arrival(at: i64, takes: i64) -> Arrival {
        Arrival {
            at: minutes(at),
            takes: minutes(takes),
            priority: Priority::Medium,
            skills: Vec::new(),
            team: None,
        }
    }

    fn waits(outcomes: &[Outcome]) -> Vec<(Option<usize>, i64)> {
        outcomes.iter().map(|one| (one.shift, one.waited.num_minutes())).collect()
    }

    #[test]
    fn who_comes_waits_until_somebody_has_room_or_begins() {
        let shifts = [shift("Ann", 10, 100), shift("Ben", 30, 100)];
        let arrivals = [arrival(0, 30), arrival(5, 10), arrival(20, 10), arrival(39, 5)];
        // Ann takes the first when she begins; Ben the second when he does; the third when one of them is done.
        assert_eq!(
            waits(&simulate(&shifts, &arrivals)),
            [(Some(0), 10), (Some(1), 25), (Some(0), 20), (Some(1), 1)]
        );
    }

    #[test]
    fn the_urgent_overtake_and_after_the_shift_nothing_is_taken() {
        let shifts = [shift("Ann", 0, 60)];
        let urgent = Arrival { priority: Priority::Urgent, ..arrival(20, 40) };
        let arrivals = [arrival(0, 30), arrival(10, 10), urgent];
        assert_eq!(waits(&simulate(&shifts, &arrivals)), [(Some(0), 0), (None, 0), (Some(0), 10)]);
        assert_eq!(simulate(&[], &arrivals).len(), 3);
        assert_eq!(simulate(&shifts, &[]), []);
    }
}
