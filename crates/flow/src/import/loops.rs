//! Loops of a process get a bound: one counter, and a guard on one transition of each loop.

use super::model::{Kind, Model};
use super::{Note, Notes};

/// Marks transitions until no loop is left without one.
pub(super) fn bound(model: &mut Model, notes: &mut Notes<'_>) {
    let edges: usize = model.states.iter().map(|state| state.ways.len()).sum();
    for _ in 0..edges {
        let Some(circle) = circle(model) else { return };
        let is_action = |place: &&(usize, usize)| {
            way(model, **place).is_some_and(|way| matches!(way.kind, Kind::Action(_)))
        };
        let chosen = circle.iter().rev().find(is_action).or(circle.last()).copied();
        let Some((state, index)) = chosen else { return };
        let Some(way) = model.states.get_mut(state).and_then(|state| state.ways.get_mut(index)) else {
            return;
        };
        way.counts = true;
        let text = format!("{} is part of a loop; here it is possible 10 times", way.name);
        let line = way.line;
        model.has_loops = true;
        notes.at_line(line, Note::Warning, text);
    }
}

fn way(model: &Model, (state, index): (usize, usize)) -> Option<&super::model::Way> {
    model.states.get(state)?.ways.get(index)
}

/// A loop without a mark: its transitions in order.
fn circle(model: &Model) -> Option<Vec<(usize, usize)>> {
    let mut done = vec![false; model.states.len()];
    for root in 0..model.states.len() {
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((state, index)) = path.last_mut() {
            let (state, at) = (*state, *index);
            if done.get(state) == Some(&true) {
                path.pop();
                continue;
            }
            let Some(way) = model.states.get(state).and_then(|state| state.ways.get(at)) else {
                if let Some(done) = done.get_mut(state) {
                    *done = true;
                }
                path.pop();
                continue;
            };
            *index += 1;
            let Some(to) = way.to.filter(|_| !way.counts) else { continue };
            if let Some(begin) = path.iter().position(|(on, _)| *on == to) {
                let circle = path.iter().skip(begin).map(|(state, next)| (*state, next.saturating_sub(1)));
                return Some(circle.collect());
            }
            if done.get(to) == Some(&false) {
                path.push((to, 0));
            }
        }
    }
    None
}
