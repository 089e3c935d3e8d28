//! How far a run has come: the states of the shortest good way, and how many of them lie behind.

use std::collections::VecDeque;

use serde::Serialize;

use crate::check::graph::{Edge, Graph};
use crate::definition::{Definition, Style};
use crate::state::State;
use crate::transition::Trigger;

/// A line of steps, for those who want to know what is still to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The states of the good way, from the start to where people talk freely or the run ends.
    pub steps: Vec<String>,
    /// Which of them the run is in, or came from last, from 0. None when it ended elsewhere.
    pub at: Option<usize>,
}

/// Where a run stands on the shortest way on which nobody refuses and nothing is late.
pub fn progress(definition: &Definition, state: &State) -> Progress {
    let graph = Graph::of(definition);
    let way = good_way(&graph);
    let here = state.state().index();
    let steps =
        way.iter().filter(|step| definition.states.get(**step).is_some_and(|state| state.next.is_none()));
    let steps: Vec<usize> = steps.copied().collect();
    let is_final = definition.states.get(here).is_some_and(|state| state.is_final);
    let at = match steps.iter().position(|step| *step == here) {
        Some(at) => Some(at),
        None if is_final => None,
        // Beside the way: at the last step from which one comes here without passing a later one.
        None => (0..steps.len()).rev().find(|at| leads(&graph, &steps, *at, here)),
    };
    Progress { steps: steps.iter().map(|step| graph.name(*step).to_owned()).collect(), at }
}

fn is_good(edge: &Edge<'_>) -> bool {
    let is_good_event = edge.by.trigger == Trigger::Event && !edge.by.name.ends_with(".failed");
    let is_action = edge.by.trigger == Trigger::Action && edge.by.style != Style::Danger;
    !edge.stays() && (is_good_event || is_action || edge.by.trigger == Trigger::Next)
}

fn good_way(graph: &Graph<'_>) -> Vec<usize> {
    let states = &graph.definition.states;
    let is_goal = |state: usize| states.get(state).is_some_and(|state| state.chat_open || state.is_final);
    let mut came: Vec<Option<usize>> = vec![None; states.len()];
    let mut queue = VecDeque::from([graph.start()]);
    while let Some(state) = queue.pop_front() {
        if is_goal(state) {
            let mut way = vec![state];
            let mut at = state;
            while let Some(before) = came.get(at).copied().flatten().filter(|_| at != graph.start()) {
                way.push(before);
                at = before;
            }
            way.reverse();
            return way;
        }
        for (_, edge) in graph.out(state).filter(|(_, edge)| is_good(edge) && !graph.is_anywhere(edge)) {
            if let Some(slot @ None) = came.get_mut(edge.to)
                && edge.to != graph.start()
            {
                *slot = Some(state);
                queue.push_back(edge.to);
            }
        }
    }
    vec![graph.start()]
}

/// Whether a state beside the way is reached from one of its steps without another step in between.
fn leads(graph: &Graph<'_>, steps: &[usize], at: usize, to: usize) -> bool {
    let Some(from) = steps.get(at) else { return false };
    let mut seen = vec![false; graph.out.len()];
    let mut queue = VecDeque::from([*from]);
    while let Some(state) = queue.pop_front() {
        for (_, edge) in graph.out(state).filter(|(_, edge)| !edge.stays() && !graph.is_anywhere(edge)) {
            if edge.to == to {
                return true;
            }
            if let Some(slot @ false) = seen.get_mut(edge.to)
                && !steps.contains(&edge.to)
            {
                *slot = true;
                queue.push_back(edge.to);
            }
        }
    }
    false
}
