//! Account numbers, PIN, CVV and OTP: numbers that only the words around them, or a question just before, make secret.

use std::ops::Range;

use crate::detect::Claims;
use crate::digits::Group;
use crate::kind::Kind;
use crate::reading::{BREAK, Hit, Reading};
use crate::triggers;

/// Only the nearest triggers count; more would make hostile text slow.
const NEAREST: usize = 4;
const WORDS_BETWEEN_IF_CONNECTED: usize = 6;
const WORDS_BETWEEN: usize = 10;
const WORDS_BETWEEN_IF_AFTER: usize = 4;
/// From this length on a number after "phone" is one.
const SHORTEST_PHONE: usize = 7;

pub(crate) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    let mut last_secret = None;
    for run in
        reading.digits.runs(&reading.symbols, |gap| matches!(gap, " " | "-" | " - "), Group::is_harmless)
    {
        let singles = run.clone().map(|group| group..group + 1);
        let whole = (run.len() > 1).then_some(run.clone());
        let mut found_until = run.start;
        for groups in whole.into_iter().chain(singles) {
            if groups.start < found_until || claims.overlaps(&reading.digits.symbols(groups.clone())) {
                continue;
            }
            let number = Number::new(reading, groups.clone(), last_secret);
            if let Some(kind) = number.secret() {
                claims.claim(kind, number.at.clone());
                last_secret = Some(groups.end);
                found_until = groups.end;
            }
        }
    }
}

/// A number that may be a secret.
struct Number<'a> {
    reading: &'a Reading,
    groups: Range<usize>,
    at: Range<usize>,
    digits: usize,
    /// The group after the secret found last.
    last_secret: Option<usize>,
}

impl<'a> Number<'a> {
    fn new(reading: &'a Reading, groups: Range<usize>, last_secret: Option<usize>) -> Self {
        let at = reading.digits.symbols(groups.clone());
        let digits = reading.digits.values(groups.clone()).len();
        Self { reading, groups, at, digits, last_secret }
    }

    fn secret(&self) -> Option<Kind> {
        if self.reading.symbols.before(self.at.start) == Some('+') || self.reading.is_measured(&self.at) {
            return None;
        }
        self.asked_for().or_else(|| self.announced()).or_else(|| self.explained())
    }

    fn asked_for(&self) -> Option<Kind> {
        let fits =
            |kind: &Kind| triggers::digits_of(*kind).is_some_and(|digits| digits.contains(&self.digits));
        let asked_for = self.reading.asked_for;
        let is_meant = |kind: &Kind| *kind != Kind::Pin || asked_for.is_pin_of(self.digits);
        let kind = asked_for.kinds().filter(|kind| is_contextual(*kind) && is_meant(kind)).find(fits)?;
        let is_free = self.reading.stands_alone(&self.at)
            && !self.reading.is_announced_as_harmless(self.at.start)
            && !self.is_phone();
        is_free.then_some(kind)
    }

    /// A trigger stands before: "my OTP is 482910".
    fn announced(&self) -> Option<Kind> {
        let hits = self
            .reading
            .hits_before(self.at.start)
            .filter(|hit| is_contextual(hit.trigger.kind))
            .take(NEAREST);
        hits.filter(|hit| hit.trigger.digits.contains(&self.digits))
            .find(|hit| self.is_announced_by(hit))
            .map(|hit| hit.trigger.kind)
    }

    fn is_announced_by(&self, hit: &Hit) -> bool {
        let reading = self.reading;
        let gap = hit.symbols.end..self.at.start;
        let is_glued =
            gap.is_empty() && !reading.symbols.at(self.at.end).is_some_and(|c| c.is_ascii_alphanumeric());
        if !is_glued && !reading.stands_alone(&self.at) {
            return false;
        }
        if self.is_phone() || !reading.reaches(hit.symbols.start, &self.at) {
            return false;
        }
        let words = hit.words.end..reading.words.first_from(self.at.start);
        // "What is your PIN?" announces nothing of what its author writes next.
        let is_cut = reading.symbols.slice(gap.clone()).any(|c| c == BREAK);
        let ends: &[char] = if is_cut { &['.', '!', '?'] } else { &['.', '!'] };
        let ends_sentence = self.gap_ends_sentence(&gap, ends);
        let is_connected = words.len() <= WORDS_BETWEEN_IF_CONNECTED
            && !ends_sentence
            && words.clone().all(|word| self.is_empty_word(word))
            && self.only_secrets_in(&gap);
        if is_connected {
            return true;
        }
        if hit.trigger.only_adjacent
            || words.len() > WORDS_BETWEEN
            || ends_sentence
            || self.gap_ends_sentence(&gap, &['?', '\n', BREAK])
            || self.is_compound(hit)
            || self.is_counted()
            || reading.is_announced_as_harmless(self.at.start)
        {
            return false;
        }
        let is_six_digit_code = hit.trigger.kind == Kind::Otp && self.digits == 6 && self.groups.len() == 1;
        self.is_equated(&words) || is_six_digit_code
    }

    /// A trigger stands after: "482910 is my OTP".
    fn explained(&self) -> Option<Kind> {
        let reading = self.reading;
        if !reading.stands_alone(&self.at) || reading.is_announced_as_harmless(self.at.start) {
            return None;
        }
        let reaches = |hit: &&Hit| reading.reaches(hit.symbols.start, &self.at);
        let next_word = reading.words.first_from(self.at.end);
        let hits = reading.hits_after(self.at.end).take(NEAREST);
        hits.filter(|hit| is_contextual(hit.trigger.kind) && !hit.trigger.only_adjacent)
            .filter(|hit| hit.trigger.digits.contains(&self.digits))
            .filter(reaches)
            .find(|hit| {
                let mut words = next_word..hit.words.start;
                let mut explaining = next_word..hit.words.start + 1;
                reading.symbols.slice(self.at.end..hit.symbols.start).all(is_within_clause)
                    && words.len() <= WORDS_BETWEEN_IF_AFTER
                    && words.all(|word| reading.role(word).connects)
                    && explaining.any(|word| reading.role(word).equates || reading.role(word).owns)
            })
            .map(|hit| hit.trigger.kind)
    }

    /// "my PIN board: 5000": the trigger is part of the name of something else.
    fn is_compound(&self, hit: &Hit) -> bool {
        let reading = self.reading;
        let is_attached = reading.words.word(hit.words.end).is_some_and(|word| {
            reading.symbols.slice(hit.symbols.end..word.symbols.start).all(|c| matches!(c, ' ' | '-'))
        });
        is_attached && reading.role(hit.words.end).compounds
    }

    /// "5000 pins": a plural follows, so it is a count.
    fn is_counted(&self) -> bool {
        let word = self.reading.words.first_from(self.at.end);
        let follows = self.reading.words.word(word).is_some_and(|word| word.symbols.start == self.at.end + 1);
        let text = self.reading.words.text(word);
        follows
            && text.len() >= 4
            && text.ends_with('s')
            && !matches!(text, "this" | "thanks" | "please" | "is" | "yes")
    }

    /// "call me on 98765 43210", also right after a word like OTP.
    fn is_phone(&self) -> bool {
        let nearest = self.reading.hits_before(self.at.start).next();
        self.digits >= SHORTEST_PHONE
            && nearest.is_some_and(|hit| {
                hit.trigger.kind == Kind::Phone
                    && self.reading.words.first_from(self.at.start) - hit.words.end <= 3
            })
    }

    /// Whether a word between trigger and number leaves the number to the trigger.
    fn is_empty_word(&self, word: usize) -> bool {
        self.reading.role(word).connects
            || self.reading.words.word(word).is_some_and(|word| {
                let hit = self
                    .reading
                    .hits_before(self.at.start)
                    .find(|hit| hit.symbols.contains(&word.symbols.start));
                hit.is_some_and(|hit| is_contextual(hit.trigger.kind))
            })
    }

    /// Whether the last word, or the last sign, says that the number is what was named.
    fn is_equated(&self, words: &Range<usize>) -> bool {
        let last_sign = self
            .reading
            .symbols
            .slice(self.at.start.saturating_sub(3)..self.at.start)
            .rev()
            .find(|c| *c != ' ');
        matches!(last_sign, Some(':' | '='))
            || words.clone().next_back().is_some_and(|word| self.reading.role(word).equates)
    }

    /// Whether every number between trigger and number is a secret too ("PIN 1234 and 5678").
    fn only_secrets_in(&self, gap: &Range<usize>) -> bool {
        let first = self.reading.digits.first_from(gap.start);
        first >= self.groups.start || self.last_secret == Some(self.groups.start)
    }

    /// Whether one of the signs ends a sentence in the gap; the dot of "no." does not.
    fn gap_ends_sentence(&self, gap: &Range<usize>, signs: &[char]) -> bool {
        let reading = self.reading;
        let next = reading.symbols.slice(gap.start + 1..gap.end + 1);
        let mut signs_with_next = reading.symbols.slice(gap.clone()).zip(next).enumerate();
        signs_with_next.any(|(offset, (sign, next))| {
            let is_end = signs.contains(&sign)
                && (matches!(sign, '\n' | BREAK) || next.is_whitespace() || next == BREAK);
            let word = || reading.words.first_from(gap.start + offset).saturating_sub(1);
            is_end && !(sign == '.' && is_abbreviation(reading.words.text(word())))
        })
    }
}

fn is_abbreviation(word: &str) -> bool {
    matches!(word, "no" | "nr" | "num" | "nro" | "acc" | "acct" | "ac" | "c" | "v" | "p" | "n")
}

fn is_contextual(kind: Kind) -> bool {
    matches!(kind, Kind::Account | Kind::Pin | Kind::Cvv | Kind::Otp)
}

fn is_within_clause(character: char) -> bool {
    crate::words::is_part_of_word(character) || matches!(character, ' ' | '\'' | '’' | '"' | '-' | BREAK)
}
