//! Runs of one version taken to another: states and data by name, with a map for what was renamed.

use std::collections::BTreeMap;

use crate::definition::{Definition, Kind};
use crate::state::{State, Value};

/// What was renamed: old names to new ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renamed {
    /// States.
    pub states: BTreeMap<String, String>,
    /// Fields of the data.
    pub fields: BTreeMap<String, String>,
}

/// Why a run cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unmovable {
    /// Nobody said what becomes of the state.
    #[error("no state of the new version stands for \"{0}\"")]
    State(String),
    /// A run that ended would go on, or one that goes on would end.
    #[error("\"{0}\" and \"{1}\": one ends the run, the other does not")]
    End(String, String),
    /// A value does not fit its new type.
    #[error("\"{0}\" has another type in the new version")]
    Type(String),
    /// The map names what is not there.
    #[error("there is no \"{0}\" in the {1} version")]
    Unknown(String, &'static str),
}

/// What must be known before any run is moved: every state of the old version has its place in the new one.
///
/// # Errors
/// All that are missing or misspelled.
pub fn plan(old: &Definition, new: &Definition, renamed: &Renamed) -> Result<(), Vec<Unmovable>> {
    let mut wrong = Vec::new();
    for (from, to) in &renamed.states {
        if old.state(from).is_none() {
            wrong.push(Unmovable::Unknown(from.clone(), "old"));
        }
        if new.state(to).is_none() {
            wrong.push(Unmovable::Unknown(to.clone(), "new"));
        }
    }
    for (from, to) in &renamed.fields {
        if old.field(from).is_none() {
            wrong.push(Unmovable::Unknown(from.clone(), "old"));
        }
        if new.field(to).is_none() {
            wrong.push(Unmovable::Unknown(to.clone(), "new"));
        }
    }
    for state in &old.states {
        let name = renamed.states.get(&state.name).unwrap_or(&state.name);
        match new.state(name).and_then(|id| new.states.get(id.index())) {
            None if !renamed.states.contains_key(&state.name) => {
                wrong.push(Unmovable::State(state.name.clone()))
            }
            Some(to) if to.is_final != state.is_final => {
                wrong.push(Unmovable::End(state.name.clone(), to.name.clone()));
            }
            _ => {}
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Takes a run to another version. Entry, instants, limits and money stay; the caller's copy is not touched.
///
/// # Errors
/// Why it cannot be moved.
pub fn migrate(
    old: &Definition,
    new: &Definition,
    renamed: &Renamed,
    state: &State,
) -> Result<State, Unmovable> {
    let name = old.state_name(state.state);
    let to = renamed.states.get(name).map_or(name, String::as_str);
    let id = new.state(to).ok_or_else(|| Unmovable::State(name.to_owned()))?;
    let is_final = |definition: &Definition, state: crate::definition::StateId| {
        definition.states.get(state.index()).is_some_and(|state| state.is_final)
    };
    if is_final(old, state.state) != is_final(new, id) {
        return Err(Unmovable::End(name.to_owned(), to.to_owned()));
    }
    let mut data: Vec<Option<Value>> = new
        .fields
        .iter()
        .map(|field| matches!(field.kind, Kind::Counter(_)).then_some(Value::Number(0)))
        .collect();
    for (field, value) in old.fields.iter().zip(&state.data) {
        let Some(value) = value else { continue };
        let to = renamed.fields.get(&field.name).unwrap_or(&field.name);
        // Data that the new version does not have is dropped.
        let Some(id) = new.field(to) else { continue };
        let fits = new.fields.get(id.index()).is_some_and(|new| fits(&new.kind, &field.kind, value));
        if !fits {
            return Err(Unmovable::Type(field.name.clone()));
        }
        if let Some(slot) = data.get_mut(id.index()) {
            *slot = Some(value.clone());
        }
    }
    let limit = |limit: &crate::definition::Limit| {
        let old = old.limits.iter().position(|one| one.name == limit.name);
        old.and_then(|index| state.limits.get(index)).copied().unwrap_or(limit.value)
    };
    let counted = state.counted.iter().filter_map(|(of, at)| {
        let name = old.state_name(*of);
        let name = renamed.states.get(name).map_or(name, String::as_str);
        Some((new.state(name)?, *at))
    });
    Ok(State {
        state: id,
        entry: state.entry,
        entered_at: state.entered_at,
        phase: state.phase,
        amount: state.amount,
        currency: state.currency,
        data,
        limits: new.limits.iter().map(limit).collect(),
        counted: counted.collect(),
    })
}

fn fits(new: &Kind, old: &Kind, value: &Value) -> bool {
    match (new, value) {
        (Kind::Choice(of), Value::Text(word)) => of.iter().any(|one| **one == **word),
        (Kind::Money | Kind::Date, Value::Number(_)) => new.as_str() == old.as_str(),
        (kind, Value::Number(_)) => kind.is_number() && !matches!(old, Kind::Money | Kind::Date),
        (kind, Value::Text(_)) => !kind.is_number(),
    }
}
