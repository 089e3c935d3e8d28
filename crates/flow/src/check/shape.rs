//! States that are never entered, never left, or wait for ever; `next` in a circle.

use super::graph::Graph;
use crate::definition::StateDef;
use crate::fault::{Code, Fault, path};
use crate::read::short;
use crate::source::At;
use crate::step::MAX_IN_A_ROW;

pub(super) fn check(graph: &Graph<'_>, has_unknown_target: bool, found: &mut Vec<Fault>) {
    for (state, is_reachable) in graph.definition.states.iter().zip(graph.reachable()) {
        if !is_reachable && !has_unknown_target {
            found.push(Fault::new(
                Code::F04,
                state.at,
                format!("\"{}\" is never entered", short(&state.name)),
            ));
        }
        if !state.is_final && state.next.is_none() {
            leads_out(graph, state, found);
            ends(graph, state, found);
        }
    }
    circles_of_next(graph, found);
}

fn leads_out(graph: &Graph<'_>, state: &StateDef, found: &mut Vec<Fault>) {
    let has_own_time = state.timers.iter().any(|timer| !timer.is_default && timer.act.is_some());
    let is_open = state.chat_open && !graph.definition.anywhere.is_empty();
    if state.on.is_empty() && state.events.is_empty() && !has_own_time && !is_open {
        let text = format!("nothing leads out of \"{}\"", short(&state.name));
        found.push(Fault::new(Code::F05, state.at, text).hint("`on`, `next` or `final`"));
        return;
    }
    let Some(role) = state.awaits else { return };
    if state.events.is_empty() && !state.on.iter().any(|transition| transition.by.has(role)) {
        let text = format!(
            "\"{}\" awaits {}, who can do nothing there",
            short(&state.name),
            graph.definition.role_name(role)
        );
        found.push(Fault::new(Code::F05, state.at, text).hint("`on`, or another `awaits`"));
    }
}

fn ends(graph: &Graph<'_>, state: &StateDef, found: &mut Vec<Fault>) {
    let has_time = state.timers.iter().any(|timer| timer.act.is_some());
    if has_time || (state.chat_open && state.awaits.is_none()) {
        return;
    }
    let text = match state.awaits {
        Some(role) => format!("waits for ever if {} is silent", graph.definition.role_name(role)),
        None if state.on.is_empty() && state.events.is_empty() => return,
        None => "waits for ever if nothing happens".to_owned(),
    };
    let hint = "timeout = { after = \"5d\", remind = [\"2d\"], to = \"…\" }, or a default";
    found.push(Fault::new(Code::F06, state.at, text).hint(hint));
}

fn circles_of_next(graph: &Graph<'_>, found: &mut Vec<Fault>) {
    let uses: Vec<bool> = (0..graph.edges.len()).map(|edge| graph.is_at_once(edge)).collect();
    let circles = graph.circles(&uses);
    for circle in &circles {
        let Some(first) = circle.first() else { continue };
        let edges = graph.circle_through(*first, &uses, circle);
        let mut names = vec![graph.name(*first)];
        names.extend(edges.iter().filter_map(|edge| graph.edges.get(*edge)).map(|edge| graph.name(edge.to)));
        let at = edges.first().and_then(|edge| graph.edges.get(*edge)).and_then(|edge| edge.target());
        let at = at.map_or_else(At::default, |branch| branch.at);
        let shown = if names.len() <= 6 { names.join(" → ") } else { path(&names) };
        found.push(
            Fault::new(Code::F15, at, format!("{shown} never stops")).hint("a state that awaits somebody"),
        );
    }
    if circles.is_empty() {
        long_chains(graph, found);
    }
}

/// Without circles the longest chain is found by going on as long as something grows.
fn long_chains(graph: &Graph<'_>, found: &mut Vec<Fault>) {
    let mut length = vec![0_usize; graph.out.len()];
    for _ in 0..=MAX_IN_A_ROW + 1 {
        for edge in graph.edges.iter().enumerate().filter(|(index, _)| graph.is_at_once(*index)) {
            let next = length.get(edge.1.to).copied().unwrap_or_default() + 1;
            if let Some(length) = length.get_mut(edge.1.from) {
                *length = next.min(MAX_IN_A_ROW + 2).max(*length);
            }
        }
    }
    if let Some(index) = length.iter().position(|length| *length > MAX_IN_A_ROW)
        && let Some(state) = graph.definition.states.get(index)
    {
        let text = format!("more than {MAX_IN_A_ROW} states follow \"{}\" at once", short(&state.name));
        found.push(Fault::new(Code::F15, state.at, text));
    }
}
