//! Layers: which state stands in which row, and in which order, so that few lines cross.

/// A state, or a place where a line passes a row.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) rank: usize,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Rows of nodes, and the short lines between neighbouring rows.
pub(super) struct Layers {
    pub(super) nodes: Vec<Node>,
    pub(super) rows: Vec<Vec<usize>>,
    /// Upper and lower node.
    pub(super) links: Vec<(usize, usize)>,
}

/// How often the order is improved.
const SWEEPS: usize = 24;

/// The row of each state: below everything that leads to it. Ways back are not counted; they come back as true.
pub(super) fn ranks(states: usize, start: usize, lines: &[(usize, usize)]) -> (Vec<usize>, Vec<bool>) {
    let back = ways_back(states, start, lines);
    let mut rank = vec![0_usize; states];
    for _ in 0..states {
        let mut has_changed = false;
        for ((from, to), back) in lines.iter().zip(&back) {
            let (upper, lower) = if *back { (*to, *from) } else { (*from, *to) };
            let below = rank.get(upper).copied().unwrap_or_default() + 1;
            if let Some(rank) = rank.get_mut(lower)
                && *rank < below
            {
                *rank = below;
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    (rank, back)
}

fn ways_back(states: usize, start: usize, lines: &[(usize, usize)]) -> Vec<bool> {
    let mut back = vec![false; lines.len()];
    // 0: not seen, 1: on the way, 2: done.
    let mut seen = vec![0_u8; states];
    let roots = std::iter::once(start).chain(0..states);
    for root in roots {
        if seen.get(root).copied() != Some(0) {
            continue;
        }
        let mut path = vec![(root, 0_usize)];
        mark(&mut seen, root, 1);
        while let Some((state, at)) = path.last_mut() {
            let (state, next) = (*state, *at);
            *at += 1;
            let Some((from, to)) = lines.get(next) else {
                mark(&mut seen, state, 2);
                path.pop();
                continue;
            };
            if *from != state {
                continue;
            }
            match seen.get(*to) {
                Some(1) => {
                    if let Some(back) = back.get_mut(next) {
                        *back = true;
                    }
                }
                Some(0) => {
                    mark(&mut seen, *to, 1);
                    path.push((*to, 0));
                }
                _ => {}
            }
        }
    }
    back
}

fn mark(seen: &mut [u8], state: usize, value: u8) {
    if let Some(seen) = seen.get_mut(state) {
        *seen = value;
    }
}

impl Layers {
    /// Reorders each row by where its neighbours stand, and keeps the order with the fewest crossings.
    pub(super) fn untangle(&mut self) {
        let mut best = (self.crossings(), self.rows.clone());
        for sweep in 0..SWEEPS {
            let is_down = sweep % 2 == 0;
            let order: Vec<usize> = if is_down {
                (1..self.rows.len()).collect()
            } else {
                (0..self.rows.len()).rev().skip(1).collect()
            };
            for row in order {
                let places = self.places();
                let Some(nodes) = self.rows.get(row) else { continue };
                let weight = |node: usize, own: usize| {
                    let near = self.links.iter().filter_map(|(upper, lower)| match is_down {
                        true => (*lower == node).then_some(*upper),
                        false => (*upper == node).then_some(*lower),
                    });
                    let near: Vec<f64> =
                        near.filter_map(|other| places.get(other).map(|place| *place as f64)).collect();
                    if near.is_empty() { own as f64 } else { near.iter().sum::<f64>() / near.len() as f64 }
                };
                let mut weighed: Vec<(f64, usize)> =
                    nodes.iter().enumerate().map(|(own, node)| (weight(*node, own), *node)).collect();
                weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
                if let Some(nodes) = self.rows.get_mut(row) {
                    *nodes = weighed.into_iter().map(|(_, node)| node).collect();
                }
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.rows.clone());
            }
        }
        self.rows = best.1;
    }

    fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.nodes.len()];
        for (place, node) in self.rows.iter().flat_map(|row| row.iter().enumerate()) {
            if let Some(slot) = places.get_mut(*node) {
                *slot = place;
            }
        }
        places
    }

    fn crossings(&self) -> usize {
        let places = self.places();
        let place = |node: usize| places.get(node).copied().unwrap_or_default();
        let rank = |node: usize| self.nodes.get(node).map_or(0, |node| node.rank);
        let mut count = 0;
        for (index, (a, b)) in self.links.iter().enumerate() {
            for (c, d) in self.links.iter().skip(index + 1).filter(|(c, _)| rank(*c) == rank(*a)) {
                let upper = place(*a).cmp(&place(*c));
                let lower = place(*b).cmp(&place(*d));
                count += usize::from(upper.is_lt() && lower.is_gt() || upper.is_gt() && lower.is_lt());
            }
        }
        count
    }
}
