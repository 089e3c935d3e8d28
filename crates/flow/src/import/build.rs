//! The table of counterparts: roles, actions, payments, times and notifications.

use super::model::{Effect, Kind, Model, Way};
use super::moment::{Base, Moment};
use super::process::{Actor, Notification, Process, Step, plain};
use super::{Note, Notes};
use crate::duration;

/// Actions that fill a price.
const PRICES: [&str; 10] = [
    "set-line-items-and-total",
    "privileged-set-line-items",
    "set-line-items",
    "set-negotiated-total-price",
    "calculate-tx-total",
    "calculate-tx-nightly-total-price",
    "calculate-tx-daily-total-price",
    "calculate-tx-unit-total-price",
    "calculate-tx-total-daily-booking-exclude-start",
    "calculate-tx-two-units-total-price",
];
/// Actions that write data about the transaction.
const DATA: [&str; 6] = [
    "update-protected-data",
    "privileged-update-protected-data",
    "privileged-update-metadata",
    "update-metadata",
    "privileged-set-metadata",
    "set-protected-data",
];
/// The customer has confirmed a payment, or pays at once.
const CONFIRMS: [&str; 2] = ["stripe-confirm-payment-intent", "stripe-create-charge"];
const CREATES: [&str; 2] = ["stripe-create-payment-intent", "stripe-create-payment-intent-push"];
const CAPTURES: [&str; 2] = ["stripe-capture-payment-intent", "stripe-capture-charge"];
const REFUNDS: [&str; 2] = ["stripe-refund-payment", "stripe-refund-charge"];
const PAYOUTS: [&str; 1] = ["stripe-create-payout"];
/// They compute what a refund pays back; the refund itself is another action.
const CALCULATIONS: [&str; 1] = ["calculate-full-refund"];
/// Words in the name of an unknown action that tell that it moves money.
const MONEY_WORDS: [&str; 8] =
    ["stripe", "payment", "payout", "refund", "charge", "transfer", "paypal", "escrow"];

/// Makes a model of a process.
pub(super) fn build(name: &str, process: &Process, notes: &mut Notes<'_>) -> Model {
    let mut model = Model { name: name.to_owned(), ..Model::default() };
    model.state("initial");
    // Names of states are in the order of the file.
    for step in &process.steps {
        step.from.iter().for_each(|from| {
            model.state(from);
        });
        model.state(&step.to);
    }
    let mut build = Build { model, process, notes };
    for step in &process.steps {
        build.step(step);
    }
    for notification in &process.notifications {
        build.notification(notification);
    }
    build.roles();
    build.model
}

struct Build<'a, 'n> {
    model: Model,
    process: &'a Process,
    notes: &'a mut Notes<'n>,
}

/// What the actions of a transition amount to.
#[derive(Default)]
struct Does {
    ask: Vec<String>,
    effects: Vec<Effect>,
    pays: bool,
}

impl Build<'_, '_> {
    fn step(&mut self, step: &Step) {
        let from = self.model.state(step.from.as_deref().unwrap_or("initial"));
        let to = self.model.state(&step.to);
        let does = self.actions(step);
        let way = |kind: Kind, name: &str| Way {
            line: step.line,
            name: name.to_owned(),
            kind,
            to: Some(to),
            ask: Vec::new(),
            effects: does.effects.clone(),
            counts: false,
            escalates: None,
        };
        if let Some(actor) = step.actor {
            if step.from.is_none() && actor != Actor::Operator && !self.model.starts.contains(&actor.as_str())
            {
                self.model.starts.push(actor.as_str());
            }
            let by = match (step.is_privileged, actor) {
                (true, _) => vec!["host", actor.as_str()],
                (false, _) => vec![actor.as_str()],
            };
            if does.pays {
                self.payment(from, &way, by, &does, step);
            } else {
                let mut action = way(Kind::Action(by), &step.name);
                action.ask = does.ask.clone();
                self.model.push(from, action);
            }
        }
        self.times(from, step, &way);
    }

    /// A button that asks for the money and stays, and the event that leads on.
    fn payment(
        &mut self,
        from: usize,
        way: &dyn Fn(Kind, &str) -> Way,
        by: Vec<&'static str>,
        does: &Does,
        step: &Step,
    ) {
        self.model.field("price", "{ type = \"money\", label = \"Price\" }", "line items become one price");
        let mut button = way(Kind::Action(by), &step.name);
        button.to = None;
        button.ask = does.ask.clone();
        button.effects = vec![Effect::Request];
        let has_one = self.model.states.get(from).is_some_and(|state| {
            state.ways.iter().any(|one| matches!(one.kind, Kind::Event("payment.captured")))
        });
        if has_one {
            let text = format!(
                "{} pays in a state that has a payment already; both lead where the first does",
                step.name
            );
            self.notes.at_line(step.line, Note::Unmapped, text);
            self.model.push(from, button);
            return;
        }
        self.model.push(from, button);
        self.model.push(from, way(Kind::Event("payment.captured"), "payment.captured"));
        let mut failed = way(Kind::Event("payment.failed"), "payment.failed");
        (failed.to, failed.effects) = (None, Vec::new());
        self.model.push(from, failed);
    }

    fn actions(&mut self, step: &Step) -> Does {
        let mut does = Does::default();
        let mut ask = |name: &str| {
            if !does.ask.iter().any(|one| one == name) {
                does.ask.push(name.to_owned());
            }
        };
        let pays = self.pays(step);
        for (action, at) in &step.actions {
            let name = action.as_str();
            if PRICES.contains(&name) {
                self.model.field(
                    "price",
                    "{ type = \"money\", label = \"Price\" }",
                    "line items become one price",
                );
                self.notes.add(*at, Note::ToDo, format!("{name} of {}: the price is asked", step.name));
                ask("price");
            } else if DATA.contains(&name) {
                let declared = "{ type = \"text\", label = \"Details\", optional = true }";
                self.model.field("details", declared, "one field for what was written freely: make your own");
                self.notes.add(*at, Note::ToDo, format!("{name} of {}: which fields?", step.name));
                ask("details");
            } else if name.starts_with("create-") && name.contains("booking") {
                self.notes.add(*at, Note::Unmapped, format!("{name} of {}", step.name));
                for date in self.dates() {
                    ask(&date);
                }
            } else if REFUNDS.contains(&name) {
                self.model.field(
                    "price",
                    "{ type = \"money\", label = \"Price\" }",
                    "line items become one price",
                );
                does.effects.push(Effect::Refund);
            } else if PAYOUTS.contains(&name) {
                self.model.field(
                    "price",
                    "{ type = \"money\", label = \"Price\" }",
                    "line items become one price",
                );
                does.effects.push(Effect::Release);
            } else if CAPTURES.contains(&name) {
                if !pays {
                    let text = format!("{name} of {}: here money is captured when it is paid", step.name);
                    self.notes.add(*at, Note::Warning, text);
                }
            } else if !CONFIRMS.contains(&name) && !CREATES.contains(&name) && !CALCULATIONS.contains(&name) {
                self.notes.add(*at, Note::Unmapped, format!("{name} of {}", step.name));
                self.model.loses_money |= MONEY_WORDS.iter().any(|word| name.contains(word));
            }
        }
        if step.from.is_none() && !self.has_booking() {
            self.dates().iter().for_each(|date| ask(date));
        }
        does.pays = pays;
        does
    }

    /// Whether the customer pays by this transition: it confirms, or it creates what nothing confirms later.
    fn pays(&self, step: &Step) -> bool {
        let has =
            |step: &Step, names: &[&str]| step.actions.iter().any(|(name, _)| names.contains(&name.as_str()));
        if step.actor.is_none() {
            return false;
        }
        has(step, &CONFIRMS)
            || (has(step, &CREATES) && !self.process.steps.iter().any(|one| has(one, &CONFIRMS)))
    }

    fn has_booking(&self) -> bool {
        let mut actions = self.process.steps.iter().flat_map(|step| &step.actions);
        actions.any(|(name, _)| name.starts_with("create-") && name.contains("booking"))
    }

    /// The dates that times are counted from.
    fn dates(&mut self) -> Vec<String> {
        let of_steps = self.process.steps.iter().flat_map(|step| &step.moments);
        let of_notifications = self.process.notifications.iter().flat_map(|one| one.moments.iter().flatten());
        let mut dates: Vec<String> = of_steps
            .chain(of_notifications)
            .filter_map(|moment| match &moment.base {
                Base::Date(date) => Some(date.clone()),
                _ => None,
            })
            .collect();
        dates.sort_unstable();
        dates.dedup();
        for date in &dates {
            self.model.field(date, "{ type = \"date\" }", "a date of the booking");
        }
        dates
    }

    fn times(&mut self, from: usize, step: &Step, way: &dyn Fn(Kind, &str) -> Way) {
        for moment in &step.moments {
            let own = self.model.states.get(from).map(|state| state.name.clone()).unwrap_or_default();
            match self.moment(moment, &own, step.line) {
                Some(time) => {
                    let time = way(Kind::Time(time), &step.name);
                    self.model.push(from, time);
                }
                None => {
                    let text = format!("time of {}: it counts from a state that does not exist", step.name);
                    self.notes.at_line(step.line, Note::Unmapped, text);
                }
            }
        }
    }

    /// A moment as TOML.
    fn moment(&mut self, moment: &Moment, own: &str, line: usize) -> Option<String> {
        let skip = if moment.skip_if_past { ", skip_if_past = true" } else { "" };
        let after = |plus: i64| format!("after = \"{}\"", duration::show(plus));
        let since = |state: &str, notes: &mut Notes<'_>| {
            if state == own {
                return Some(format!("{}{skip}", after(moment.plus)));
            }
            let text =
                format!("a time of {own} counts from {state}; if that was never entered, it never comes");
            notes.at_line(line, Note::Warning, text);
            Some(format!("since = \"{state}\", {}{skip}", after(moment.plus)))
        };
        let exists = |state: &str| self.model.states.iter().any(|one| one.name == state);
        match &moment.base {
            Base::State(state) if exists(state) => since(state, self.notes),
            Base::State(_) => None,
            Base::Start => since("initial", self.notes),
            Base::Transition(key) => {
                let of = self.process.steps.iter().find(|step| step.key == *key)?;
                let to = of.to.clone();
                since(&to, self.notes)
            }
            Base::Date(date) => {
                let shift = match moment.plus {
                    0 => String::new(),
                    plus if plus > 0 => format!(", {}", after(plus)),
                    minus => format!(", minus = \"{}\"", duration::show(-minus)),
                };
                Some(format!("at = \"{date}\"{shift}{skip}"))
            }
        }
    }

    fn notification(&mut self, notification: &Notification) {
        let effect = Effect::Notify(notification.to.as_str(), super::model::words(&notification.template));
        let steps: Vec<&Step> =
            self.process.steps.iter().filter(|step| step.key == notification.on).collect();
        if steps.is_empty() {
            let text = format!("a notification waits for {}, which does not exist", plain(&notification.on));
            self.notes.at_line(notification.line, Note::Unmapped, text);
            return;
        }
        let Some(moments) = &notification.moments else {
            for step in steps {
                self.tell(step, &effect);
            }
            return;
        };
        let Some(step) = steps.first() else { return };
        let ways = self.process.steps.iter().filter(|one| one.to == step.to && one.key != step.key).count();
        if ways > 0 {
            let text =
                format!("the later notification {} comes whatever led to {}", notification.template, step.to);
            self.notes.at_line(notification.line, Note::Warning, text);
        }
        let to = self.model.state(&step.to);
        for moment in moments {
            let time = self.moment(moment, &step.to, notification.line);
            let ends = !self.process.steps.iter().any(|one| one.from.as_deref() == Some(&step.to));
            let (Some(time), false) = (time, ends) else {
                let text = format!("the later notification {} in {}", notification.template, step.to);
                self.notes.at_line(notification.line, Note::Unmapped, text);
                continue;
            };
            let way = Way {
                line: notification.line,
                name: notification.template.clone(),
                kind: Kind::Time(time),
                to: None,
                ask: Vec::new(),
                effects: vec![effect.clone()],
                counts: false,
                escalates: None,
            };
            self.model.push(to, way);
        }
    }

    /// Adds a notification to what leads on by a transition.
    fn tell(&mut self, step: &Step, effect: &Effect) {
        let from = self.model.state(step.from.as_deref().unwrap_or("initial"));
        let Some(state) = self.model.states.get_mut(from) else { return };
        for way in &mut state.ways {
            let is_it = way.line == step.line && way.to.is_some();
            if is_it && !way.effects.contains(effect) {
                way.effects.push(effect.clone());
            }
        }
    }

    /// Whose turn it is: whoever can act, parties first.
    fn roles(&mut self) {
        for state in &mut self.model.states {
            let actors = state.ways.iter().filter_map(|way| match &way.kind {
                Kind::Action(by) => by.last().copied(),
                _ => None,
            });
            let actors: Vec<&'static str> = actors.collect();
            let party = actors.iter().find(|actor| **actor != "operator");
            let has_time = state.ways.iter().any(|way| matches!(way.kind, Kind::Time(_)) && way.to.is_some());
            state.awaits = match party {
                Some(party) => Some(*party),
                None if has_time => None,
                None => actors.first().copied(),
            };
        }
    }
}
