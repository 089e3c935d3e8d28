//! A definition that is being made of a process: what is written to TOML, and can still be mended.

/// The whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) name: String,
    pub(super) starts: Vec<&'static str>,
    pub(super) fields: Vec<Field>,
    pub(super) states: Vec<State>,
    /// Some transition counts its loop.
    pub(super) has_loops: bool,
    /// An action about money has no counterpart.
    pub(super) loses_money: bool,
}

/// A field of the data.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) declared: &'static str,
    pub(super) comment: &'static str,
}

/// A state.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) name: String,
    pub(super) awaits: Option<&'static str>,
    pub(super) ways: Vec<Way>,
}

/// A transition.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// The line of the process.
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) kind: Kind,
    /// None: it stays.
    pub(super) to: Option<usize>,
    pub(super) ask: Vec<String>,
    pub(super) effects: Vec<Effect>,
    /// It counts a loop and stops at its limit.
    pub(super) counts: bool,
    /// Instead of leading on by itself it calls staff.
    pub(super) escalates: Option<String>,
}

/// What makes it happen.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A button of these roles.
    Action(Vec<&'static str>),
    /// An event.
    Event(&'static str),
    /// A time, as TOML.
    Time(String),
}

/// What it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    Request,
    Release,
    Refund,
    Notify(&'static str, String),
}

impl Model {
    pub(super) fn state(&mut self, name: &str) -> usize {
        match self.states.iter().position(|state| state.name == name) {
            Some(index) => index,
            None => {
                self.states.push(State { name: name.to_owned(), ..State::default() });
                self.states.len() - 1
            }
        }
    }

    pub(super) fn field(&mut self, name: &str, declared: &'static str, comment: &'static str) {
        if !self.fields.iter().any(|field| field.name == name) {
            self.fields.push(Field { name: name.to_owned(), declared, comment });
        }
    }

    pub(super) fn push(&mut self, state: usize, mut way: Way) {
        let Some(state) = self.states.get_mut(state) else { return };
        let base = way.name.clone();
        let mut number = 2;
        while matches!(way.kind, Kind::Action(_)) && state.ways.iter().any(|one| one.name == way.name) {
            way.name = format!("{base}_{number}");
            number += 1;
        }
        state.ways.push(way);
    }
}

/// `pending_payment` is `Pending payment`.
pub(super) fn words(name: &str) -> String {
    let text = name.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
