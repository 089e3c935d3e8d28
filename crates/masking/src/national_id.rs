//! National identity and tax numbers: United States SSN, Indian Aadhaar and PAN.

use std::ops::Range;

use crate::check_digit;
use crate::detect::Claims;
use crate::digits::Group;
use crate::kind::Kind;
use crate::reading::{BREAK, Reading};

pub(crate) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    let joins = |gap: &[char]| matches!(gap, [' ' | '-' | '.' | BREAK] | [' ', '-', ' ']);
    for run in reading.digits.runs(&reading.symbols, joins, Group::is_harmless) {
        let mut first = run.start;
        while first < run.end {
            let pieces = reading.digits.groups().get(first..run.end.min(first + 3)).unwrap_or_default();
            let mut lengths = [0; 3];
            lengths.iter_mut().zip(pieces).for_each(|(length, piece)| *length = piece.len());
            let found = match lengths {
                [3, 2, 4] if is_ssn(reading, &(first..first + 3)) => Some((Kind::Ssn, first..first + 3)),
                [9, ..] if is_ssn(reading, &(first..first + 1)) => Some((Kind::Ssn, first..first + 1)),
                [4, 4, 4] if is_aadhaar(reading, &(first..first + 3), &run) => {
                    Some((Kind::Aadhaar, first..first + 3))
                }
                [12, ..] if is_aadhaar(reading, &(first..first + 1), &run) => {
                    Some((Kind::Aadhaar, first..first + 1))
                }
                _ => None,
            };
            if let Some((kind, groups)) = found {
                claims.claim(kind, reading.digits.symbols(groups.clone()));
                first = groups.end;
            } else {
                if let Some(pan) = pan_around(reading, first) {
                    claims.claim(Kind::Pan, pan);
                }
                first += 1;
            }
        }
    }
}

/// Social security number, rules of the Social Security Administration: area 001 to 899 without 666, group 01 to 99,
/// serial 0001 to 9999. With dashes it is recognised anywhere, else only where the text is about one.
fn is_ssn(reading: &Reading, groups: &Range<usize>) -> bool {
    let at = reading.digits.symbols(groups.clone());
    if !stands_apart(reading, &at) || reading.is_measured(&at) {
        return false;
    }
    if reading.asked_for.contains(Kind::Ssn) {
        return true;
    }
    let digits = reading.digits.values(groups.clone());
    let number = |range: Range<usize>| {
        digits
            .get(range)
            .unwrap_or_default()
            .iter()
            .fold(0_u32, |number, &digit| number * 10 + u32::from(digit))
    };
    let is_valid = matches!(number(0..3), 1..=665 | 667..=899) && number(3..5) > 0 && number(5..9) > 0;
    let is_dashed = groups.len() == 3
        && (groups.start..groups.end - 1)
            .all(|group| reading.digits.gap_after(&reading.symbols, group).is_some_and(|gap| gap.eq(['-'])));
    is_valid
        && ((is_dashed && !reading.is_announced_as_harmless(at.start)) || reading.is_about(Kind::Ssn, &at))
}

/// Aadhaar number, rules of the Unique Identification Authority of India: twelve digits, the first 2 to 9, the last a
/// Verhoeff check digit. A bare one with a harmless word before it ("order", "call") needs a text about Aadhaar.
fn is_aadhaar(reading: &Reading, groups: &Range<usize>, run: &Range<usize>) -> bool {
    let at = reading.digits.symbols(groups.clone());
    if !reading.stands_alone(&at) || reading.is_measured(&at) {
        return false;
    }
    if reading.asked_for.contains(Kind::Aadhaar) {
        return true;
    }
    let digits = reading.digits.values(groups.clone());
    if !matches!(digits.first(), Some(2..=9)) || !check_digit::verhoeff(digits) {
        return false;
    }
    let is_indian_phone = groups.len() == 1 && matches!(digits, [9, 1, 6..=9, ..]);
    let is_id = groups.len() == 1 && reading.is_labelled(&at);
    let is_plain = groups == run
        && stands_apart(reading, &at)
        && !is_id
        && !is_indian_phone
        && !are_separate_numbers(reading, groups)
        && !matches!(reading.symbols.before(at.start), Some('+' | '#'))
        && !reading.is_announced_as_harmless(at.start)
        && !reading.hits_before(at.start).next().is_some_and(|hit| {
            hit.trigger.kind == Kind::Phone && reading.words.first_from(at.start) - hit.words.end <= 3
        });
    is_plain || reading.is_about(Kind::Aadhaar, &at)
}

/// Whether three groups are three numbers: prices, years, items of a list or messages of their own. One in ten of such
/// triples has the right check digit by chance.
fn are_separate_numbers(reading: &Reading, groups: &Range<usize>) -> bool {
    let are_parts = || {
        (groups.start..groups.end.saturating_sub(1)).any(|group| {
            reading.digits.gap_after(&reading.symbols, group).is_some_and(|mut gap| gap.any(|c| c == BREAK))
        })
    };
    let all = |is: fn(&[u8]) -> bool| groups.clone().all(|group| is(reading.digits.values(group..group + 1)));
    groups.len() > 1
        && (are_parts()
            || all(|digits| matches!(digits, [.., 0 | 5, 0]))
            || all(|digits| matches!(digits, [1, 9, ..] | [2, 0, ..])))
}

/// Permanent account number, rules of the Indian Income Tax Department: five letters of which the fourth is the type of
/// holder, four digits, one letter. In pieces only in capitals, in mixed case only where the text is about a PAN; as the
/// name of something else ("coupon") it is none.
fn pan_around(reading: &Reading, group: usize) -> Option<Range<usize>> {
    let start = reading.digits.group(group)?.symbols.start;
    let mut signs = Signs::default();
    // Five letters to the left, then four digits and a letter to the right.
    let mut first = start;
    for place in (0..5).rev() {
        first = signs.skip(reading, first.checked_sub(1)?, place, |at| at.checked_sub(1))?;
        reading.symbols.at(first).filter(char::is_ascii_alphabetic)?;
    }
    let mut last = start;
    for place in 5..9 {
        last = signs.skip(reading, last + 1, place, |at| Some(at + 1))?;
    }
    let at = first..last + 1;
    let characters: Vec<char> =
        reading.symbols.slice(at.clone()).filter(|c| !matches!(*c, ' ' | '-' | BREAK)).collect();
    let (front, rest) = characters.split_at_checked(5)?;
    let (number, end) = rest.split_at_checked(4)?;
    let letters = || front.iter().chain(end);
    let has_shape = letters().all(char::is_ascii_alphabetic)
        && number.iter().all(char::is_ascii_digit)
        && number.iter().any(|digit| *digit != '0')
        && matches!(
            front.get(3)?.to_ascii_uppercase(),
            'A' | 'B' | 'C' | 'F' | 'G' | 'H' | 'J' | 'L' | 'P' | 'T'
        )
        && signs.are_usual()
        && reading.stands_alone(&at)
        && !reading.is_link_id(&at);
    let is_upper = || letters().all(char::is_ascii_uppercase);
    let is_in_one = || signs.0.iter().all(|sign| sign.is_none()) && letters().all(char::is_ascii_lowercase);
    let is_plain = || (is_upper() || is_in_one()) && !reading.is_announced_as_harmless(at.start);
    (has_shape && (is_plain() || reading.is_about(Kind::Pan, &at))).then_some(at)
}

/// What stands between the characters of a PAN, one sign at most.
#[derive(Default)]
struct Signs([Option<char>; 9]);

impl Signs {
    /// Where a character stands when a sign may stand before it.
    fn skip(
        &mut self,
        reading: &Reading,
        at: usize,
        place: usize,
        next: fn(usize) -> Option<usize>,
    ) -> Option<usize> {
        let character = reading.symbols.at(at)?;
        if !matches!(character, ' ' | '-' | BREAK) {
            return character.is_ascii_alphanumeric().then_some(at);
        }
        *self.0.get_mut(place)? = Some(character);
        next(at)
    }

    /// Between the three pieces, between all characters, or where the next message begins.
    fn are_usual(&self) -> bool {
        let is_sign = |sign: &Option<char>| matches!(sign, Some(' ' | '-'));
        self.0.iter().all(is_sign)
            || self.0.iter().enumerate().all(|(place, sign)| matches!(place, 4 | 8) || !is_sign(sign))
    }
}

/// No letter, sign or further digit is attached.
fn stands_apart(reading: &Reading, at: &Range<usize>) -> bool {
    let hangs_on = |side: Option<char>, beyond: Option<char>| {
        matches!(side, Some('-' | '.' | '/')) && beyond.is_some_and(char::is_alphanumeric)
    };
    let before = at.start.checked_sub(1).and_then(|index| reading.symbols.before(index));
    reading.stands_alone(at)
        && !hangs_on(reading.symbols.before(at.start), before)
        && !hangs_on(reading.symbols.at(at.end), reading.symbols.at(at.end + 1))
}
