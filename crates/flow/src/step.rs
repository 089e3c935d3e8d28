//! One step of a run: pure, total, and all or nothing.

use crate::answer::{self, Answer};
use crate::definition::{Definition, FieldId, Kind, LimitId, RoleId, StateDef};
use crate::effect::Effect;
use crate::eval::{Facts, holds};
use crate::money::Currency;
use crate::refusal::{Invalid, Problem, Refusal};
use crate::state::{Phase, State, Value};
use crate::transition::{During, Transition};

/// How many states may follow each other at once.
pub const MAX_IN_A_ROW: usize = 16;

/// Something that happens to a run, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Input<'a> {
    /// In milliseconds since 1970.
    pub at: i64,
    /// What.
    pub what: Happened<'a>,
}

/// What happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Happened<'a> {
    /// Somebody does something.
    Action {
        /// In which role.
        by: RoleId,
        /// What.
        action: &'a str,
        /// The entry that the button belonged to; none when the client does not know.
        entry: Option<u64>,
        /// What was sent along.
        given: &'a [(&'a str, Answer)],
    },
    /// A time has come.
    Time {
        /// The entry that it was set in.
        entry: u64,
        /// Its name.
        timer: &'a str,
    },
    /// Something happened outside.
    Event {
        /// What.
        name: &'a str,
        /// What is known about it: `amount`, `reason`.
        values: &'a [(&'a str, Value)],
    },
}

/// How a run begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Begin<'a> {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// Limits that settings changed.
    pub limits: &'a [(&'a str, i64)],
    /// What is known from the beginning.
    pub given: &'a [(&'a str, Answer)],
}

/// Begins a run.
///
/// # Errors
/// When what is given does not fit.
pub fn start(definition: &Definition, begin: &Begin<'_>) -> Result<(State, Vec<Effect>), Refusal> {
    let limit = |limit: &crate::definition::Limit| {
        begin.limits.iter().find(|(name, _)| *name == limit.name).map_or(limit.value, |(_, value)| *value)
    };
    let empty = |field: &crate::definition::Field| match field.kind {
        Kind::Counter(_) => Some(Value::Number(0)),
        _ => None,
    };
    let mut state = State {
        state: definition.start,
        entry: 0,
        entered_at: begin.at,
        phase: Phase::None,
        amount: 0,
        currency: begin.currency,
        data: definition.fields.iter().map(empty).collect(),
        limits: definition.limits.iter().map(limit).collect(),
        counted: Vec::new(),
    };
    let mut problems = Vec::new();
    for (name, answer) in begin.given {
        let field = definition.field(name);
        let known = field.and_then(|id| Some((id, definition.fields.get(id.index())?)));
        let read = match known {
            Some((id, field)) => answer::read(field, begin.currency, answer).map(|value| (id, value)),
            None => Err(Invalid::Unknown),
        };
        match read {
            Ok((id, Some(value))) => state.set(id, Some(value)),
            Ok((_, None)) => {}
            Err(problem) => problems.push(Problem { parameter: (*name).to_owned(), problem }),
        }
    }
    if !problems.is_empty() {
        return Err(Refusal::Input { problems });
    }
    let mut step = Step { definition, at: begin.at, by: None, event: &[], effects: Vec::new() };
    step.enter(&mut state, definition.start);
    step.go_on(&mut state)?;
    Ok((state, step.effects))
}

/// Takes a step, or refuses it.
///
/// # Errors
/// Why not; the caller's copy of the state is still the run's.
pub fn step(
    definition: &Definition,
    state: State,
    input: &Input<'_>,
) -> Result<(State, Vec<Effect>), Refusal> {
    let mut state = state;
    let here = definition.states.get(state.state.index()).ok_or(Refusal::Broken("unknown state"))?;
    let mut step = Step { definition, at: input.at, by: None, event: &[], effects: Vec::new() };
    match &input.what {
        Happened::Action { by, action, entry, given } => {
            let transition = step.action(&state, here, *by, action, *entry)?;
            let values = step.answers(&state, transition, given)?;
            step.by = Some(*by);
            for (field, value) in values {
                state.set(field, value);
            }
            step.take(&mut state, transition)?;
        }
        Happened::Time { entry, timer } => step.time(&mut state, here, *entry, timer)?,
        Happened::Event { name, values } => {
            step.event = values;
            let transition = step.event(&state, here, name)?;
            if *name == "payment.captured" {
                state.phase = Phase::Captured;
            }
            step.take(&mut state, transition)?;
        }
    }
    step.go_on(&mut state)?;
    Ok((state, step.effects))
}

/// A step on its way.
pub(crate) struct Step<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) at: i64,
    pub(crate) by: Option<RoleId>,
    pub(crate) event: &'a [(&'a str, Value)],
    pub(crate) effects: Vec<Effect>,
}

/// A state, seen by guards.
pub(crate) struct Seen<'a> {
    pub(crate) state: &'a State,
    pub(crate) event: &'a [(&'a str, Value)],
}

impl Facts for Seen<'_> {
    fn field(&self, field: FieldId) -> Option<&Value> {
        self.state.value(field)
    }

    fn limit(&self, limit: LimitId) -> i64 {
        self.state.limit(limit)
    }

    fn event(&self, name: &str) -> Option<&Value> {
        self.event.iter().find(|(of, _)| *of == name).map(|(_, value)| value)
    }
}

/// Whether an action that is possible everywhere is possible now.
pub(crate) fn is_during(during: During, phase: Phase) -> bool {
    match during {
        During::BeforeCapture => matches!(phase, Phase::None | Phase::Requested),
        During::Captured => phase == Phase::Captured,
        During::Always => true,
    }
}

impl<'a> Step<'a> {
    fn action(
        &self,
        state: &State,
        here: &'a StateDef,
        by: RoleId,
        action: &str,
        entry: Option<u64>,
    ) -> Result<&'a Transition, Refusal> {
        let mut anywhere = self.definition.anywhere.iter();
        let found = here.on.iter().find(|one| one.name == action).or_else(|| {
            anywhere.find(|one| one.name == action && !here.is_final && is_during(one.during, state.phase))
        });
        let Some(transition) = found else { return Err(self.not_here(here, action)) };
        if let Some(entry) = entry.filter(|entry| *entry != state.entry) {
            return Err(Refusal::Stale { entry, current: state.entry });
        }
        if !transition.by.has(by) {
            return Err(Refusal::Role { required: self.definition.role_names(transition.by) });
        }
        let facts = Seen { state, event: &[] };
        if transition.when.as_ref().is_some_and(|when| !holds(when, &facts))
            || self.is_full(state, transition)
        {
            return Err(Refusal::Guard { action: action.to_owned() });
        }
        Ok(transition)
    }

    /// Whether a counter that it adds to has reached its limit.
    fn is_full(&self, state: &State, transition: &Transition) -> bool {
        transition.add.iter().any(|counter| match self.limit_of(state, *counter) {
            Some(limit) => state.value(*counter).and_then(Value::number).unwrap_or(0) >= limit,
            None => false,
        })
    }

    pub(crate) fn limit_of(&self, state: &State, counter: FieldId) -> Option<i64> {
        match self.definition.fields.get(counter.index())?.kind {
            Kind::Counter(limit) => limit.map(|limit| state.limit(limit)),
            _ => None,
        }
    }

    #[cold]
    fn not_here(&self, here: &StateDef, action: &str) -> Refusal {
        let has = |state: &&StateDef| state.transitions().any(|one| one.name == action);
        let required = self.definition.states.iter().filter(has).map(|state| state.name.clone()).collect();
        Refusal::State { current: here.name.clone(), required }
    }

    /// The values of everything that the action asks for.
    fn answers(
        &self,
        state: &State,
        transition: &Transition,
        given: &[(&str, Answer)],
    ) -> Result<Vec<(FieldId, Option<Value>)>, Refusal> {
        if transition.ask.is_empty() {
            // What a client sends beyond what was asked is ignored, as long as it asks for nothing.
            return Ok(Vec::new());
        }
        let (mut values, mut problems) = (Vec::with_capacity(transition.ask.len()), Vec::new());
        for ask in &transition.ask {
            let Some(field) = self.definition.fields.get(ask.field.index()) else { continue };
            let answer = given.iter().find(|(name, _)| *name == ask.parameter).map(|(_, answer)| answer);
            let read = answer.map_or(Ok(None), |answer| answer::read(field, state.currency, answer));
            match read {
                Ok(None) if !field.optional => {
                    problems.push(Problem { parameter: ask.parameter.clone(), problem: Invalid::Missing });
                }
                Ok(value) => values.push((ask.field, value)),
                Err(problem) => problems.push(Problem { parameter: ask.parameter.clone(), problem }),
            }
        }
        if problems.is_empty() { Ok(values) } else { Err(Refusal::Input { problems }) }
    }

    fn time(
        &mut self,
        state: &mut State,
        here: &'a StateDef,
        entry: u64,
        timer: &str,
    ) -> Result<(), Refusal> {
        if entry != state.entry {
            return Err(Refusal::Stale { entry, current: state.entry });
        }
        for one in &here.timers {
            let Some(rest) = timer.strip_prefix(one.name.as_str()) else { continue };
            if let Some(number) = rest.strip_prefix(".remind.").and_then(|number| number.parse().ok()) {
                if !(1..=one.remind.len()).contains(&number) {
                    break;
                }
                self.effects.push(Effect::Remind { role: here.awaits, number });
                return Ok(());
            }
            let Some(act) = one.act.as_ref().filter(|_| rest.is_empty()) else { continue };
            let facts = Seen { state, event: &[] };
            if act.when.as_ref().is_some_and(|when| !holds(when, &facts)) {
                return Err(Refusal::Guard { action: timer.to_owned() });
            }
            return self.take(state, act);
        }
        Err(Refusal::State { current: here.name.clone(), required: Vec::new() })
    }

    fn event(&self, state: &State, here: &'a StateDef, name: &str) -> Result<&'a Transition, Refusal> {
        let facts = Seen { state, event: self.event };
        let mut fitting = here.events.iter().filter(|one| one.name == name);
        let is_of_payment = name.starts_with("payment.");
        if is_of_payment && state.phase != Phase::Requested {
            return Err(self.not_here(here, name));
        }
        let Some(transition) = fitting.next() else { return Err(self.not_here(here, name)) };
        if transition.when.as_ref().is_some_and(|when| !holds(when, &facts)) {
            return Err(Refusal::Guard { action: name.to_owned() });
        }
        let amount = facts.event("amount").and_then(Value::number);
        if name == "payment.captured" && amount.is_some_and(|amount| amount != state.amount) {
            return Err(Refusal::Amount { expected: state.amount });
        }
        Ok(transition)
    }
}
