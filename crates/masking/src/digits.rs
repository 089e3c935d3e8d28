//! The numbers of a text: groups of adjacent digits, and which groups may belong together.

use std::ops::Range;

use crate::check_digit;
use crate::normalise::Symbols;

/// Symbols between two groups at most, for most of those who ask.
const GAP: usize = 4;

/// Adjacent digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// Where the digits stand.
    pub(crate) symbols: Range<usize>,
    digits: Range<usize>,
    /// The last four digits of a card that is masked already.
    pub(crate) is_remainder: bool,
    /// Part of a date written with a four-digit year.
    pub(crate) is_date: bool,
    /// Part of a UUID.
    pub(crate) is_uuid: bool,
    /// Names something in a link.
    pub(crate) is_link_id: bool,
}

impl Group {
    pub(crate) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// Whether the group is known to be something harmless.
    pub(crate) fn is_harmless(&self) -> bool {
        self.is_remainder || self.is_date || self.is_uuid || self.is_link_id
    }
}

/// All groups of digits of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Digits {
    groups: Vec<Group>,
    values: Vec<u8>,
    sums: LuhnSums,
}

impl Digits {
    pub(crate) fn of(symbols: &Symbols) -> Self {
        let mut all = Self::default();
        let mut open: Option<Group> = None;
        for (index, character) in symbols.iter().enumerate() {
            if let Some(value) = character.to_digit(10).and_then(|value| u8::try_from(value).ok()) {
                all.values.push(value);
                let group = open.get_or_insert_with(|| Group {
                    symbols: index..index,
                    digits: all.values.len() - 1..all.values.len() - 1,
                    is_remainder: false,
                    is_date: false,
                    is_uuid: false,
                    is_link_id: false,
                });
                group.symbols.end = index + 1;
                group.digits.end = all.values.len();
            } else {
                all.groups.extend(open.take());
            }
        }
        all.groups.extend(open);
        all.sums = LuhnSums::of(&all.values);
        all.mark_remainders(symbols);
        all.mark_dates(symbols);
        all.mark_uuids(symbols);
        all
    }

    /// Marks the numbers that only name something in a link.
    pub(crate) fn mark_link_ids(&mut self, ids: impl Fn(&Range<usize>) -> bool) {
        self.groups.iter_mut().for_each(|group| group.is_link_id = ids(&group.symbols));
    }

    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    pub(crate) fn group(&self, index: usize) -> Option<&Group> {
        self.groups.get(index)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many digits there are in all.
    pub(crate) fn count(&self) -> usize {
        self.values.len()
    }

    /// The digits of some groups as numbers 0 to 9, without what separates them.
    pub(crate) fn values(&self, groups: Range<usize>) -> &[u8] {
        self.digits_of(groups).and_then(|digits| self.values.get(digits)).unwrap_or_default()
    }

    /// How many digits some groups have together.
    pub(crate) fn count_in(&self, groups: Range<usize>) -> usize {
        self.digits_of(groups).map_or(0, |digits| digits.len())
    }

    /// Whether the digits of some groups have the check digit of cards.
    pub(crate) fn have_luhn(&self, groups: Range<usize>) -> bool {
        self.digits_of(groups).is_some_and(|digits| self.sums.check(&digits))
    }

    fn digits_of(&self, groups: Range<usize>) -> Option<Range<usize>> {
        let groups = self.groups.get(groups)?;
        Some(groups.first()?.digits.start..groups.last()?.digits.end)
    }

    /// Where some groups stand, separators between them included.
    pub(crate) fn symbols(&self, groups: Range<usize>) -> Range<usize> {
        self.groups
            .get(groups)
            .and_then(|groups| Some(groups.first()?.symbols.start..groups.last()?.symbols.end))
            .unwrap_or_default()
    }

    /// The groups that stand within a range of symbols or start after it.
    pub(crate) fn first_from(&self, symbol: usize) -> usize {
        self.groups.partition_point(|group| group.symbols.start < symbol)
    }

    /// What stands between a group and the next one.
    pub(crate) fn gap_after<'a>(
        &self,
        symbols: &'a Symbols,
        group: usize,
    ) -> Option<impl DoubleEndedIterator<Item = char> + Clone + use<'a>> {
        self.gap_within(symbols, group, GAP)
    }

    fn gap_within<'a>(
        &self,
        symbols: &'a Symbols,
        group: usize,
        widest: usize,
    ) -> Option<impl DoubleEndedIterator<Item = char> + Clone + use<'a>> {
        let start = self.groups.get(group)?.symbols.end;
        let end = self.groups.get(group + 1)?.symbols.start;
        (end - start <= widest).then(|| symbols.slice(start..end))
    }

    /// The longest sequences of groups whose gaps satisfy `joins`, without groups that satisfy `skip`.
    pub(crate) fn runs(
        &self,
        symbols: &Symbols,
        joins: impl Fn(&[char]) -> bool,
        skip: fn(&Group) -> bool,
    ) -> Vec<Range<usize>> {
        self.runs_within(symbols, GAP, joins, skip)
    }

    /// The same with gaps of up to so many symbols.
    pub(crate) fn runs_within(
        &self,
        symbols: &Symbols,
        widest: usize,
        joins: impl Fn(&[char]) -> bool,
        skip: fn(&Group) -> bool,
    ) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut start = None;
        let mut gap = Vec::with_capacity(widest);
        for (index, group) in self.groups.iter().enumerate() {
            if skip(group) {
                start = None;
                continue;
            }
            let first = *start.get_or_insert(index);
            let goes_on = self.group(index + 1).is_some_and(|next| !skip(next))
                && self.gap_within(symbols, index, widest).is_some_and(|between| {
                    gap.clear();
                    gap.extend(between);
                    joins(&gap)
                });
            if !goes_on {
                runs.push(first..index + 1);
                start = None;
            }
        }
        runs
    }

    /// `**** 4242` is what masking a card leaves; its digits mean nothing any more.
    fn mark_remainders(&mut self, symbols: &Symbols) {
        for group in self.groups.iter_mut().filter(|group| group.len() == 4) {
            let start = group.symbols.start;
            group.is_remainder = start >= 5 && symbols.slice(start - 5..start).eq("**** ".chars());
        }
    }

    fn mark_dates(&mut self, symbols: &Symbols) {
        for first in 0..self.groups.len().saturating_sub(2) {
            let gaps = (self.gap_after(symbols, first), self.gap_after(symbols, first + 1));
            let (Some(left), Some(right)) = gaps else { continue };
            let mut separator = left.clone();
            let one_sign = matches!((separator.next(), separator.next()), (Some('-' | '.' | '/'), None));
            if !one_sign || !left.eq(right) {
                continue;
            }
            let part = |offset| self.number(first + offset);
            let is_date = match (part(0), part(1), part(2)) {
                (Some((year, 4)), Some((month, 1..=2)), Some((day, 1..=2))) => is_day(year, month, day),
                (Some((a, 1..=2)), Some((b, 1..=2)), Some((year, 4))) => {
                    is_day(year, b, a) || is_day(year, a, b)
                }
                _ => false,
            };
            if is_date {
                self.groups.iter_mut().skip(first).take(3).for_each(|group| group.is_date = true);
            }
        }
    }

    /// A short group as a number, with the count of its digits.
    fn number(&self, group: usize) -> Option<(u32, usize)> {
        let digits = self.values(group..group + 1);
        (digits.len() <= 4)
            .then(|| (digits.iter().fold(0, |number, &digit| number * 10 + u32::from(digit)), digits.len()))
    }

    fn mark_uuids(&mut self, symbols: &Symbols) {
        let mut after_uuid = 0;
        for index in 0..self.groups.len() {
            let Some(start) = self.group(index).map(|group| group.symbols.start) else { return };
            if start < after_uuid {
                if let Some(group) = self.groups.get_mut(index) {
                    group.is_uuid = true;
                }
                continue;
            }
            // The fifteenth character is the version, so a digit is at most fourteen characters from the start.
            let uuid = (start.saturating_sub(14)..=start).rev().find_map(|start| uuid_from(symbols, start));
            if let (Some(uuid), Some(group)) =
                (uuid.filter(|uuid| uuid.contains(&start)), self.groups.get_mut(index))
            {
                group.is_uuid = true;
                after_uuid = uuid.end;
            }
        }
    }
}

/// Sums over the digits from which the check of any range follows without adding it up again.
#[derive(Debug, Default)]
struct LuhnSums([Vec<u32>; 2]);

impl LuhnSums {
    fn of(values: &[u8]) -> Self {
        let sums = [0, 1].map(|parity| {
            let mut sum = 0;
            let mut sums = Vec::with_capacity(values.len() + 1);
            sums.push(0);
            sums.extend(values.iter().enumerate().map(|(place, &digit)| {
                sum += check_digit::luhn_value(digit, place % 2 == parity);
                sum
            }));
            sums
        });
        Self(sums)
    }

    fn check(&self, digits: &Range<usize>) -> bool {
        // Counted from the last digit, every second one counts double.
        let [even, odd] = &self.0;
        let sums = if digits.end.is_multiple_of(2) { even } else { odd };
        let sum = sums.get(digits.end).zip(sums.get(digits.start)).map(|(end, start)| end - start);
        !digits.is_empty() && sum.is_some_and(|sum| sum.is_multiple_of(10))
    }
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// The textual form of RFC 9562, `8-4-4-4-12` hexadecimal digits.
fn uuid_from(symbols: &Symbols, start: usize) -> Option<Range<usize>> {
    // Most often the first hyphen is missing.
    if symbols.at(start + 8) != Some('-') || symbols.before(start).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let end = start + 36;
    let has_shape = symbols.len() >= end
        && symbols.slice(start..end).enumerate().all(|(place, character)| match place {
            8 | 13 | 18 | 23 => character == '-',
            _ => character.is_ascii_hexdigit(),
        });
    (has_shape && !symbols.at(end).is_some_and(char::is_alphanumeric)).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn harmless(text: &str) -> Vec<bool> {
        Digits::of(&Symbols::of(text)).groups().iter().map(Group::is_harmless).collect()
    }

    #[test]
    fn dates_uuids_and_remainders_are_harmless() {
        assert_eq!(harmless("2024-05-06 on 31.12.2025"), [true; 6]);
        assert!(harmless("550e8400-e29b-41d4-a716-446655440000").into_iter().all(|harmless| harmless));
        assert!(harmless("abcdefab-cdef-4abc-8def-123456789012").into_iter().all(|harmless| harmless));
        assert_eq!(harmless("**** 4242"), [true]);
        assert_eq!(harmless("2024-13-40"), [false; 3]);
        assert_eq!(harmless("*** 4242 and **** 42424"), [false; 2]);
    }

    #[test]
    fn the_check_of_a_range_is_that_of_its_digits() {
        let digits = Digits::of(&Symbols::of("4 2 4 2 4242 4242 4242 37 8282246310005 9"));
        let groups = digits.groups().len();
        for start in 0..groups {
            for end in start + 1..=groups {
                let expected = check_digit::luhn(digits.values(start..end));
                assert_eq!(digits.have_luhn(start..end), expected, "{start}..{end}");
            }
        }
    }

    #[test]
    fn runs_end_where_the_gap_does_not_join() {
        let symbols = Symbols::of("12 34, 56");
        let runs = Digits::of(&symbols).runs(&symbols, |gap| gap == [' '], Group::is_harmless);
        assert_eq!(runs, [0..2, 2..3]);
    }
}
