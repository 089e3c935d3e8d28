//! Account numbers, PIN, CVV and OTP: numbers that only the words around them, or a question just before, make secret.

use std::ops::{Range, RangeInclusive};

use crate::detect::{Claims, MASK};
use crate::digits::Group;
use crate::kind::Kind;
use crate::reading::{BREAK, Hit, Reading, is_currency};
use crate::triggers;

/// Only the nearest triggers count; more would make hostile text slow.
const NEAREST: usize = 4;
const WORDS_BETWEEN_IF_CONNECTED: usize = 6;
const WORDS_BETWEEN: usize = 10;
const WORDS_BETWEEN_IF_AFTER: usize = 4;
/// Symbols between two numbers in messages that follow each other, "it is" and the like.
const WIDEST_BREAK: usize = 16;
/// How far a clause is looked at, in symbols.
const REACH: usize = 80;
/// Letters right behind a number that are a word and no unit.
const LETTERS_OF_WORD: usize = 4;
/// From this length on a number after "phone" is one.
const SHORTEST_PHONE: usize = 7;

pub(crate) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    if reading.asked_for.is_empty() && !reading.hits.iter().any(|hit| is_contextual(hit.trigger.kind)) {
        return;
    }
    if !reading.asked_for.is_empty() {
        find_answers_with_signs(reading, claims);
    }
    let mut last_secret = None;
    let joins = |gap: &[char]| matches!(gap, [' ' | '-'] | [' ', '-', ' ']) || gap.contains(&BREAK);
    let runs = reading.digits.runs_within(&reading.symbols, WIDEST_BREAK, joins, Group::is_harmless);
    for run in runs.into_iter().flat_map(|run| by_part(reading, run)) {
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

/// Numbers in several messages are one only where each message is little more than its number.
fn by_part(reading: &Reading, run: Range<usize>) -> Vec<Range<usize>> {
    let is_bare = |group: usize| {
        reading.digits.group(group).is_some_and(|group| reading.is_all_of_part(&group.symbols))
    };
    let mut parts = Vec::new();
    let mut start = run.start;
    for group in run.start + 1..run.end {
        if reading.is_next_part(group) && !(is_bare(group - 1) && is_bare(group)) {
            parts.push(start..group);
            start = group;
        }
    }
    parts.push(start..run.end);
    parts
}

/// The answer to a question may be written with signs that elsewhere make prices and dates of it: `482,910`, `4.8.2.1`.
fn find_answers_with_signs(reading: &Reading, claims: &mut Claims<'_>) {
    let joins = |gap: &[char]| matches!(gap, [',' | '.' | '_' | '/' | ':'] | [',', ' ']);
    for run in reading.digits.runs(&reading.symbols, joins, Group::is_harmless) {
        let lengths: Vec<usize> =
            run.clone().map(|group| reading.digits.count_in(group..group + 1)).collect();
        let is_code = match lengths.as_slice() {
            [3, 3] => reading.digits.values(run.end - 1..run.end) != [0; 3],
            lengths => lengths.len() >= 3 && lengths.iter().all(|length| *length == 1),
        };
        let number = Number::new(reading, run, None);
        if is_code
            && reading.is_all_of_part(&number.at)
            && !reading.symbols.before(number.at.start).is_some_and(is_currency)
            && !reading.symbols.at(number.at.end).is_some_and(is_currency)
            && let Some(kind) = number.asked_for()
        {
            claims.claim(kind, number.at.clone());
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
        let fits = |kind: &Kind| triggers::digits_of(*kind).is_some_and(|digits| self.fits(&digits));
        let asked_for = self.reading.asked_for;
        let is_meant = |kind: &Kind| *kind != Kind::Pin || asked_for.is_pin_of(self.digits);
        let kind = asked_for.kinds().filter(|kind| is_contextual(*kind) && is_meant(kind)).find(fits)?;
        let is_free = (self.reading.stands_alone(&self.at) || self.is_between_words())
            && !self.reading.is_announced_as_harmless(self.at.start)
            && !self.is_reference()
            && !self.is_phone();
        is_free.then_some(kind)
    }

    /// Whether it is as long as a secret of some kind, or goes on with one of which the message before was a piece.
    fn fits(&self, digits: &RangeInclusive<usize>) -> bool {
        digits.contains(&self.digits) || (self.digits < *digits.start() && self.goes_on())
    }

    /// Whether the message before is masked, and this one is nothing but digits.
    fn goes_on(&self) -> bool {
        let symbols = &self.reading.symbols;
        let mut before = symbols.slice(0..self.at.start).rev();
        before.next() == Some(BREAK)
            && symbols.at(self.at.end).is_none_or(|c| c == BREAK)
            && before.by_ref().take(MASK.len()).filter(|c| *c == '*').count() == MASK.len()
            && (self.digits >= 4 || before.next().is_none_or(|c| c == BREAK))
    }

    /// "482910thanks", "its482910".
    fn is_between_words(&self) -> bool {
        let reading = self.reading;
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let word = reading.words.first_from(self.at.end);
        let is_end = !reading.symbols.at(self.at.end).is_some_and(is_part)
            || reading.words.word(word).is_some_and(|next| {
                next.symbols.start == self.at.end
                    && (next.symbols.len() >= LETTERS_OF_WORD || reading.role(word).connects)
                    && !reading.symbols.at(next.symbols.end).is_some_and(is_part)
            });
        let is_start = !reading.symbols.before(self.at.start).is_some_and(is_part)
            || word.checked_sub(1).is_some_and(|word| {
                reading.words.word(word).is_some_and(|last| last.symbols.end == self.at.start)
                    && reading.role(word).connects
            });
        is_start && is_end
    }

    /// `#4821`, `INV-482910`: the number of something. "G-482910" is what a code looks like.
    fn is_reference(&self) -> bool {
        let symbols = &self.reading.symbols;
        let mut before = symbols.slice(self.at.start.saturating_sub(3)..self.at.start).rev();
        match before.next() {
            Some('#') => true,
            Some('-' | '/') => before.filter(char::is_ascii_uppercase).count() == 2,
            _ => false,
        }
    }

    /// A trigger stands before: "my OTP is 482910".
    fn announced(&self) -> Option<Kind> {
        let hits = self
            .reading
            .hits_before(self.at.start)
            .filter(|hit| is_contextual(hit.trigger.kind))
            .take(NEAREST);
        hits.filter(|hit| !hit.trigger.only_explains && self.fits(&hit.trigger.digits))
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
            return self.is_equated(&words) || !(self.is_counted() || self.is_shown_on_something());
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
        hits.filter(|hit| is_contextual(hit.trigger.kind) && hit.trigger.digits.contains(&self.digits))
            .filter(reaches)
            .find(|hit| {
                let mut words = next_word..hit.words.start;
                if !reading.symbols.slice(self.at.end..hit.symbols.start).all(is_within_clause)
                    || words.len() > WORDS_BETWEEN_IF_AFTER
                    || words.any(|word| !reading.role(word).connects)
                {
                    return false;
                }
                let mut between = next_word..hit.words.start;
                let mut explaining = next_word..hit.words.start + 1;
                if hit.trigger.only_explains {
                    return between.is_empty() && self.is_to_be_used();
                }
                if hit.trigger.only_adjacent {
                    return between.any(|word| reading.role(word).equates);
                }
                explaining.any(|word| reading.role(word).equates || reading.role(word).owns)
                    || self.is_all_but(hit)
            })
            .map(|hit| hit.trigger.kind)
    }

    /// "Use 482910 to verify".
    fn is_to_be_used(&self) -> bool {
        let before = self.reading.words.first_from(self.at.start).checked_sub(1);
        before.is_some_and(|word| {
            matches!(
                self.reading.words.text(word),
                "use" | "enter" | "type" | "input" | "submit" | "code" | "utilisez" | "usa" | "nutzen"
            )
        })
    }

    /// "482910 otp hai", "123 cvv": the clause is nothing but the number and what it is.
    fn is_all_but(&self, hit: &Hit) -> bool {
        let reading = self.reading;
        let ends_clause = |c: &char| matches!(*c, ',' | ';' | '.' | '!' | '?' | '\n' | '/' | BREAK);
        let start = self.at.start
            - reading
                .symbols
                .slice(self.at.start.saturating_sub(REACH)..self.at.start)
                .rev()
                .take_while(|c| !ends_clause(c))
                .count();
        let end = hit.symbols.end
            + reading
                .symbols
                .slice(hit.symbols.end..hit.symbols.end + REACH)
                .take_while(|c| !ends_clause(c))
                .count();
        let words = |range: Range<usize>| {
            let mut words = reading.words.first_from(range.start)..reading.words.first_from(range.end);
            words.all(|word| reading.role(word).connects)
        };
        let is_number_first = hit.trigger.kind == Kind::Cvv || words(start..self.at.start);
        let has_no_other = reading.digits.first_from(end) == self.groups.end;
        is_number_first && has_no_other && words(hit.symbols.end..end)
    }

    /// "pin 4821 on the board": soon after it stands where it is to be seen.
    fn is_shown_on_something(&self) -> bool {
        let reading = self.reading;
        let next = reading.words.first_from(self.at.end);
        let is_near = reading.words.word(next).is_some_and(|word| word.symbols.start == self.at.end + 1);
        is_near
            && matches!(reading.words.text(next), "on" | "in" | "to" | "from" | "for" | "at" | "of")
            && (next + 1..next + 4).any(|word| reading.role(word).compounds)
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
