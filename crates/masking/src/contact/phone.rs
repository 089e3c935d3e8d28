//! Telephone numbers (ITU-T E.164: at most fifteen digits). Ten digits or more are one unless something says otherwise;
//! fewer need a word such as "call", or a leading zero and groups.

use std::ops::Range;

use crate::check_digit;
use crate::detect::Claims;
use crate::digits::Group;
use crate::kind::Kind;
use crate::reading::Reading;

const MOST_DIGITS: usize = 15;
const FEWEST_DIGITS: usize = 6;

pub(super) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    if !claims.wants(Kind::Phone) {
        return;
    }
    let is_named = reading.asked_for.contains(Kind::Phone)
        || reading.hits.iter().any(|hit| hit.trigger.kind == Kind::Phone);
    for run in reading.digits.runs(&reading.symbols, may_separate, Group::is_harmless) {
        let mut first = run.start;
        while first < run.end {
            // Without a word for it, only a whole run is one, or what begins as international numbers do.
            let is_any_end = is_named || is_international(reading, first);
            if !is_any_end && first > run.start {
                first += 1;
                continue;
            }
            let shortest = if is_any_end { first + 1 } else { run.end };
            let longest = (shortest..=run.end)
                .take_while(|&end| reading.digits.count_in(first..end) <= MOST_DIGITS)
                .filter(|&end| reading.digits.count_in(first..end) >= FEWEST_DIGITS)
                .filter(|&end| is_phone(reading, &(first..end), &run))
                .last();
            if let Some(end) = longest {
                claims.claim(Kind::Phone, with_prefix(reading, reading.digits.symbols(first..end)));
                first = end;
            } else {
                first += 1;
            }
        }
    }
}

fn may_separate(gap: &[char]) -> bool {
    gap.len() <= 3 && gap.iter().all(|c| matches!(c, ' ' | '-' | '.' | '(' | ')'))
}

fn is_phone(reading: &Reading, groups: &Range<usize>, run: &Range<usize>) -> bool {
    let at = reading.digits.symbols(groups.clone());
    let digits = reading.digits.values(groups.clone());
    let is_free = reading
        .symbols
        .before(at.start)
        .is_none_or(|c| c == '+' || !(c.is_ascii_alphanumeric() || matches!(c, '_' | '#')))
        && (is_extended(reading, at.end)
            || !reading.symbols.at(at.end).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_'));
    if !is_free || reading.is_measured(&at) {
        return false;
    }
    if is_international(reading, groups.start) && digits.len() >= 8 {
        return true;
    }
    if (groups == run || digits.len() >= 7)
        && !are_round(reading, groups)
        && reading.is_about(Kind::Phone, &at)
        && !reading.is_announced_as_harmless(at.start)
    {
        return true;
    }
    if is_article(reading, &at, digits) {
        return false;
    }
    let starts_with_zero = digits.first() == Some(&0);
    let is_long =
        (10..=13).contains(&digits.len()) || (starts_with_zero && digits.len() == 9 && groups.len() >= 3);
    is_long
        && groups == run
        && !reading.is_announced_as_harmless(at.start)
        && !are_round(reading, groups)
        && (starts_with_zero || !are_thousands(reading, groups))
        && !is_network_address(reading, groups)
        && (groups.len() <= 7 || groups.len() == digits.len())
}

/// Whether a number begins with `+` or two zeros.
fn is_international(reading: &Reading, first: usize) -> bool {
    let start = reading.digits.symbols(first..first + 1).start;
    let digits = reading.digits.values(first..first + 2);
    let digits = if digits.is_empty() { reading.digits.values(first..first + 1) } else { digits };
    reading.symbols.before(start) == Some('+') || digits.starts_with(&[0, 0])
}

/// A number of goods (EAN, GTIN) or of a book (ISBN): the word stands behind it, or it begins as books do.
fn is_article(reading: &Reading, at: &Range<usize>, digits: &[u8]) -> bool {
    let next = reading.words.first_from(at.end);
    let is_called = matches!(reading.words.text(next), "barcode" | "ean" | "gtin" | "upc" | "isbn")
        && reading.words.word(next).is_some_and(|word| word.symbols.start <= at.end + 2);
    is_called || (check_digit::ean(digits) && digits.len() == 13 && digits.starts_with(&[9, 7]))
}

/// "10000-15000": prices end in zeros.
fn are_round(reading: &Reading, groups: &Range<usize>) -> bool {
    groups.clone().all(|group| reading.digits.values(group..group + 1).ends_with(&[0, 0]))
}

/// "1 500 000 000": one number in groups of three.
fn are_thousands(reading: &Reading, groups: &Range<usize>) -> bool {
    let lengths: Vec<usize> =
        groups.clone().map(|group| reading.digits.values(group..group + 1).len()).collect();
    lengths
        .split_first()
        .is_some_and(|(first, rest)| *first <= 3 && rest.len() >= 2 && rest.iter().all(|&length| length == 3))
}

/// "555-0100x23": an extension follows.
fn is_extended(reading: &Reading, end: usize) -> bool {
    matches!(reading.symbols.at(end), Some('x' | 'X'))
        && reading.symbols.at(end + 1).is_some_and(|c| c.is_ascii_digit())
}

/// Four numbers up to 255 with dots between them (IPv4).
fn is_network_address(reading: &Reading, groups: &Range<usize>) -> bool {
    let is_byte = |group: usize| {
        let digits = reading.digits.values(group..group + 1);
        digits.len() <= 3 && digits.iter().fold(0_u32, |number, &digit| number * 10 + u32::from(digit)) <= 255
    };
    let is_dotted =
        |group: usize| reading.digits.gap_after(&reading.symbols, group).is_some_and(|gap| gap.eq(['.']));
    groups.len() == 4 && groups.clone().all(is_byte) && (groups.start..groups.end - 1).all(is_dotted)
}

/// The `+` or the bracket before the first digit belongs to it.
fn with_prefix(reading: &Reading, mut at: Range<usize>) -> Range<usize> {
    while matches!(reading.symbols.before(at.start), Some('+' | '(')) {
        at.start -= 1;
    }
    at
}
