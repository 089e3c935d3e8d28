//! Fields that may be empty where they are used: for each, a way through the flow that leaves it empty is looked for.

use std::collections::VecDeque;

use super::graph::{Edge, Graph};
use crate::definition::{FieldId, Kind, TextId};
use crate::expr::Expr;
use crate::fault::{Code, Fault, path};
use crate::source::{At, Source};
use crate::text::Piece;
use crate::transition::{Origin, Transition, What};

/// Where a field is used.
struct Use {
    field: FieldId,
    at: At,
}

pub(super) fn check(graph: &Graph<'_>, source: &Source, found: &mut Vec<Fault>) {
    for (index, field) in graph.definition.fields.iter().enumerate() {
        if field.optional || matches!(field.kind, Kind::Counter(_)) {
            continue;
        }
        Search { graph, source, field: FieldId::new(index) }.run(found);
    }
}

struct Search<'a, 'd> {
    graph: &'a Graph<'d>,
    source: &'a Source,
    field: FieldId,
}

impl Search<'_, '_> {
    fn run(&self, found: &mut Vec<Fault>) {
        let came = self.ways_that_leave_it_empty();
        for (index, state) in self.graph.definition.states.iter().enumerate() {
            let Some(Some(_)) = came.get(index) else { continue };
            let texts = state.card.iter().flat_map(|card| [Some(card.title), card.subtitle]).flatten();
            let texts = texts.chain(state.wait.iter().flat_map(|wait| wait.ids()));
            self.report(self.in_texts(texts.collect()), index, &came, found);
            for transition in state.transitions() {
                self.report(self.first_use(transition), index, &came, found);
            }
        }
        for transition in &self.graph.definition.anywhere {
            let states = self.graph.definition.states.iter().enumerate();
            let mut open = states.filter(|(_, state)| !state.is_final && state.next.is_none());
            // Money that was captured had an amount.
            if transition
                .effects
                .iter()
                .any(|effect| matches!(effect.what, What::Release(_) | What::Refund(_)))
            {
                continue;
            }
            if let Some((index, _)) = open.find(|(index, _)| matches!(came.get(*index), Some(Some(_)))) {
                self.report(self.first_use(transition), index, &came, found);
            }
        }
    }

    /// For each state that can be entered with the field empty: the edge that led to it, or itself for the start.
    fn ways_that_leave_it_empty(&self) -> Vec<Option<Option<usize>>> {
        let mut came: Vec<Option<Option<usize>>> = vec![None; self.graph.out.len()];
        let start = self.graph.start();
        if let Some(first) = came.get_mut(start) {
            *first = Some(None);
        }
        let mut queue = VecDeque::from([start]);
        while let Some(state) = queue.pop_front() {
            for (index, edge) in self.graph.out(state) {
                if edge.stays() || !self.is_empty_after(edge) {
                    continue;
                }
                if let Some(slot @ None) = came.get_mut(edge.to) {
                    *slot = Some(Some(index));
                    queue.push_back(edge.to);
                }
            }
        }
        let reachable = self.graph.reachable();
        // What empties the field does so from wherever it is taken.
        for (index, edge) in self.graph.edges.iter().enumerate() {
            if edge.by.clear.contains(&self.field)
                && reachable.get(edge.from) == Some(&true)
                && let Some(slot @ None) = came.get_mut(edge.to)
            {
                *slot = Some(Some(index));
                queue.push_back(edge.to);
            }
        }
        while let Some(state) = queue.pop_front() {
            for (index, edge) in self.graph.out(state) {
                if !edge.stays()
                    && self.is_empty_after(edge)
                    && let Some(slot @ None) = came.get_mut(edge.to)
                {
                    *slot = Some(Some(index));
                    queue.push_back(edge.to);
                }
            }
        }
        came
    }

    fn is_empty_after(&self, edge: &Edge<'_>) -> bool {
        if edge.by.clear.contains(&self.field) {
            return true;
        }
        let is_known = edge.implied().iter().any(|(expr, holds)| *holds && **expr == Expr::IsSet(self.field));
        !is_known && !self.is_filled_by(edge.by)
    }

    fn is_filled_by(&self, transition: &Transition) -> bool {
        let is_set = transition.set.iter().any(|set| set.field == self.field);
        !transition.clear.contains(&self.field) && (self.is_asked_by(transition) || is_set)
    }

    fn is_asked_by(&self, transition: &Transition) -> bool {
        transition.ask.iter().any(|ask| ask.field == self.field)
    }

    /// The first place in a transition that needs the field, when neither its guard nor it itself provides it.
    fn first_use(&self, transition: &Transition) -> Option<Use> {
        let mut facts = Vec::new();
        if let Some(when) = &transition.when {
            when.implied(true, &mut facts);
        }
        if facts.iter().any(|(expr, holds)| *holds && **expr == Expr::IsSet(self.field)) {
            return None;
        }
        let mut uses: Vec<Use> = self.in_texts(transition.button.into_iter().collect()).into_iter().collect();
        let is_asked = self.is_asked_by(transition);
        if !is_asked {
            let copied = transition
                .set
                .iter()
                .filter(|set| matches!(set.value, Origin::Field(of) if of == self.field));
            uses.extend(copied.map(|set| Use { field: self.field, at: set.at }));
        }
        if !self.is_filled_by(transition) {
            let of_effects = transition.effects.iter().filter_map(|effect| match &effect.what {
                What::RequestPayment(of) | What::Release(of) | What::Refund(of) if *of == self.field => {
                    Some(Use { field: self.field, at: effect.at })
                }
                What::Notify(_, text) => self.in_texts(vec![*text]),
                _ => None,
            });
            uses.extend(of_effects);
            let texts = transition.text_ids().filter(|text| Some(*text) != transition.button);
            uses.extend(self.in_texts(texts.collect()));
        }
        uses.into_iter().min_by_key(|one| one.at.start)
    }

    fn in_texts(&self, texts: Vec<TextId>) -> Option<Use> {
        let name = &self.graph.definition.fields.get(self.field.index())?.name;
        let texts = texts.into_iter().filter_map(|text| self.graph.definition.texts.get(text.index()));
        let mut showing = texts.filter(|text| text.template.0.contains(&Piece::Field(self.field)));
        let text = showing.next()?;
        let part = format!("{{{name}}}");
        let at = self.source.within(text.at, &part);
        Some(Use { field: self.field, at })
    }

    fn report(&self, one: Option<Use>, state: usize, came: &[Option<Option<usize>>], found: &mut Vec<Fault>) {
        let Some(Use { field, at }) = one else { return };
        let name = self.graph.definition.fields.get(field.index()).map_or("", |field| field.name.as_str());
        let mut names = vec![self.graph.name(state)];
        let mut at_state = state;
        while let Some(Some(Some(edge))) = came.get(at_state) {
            let Some(edge) = self.graph.edges.get(*edge) else { break };
            at_state = edge.from;
            names.push(self.graph.name(at_state));
            if names.len() > self.graph.out.len() {
                break;
            }
        }
        names.reverse();
        let text = format!("\"{name}\" may be empty: {}", path(&names));
        found.push(Fault::new(Code::F08, at, text).hint(format!("when = \"{name} is set\"")));
    }
}
