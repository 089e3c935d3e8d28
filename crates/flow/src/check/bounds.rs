//! Loops: each must count, and be closed by a guard on what it counts.
//!
//! A counter bounds every circle that both counts it and is guarded by it, as long as nothing in the circle sets it back.
//! Edges that only such circles use are taken away, and the rest is looked at again, until nothing is left.

use super::graph::{Edge, Graph};
use crate::definition::{FieldId, Kind};
use crate::expr::{Expr, Op, Operand};
use crate::fault::{Code, Fault, path};

pub(super) fn check(graph: &Graph<'_>, found: &mut Vec<Fault>) {
    let mut uses: Vec<bool> = graph.edges.iter().map(|edge| !edge.stays()).collect();
    let counters: Vec<FieldId> = counters(graph);
    let mut circles = graph.circles(&uses);
    while let Some(circle) = circles.pop() {
        let inside = inside(graph, &uses, &circle);
        if let Some(bounded) = counters.iter().find_map(|counter| bounded(graph, &inside, *counter)) {
            clear(&mut uses, &bounded);
            let mine: Vec<bool> = inside.iter().zip(&uses).map(|(inside, uses)| *inside && *uses).collect();
            circles.extend(graph.circles(&mine));
            continue;
        }
        report(graph, &uses, &circle, found);
    }
}

fn counters(graph: &Graph<'_>) -> Vec<FieldId> {
    let fields = graph.definition.fields.iter().enumerate();
    fields
        .filter(|(_, field)| matches!(field.kind, Kind::Counter(_)))
        .map(|(index, _)| FieldId::new(index))
        .collect()
}

fn inside(graph: &Graph<'_>, uses: &[bool], circle: &[usize]) -> Vec<bool> {
    let is_inside = |edge: &Edge<'_>| circle.contains(&edge.from) && circle.contains(&edge.to);
    graph.edges.iter().zip(uses).map(|(edge, uses)| *uses && is_inside(edge)).collect()
}

fn clear(uses: &mut [bool], edges: &[usize]) {
    for edge in edges {
        if let Some(used) = uses.get_mut(*edge) {
            *used = false;
        }
    }
}

/// The edges that this counter lets a run take only so often; none when it bounds nothing.
fn bounded(graph: &Graph<'_>, inside: &[bool], counter: FieldId) -> Option<Vec<usize>> {
    let edges = || graph.edges.iter().enumerate().filter(|(index, _)| inside.get(*index) == Some(&true));
    if edges().any(|(_, edge)| sets_back(edge, counter)) {
        return None;
    }
    let counting: Vec<usize> =
        edges().filter(|(_, edge)| edge.by.add.contains(&counter)).map(|(index, _)| index).collect();
    let guarded: Vec<usize> =
        edges().filter(|(_, edge)| is_guarded(edge, counter)).map(|(index, _)| index).collect();
    let only_with = |these: &[usize], others: &[usize]| {
        let mut without = inside.to_vec();
        clear(&mut without, others);
        let circles = graph.circles(&without);
        let in_circle = |index: usize| {
            let Some(edge) = graph.edges.get(index) else { return false };
            without.get(index) == Some(&true)
                && circles.iter().any(|circle| circle.contains(&edge.from) && circle.contains(&edge.to))
        };
        !these.is_empty() && these.iter().all(|index| !in_circle(*index))
    };
    if only_with(&counting, &guarded) {
        return Some(counting);
    }
    only_with(&guarded, &counting).then_some(guarded)
}

fn sets_back(edge: &Edge<'_>, counter: FieldId) -> bool {
    edge.by.clear.contains(&counter) || edge.by.set.iter().any(|set| set.field == counter)
}

/// Whether this way is only taken while the counter is below something fixed.
fn is_guarded(edge: &Edge<'_>, counter: FieldId) -> bool {
    let is_fixed = |operand: &Operand| matches!(operand, Operand::Limit(_) | Operand::Number(_));
    edge.implied().into_iter().any(|(expr, holds)| {
        let Expr::Compare(op, left, right) = expr else { return false };
        let op = if holds { *op } else { op.negated() };
        let is_left = *left == Operand::Field(counter) && is_fixed(right);
        let is_right = *right == Operand::Field(counter) && is_fixed(left);
        is_left && matches!(op, Op::Less | Op::AtMost | Op::Same)
            || is_right && matches!(op, Op::More | Op::AtLeast | Op::Same)
    })
}

fn report(graph: &Graph<'_>, uses: &[bool], circle: &[usize], found: &mut Vec<Fault>) {
    let Some(first) = circle.first() else { return };
    let edges = graph.circle_through(*first, uses, circle);
    // A circle of `next` alone has a message of its own.
    if edges.iter().all(|edge| graph.is_at_once(*edge)) {
        return;
    }
    let mut names = vec![graph.name(*first)];
    names.extend(edges.iter().filter_map(|edge| graph.edges.get(*edge)).map(|edge| graph.name(edge.to)));
    let Some(last) = edges.last().and_then(|edge| graph.edges.get(*edge)) else { return };
    let fault = Fault::new(Code::F07, last.by.at, format!("no bound: {}", path(&names)));
    found.push(fault.hint("count and guard: `add` a counter, and `when = \"… < limits.…\"`"));
}
