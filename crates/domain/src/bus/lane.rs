//! The order of one conversation's entries on one node: a state machine that says of each entry that arrives whether
//! it is the next one, an old one, or one that has to wait until what is missing before it was fetched.
//!
//! Pure: no database, no task, no clock. What is delivered has strictly increasing positions, and nothing between
//! the first and the last is left out, unless the gap is so large that live delivery has lost its point.

use std::{collections::BTreeMap, ops::RangeInclusive};

/// Entries that wait at most; later ones are fetched again when it is their turn.
pub(super) const MOST_HELD: usize = 256;
/// Gaps beyond this are not filled: clients see the jump and catch up by themselves, at their own pace.
pub(super) const WIDEST_GAP: i64 = 500;
/// Entries asked for at once.
const PAGE: i64 = 100;

/// One conversation.
#[derive(Debug)]
pub(super) struct Lane<T> {
    /// The position to be delivered next.
    next: i64,
    /// The highest position that is known to exist.
    head: i64,
    held: BTreeMap<i64, T>,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Delivered, with what waited for it.
    Delivered,
    /// Delivered before; dropped.
    Duplicate,
    /// Waits for what is [missing](Lane::missing).
    Held,
}

impl<T: Clone> Lane<T> {
    /// A lane that has seen everything before this position.
    pub(super) fn starting_at(next: i64) -> Self {
        Self { next, head: next.saturating_sub(1), held: BTreeMap::new() }
    }

    /// Takes an entry that arrived.
    pub(super) fn offer(&mut self, seq: i64, entry: &T, mut deliver: impl FnMut(&T)) -> Outcome {
        if seq < self.next {
            return Outcome::Duplicate;
        }
        self.head = self.head.max(seq);
        if seq.saturating_sub(self.next) > WIDEST_GAP {
            self.jump_to(seq, &mut deliver);
        }
        if seq > self.next {
            if self.held.len() < MOST_HELD {
                self.held.entry(seq).or_insert_with(|| entry.clone());
            }
            return Outcome::Held;
        }
        if seq == self.next {
            deliver(entry);
            self.next = seq.saturating_add(1);
        }
        self.deliver_ready(&mut deliver);
        Outcome::Delivered
    }

    /// What has to be fetched before anything else can be delivered.
    pub(super) fn missing(&self) -> Option<RangeInclusive<i64>> {
        let last = self.held.keys().next().map_or(self.head, |first| first - 1);
        (self.next <= last).then(|| self.next..=last.min(self.next.saturating_add(PAGE - 1)))
    }

    /// Takes what the log has in a stretch, in order. What it does not have there does not exist: an entry that is
    /// known was committed, and every entry before it was committed earlier.
    pub(super) fn fetched(
        &mut self,
        stretch: &RangeInclusive<i64>,
        entries: &[(i64, T)],
        mut deliver: impl FnMut(&T),
    ) {
        for (seq, entry) in entries {
            if *seq >= self.next && stretch.contains(seq) {
                deliver(entry);
                self.next = seq.saturating_add(1);
            }
        }
        self.next = self.next.max(stretch.end().saturating_add(1));
        self.deliver_ready(&mut deliver);
    }

    /// Goes on without what could not be fetched.
    pub(super) fn give_up(&mut self, mut deliver: impl FnMut(&T)) {
        self.jump_to(self.head.saturating_add(1), &mut deliver);
    }

    /// Delivers what waits before a position, whatever is missing between, and goes on there.
    fn jump_to(&mut self, next: i64, deliver: &mut impl FnMut(&T)) {
        let later = self.held.split_off(&next);
        for entry in std::mem::replace(&mut self.held, later).values() {
            deliver(entry);
        }
        self.next = self.next.max(next);
    }

    fn deliver_ready(&mut self, deliver: &mut impl FnMut(&T)) {
        while let Some(first) = self.held.first_entry() {
            if *first.key() > self.next {
                return;
            }
            let (seq, entry) = first.remove_entry();
            if seq == self.next {
                deliver(&entry);
                self.next = seq.saturating_add(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A lane of numbers, each its own position, with what it delivered.
    struct Bench {
        lane: Lane<i64>,
        delivered: Vec<i64>,
    }

    impl Bench {
        fn starting_at(next: i64) -> Self {
            Self { lane: Lane::starting_at(next), delivered: Vec::new() }
        }

        fn offer(&mut self, seq: i64) -> Outcome {
            self.lane.offer(seq, &seq, |entry| self.delivered.push(*entry))
        }

        /// Answers from a log that has every position up to `last`.
        fn fetch(&mut self, last: i64) {
            let Some(stretch) = self.lane.missing() else { return };
            let entries: Vec<_> = stretch.clone().filter(|seq| *seq <= last).map(|seq| (seq, seq)).collect();
            self.lane.fetched(&stretch, &entries, |entry| self.delivered.push(*entry));
        }

        fn fetch_all(&mut self, last: i64) {
            while self.lane.missing().is_some() {
                self.fetch(last);
            }
        }
    }

    #[test]
    fn what_comes_in_order_is_delivered_at_once() {
        let mut bench = Bench::starting_at(4);
        assert_eq!([4, 5, 6].map(|seq| bench.offer(seq)), [Outcome::Delivered; 3]);
        assert_eq!(bench.delivered, [4, 5, 6]);
        assert_eq!(bench.lane.missing(), None);
    }

    #[test]
    fn a_repeated_entry_is_dropped() {
        let mut bench = Bench::starting_at(1);
        assert_eq!([1, 1, 2, 1].map(|seq| bench.offer(seq)).last(), Some(&Outcome::Duplicate));
        assert_eq!(bench.delivered, [1, 2]);
    }

    #[test]
    fn an_overtaken_entry_closes_the_gap_itself() {
        let mut bench = Bench::starting_at(1);
        assert_eq!(bench.offer(3), Outcome::Held);
        assert_eq!(bench.lane.missing(), Some(1..=2));
        assert_eq!(bench.offer(1), Outcome::Delivered);
        assert_eq!(bench.lane.missing(), Some(2..=2));
        assert_eq!(bench.offer(2), Outcome::Delivered);
        assert_eq!(bench.delivered, [1, 2, 3]);
    }

    #[test]
    fn a_lost_entry_is_fetched() {
        let mut bench = Bench::starting_at(1);
        bench.offer(1);
        bench.offer(4);
        bench.fetch(4);
        assert_eq!(bench.delivered, [1, 2, 3, 4]);
        assert_eq!(bench.offer(2), Outcome::Duplicate, "it comes late");
    }

    #[test]
    fn a_position_that_does_not_exist_is_passed_over() {
        let mut bench = Bench::starting_at(1);
        bench.offer(3);
        bench.lane.fetched(&(1..=2), &[(2, 2)], |entry| bench.delivered.push(*entry));
        assert_eq!(bench.delivered, [2, 3]);
    }

    #[test]
    fn what_waits_is_bounded_and_comes_all_the_same() {
        let mut bench = Bench::starting_at(1);
        let last = 1 + WIDEST_GAP;
        for seq in 2..=last {
            bench.offer(seq);
        }
        assert_eq!(bench.lane.held.len(), MOST_HELD);
        bench.fetch_all(last);
        assert_eq!(bench.delivered, (1..=last).collect::<Vec<_>>());
    }

    #[test]
    fn after_a_very_wide_gap_the_lane_starts_anew() {
        let mut bench = Bench::starting_at(1);
        bench.offer(3);
        assert_eq!(bench.offer(1_000_000), Outcome::Delivered);
        assert_eq!(bench.delivered, [3, 1_000_000]);
        assert_eq!(bench.offer(1_000_001), Outcome::Delivered);
    }

    #[test]
    fn giving_up_delivers_what_is_there() {
        let mut bench = Bench::starting_at(1);
        for seq in [2, 5, 3] {
            bench.offer(seq);
        }
        bench.lane.give_up(|entry| bench.delivered.push(*entry));
        assert_eq!(bench.delivered, [2, 3, 5]);
        assert_eq!(bench.offer(6), Outcome::Delivered);
    }

    #[test]
    fn extreme_positions_do_no_harm() {
        let mut bench = Bench::starting_at(i64::MAX - 2);
        bench.offer(i64::MAX - 1);
        bench.offer(i64::MIN);
        bench.fetch_all(i64::MAX - 1);
        assert_eq!(bench.delivered, [i64::MAX - 2, i64::MAX - 1]);
        let mut bench = Bench::starting_at(i64::MIN);
        bench.offer(i64::MAX);
        assert_eq!(bench.delivered, [i64::MAX]);
    }

    /// What a bad network makes of entries 1 to 120: lost, doubled, overtaken; and when a fetch is answered.
    fn bad_network() -> impl Strategy<Value = Vec<(i64, bool)>> {
        let copies = proptest::collection::vec((0_usize..3, -40_i64..40, -40_i64..40, any::<bool>()), 120);
        copies.prop_map(|copies| {
            let mut arrivals: Vec<(i64, i64, bool)> = Vec::new();
            for (index, (times, early, late, fetch)) in copies.into_iter().enumerate() {
                let seq = i64::try_from(index).unwrap() + 1;
                arrivals.extend([early, late].into_iter().take(times).map(|shift| (seq + shift, seq, fetch)));
            }
            arrivals.sort_by_key(|(at, _, _)| *at);
            arrivals.into_iter().map(|(_, seq, fetch)| (seq, fetch)).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_the_network_does_each_entry_comes_once_and_in_order(arrivals in bad_network(), known in any::<bool>()) {
            let Some((first, _)) = arrivals.first().copied() else { return Ok(()) };
            let start = if known { 1 } else { first };
            let mut bench = Bench::starting_at(start);
            let mut committed = 0;
            for (seq, fetch) in &arrivals {
                committed = committed.max(*seq);
                bench.offer(*seq);
                if *fetch {
                    bench.fetch(committed);
                }
                prop_assert!(bench.delivered.windows(2).all(|pair| pair[0] + 1 == pair[1]));
            }
            bench.fetch_all(committed);
            prop_assert_eq!(bench.delivered, (start..=committed).collect::<Vec<_>>());
            prop_assert!(bench.lane.held.is_empty());
        }
    }
}
