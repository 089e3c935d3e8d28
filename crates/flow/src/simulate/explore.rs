//! Every way through a flow: all that anybody can do in every situation, until nothing new comes.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::fmt;

use super::{currency, samples};
use crate::answer::Answer;
use crate::check::graph::Graph;
use crate::definition::{Definition, RoleId, StateId};
use crate::effect::Effect;
use crate::state::{Phase, State, Value};
use crate::step::{Begin, Happened, Input, start, step};
use crate::timers::timers;
use crate::transition::{Transition, Trigger};

/// How many situations are looked at.
const MAX_SITUATIONS: usize = 50_000;
/// How many combinations of answers are tried for one action.
const MAX_COMBINATIONS: usize = 32;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explored {
    /// The flow.
    pub name: String,
    /// Situations: states with different data.
    pub situations: usize,
    /// Steps that were taken.
    pub steps: usize,
    /// States that were entered, of how many.
    pub states: (usize, usize),
    /// Ways from state to state that were taken, of how many.
    pub ways: (usize, usize),
    /// What never happened: states, and ways as `state: action → state`.
    pub never: Vec<String>,
    /// Situations that nothing leads out of.
    pub stuck: Vec<String>,
    /// Ends where captured money is in hand.
    pub unsettled: Vec<String>,
    /// Final states, and in how many situations they are reached.
    pub ends: BTreeMap<String, usize>,
    /// The most steps to a situation.
    pub deepest: usize,
    /// Whether everything was looked at.
    pub is_complete: bool,
}

impl Explored {
    /// Whether all was reached, nothing is stuck, and no money is lost.
    pub fn is_fine(&self) -> bool {
        self.is_complete && self.never.is_empty() && self.stuck.is_empty() && self.unsettled.is_empty()
    }
}

impl fmt::Display for Explored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} situations, {} steps, at most {} deep",
            self.name, self.situations, self.steps, self.deepest
        )?;
        writeln!(f, "states   {} of {}", self.states.0, self.states.1)?;
        writeln!(f, "ways     {} of {}", self.ways.0, self.ways.1)?;
        for (end, count) in &self.ends {
            writeln!(f, "ends     {end} ({count} situations)")?;
        }
        for (what, list) in [("never", &self.never), ("stuck", &self.stuck), ("unpaid", &self.unsettled)] {
            for one in list {
                writeln!(f, "{what:<8} {one}")?;
            }
        }
        if !self.is_complete {
            writeln!(f, "stopped  after {MAX_SITUATIONS} situations")?;
        }
        Ok(())
    }
}

/// Looks at every situation that can come.
pub fn explore(definition: &Definition) -> Explored {
    let begin = Begin { at: 0, currency: currency(), limits: &[], given: &[] };
    let mut walk = Walk {
        definition,
        seen: HashSet::new(),
        queue: VecDeque::new(),
        taken: BTreeSet::new(),
        entered: BTreeSet::new(),
        found: Explored { name: definition.name.clone(), is_complete: true, ..Explored::default() },
    };
    match start(definition, &begin) {
        Ok((state, effects)) => walk.arrive(state, &effects, 0),
        Err(refusal) => walk.found.stuck.push(format!("the start: {refusal}")),
    }
    while let Some((state, depth)) = walk.queue.pop_front() {
        walk.visit(&state, depth);
    }
    walk.finish()
}

type Way = (StateId, String, StateId);

struct Walk<'d> {
    definition: &'d Definition,
    seen: HashSet<State>,
    queue: VecDeque<(State, usize)>,
    taken: BTreeSet<Way>,
    entered: BTreeSet<StateId>,
    found: Explored,
}

impl Walk<'_> {
    fn arrive(&mut self, state: State, effects: &[Effect], depth: usize) {
        for effect in effects {
            if let Effect::Moved(moved) = effect {
                self.taken.insert((moved.from, moved.reason.clone(), moved.to));
                self.entered.extend([moved.from, moved.to]);
            }
        }
        self.entered.insert(state.state);
        // Two runs that differ only in when and how often are in the same situation.
        let mut state = state;
        (state.entry, state.entered_at) = (1, 0);
        state.counted.iter_mut().for_each(|(_, at)| *at = 0);
        state.counted.sort_unstable();
        if self.seen.contains(&state) {
            return;
        }
        if self.seen.len() >= MAX_SITUATIONS {
            self.found.is_complete = false;
            return;
        }
        self.found.deepest = self.found.deepest.max(depth);
        self.seen.insert(state.clone());
        self.queue.push_back((state, depth));
    }

    fn visit(&mut self, state: &State, depth: usize) {
        self.found.situations += 1;
        let definition = self.definition;
        let Some(here) = definition.states.get(state.state.index()) else { return };
        if here.is_final {
            *self.found.ends.entry(here.name.clone()).or_default() += 1;
            if state.phase == Phase::Captured {
                self.found.unsettled.push(here.name.clone());
            }
            return;
        }
        let mut goes_on = false;
        for transition in here.on.iter().chain(&definition.anywhere) {
            let of_staff = definition.anywhere.iter().any(|one| std::ptr::eq(one, transition));
            for role in (0..definition.roles.len()).map(RoleId::new).filter(|role| transition.by.has(*role)) {
                for given in self.answers(transition) {
                    let given: Vec<(&str, Answer)> =
                        given.iter().map(|(name, answer)| (*name, answer.clone())).collect();
                    let what = Happened::Action {
                        by: role,
                        action: &transition.name,
                        entry: Some(1),
                        given: &given,
                    };
                    goes_on |= self.happens(state, what, depth) && !of_staff;
                }
            }
        }
        for event in &here.events {
            let values = [("amount", Value::Number(state.amount)), ("reason", Value::word("a reason"))];
            goes_on |= self.happens(state, Happened::Event { name: &event.name, values: &values }, depth);
        }
        for due in timers(definition, state) {
            goes_on |=
                self.happens(state, Happened::Time { entry: 1, timer: &due.timer }, depth) && !due.reminds;
        }
        if !goes_on && !here.chat_open {
            self.found.stuck.push(here.name.clone());
        }
    }

    fn happens(&mut self, state: &State, what: Happened<'_>, depth: usize) -> bool {
        match step(self.definition, state.clone(), &Input { at: 0, what }) {
            Ok((after, effects)) => {
                self.found.steps += 1;
                self.arrive(after, &effects, depth + 1);
                true
            }
            Err(_) => false,
        }
    }

    /// Combinations of answers to what an action asks.
    fn answers<'t>(&self, transition: &'t Transition) -> Vec<Vec<(&'t str, Answer)>> {
        let mut all: Vec<Vec<(&str, Answer)>> = vec![Vec::new()];
        for ask in &transition.ask {
            let samples = samples(self.definition, ask.field);
            let with = |given: &Vec<(&'t str, Answer)>| -> Vec<Vec<(&'t str, Answer)>> {
                let extend = |answer: &Answer| {
                    let mut given = given.clone();
                    given.push((ask.parameter.as_str(), answer.clone()));
                    given
                };
                samples.iter().map(extend).collect()
            };
            all = all.iter().flat_map(with).take(MAX_COMBINATIONS).collect();
        }
        all
    }

    fn finish(mut self) -> Explored {
        let definition = self.definition;
        let graph = Graph::of(definition);
        let mut ways: BTreeMap<String, bool> = BTreeMap::new();
        for edge in &graph.edges {
            let way = (StateId::new(edge.from), edge.by.name.clone(), StateId::new(edge.to));
            let is_anywhere = graph.is_anywhere(edge);
            let from = if is_anywhere { "anywhere" } else { graph.name(edge.from) };
            let arrow =
                if edge.stays() { "stays".to_owned() } else { format!("→ {}", graph.name(edge.to)) };
            let sign =
                if edge.by.trigger == Trigger::Next { "at once".to_owned() } else { edge.by.name.clone() };
            *ways.entry(format!("{from}: {sign} {arrow}")).or_default() |= self.taken.contains(&way);
        }
        self.found.ways = (ways.values().filter(|taken| **taken).count(), ways.len());
        self.found.states = (self.entered.len(), definition.states.len());
        let states = definition.states.iter().enumerate();
        let never = states.filter(|(index, _)| !self.entered.contains(&StateId::new(*index)));
        self.found.never = never.map(|(_, state)| state.name.clone()).collect();
        self.found.never.extend(ways.into_iter().filter(|(_, taken)| !taken).map(|(way, _)| way));
        self.found.stuck.sort_unstable();
        self.found.stuck.dedup();
        self.found.unsettled.sort_unstable();
        self.found.unsettled.dedup();
        self.found
    }
}
