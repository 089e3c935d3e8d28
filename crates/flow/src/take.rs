//! A transition is taken: data changes, effects follow, and a state is entered; states that wait for nothing are left at
//! once.

use crate::definition::{FieldId, Kind, RoleId, StateId, TextId};
use crate::effect::{Amount, Effect, Line, Moved};
use crate::eval::holds;
use crate::refusal::Refusal;
use crate::state::{Phase, State, Value};
use crate::step::{MAX_IN_A_ROW, Seen, Step};
use crate::transition::{Origin, Said, Target, Transition, What};

impl Step<'_> {
    /// Changes the data, decides where to go, and goes.
    pub(crate) fn take(&mut self, state: &mut State, transition: &Transition) -> Result<(), Refusal> {
        self.change(state, transition);
        let from = state.state;
        let awaited = self.definition.states.get(from.index()).and_then(|state| state.awaits);
        let said = self.lines(state, transition, awaited);
        let audit = transition.audit.map(|text| self.line(state, self.by, text, awaited));
        let place = self.effects.len();
        self.effects.push(Effect::OpenTicket);
        for effect in &transition.effects {
            self.affect(state, &effect.what, awaited)?;
        }
        let entered = match &transition.target {
            Target::Stay => false,
            Target::To(branches) => {
                let facts = Seen { state, event: self.event };
                let fits =
                    |when: &Option<crate::expr::Expr>| when.as_ref().is_none_or(|when| holds(when, &facts));
                let branch = branches.iter().find(|branch| fits(&branch.when));
                let to = branch.ok_or(Refusal::Broken("no branch fits"))?.state;
                self.enter(state, to);
                true
            }
        };
        if let Some(slot) = self.effects.get_mut(place) {
            *slot = Effect::Moved(Moved {
                from,
                to: state.state,
                entry: state.entry,
                entered,
                by: self.by,
                reason: transition.name.clone(),
                said,
                audit,
            });
        }
        Ok(())
    }

    fn change(&self, state: &mut State, transition: &Transition) {
        for set in &transition.set {
            let value = match &set.value {
                Origin::Field(field) => state.value(*field).cloned(),
                Origin::Number(number) => Some(Value::Number(*number)),
                Origin::Word(word) => Some(Value::word(word)),
                Origin::Event(name) => self.of_event(set.field, name),
            };
            state.set(set.field, value);
        }
        for field in &transition.clear {
            let is_counter = self.definition.fields.get(field.index());
            let is_counter = is_counter.is_some_and(|field| matches!(field.kind, Kind::Counter(_)));
            state.set(*field, is_counter.then_some(Value::Number(0)));
        }
        for counter in &transition.add {
            let now = state.value(*counter).and_then(Value::number).unwrap_or(0);
            let limit = self.limit_of(state, *counter).unwrap_or(i64::MAX);
            state.set(*counter, Some(Value::Number(now.saturating_add(1).min(limit.max(now)))));
        }
    }

    /// A value of the event, if it is of the field's type.
    fn of_event(&self, field: FieldId, name: &str) -> Option<Value> {
        let value = self.event.iter().find(|(of, _)| *of == name).map(|(_, value)| value)?;
        let is_number = self.definition.fields.get(field.index())?.kind.is_number();
        (matches!(value, Value::Number(_)) == is_number).then(|| value.clone())
    }

    fn affect(&mut self, state: &mut State, what: &What, awaited: Option<RoleId>) -> Result<(), Refusal> {
        let currency = state.currency;
        let amount = |state: &State, field: FieldId| {
            let minor = state.value(field).and_then(Value::number).filter(|minor| *minor > 0);
            minor.map(|minor| Amount { minor, currency }).ok_or(Refusal::Broken("an amount is empty"))
        };
        let effect = match what {
            What::RequestPayment(field) => {
                if state.phase == Phase::Captured {
                    return Err(Refusal::Broken("captured money is held already"));
                }
                let amount = amount(state, *field)?;
                (state.phase, state.amount) = (Phase::Requested, amount.minor);
                Effect::RequestPayment(amount)
            }
            // Nothing was captured: there is nothing to move.
            What::Release(_) | What::Refund(_) if state.phase != Phase::Captured => return Ok(()),
            What::Release(field) => {
                let amount = amount(state, *field)?;
                state.phase = Phase::Settled;
                Effect::Release(amount)
            }
            What::Refund(field) => {
                let amount = amount(state, *field)?;
                state.phase = Phase::Settled;
                Effect::Refund(amount)
            }
            What::Escalate(reason) => Effect::Escalate { reason: reason.clone() },
            What::Notify(role, text) => {
                Effect::Notify { role: *role, line: self.line(state, Some(*role), *text, awaited) }
            }
            What::OpenTicket => Effect::OpenTicket,
        };
        self.effects.push(effect);
        Ok(())
    }

    pub(crate) fn enter(&self, state: &mut State, to: StateId) {
        state.state = to;
        state.entry += 1;
        state.entered_at = self.at;
        if self.definition.states.get(to.index()).is_some_and(|state| state.is_counted_from) {
            match state.counted.iter_mut().find(|(of, _)| *of == to) {
                Some((_, at)) => *at = self.at,
                None => state.counted.push((to, self.at)),
            }
        }
    }

    /// States that wait for nothing are left at once.
    pub(crate) fn go_on(&mut self, state: &mut State) -> Result<(), Refusal> {
        for _ in 0..=MAX_IN_A_ROW {
            let here = self.definition.states.get(state.state.index());
            let Some(next) = here.and_then(|here| here.next.as_ref()) else { return Ok(()) };
            self.take(state, next)?;
        }
        Err(Refusal::Broken("too many states follow each other at once"))
    }

    fn lines(&self, state: &State, transition: &Transition, awaited: Option<RoleId>) -> Vec<Line> {
        match &transition.said {
            None => Vec::new(),
            Some(Said::All(text)) => vec![self.line(state, None, *text, awaited)],
            Some(Said::Each(texts)) => {
                texts.iter().map(|(role, text)| self.line(state, Some(*role), *text, awaited)).collect()
            }
        }
    }

    fn line(&self, state: &State, role: Option<RoleId>, text: TextId, awaited: Option<RoleId>) -> Line {
        let template = self.definition.texts.get(text.index()).map(|text| &text.template);
        let fields = template.into_iter().flat_map(|template| template.fields());
        let values = fields.filter_map(|field| Some((field, state.value(field)?.clone()))).collect();
        let event = match template.is_some_and(|template| template.shows_event()) {
            true => self.event.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
            false => Vec::new(),
        };
        Line { role, text, values, event, awaited }
    }
}
