//! A definition as a graph: which state leads to which, by which transition.

use std::collections::VecDeque;

use crate::definition::Definition;
use crate::expr::Expr;
use crate::transition::{Branch, Target, Transition, Trigger};

/// One way from a state to a state.
#[derive(Clone, Copy)]
pub(crate) struct Edge<'d> {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) by: &'d Transition,
    /// None: it stays.
    pub(crate) branch: Option<usize>,
}

impl<'d> Edge<'d> {
    pub(crate) fn stays(&self) -> bool {
        self.branch.is_none()
    }

    pub(crate) fn target(&self) -> Option<&'d Branch> {
        self.by.targets().get(self.branch?)
    }

    /// Everything that surely holds when this way is taken: guard, branch, and that no earlier branch fits.
    pub(crate) fn implied(&self) -> Vec<(&'d Expr, bool)> {
        let mut facts = Vec::new();
        if let Some(when) = &self.by.when {
            when.implied(true, &mut facts);
        }
        let branches = self.by.targets().iter().take(self.branch.map_or(0, |branch| branch + 1));
        for (index, branch) in branches.enumerate() {
            if let Some(when) = &branch.when {
                when.implied(Some(index) == self.branch, &mut facts);
            }
        }
        facts
    }
}

/// All of them.
pub(crate) struct Graph<'d> {
    pub(crate) definition: &'d Definition,
    pub(crate) edges: Vec<Edge<'d>>,
    /// For each state, its edges.
    pub(crate) out: Vec<Vec<usize>>,
}

impl<'d> Graph<'d> {
    pub(crate) fn of(definition: &'d Definition) -> Self {
        let mut graph =
            Self { definition, edges: Vec::new(), out: vec![Vec::new(); definition.states.len()] };
        for (from, state) in definition.states.iter().enumerate() {
            for transition in state.transitions() {
                graph.add(from, transition);
            }
            if !state.is_final && state.next.is_none() {
                for transition in &definition.anywhere {
                    graph.add(from, transition);
                }
            }
        }
        graph
    }

    fn add(&mut self, from: usize, by: &'d Transition) {
        let mut push = |to: usize, branch: Option<usize>| {
            if let Some(out) = self.out.get_mut(from) {
                out.push(self.edges.len());
                self.edges.push(Edge { from, to, by, branch });
            }
        };
        match &by.target {
            Target::Stay => push(from, None),
            Target::To(branches) => {
                for (index, branch) in branches.iter().enumerate() {
                    push(branch.state.index(), Some(index));
                }
            }
        }
    }

    pub(crate) fn out(&self, state: usize) -> impl Iterator<Item = (usize, &Edge<'d>)> {
        let indices = self.out.get(state).into_iter().flatten();
        indices.filter_map(|index| Some((*index, self.edges.get(*index)?)))
    }

    pub(crate) fn name(&self, state: usize) -> &'d str {
        self.definition.states.get(state).map_or("", |state| state.name.as_str())
    }

    pub(crate) fn start(&self) -> usize {
        self.definition.start.index()
    }

    /// Which states can be entered.
    pub(crate) fn reachable(&self) -> Vec<bool> {
        let mut seen = vec![false; self.out.len()];
        let mut queue = VecDeque::from([self.start()]);
        while let Some(state) = queue.pop_front() {
            match seen.get_mut(state) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            queue.extend(self.out(state).map(|(_, edge)| edge.to));
        }
        seen
    }

    /// States that lead to each other, by these edges only; each with at least one edge inside. Tarjan's, without recursion.
    pub(crate) fn circles(&self, uses: &[bool]) -> Vec<Vec<usize>> {
        let mut tarjan = Tarjan::new(self.out.len());
        for root in 0..self.out.len() {
            tarjan.walk(self, uses, root);
        }
        let mut circles = tarjan.found;
        circles.retain(|circle| {
            circle.iter().any(|state| {
                let mut out = self.out(*state);
                out.any(|(index, edge)| uses.get(index) == Some(&true) && circle.contains(&edge.to))
            })
        });
        circles
    }

    /// The shortest way from a state back to it, by these edges only.
    pub(crate) fn circle_through(&self, start: usize, uses: &[bool], within: &[usize]) -> Vec<usize> {
        let mut came: Vec<Option<usize>> = vec![None; self.out.len()];
        let mut queue = VecDeque::from([start]);
        while let Some(state) = queue.pop_front() {
            for (index, edge) in self.out(state) {
                if uses.get(index) != Some(&true) || !within.contains(&edge.to) {
                    continue;
                }
                if edge.to == start {
                    return self.back(start, state, index, &came);
                }
                if let Some(slot @ None) = came.get_mut(edge.to) {
                    *slot = Some(index);
                    queue.push_back(edge.to);
                }
            }
        }
        Vec::new()
    }

    fn back(&self, start: usize, from: usize, last: usize, came: &[Option<usize>]) -> Vec<usize> {
        let mut edges = vec![last];
        let mut at = from;
        while at != start {
            let Some(edge) = came.get(at).copied().flatten() else { break };
            edges.push(edge);
            at = self.edges.get(edge).map_or(start, |edge| edge.from);
        }
        edges.reverse();
        edges
    }

    /// Whether it is possible in every state.
    pub(crate) fn is_anywhere(&self, edge: &Edge<'_>) -> bool {
        self.definition.anywhere.iter().any(|one| std::ptr::eq(one, edge.by))
    }

    /// Whether it happens without anybody doing anything.
    pub(crate) fn is_at_once(&self, edge: usize) -> bool {
        self.edges.get(edge).is_some_and(|edge| edge.by.trigger == Trigger::Next)
    }
}

struct Tarjan {
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Tarjan {
    fn new(states: usize) -> Self {
        Self {
            index: vec![None; states],
            low: vec![0; states],
            on_stack: vec![false; states],
            stack: Vec::new(),
            next: 0,
            found: Vec::new(),
        }
    }

    fn enter(&mut self, state: usize) {
        if let (Some(index), Some(low), Some(on)) =
            (self.index.get_mut(state), self.low.get_mut(state), self.on_stack.get_mut(state))
        {
            (*index, *low, *on) = (Some(self.next), self.next, true);
        }
        self.next += 1;
        self.stack.push(state);
    }

    fn lower(&mut self, state: usize, to: usize) {
        if let Some(low) = self.low.get_mut(state) {
            *low = (*low).min(to);
        }
    }

    fn walk(&mut self, graph: &Graph<'_>, uses: &[bool], root: usize) {
        if self.index.get(root).copied().flatten().is_some() {
            return;
        }
        let next_of = |state: usize| -> Vec<usize> {
            let used = graph.out(state).filter(|(index, _)| uses.get(*index) == Some(&true));
            used.map(|(_, edge)| edge.to).collect()
        };
        self.enter(root);
        let mut work = vec![(root, next_of(root), 0)];
        while let Some((state, next, at)) = work.last_mut() {
            let state = *state;
            if let Some(to) = next.get(*at).copied() {
                *at += 1;
                match self.index.get(to).copied().flatten() {
                    None => {
                        self.enter(to);
                        work.push((to, next_of(to), 0));
                    }
                    Some(index) if self.on_stack.get(to) == Some(&true) => self.lower(state, index),
                    Some(_) => {}
                }
                continue;
            }
            work.pop();
            let low = self.low.get(state).copied().unwrap_or_default();
            if let Some((parent, _, _)) = work.last() {
                let parent = *parent;
                self.lower(parent, low);
            }
            if self.index.get(state).copied().flatten() == Some(low) {
                self.close(state);
            }
        }
    }

    fn close(&mut self, root: usize) {
        let mut circle = Vec::new();
        while let Some(state) = self.stack.pop() {
            if let Some(on) = self.on_stack.get_mut(state) {
                *on = false;
            }
            circle.push(state);
            if state == root {
                break;
            }
        }
        circle.sort_unstable();
        self.found.push(circle);
    }
}
