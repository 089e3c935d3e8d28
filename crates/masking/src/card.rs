//! Payment card numbers: an issuer's prefix and length (ISO/IEC 7812), a valid check digit (Luhn), and a plausible way
//! of writing it. Ranges that many other numbers share count only when the text is about cards.

use std::ops::{Range, RangeInclusive};

use crate::check_digit;
use crate::detect::{Claims, MASK};
use crate::digits::Group;
use crate::kind::Kind;
use crate::reading::{Reading, is_currency};
use crate::words::is_part_of_word;

const LENGTHS: RangeInclusive<usize> = 12..=19;
/// Letters and digits glued to a number that are looked at.
const GLUED: usize = 24;
/// Symbols between two groups at most.
const WIDEST_GAP: usize = 8;

/// How much a number looks like a card by its first digits and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Issuer {
    /// A range that is a card even without context.
    Distinct,
    /// A range also used by barcodes, phones, parcels and ids.
    Ambiguous,
}

pub(crate) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    let skip = |group: &Group| group.is_uuid || group.is_link_id;
    let runs = reading.digits.runs_within(&reading.symbols, WIDEST_GAP, may_separate, skip);
    for run in runs {
        let mut first = run.start;
        while first < run.end {
            let Some(groups) = card_from(reading, first, run.end) else {
                first += 1;
                continue;
            };
            let last_four = last_four(reading.digits.values(groups.clone()));
            claims.claim_card(reading.digits.symbols(groups.clone()), &last_four);
            first = groups.end;
        }
    }
    find_glued(reading, claims);
}

/// Invisible characters inside a number can hide a card that more digits follow or precede.
fn find_glued(reading: &Reading, claims: &mut Claims<'_>) {
    for (index, group) in reading.digits.groups().iter().enumerate() {
        let mut values = reading.digits.values(index..index + 1);
        for piece in
            reading.symbols.visibly_joined(group.symbols.clone()).filter(|piece| piece.len() < group.len())
        {
            let Some((digits, rest)) = values.split_at_checked(piece.len()) else { return };
            if issuer(digits) == Some(Issuer::Distinct) && check_digit::luhn(digits) {
                claims.claim_card(piece, &last_four(digits));
            }
            values = rest;
        }
    }
}

fn last_four(digits: &[u8]) -> String {
    digits.iter().skip(digits.len().saturating_sub(4)).map(|&digit| char::from(b'0' + digit)).collect()
}

/// The card that starts with this group: the usual ways to write one first, then the longest.
fn card_from(reading: &Reading, first: usize, run_end: usize) -> Option<Range<usize>> {
    let mut best: Option<(bool, Range<usize>)> = None;
    let is_asked_for = reading.asked_for.contains(Kind::Card);
    let digits = &reading.digits;
    // Most numbers are none of any issuer, so this is asked first, and once for all lengths.
    let range = issuer_range(digits.values(first..run_end.min(first + *LENGTHS.end())));
    if range.is_none() && !is_asked_for {
        return None;
    }
    for end in first + 1..=run_end {
        let groups = first..end;
        let count = digits.count_in(groups.clone());
        if count > *LENGTHS.end() {
            break;
        }
        if !LENGTHS.contains(&count) {
            continue;
        }
        let issuer =
            range.and_then(|range| issuer_of(range, count)).filter(|_| digits.have_luhn(groups.clone()));
        if issuer.is_none() && !is_asked_for {
            continue;
        }
        let is_usual = is_written_as_usual(reading, &groups);
        if best.as_ref().is_some_and(|(best_is_usual, _)| *best_is_usual && !is_usual) {
            continue;
        }
        if (is_asked_for && (is_usual || is_whole_run(reading, &groups)))
            || issuer.is_some_and(|issuer| is_card(reading, &groups, issuer, is_usual))
        {
            best = Some((is_usual, groups));
        }
    }
    best.map(|(_, groups)| groups)
}

fn is_card(reading: &Reading, groups: &Range<usize>, issuer: Issuer, is_usual: bool) -> bool {
    let at = reading.digits.symbols(groups.clone());
    if is_dialled(reading, &at, reading.digits.count_in(groups.clone())) || is_fraction(reading, groups) {
        return false;
    }
    // What is written in pieces as on a card is one, whatever it is called; a number in one piece may be any id.
    let is_free = || groups.len() > 1 || (is_free_of_letters(reading, &at) && !reading.is_labelled(&at));
    let is_plain = issuer == Issuer::Distinct
        && (is_usual || is_written_evenly(reading, groups))
        && !are_all_round(reading, groups)
        && is_free();
    is_plain || (reading.is_about(Kind::Card, &at) && !reading.is_announced_as_harmless(at.start))
}

/// The first six digits decide (ISO/IEC 7812 issuer identification number); the first range that contains them counts.
fn issuer_range(digits: &[u8]) -> Option<&'static IssuerRange> {
    let prefix = digits.get(..6)?.iter().fold(0, |number, &digit| number * 10 + u32::from(digit));
    RANGES.iter().find(|(range, ..)| range.contains(&prefix))
}

fn issuer_of((_, distinct, ambiguous): &IssuerRange, length: usize) -> Option<Issuer> {
    if distinct.contains(&length) {
        Some(Issuer::Distinct)
    } else {
        ambiguous.contains(&length).then_some(Issuer::Ambiguous)
    }
}

fn issuer(digits: &[u8]) -> Option<Issuer> {
    issuer_of(issuer_range(digits)?, digits.len())
}

type IssuerRange = (RangeInclusive<u32>, &'static [usize], &'static [usize]);

/// Prefixes, lengths that are distinct, and lengths that are ambiguous, as the card schemes publish them.
const RANGES: &[IssuerRange] = &[
    // UATP, early JCB
    (100_000..=199_999, &[], &[15]),
    (213_100..=213_199, &[], &[15]),
    // Mir
    (220_000..=220_499, &[16], &[17, 18, 19]),
    // Mastercard
    (222_100..=272_099, &[16], &[]),
    (510_000..=559_999, &[16], &[]),
    // Diners Club
    (300_000..=305_999, &[14, 16], &[15, 17, 18, 19]),
    (309_500..=309_599, &[14, 16], &[15, 17, 18, 19]),
    (360_000..=369_999, &[14, 16], &[15, 17, 18, 19]),
    (380_000..=399_999, &[14, 16], &[15, 17, 18, 19]),
    // American Express
    (340_000..=349_999, &[15], &[]),
    (370_000..=379_999, &[15], &[]),
    // JCB
    (352_800..=358_999, &[16], &[17, 18, 19]),
    // Visa
    (400_000..=499_999, &[16, 19], &[13]),
    // Verve
    (506_099..=506_198, &[16, 19], &[18]),
    // Maestro, RuPay
    (500_000..=509_999, &[16], &[12, 13, 14, 15, 17, 18, 19]),
    (560_000..=589_999, &[16], &[12, 13, 14, 15, 17, 18, 19]),
    // RuPay, Hipercard, Discover
    (600_000..=609_999, &[16], &[17, 18, 19]),
    // UnionPay
    (620_000..=629_999, &[16, 19], &[17, 18]),
    // Discover, RuPay, Troy
    (644_000..=659_999, &[16], &[17, 18, 19]),
    // Maestro, InstaPayment
    (630_000..=639_999, &[16], &[12, 13, 14, 15, 17, 18, 19]),
    (660_000..=699_999, &[16], &[12, 13, 14, 15, 17, 18, 19]),
    // UnionPay, RuPay
    (810_000..=829_999, &[16], &[17, 18, 19]),
    // Troy
    (979_200..=979_299, &[16], &[]),
    // Issuers get new ranges: next to a word for cards the major industry (travel, banking) is enough.
    (300_000..=699_999, &[], &[16]),
];

/// What may stand between the groups of a card: any signs, but none that make prices or percentages of them, and not
/// what is left of something masked.
fn may_separate(gap: &[char]) -> bool {
    gap.iter().all(|&c| !c.is_alphanumeric() && !is_part_of_word(c) && !is_currency(c) && c != '%')
        && !gap.windows(MASK.len()).any(|signs| signs.iter().all(|c| *c == '*'))
}

fn separates_plainly(gap: impl Iterator<Item = char>) -> bool {
    let mut gap = gap;
    gap.all(|character| matches!(character, ' ' | '-' | '.' | '\t'))
}

/// Where the groups that are embossed on cards end.
const USUAL: &[&[usize]] =
    &[&[4, 8, 12, 16], &[4, 10, 15], &[4, 10, 14], &[4, 8, 12, 16, 19], &[6, 19], &[4, 8, 12, 15], &[8, 16]];

/// One group, or the groups that are embossed on cards. Where messages are read as one, one may end anywhere.
fn is_written_as_usual(reading: &Reading, groups: &Range<usize>) -> bool {
    let digits = &reading.digits;
    let total = digits.count_in(groups.clone());
    if groups.len() == 1 {
        return true;
    }
    let inner = || groups.start + 1..groups.end;
    let is_cut = inner().any(|group| reading.is_next_part(group));
    if is_cut && groups.clone().any(|group| is_mobile_number(digits.values(group..group + 1))) {
        return false;
    }
    USUAL.iter().any(|ends| {
        ends.last() == Some(&total)
            && (is_cut || groups.len() == ends.len())
            && inner().all(|group| {
                reading.is_next_part(group) || ends.contains(&digits.count_in(groups.start..group))
            })
    })
}

/// Ten digits as India dials them: a message of its own, and no piece of a card.
fn is_mobile_number(digits: &[u8]) -> bool {
    digits.len() == 10 && matches!(digits, [6..=9, ..])
}

/// The whole number, in even pieces, in pairs or digit by digit.
fn is_written_evenly(reading: &Reading, groups: &Range<usize>) -> bool {
    let pieces = reading.digits.groups().get(groups.clone()).unwrap_or_default();
    let front = pieces.split_last().map_or(pieces, |(_, front)| front);
    let are_all = |length: usize| pieces.iter().all(|piece| piece.len() == length);
    let is_even = front.iter().all(|piece| piece.len() >= 3) || are_all(1) || are_all(2);
    is_even && (is_whole_run(reading, groups) || is_joined_alike(reading, groups, pieces))
}

/// Whether only plain separators stand inside, and no more digits follow or precede across one.
fn is_whole_run(reading: &Reading, groups: &Range<usize>) -> bool {
    let is_joined =
        |group: usize| reading.digits.gap_after(&reading.symbols, group).is_some_and(separates_plainly);
    (groups.start..groups.end.saturating_sub(1)).all(is_joined)
        && !groups.start.checked_sub(1).is_some_and(is_joined)
        && !is_joined(groups.end.saturating_sub(1))
}

/// Whether the same signs stand between all pieces, and not before or after them. Commas also stand between numbers,
/// so between longer pieces they do not count.
fn is_joined_alike(reading: &Reading, groups: &Range<usize>, pieces: &[Group]) -> bool {
    let gap = |group: usize| {
        let gap = reading.digits.gap_after(&reading.symbols, group)?;
        Some(gap.collect::<Vec<char>>()).filter(|gap| may_separate(gap))
    };
    let Some(first) = gap(groups.start) else { return false };
    (pieces.iter().all(|piece| piece.len() == 1) || !first.iter().any(|c| matches!(c, ',' | ';')))
        && (groups.start..groups.end.saturating_sub(1)).all(|group| gap(group).as_ref() == Some(&first))
        && groups.start.checked_sub(1).and_then(gap).as_ref() != Some(&first)
        && gap(groups.end.saturating_sub(1)).as_ref() != Some(&first)
}

/// Several numbers that all end in two zeros are prices, not a card.
fn are_all_round(reading: &Reading, groups: &Range<usize>) -> bool {
    groups.len() > 1 && groups.clone().all(|group| reading.digits.values(group..group + 1).ends_with(&[0, 0]))
}

/// "0.6629999999999999".
fn is_fraction(reading: &Reading, groups: &Range<usize>) -> bool {
    groups.start.checked_sub(1).is_some_and(|whole| {
        reading.digits.values(whole..groups.start) == [0]
            && reading.digits.gap_after(&reading.symbols, whole).is_some_and(|gap| gap.eq(['.']))
    })
}

/// `+` before at most fifteen digits is a phone number (ITU-T E.164).
fn is_dialled(reading: &Reading, at: &Range<usize>, digits: usize) -> bool {
    digits <= 15 && reading.symbols.before(at.start) == Some('+')
}

/// Whether a number is no part of a hash, an id or a tracking number. A word may be glued to it ("visa4242…exp1227").
fn is_free_of_letters(reading: &Reading, at: &Range<usize>) -> bool {
    let symbols = &reading.symbols;
    let is_joined = |character: &char| character.is_alphanumeric();
    let left: String = match symbols.is_cut_before(at.start) {
        true => String::new(),
        false => {
            symbols.slice(at.start.saturating_sub(GLUED)..at.start).rev().take_while(is_joined).collect()
        }
    };
    let right: String = match symbols.is_cut_before(at.end) {
        true => String::new(),
        false => symbols.slice(at.end..at.end + GLUED).take_while(is_joined).collect(),
    };
    let is_hash = |text: &str| text.chars().all(|c| c.is_ascii_hexdigit());
    let is_mixed = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let is_inside_a_hash = !left.is_empty() && !right.is_empty() && is_hash(&left) && is_hash(&right);
    let is_left_free =
        (!is_mixed(&left) || is_known_word(reading, at.start)) && !is_named_by_prefix(reading, at.start);
    let is_right_free = !(is_mixed(&right) && is_hash(&right));
    !is_inside_a_hash && is_left_free && is_right_free
}

/// `pay_4111…`, `IMG_4111…`, `INV-4111…`: ids as programs make them, unless the word is one for cards.
fn is_named_by_prefix(reading: &Reading, symbol: usize) -> bool {
    let Some(sign) =
        symbol.checked_sub(1).filter(|&sign| matches!(reading.symbols.at(sign), Some('_' | '-')))
    else {
        return false;
    };
    let Some(index) = reading.words.first_from(sign).checked_sub(1) else { return false };
    let is_prefix = reading.words.word(index).is_some_and(|word| {
        word.symbols.end == sign
            && word.symbols.len() >= 2
            && (reading.symbols.at(sign) == Some('_')
                || reading.symbols.slice(word.symbols.clone()).all(|c| c.is_ascii_uppercase()))
    });
    is_prefix && !is_known_word(reading, sign)
}

/// Whether a word that ends here announces numbers.
fn is_known_word(reading: &Reading, symbol: usize) -> bool {
    reading.words.first_from(symbol).checked_sub(1).is_some_and(|word| {
        reading.words.word(word).is_some_and(|known| known.symbols.end == symbol)
            && (reading.role(word).connects
                || reading.hits_before(symbol).next().is_some_and(|hit| hit.symbols.end == symbol))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issuer_of(number: &str) -> Option<Issuer> {
        issuer(&number.bytes().map(|byte| byte - b'0').collect::<Vec<_>>())
    }

    #[test]
    fn issuers_have_their_prefix_and_length() {
        for number in [
            "4242424242424242",
            "5555555555554444",
            "2223003122003222",
            "378282246310005",
            "6011111111111117",
        ] {
            assert_eq!(issuer_of(number), Some(Issuer::Distinct), "{number}");
        }
        for number in ["4222222222222", "6759649826438", "180046000000000"] {
            assert_eq!(issuer_of(number), Some(Issuer::Ambiguous), "{number}");
        }
        for number in ["1234567890123456", "9876543210123456", "37828224631000", "7000000000000000", ""] {
            assert_eq!(issuer_of(number), None, "{number}");
        }
    }
}
