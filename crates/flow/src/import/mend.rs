//! What the check finds in an imported definition and what can be mended: by the line of the transition.

use super::model::{Effect, Kind, Model};
use super::write::Written;
use super::{Note, Notes};
use crate::fault::{Code, Faults};

/// Mends what it can, and says whether anything changed.
pub(super) fn mend(model: &mut Model, written: &Written, faults: &Faults, notes: &mut Notes<'_>) -> bool {
    let mut has_changed = false;
    let mut unreachable = Vec::new();
    for fault in faults.iter() {
        let line = faults.position(fault).0;
        if fault.code == Code::F04 {
            unreachable.extend(written.states.iter().find(|(at, _)| *at == line).map(|(_, state)| *state));
            continue;
        }
        let place = written.ways.iter().find(|(at, _, _)| *at == line).map(|(_, state, way)| (*state, *way));
        let Some((state, index)) = place else { continue };
        let Some(way) = model.states.get_mut(state).and_then(|state| state.ways.get_mut(index)) else {
            continue;
        };
        match (fault.code, &way.kind) {
            (Code::F08, Kind::Action(_)) if !way.ask.iter().any(|one| one == "price") => {
                way.ask.push("price".to_owned());
                let text = format!("the price is asked by {}", way.name);
                notes.at_line(way.line, Note::ToDo, text);
                has_changed = true;
            }
            (Code::F08 | Code::F21, _) => {
                let before = way.effects.len();
                way.effects.retain(|effect| !matches!(effect, Effect::Release | Effect::Refund));
                if way.effects.len() < before {
                    let text =
                        format!("nothing can be captured before {}: no refund or payout is needed", way.name);
                    notes.at_line(way.line, Note::Warning, text);
                    has_changed = true;
                }
            }
            (Code::F12, Kind::Time(_)) if way.escalates.is_none() => {
                way.escalates = Some(format!("{} is due", super::model::words(&way.name)));
                let text = format!("{} would end a paid deal by itself; here it calls staff", way.name);
                notes.at_line(way.line, Note::Warning, text);
                has_changed = true;
            }
            _ => {}
        }
    }
    unreachable.sort_unstable();
    for state in unreachable.into_iter().rev() {
        has_changed |= drop_state(model, state, notes);
    }
    has_changed
}

/// A state that is never entered there, either.
fn drop_state(model: &mut Model, index: usize, notes: &mut Notes<'_>) -> bool {
    if index == 0 || index >= model.states.len() {
        return false;
    }
    let state = model.states.remove(index);
    let line = state.ways.first().map_or(1, |way| way.line);
    notes.at_line(line, Note::Unmapped, format!("{} is never entered; it is left out", state.name));
    for state in &mut model.states {
        state.ways.retain(|way| way.to != Some(index));
        for way in &mut state.ways {
            way.to = way.to.map(|to| if to > index { to - 1 } else { to });
        }
    }
    // Times that count from it never come.
    let since = format!("since = \"{}\"", state.name);
    for one in &mut model.states {
        one.ways.retain(|way| !matches!(&way.kind, Kind::Time(time) if time.contains(&since)));
    }
    true
}
