//! When the times of an entry come: instants, computed once, when the state is entered.

use crate::definition::Definition;
use crate::state::{State, Value};
use crate::transition::Since;

/// A time that is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// `timeout`, `timeout.remind.1`, `also.1`.
    pub timer: String,
    /// When, in milliseconds since 1970; never before the entry.
    pub at: i64,
    /// Whether it only reminds.
    pub reminds: bool,
}

/// All times of the present entry, the earliest first.
pub fn timers(definition: &Definition, state: &State) -> Vec<Due> {
    let Some(here) = definition.states.get(state.state.index()) else { return Vec::new() };
    let mut due = Vec::new();
    for timer in &here.timers {
        let base = match timer.from {
            Since::Entry => Some(state.entered_at),
            Since::Field(field) => state.value(field).and_then(Value::number),
            Since::State(of) => state.counted.iter().find(|(state, _)| *state == of).map(|(_, at)| *at),
        };
        // A date that was not given, a state that was never entered: there is no such time.
        let Some(base) = base else { continue };
        let at = base.saturating_add(timer.plus);
        if timer.skip_if_past && at <= state.entered_at {
            continue;
        }
        let at = at.max(state.entered_at);
        for (index, after) in timer.remind.iter().enumerate() {
            let remind = state.entered_at.saturating_add(*after);
            if remind < at {
                due.push(Due {
                    timer: format!("{}.remind.{}", timer.name, index + 1),
                    at: remind,
                    reminds: true,
                });
            }
        }
        if timer.act.is_some() {
            due.push(Due { timer: timer.name.clone(), at, reminds: false });
        }
    }
    due.sort_by_key(|due| due.at);
    due
}

/// When the present state ends by itself, for those who count down.
pub fn deadline(definition: &Definition, state: &State) -> Option<i64> {
    let due = timers(definition, state);
    due.iter().find(|due| due.timer == "timeout").or(due.iter().find(|due| !due.reminds)).map(|due| due.at)
}
