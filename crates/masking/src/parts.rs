//! Several texts as one: the messages somebody wrote one after the other, the items of a list.

use std::ops::Range;

use crate::asked::Asked;
use crate::asks::asks_for;
use crate::detect::{Found, MASK, find};
use crate::glance::Glance;
use crate::policy::Policy;
use crate::reading::{BREAK, Reading};
use crate::redact::{Masked, until_stable};
use crate::{loose, number_words, password};

/// Digits that texts have together at least when a number was cut.
const FEWEST_DIGITS: usize = 9;

/// Digits that texts have together at least when a number with letters was cut.
const FEWEST_DIGITS_OF_CODE: usize = 4;
/// Letters in a row at most: the first five of a PAN.
const LETTERS_OF_CODE: usize = 5;
const LONGEST_CODE: usize = 34;

/// Masks texts that follow each other closely, each by itself and all as one: a number that was cut into several of
/// them, and one whose trigger stands in the text before or after ("my OTP is", then "482910"). `asked_for` is what the
/// other side asked for before. Of a number that was cut no digits stay.
#[must_use]
pub fn mask_parts(texts: &[&str], policy: &Policy, asked_for: impl Into<Asked>) -> Vec<Masked> {
    let asked_for = asked_for.into();
    until_stable(texts.to_vec(), |texts| {
        let mut whole = String::with_capacity(texts.iter().map(|text| text.len() + 1).sum());
        let mut places = Vec::with_capacity(texts.len());
        for text in texts {
            let start = whole.len();
            whole.push_str(text);
            places.push(start..whole.len());
            whole.push(BREAK);
        }
        let found = find(&whole, policy, asked_for);
        places.iter().map(|place| found.iter().filter_map(|found| piece(found, place)).collect()).collect()
    })
}

/// What was found, as far as it stands in one of the texts.
fn piece(found: &Found, place: &Range<usize>) -> Option<Found> {
    let range = found.range.start.max(place.start)..found.range.end.min(place.end);
    if range.is_empty() {
        return None;
    }
    let replacement = if range == found.range { found.replacement.clone() } else { MASK.to_owned() };
    Some(Found { kind: found.kind, range: range.start - place.start..range.end - place.start, replacement })
}

/// What a text means for those before and after it, so that most need not be read together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Trace {
    asks: Asked,
    announces: Asked,
    names_something: bool,
    is_one_word: bool,
    is_bare: bool,
    starts_with_code: bool,
    ends_with_code: bool,
    ends_masked: bool,
    starts_with_digits: bool,
    ends_with_digits: bool,
    digits: usize,
}

impl Trace {
    /// Reads a text, masked as it is by itself.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let reading = Reading::of(text, Asked::NOTHING);
        let count = reading.digits.count();
        // "One moment" says no digit.
        let said = if Glance::at(text).says_digits { reading.words.len() } else { 0 };
        let said = (0..said).filter(|&word| number_words::spoken(reading.words.text(word)).is_some()).count();
        let is_empty_word = |word: usize| {
            let text = reading.words.text(word);
            reading.role(word).connects || loose::is_joiner(text) || number_words::spoken(text).is_some()
        };
        let first = reading.digits.groups().first().map_or(usize::MAX, |group| group.symbols.start);
        let last = reading.digits.groups().last().map_or(0, |group| group.symbols.end);
        let digits = count + said;
        Self {
            asks: if reading.hits.is_empty() { Asked::NOTHING } else { asks_for(text) },
            announces: if text.trim_end().ends_with('?') {
                Asked::NOTHING
            } else {
                triggers_at_end(&reading)
            },
            names_something: !reading.hits.is_empty(),
            is_one_word: is_one_word(text),
            is_bare: reading.is_all_of_part(&(0..0)),
            starts_with_code: tokens(text).next().is_some_and(is_code),
            ends_with_code: tokens(text).next_back().is_some_and(is_code),
            ends_masked: text.trim_end().ends_with(MASK),
            starts_with_digits: digits > 0 && (0..reading.words.first_from(first)).all(is_empty_word),
            ends_with_digits: digits > 0
                && (reading.words.first_from(last)..reading.words.len()).all(is_empty_word),
            digits,
        }
    }

    /// What is left of a question that was deleted.
    #[must_use]
    pub fn asking(asks: Asked) -> Self {
        Self { asks, ..Self::default() }
    }

    /// What it asks for.
    #[must_use]
    pub fn asks(&self) -> Asked {
        self.asks
    }

    /// Whether anything before it can matter: it has digits, it may be a password, or it can say what a number before
    /// it was.
    #[must_use]
    pub fn depends(&self) -> bool {
        self.digits > 0 || self.names_something || self.is_one_word || self.starts_with_code
    }

    /// Whether it may be a piece of a secret: it has digits, or ends with what announces some.
    #[must_use]
    pub fn is_piece(&self) -> bool {
        self.digits > 0 || !self.announces.is_empty()
    }

    /// Whether it is what is left of a piece, so that the digits after it may be the rest of the same secret.
    #[must_use]
    pub fn is_masked_piece(&self) -> bool {
        self.ends_masked && self.is_bare
    }

    /// Whether it may be a piece of a secret with letters: "GB82 WEST", "ABCPE".
    #[must_use]
    pub fn ends_with_code(&self) -> bool {
        self.ends_with_code
    }

    /// Whether this text and those before it, which all end with a code, must be read as one.
    #[must_use]
    pub fn joins_codes(&self, before: &[Self]) -> bool {
        let digits = before.iter().map(|part| part.digits).sum::<usize>() + self.digits;
        self.starts_with_code && !before.is_empty() && digits >= FEWEST_DIGITS_OF_CODE
    }

    /// Whether this text and those before it, all said since a question, may be one answer.
    #[must_use]
    pub fn joins_answer(&self, before: &[Self]) -> bool {
        self.digits > 0
            && self.is_bare
            && before.last().is_some_and(|last| last.is_bare && (last.digits > 0 || last.ends_masked))
    }

    /// Whether this text and those of the same author before it, the newest last, must be read as one.
    #[must_use]
    pub fn joins(&self, before: &[Self]) -> bool {
        let Some(last) = before.last() else { return false };
        let mut digits = self.digits;
        let is_cut = self.starts_with_digits
            && before.iter().rev().take_while(|part| part.ends_with_digits).any(|part| {
                digits += part.digits;
                digits >= FEWEST_DIGITS
            });
        is_cut
            || (self.digits > 0 && self.is_bare && last.is_masked_piece())
            || (self.digits > 0 && before.iter().any(|part| !part.announces.is_empty()))
            || (self.names_something && last.digits > 0)
    }
}

fn tokens(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split([' ', '-', '\n']).filter(|token| !token.is_empty())
}

/// Whether a token is of letters and digits, or of few capitals.
fn is_code(token: &str) -> bool {
    let letters = token.bytes().filter(u8::is_ascii_alphabetic).count();
    let has_digit = letters < token.len();
    token.len() <= LONGEST_CODE
        && token.bytes().all(|c| c.is_ascii_alphanumeric())
        && (has_digit || (letters <= LETTERS_OF_CODE && token.bytes().all(|c| c.is_ascii_uppercase())))
}

/// Whether a text may be a password that somebody asked for.
fn is_one_word(text: &str) -> bool {
    let text = text.trim();
    password::LENGTHS.contains(&text.chars().count()) && !text.contains(char::is_whitespace)
}

/// What the end of a text announces: "my OTP is", "here is the PIN:".
fn triggers_at_end(reading: &Reading) -> Asked {
    let Some(hit) = reading.hits.last() else { return Asked::NOTHING };
    let is_end = (hit.words.end..reading.words.len()).all(|word| reading.role(word).connects);
    let has_digits = reading.digits.first_from(hit.symbols.end) < reading.digits.groups().len();
    let kind = hit.trigger.kind;
    Some(kind).filter(|kind| is_end && !has_digits && !kind.is_contact()).into()
}
