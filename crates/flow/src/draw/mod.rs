//! A flow as a picture: Mermaid for documents, and an SVG with a layout of its own.

mod layout;
mod mermaid;
mod order;
mod svg;

pub use mermaid::mermaid;
pub use svg::svg;

use crate::check::graph::{Edge, Graph};
use crate::definition::Definition;
use crate::duration;
use crate::transition::{Since, TimerDef, Transition, Trigger};

/// What a way is called in a picture.
fn sign(definition: &Definition, from: usize, transition: &Transition) -> String {
    match transition.trigger {
        Trigger::Action | Trigger::Event => transition.name.clone(),
        Trigger::Next => "at once".to_owned(),
        Trigger::Time => {
            let timers = definition.states.get(from).map(|state| state.timers.as_slice()).unwrap_or_default();
            let timer = timers.iter().find(|timer| timer.name == transition.name);
            timer.map_or_else(|| transition.name.clone(), |timer| when(definition, timer))
        }
    }
}

/// When a time comes, in few words.
pub(crate) fn when(definition: &Definition, timer: &TimerDef) -> String {
    let shift = match timer.plus {
        0 => String::new(),
        plus if plus > 0 => format!("{} after ", duration::words(plus)),
        minus => format!("{} before ", duration::words(-minus)),
    };
    match timer.from {
        Since::Entry => format!("after {}", duration::words(timer.plus)),
        Since::Field(field) => {
            let name = definition.fields.get(field.index()).map_or("", |field| field.name.as_str());
            format!("{shift}{name}").replace('_', " ")
        }
        Since::State(state) => format!("{shift}{}", definition.state_name(state).replace('_', " ")),
    }
}

/// Ways from one state to another, drawn as one line.
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Vec<String>,
    /// All of them are times.
    pub(super) is_time: bool,
}

/// What is drawn: lines between states, and for each state what happens in it or ends the run.
pub(super) struct Picture {
    pub(super) lines: Vec<Line>,
    pub(super) rows: Vec<Vec<String>>,
}

pub(super) fn picture(definition: &Definition) -> Picture {
    let graph = Graph::of(definition);
    let mut picture = Picture { lines: Vec::new(), rows: vec![Vec::new(); definition.states.len()] };
    let is_final = |state: usize| definition.states.get(state).is_some_and(|state| state.is_final);
    for (from, _) in definition.states.iter().enumerate() {
        let own = |edge: &&Edge<'_>| !graph.is_anywhere(edge);
        let edges: Vec<&Edge<'_>> = graph.out(from).map(|(_, edge)| edge).filter(own).collect();
        // Most states lead to the end, too: a line from each would hide the others.
        let has_others = edges.iter().any(|edge| !is_final(edge.to) && !edge.stays());
        for edge in edges {
            let mut label = sign(definition, from, edge.by);
            if edge.by.targets().len() > 1 {
                label.push_str(if edge.target().is_some_and(|branch| branch.when.is_some()) {
                    " ?"
                } else {
                    " (else)"
                });
            }
            if edge.stays() || edge.to == from {
                push(&mut picture, from, format!("↻ {label}"));
            } else if is_final(edge.to) && has_others {
                push(&mut picture, from, format!("⊘ {label}"));
            } else {
                line(&mut picture, edge, label);
            }
        }
    }
    picture
}

fn push(picture: &mut Picture, state: usize, row: String) {
    if let Some(rows) = picture.rows.get_mut(state)
        && !rows.contains(&row)
    {
        rows.push(row);
    }
}

fn line(picture: &mut Picture, edge: &Edge<'_>, label: String) {
    let is_time = edge.by.trigger == Trigger::Time;
    match picture.lines.iter_mut().find(|line| line.from == edge.from && line.to == edge.to) {
        Some(line) => {
            line.is_time &= is_time;
            if !line.label.contains(&label) {
                line.label.push(label);
            }
        }
        None => picture.lines.push(Line { from: edge.from, to: edge.to, label: vec![label], is_time }),
    }
}
