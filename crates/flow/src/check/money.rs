//! Money: every way through the flow with what became of the payment on it.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::graph::{Edge, Graph};
use crate::fault::{Code, Fault, nearest, path};
use crate::read::short;
use crate::state::Phase;
use crate::transition::{During, Transition, Trigger, What};

/// Events that effects bring about; the first word names the effect.
pub(crate) const MONEY_EVENTS: [&str; 6] = [
    "payment.captured",
    "payment.failed",
    "refund.processed",
    "refund.failed",
    "release.processed",
    "release.failed",
];

/// A state, and what became of the payment.
type Node = (usize, Phase);

pub(super) fn check(graph: &Graph<'_>, has_unknown_effect: bool, found: &mut Vec<Fault>) {
    let walk = Walk::of(graph);
    if !has_unknown_effect {
        ends_with_money(&walk, found);
    }
    events(&walk, found);
    effects(&walk, found);
}

struct Walk<'a, 'd> {
    graph: &'a Graph<'d>,
    came: HashMap<Node, Option<(Node, usize)>>,
    order: Vec<Node>,
}

impl<'a, 'd> Walk<'a, 'd> {
    fn of(graph: &'a Graph<'d>) -> Self {
        let start = (graph.start(), Phase::None);
        let mut walk = Self { graph, came: HashMap::from([(start, None)]), order: Vec::new() };
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            walk.order.push(node);
            for (index, edge) in graph.out(node.0) {
                let Some(after) = after(edge.by, node.1) else { continue };
                let to = (edge.to, after);
                if let std::collections::hash_map::Entry::Vacant(slot) = walk.came.entry(to) {
                    slot.insert(Some((node, index)));
                    queue.push_back(to);
                }
            }
        }
        walk
    }

    /// The edges that lead to a node, the first one first.
    fn way(&self, node: Node) -> Vec<(Node, &Edge<'d>)> {
        let mut way = Vec::new();
        let mut at = node;
        while let Some(Some((before, edge))) = self.came.get(&at) {
            let Some(edge) = self.graph.edges.get(*edge) else { break };
            way.push((*before, edge));
            at = *before;
        }
        way.reverse();
        way
    }
}

/// What becomes of the payment by a transition; none when it cannot be taken.
fn after(by: &Transition, phase: Phase) -> Option<Phase> {
    let is_possible = match (by.trigger.clone(), by.name.as_str(), by.during) {
        (Trigger::Event, "payment.captured" | "payment.failed", _) => phase == Phase::Requested,
        (_, _, During::BeforeCapture) => matches!(phase, Phase::None | Phase::Requested),
        (_, _, During::Captured) => phase == Phase::Captured,
        _ => true,
    };
    if !is_possible {
        return None;
    }
    let mut phase = match (by.trigger == Trigger::Event, by.name.as_str()) {
        (true, "payment.captured") => Phase::Captured,
        _ => phase,
    };
    for effect in &by.effects {
        phase = match (&effect.what, phase) {
            (What::RequestPayment(_), Phase::None | Phase::Settled) => Phase::Requested,
            (What::Release(_) | What::Refund(_), Phase::Captured) => Phase::Settled,
            _ => phase,
        };
    }
    Some(phase)
}

/// F11 and F12: runs that end with captured money in hand.
fn ends_with_money(walk: &Walk<'_, '_>, found: &mut Vec<Fault>) {
    let mut reported = BTreeSet::new();
    let states = &walk.graph.definition.states;
    // Every last step into such an end, not only the first one found.
    for node in &walk.order {
        for (_, edge) in walk.graph.out(node.0) {
            let ends = states.get(edge.to).is_some_and(|state| state.is_final);
            if !ends || edge.stays() || after(edge.by, node.1) != Some(Phase::Captured) {
                continue;
            }
            let mut way = walk.way(*node);
            way.push((*node, edge));
            let Some(culprit) = culprit(walk, &way) else { continue };
            if !reported.insert(culprit.by.at.start) {
                continue;
            }
            found.push(fault_of(walk, culprit, edge.to));
        }
    }
}

/// The last step that somebody or something decided, in a state that awaits somebody.
fn culprit<'d>(walk: &Walk<'_, 'd>, way: &[(Node, &Edge<'d>)]) -> Option<Edge<'d>> {
    let decided = way.iter().rev().find(|(node, edge)| {
        let awaits = walk.graph.definition.states.get(node.0).is_some_and(|state| state.awaits.is_some());
        edge.by.trigger != Trigger::Next && awaits && !edge.stays()
    });
    decided.or(way.last()).map(|(_, edge)| **edge)
}

fn fault_of(walk: &Walk<'_, '_>, culprit: Edge<'_>, end: usize) -> Fault {
    if culprit.by.trigger == Trigger::Time {
        let state = walk.graph.definition.states.get(culprit.from);
        let is_default = state.is_some_and(|state| state.timers.iter().any(|timer| timer.is_default));
        let at = if is_default { state.map(|state| state.at) } else { None };
        let text = match is_default {
            true => "the default time must not end a paid deal",
            false => "a time must not end a paid deal",
        };
        return Fault::new(Code::F12, at.unwrap_or(culprit.by.at), text).hint("`escalate`");
    }
    let names = ["payment.captured", "…", walk.graph.name(end)];
    let text = format!("captured money neither released nor refunded: {}", path(&names));
    Fault::new(Code::F11, culprit.by.at, text).hint("do = [{ release = \"…\" }]")
}

/// F16: events that cannot come.
fn events(walk: &Walk<'_, '_>, found: &mut Vec<Fault>) {
    let all = || {
        let states = walk.graph.definition.states.iter();
        states.flat_map(|state| state.transitions()).chain(&walk.graph.definition.anywhere)
    };
    let does =
        |wanted: fn(&What) -> bool| all().any(|by| by.effects.iter().any(|effect| wanted(&effect.what)));
    for (index, state) in walk.graph.definition.states.iter().enumerate() {
        for event in &state.events {
            let family = event.name.split('.').next().unwrap_or_default();
            if !["payment", "refund", "release"].contains(&family) {
                continue;
            }
            if !MONEY_EVENTS.contains(&event.name.as_str()) {
                let hint = nearest(&event.name, MONEY_EVENTS)
                    .map_or(MONEY_EVENTS.join(", "), |one| format!("{one}?"));
                let text = format!("there is no event \"{}\"", short(&event.name));
                found.push(Fault::new(Code::F16, event.at, text).hint(hint));
                continue;
            }
            let comes = match family {
                "payment" => walk.order.contains(&(index, Phase::Requested)),
                "refund" => does(|what| matches!(what, What::Refund(_))),
                _ => does(|what| matches!(what, What::Release(_))),
            };
            if !comes {
                let fault = Fault::new(Code::F16, event.at, "this event cannot come here");
                found.push(fault.hint("no payment was requested before"));
            }
        }
    }
}

/// F21 and F22: effects that cannot do anything, and payments that nobody waits for.
fn effects(walk: &Walk<'_, '_>, found: &mut Vec<Fault>) {
    let states = &walk.graph.definition.states;
    let mut useful = BTreeSet::new();
    let mut useless = Vec::new();
    let phases = [Phase::None, Phase::Requested, Phase::Captured, Phase::Settled];
    for edge in &walk.graph.edges {
        for phase in phases {
            let is_reached = walk.came.contains_key(&(edge.from, phase));
            if !is_reached || after(edge.by, phase).is_none() {
                continue;
            }
            let is_captured = phase == Phase::Captured || edge.by.name == "payment.captured";
            for effect in &edge.by.effects {
                let (is_fine, text) = match effect.what {
                    What::Release(_) => (is_captured, "nothing was captured that could be released"),
                    What::Refund(_) => (is_captured, "nothing was captured that could be refunded"),
                    What::RequestPayment(_) => {
                        (!is_captured, "captured money is neither released nor refunded yet")
                    }
                    _ => continue,
                };
                if is_fine {
                    useful.insert(effect.at.start);
                } else {
                    useless.push((effect.at, text));
                }
            }
        }
        for effect in edge.by.effects.iter().filter(|effect| matches!(effect.what, What::RequestPayment(_))) {
            let Some(to) = states.get(edge.to) else { continue };
            if !to.events.iter().any(|event| event.name == "payment.captured") {
                let text = format!("nothing waits for \"payment.captured\" in \"{}\"", short(&to.name));
                let fault = Fault::new(Code::F22, effect.at, text);
                found.push(fault.hint("event.\"payment.captured\" = { to = \"…\" }"));
            }
        }
    }
    for (at, text) in useless {
        if !useful.contains(&at.start) {
            found.push(Fault::new(Code::F21, at, text));
        }
    }
}
