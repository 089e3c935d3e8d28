//! A transaction process as it is written: transitions and notifications, with names of ours.

use std::collections::BTreeMap;

use super::edn::{Edn, Value};
use super::moment::{self, Moment};
use super::{Note, Notes};

/// A transition as it is written.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) line: usize,
    pub(super) name: String,
    /// As the process calls it.
    pub(super) key: String,
    pub(super) actor: Option<Actor>,
    pub(super) moments: Vec<Moment>,
    pub(super) actions: Vec<(String, usize)>,
    pub(super) from: Option<String>,
    pub(super) to: String,
    pub(super) is_privileged: bool,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Actor {
    Customer,
    Provider,
    Operator,
}

impl Actor {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Provider => "provider",
            Self::Operator => "operator",
        }
    }
}

/// A notification as it is written.
#[derive(Debug, Clone)]
pub(super) struct Notification {
    pub(super) line: usize,
    pub(super) on: String,
    pub(super) to: Actor,
    pub(super) template: String,
    /// None: at once.
    pub(super) moments: Option<Vec<Moment>>,
}

/// The whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Process {
    pub(super) steps: Vec<Step>,
    pub(super) notifications: Vec<Notification>,
}

/// Names of ours for names of theirs, each once.
#[derive(Default)]
struct Names {
    given: BTreeMap<String, String>,
    used: Vec<String>,
}

impl Names {
    fn reserve(&mut self, name: &str) {
        self.used.push(name.to_owned());
    }

    fn of(&mut self, key: &str) -> String {
        if let Some(name) = self.given.get(key) {
            return name.clone();
        }
        let base = plain(key);
        let mut name = base.clone();
        let mut number = 2;
        while self.used.contains(&name) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.used.push(name.clone());
        self.given.insert(key.to_owned(), name.clone());
        name
    }
}

/// `:state/pending-payment` is `pending_payment`.
pub(super) fn plain(key: &str) -> String {
    let last = key.rsplit('/').next().unwrap_or_default().to_lowercase();
    let mut name: String =
        last.chars().map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' }).collect();
    name = name.trim_matches('_').chars().take(48).collect();
    match name.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) => name,
    }
}

/// Reads the transitions and notifications; what cannot be read becomes a note.
pub(super) fn read(edn: &Edn, notes: &mut Notes<'_>) -> Option<Process> {
    let transitions = edn.get("transitions")?;
    if !matches!(transitions.value, Value::Many(_)) {
        return None;
    }
    if edn.get("format").and_then(Edn::keyword).is_none_or(|format| format != "v3") {
        notes.add(edn.at, Note::Warning, "the format is not :v3; it is read as if it were".to_owned());
    }
    let mut reader = Reader { states: Names::default(), actions: Names::default(), notes };
    reader.states.reserve("initial");
    let mut process = Process::default();
    for (index, one) in transitions.items().iter().enumerate().take(super::MAX_TRANSITIONS + 1) {
        reader.step(one, index + 1, &mut process.steps);
    }
    let notifications = edn.get("notifications").map(Edn::items).unwrap_or_default();
    for one in notifications.iter().take(super::MAX_TRANSITIONS) {
        process.notifications.extend(reader.notification(one));
    }
    Some(process)
}

struct Reader<'a, 'n> {
    states: Names,
    actions: Names,
    notes: &'a mut Notes<'n>,
}

impl Reader<'_, '_> {
    fn step(&mut self, edn: &Edn, number: usize, into: &mut Vec<Step>) {
        let unnamed = format!("transition-{number}");
        let key = edn.get("name").and_then(Edn::keyword).unwrap_or(&unnamed).to_owned();
        let Some(to) = edn.get("to").and_then(Edn::keyword) else {
            self.notes.add(edn.at, Note::Unmapped, format!("transition {} has no :to", plain(&key)));
            return;
        };
        let to = self.states.of(to);
        let froms: Vec<Option<String>> = match edn.get("from") {
            None => vec![None],
            Some(from) => match (from.keyword(), from.items()) {
                (Some(name), _) => vec![Some(self.states.of(name))],
                (None, items) => {
                    items.iter().filter_map(Edn::keyword).map(|name| Some(self.states.of(name))).collect()
                }
            },
        };
        let actor = self.actor(edn, &key);
        let moments = match edn.get("at") {
            None => Vec::new(),
            Some(at) => self.moments(at, &key),
        };
        let empty = moments.is_empty() && actor.is_none();
        if empty && edn.get("at").is_none() {
            let text = format!("transition {} has neither :actor nor :at; it is the operator's", plain(&key));
            self.notes.add(edn.at, Note::Warning, text);
        } else if empty {
            let text = format!("the time of {} could not be read; it is the operator's", plain(&key));
            self.notes.add(edn.at, Note::Warning, text);
        }
        let actions = edn.get("actions").map(Edn::items).unwrap_or_default().iter();
        let actions = actions.filter_map(|action| {
            let name = action.get("name").unwrap_or(action).keyword()?;
            Some((name.rsplit('/').next().unwrap_or_default().to_owned(), action.at))
        });
        let actions: Vec<(String, usize)> = actions.collect();
        let is_privileged = matches!(edn.get("privileged?").map(|one| &one.value), Some(Value::Bool(true)));
        for from in froms {
            into.push(Step {
                line: self.notes.line(edn.at),
                name: self.actions.of(&key),
                key: key.clone(),
                actor: if empty { Some(Actor::Operator) } else { actor },
                moments: moments.clone(),
                actions: actions.clone(),
                from,
                to: to.clone(),
                is_privileged,
            });
        }
    }

    fn actor(&mut self, edn: &Edn, key: &str) -> Option<Actor> {
        let name = edn.get("actor")?.keyword().unwrap_or_default();
        Some(match name.rsplit('/').next().unwrap_or_default() {
            "customer" => Actor::Customer,
            "provider" => Actor::Provider,
            "operator" => Actor::Operator,
            other => {
                let text = format!("actor {other} of {} is not known; it is the operator", plain(key));
                self.notes.add(edn.at, Note::Warning, text);
                Actor::Operator
            }
        })
    }

    fn moments(&mut self, edn: &Edn, key: &str) -> Vec<Moment> {
        let states = &mut self.states;
        match moment::read(edn, &mut |name| states.of(name)) {
            Ok(moments) => {
                if moments.iter().any(|moment| moment.is_rounded) {
                    let text = format!("a month of {} counts 30 days, a year 365", plain(key));
                    self.notes.add(edn.at, Note::Warning, text);
                }
                moments
            }
            Err(what) => {
                self.notes.add(edn.at, Note::Unmapped, format!("time of {}: {what}", plain(key)));
                Vec::new()
            }
        }
    }

    fn notification(&mut self, edn: &Edn) -> Option<Notification> {
        let name = plain(edn.get("name").and_then(Edn::keyword).unwrap_or("notification"));
        let (Some(on), Some(to)) =
            (edn.get("on").and_then(Edn::keyword), edn.get("to").and_then(Edn::keyword))
        else {
            self.notes.add(edn.at, Note::Unmapped, format!("notification {name} has no :on or no :to"));
            return None;
        };
        let to = match to.rsplit('/').next().unwrap_or_default() {
            "customer" => Actor::Customer,
            "provider" => Actor::Provider,
            _ => Actor::Operator,
        };
        let moments = match edn.get("at") {
            None => None,
            Some(at) => {
                let moments = self.moments(at, &name);
                if moments.is_empty() {
                    return None;
                }
                Some(moments)
            }
        };
        let template = edn.get("template").and_then(Edn::keyword).map_or(name, plain);
        Some(Notification { line: self.notes.line(edn.at), on: on.to_owned(), to, template, moments })
    }
}
