//! Places of states and lines: rows from top to bottom, each node as near to its neighbours as the row lets it.

use super::order::{Layers, Node, ranks};

/// What a line shows beside itself, and how large that is.
pub(super) struct Box {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Where something stands: its centre.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A picture with places.
pub(super) struct Placed {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) states: Vec<Spot>,
    /// For each line the spots that it passes, from its beginning to its end; and where its label stands.
    pub(super) lines: Vec<(Vec<Spot>, Spot)>,
}

/// Between neighbours of a row, and between rows.
const GAP: f64 = 26.0;
const ROW_GAP: f64 = 16.0;
const MARGIN: f64 = 24.0;
/// How wide a line is that passes a row.
const PASSING: f64 = 14.0;
const SWEEPS: usize = 80;

/// Places everything.
pub(super) fn place(states: &[Box], start: usize, lines: &[(usize, usize)], labels: &[Box]) -> Placed {
    let (rank, back) = ranks(states.len(), start, lines);
    let mut layers = Layers { nodes: Vec::new(), rows: Vec::new(), links: Vec::new() };
    for (state, rank) in states.iter().zip(&rank) {
        // Between two rows of states there is one for labels.
        layers.nodes.push(Node { rank: rank * 2, width: state.width, height: state.height });
    }
    let chains = chains(&mut layers, &rank, &back, lines, labels);
    let rows = layers.nodes.iter().map(|node| node.rank + 1).max().unwrap_or_default();
    layers.rows = vec![Vec::new(); rows];
    for (index, node) in layers.nodes.iter().enumerate() {
        if let Some(row) = layers.rows.get_mut(node.rank) {
            row.push(index);
        }
    }
    layers.untangle();
    let spots = spots(&layers);
    let spot = |node: usize| spots.get(node).copied().unwrap_or_default();
    let right =
        layers.nodes.iter().zip(&spots).map(|(node, spot)| spot.x + node.width / 2.0).fold(0.0, f64::max);
    let bottom =
        layers.nodes.iter().zip(&spots).map(|(node, spot)| spot.y + node.height / 2.0).fold(0.0, f64::max);
    let tallest = tallest(&layers);
    let lines = chains.into_iter().map(|chain| {
        let rank = |node: usize| layers.nodes.get(node).map_or(0, |node| node.rank);
        let is_down =
            chain.nodes.first().map(|node| rank(*node)) < chain.nodes.last().map(|node| rank(*node));
        let mut passed = Vec::new();
        for (index, node) in chain.nodes.iter().enumerate() {
            let at = spot(*node);
            if index == 0 || index + 1 == chain.nodes.len() {
                passed.push(at);
                continue;
            }
            // Straight past the boxes of the row, so that no line runs into one.
            let half = tallest.get(rank(*node)).copied().unwrap_or_default() / 2.0
                * if is_down { 1.0 } else { -1.0 };
            passed.push(Spot { x: at.x, y: at.y - half });
            passed.push(Spot { x: at.x, y: at.y + half });
        }
        (passed, spot(chain.label))
    });
    let mut lines: Vec<(Vec<Spot>, Spot)> = lines.collect();
    spread(states, &mut lines);
    Placed {
        width: right + MARGIN,
        height: bottom + MARGIN,
        states: (0..states.len()).map(spot).collect(),
        lines,
    }
}

fn tallest(layers: &Layers) -> Vec<f64> {
    let height = |node: &usize| layers.nodes.get(*node).map_or(0.0, |node| node.height);
    layers.rows.iter().map(|row| row.iter().map(height).fold(0.0, f64::max)).collect()
}

/// Lines that leave or enter a box on one side share its width, in the order of where they come from.
fn spread(states: &[Box], lines: &mut [(Vec<Spot>, Spot)]) {
    // The box's centre, whether above it, where the line comes from, the line, and whether it is the line's beginning.
    let mut ends: Vec<(Spot, bool, f64, usize, bool)> = Vec::new();
    for (index, (spots, _)) in lines.iter().enumerate() {
        let (Some(first), Some(second)) = (spots.first(), spots.get(1)) else { continue };
        let (Some(last), Some(before)) = (spots.last(), spots.iter().rev().nth(1)) else { continue };
        ends.push((*first, second.y < first.y, second.x, index, true));
        ends.push((*last, before.y < last.y, before.x, index, false));
    }
    ends.sort_by(|a, b| {
        (a.0.x.total_cmp(&b.0.x)).then(a.0.y.total_cmp(&b.0.y)).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2))
    });
    let narrowest = states.iter().map(|state| state.width).fold(f64::MAX, f64::min);
    for group in ends.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        let step = (narrowest * 0.7 / group.len() as f64).min(22.0);
        for (place, (spot, _, _, line, is_first)) in group.iter().enumerate() {
            let x = spot.x + (place as f64 - (group.len() as f64 - 1.0) / 2.0) * step;
            let Some((spots, _)) = lines.get_mut(*line) else { continue };
            let end = if *is_first { spots.first_mut() } else { spots.last_mut() };
            if let Some(end) = end {
                end.x = x;
            }
        }
    }
}

/// A line cut into pieces of one row each.
struct Chain {
    nodes: Vec<usize>,
    label: usize,
}

fn chains(
    layers: &mut Layers,
    rank: &[usize],
    back: &[bool],
    lines: &[(usize, usize)],
    labels: &[Box],
) -> Vec<Chain> {
    let mut chains = Vec::new();
    for (((from, to), back), label) in lines.iter().zip(back).zip(labels) {
        let (upper, lower) = if *back { (*to, *from) } else { (*from, *to) };
        let row = |state: usize| rank.get(state).copied().unwrap_or_default() * 2;
        let (first, last) = (row(upper) + 1, row(lower));
        // The label stands near the state where the line begins.
        let labelled = if *back { last.saturating_sub(1) } else { first };
        let mut nodes = vec![upper];
        let mut at_label = upper;
        for rank in first..last {
            let is_label = rank == labelled;
            let (width, height) = if is_label { (label.width, label.height) } else { (PASSING, 0.0) };
            let node = layers.nodes.len();
            layers.nodes.push(Node { rank, width, height });
            if is_label {
                at_label = node;
            }
            nodes.push(node);
        }
        nodes.push(lower);
        let pairs = nodes.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        layers.links.extend(pairs);
        if *back {
            nodes.reverse();
        }
        chains.push(Chain { nodes, label: at_label });
    }
    chains
}

fn spots(layers: &Layers) -> Vec<Spot> {
    let mut spots = vec![Spot::default(); layers.nodes.len()];
    let mut top = MARGIN;
    for row in &layers.rows {
        let tallest =
            row.iter().filter_map(|node| layers.nodes.get(*node)).map(|node| node.height).fold(0.0, f64::max);
        let mut x = MARGIN;
        for node in row {
            let width = layers.nodes.get(*node).map_or(0.0, |node| node.width);
            if let Some(spot) = spots.get_mut(*node) {
                *spot = Spot { x: x + width / 2.0, y: top + tallest / 2.0 };
            }
            x += width + GAP;
        }
        top += tallest + ROW_GAP;
    }
    for sweep in 0..SWEEPS {
        let rows: Vec<&Vec<usize>> =
            if sweep % 2 == 0 { layers.rows.iter().collect() } else { layers.rows.iter().rev().collect() };
        for row in rows {
            align(layers, row, &mut spots);
        }
    }
    let left = layers
        .nodes
        .iter()
        .zip(&spots)
        .map(|(node, spot)| spot.x - node.width / 2.0)
        .fold(f64::MAX, f64::min);
    spots.iter_mut().for_each(|spot| spot.x += MARGIN - left);
    spots
}

/// Nodes side by side: sum and count of where they would like the left end, each with its distance from that, and how
/// wide they are together.
type Group = (f64, f64, Vec<(usize, f64)>, f64);

/// Moves the nodes of a row to their neighbours, in their order and without touching: where wishes collide, groups of
/// nodes share the mean of theirs.
fn align(layers: &Layers, row: &[usize], spots: &mut [Spot]) {
    let width = |node: usize| layers.nodes.get(node).map_or(0.0, |node| node.width);
    let mut groups: Vec<Group> = Vec::new();
    for node in row {
        let half = width(*node) / 2.0;
        let wish = wish(layers, *node, spots);
        let mut group = (wish - half, 1.0, vec![(*node, half)], width(*node) + GAP);
        while let Some(before) = groups.last() {
            if before.0 / before.1 + before.3 <= group.0 / group.1 {
                break;
            }
            let Some((sum, count, mut nodes, length)) = groups.pop() else { break };
            let shifted = group.2.iter().map(|(node, at)| (*node, at + length));
            nodes.extend(shifted);
            group = (sum + group.0 - length * group.1, count + group.1, nodes, length + group.3);
        }
        groups.push(group);
    }
    for (sum, count, nodes, _) in groups {
        for (node, at) in nodes {
            if let Some(spot) = spots.get_mut(node) {
                spot.x = sum / count + at;
            }
        }
    }
}

/// Where a node would like to stand: between its neighbours; straight lines count more.
fn wish(layers: &Layers, node: usize, spots: &[Spot]) -> f64 {
    let near = layers.links.iter().filter_map(|(upper, lower)| match node {
        _ if *upper == node => Some(*lower),
        _ if *lower == node => Some(*upper),
        _ => None,
    });
    let mut near: Vec<f64> = near.filter_map(|other| spots.get(other)).map(|spot| spot.x).collect();
    near.sort_by(f64::total_cmp);
    let own = spots.get(node).map_or(0.0, |spot| spot.x);
    let (Some(low), Some(high)) = (near.get(near.len().saturating_sub(1) / 2), near.get(near.len() / 2))
    else {
        return own;
    };
    (low + high) / 2.0
}
