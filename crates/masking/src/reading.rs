//! A text as every detector reads it: symbols, numbers, words, and the triggers among the words.

use std::ops::Range;

use crate::asked::Asked;
use crate::digits::{Digits, Group};
use crate::kind::Kind;
use crate::links::Links;
use crate::normalise::Symbols;
use crate::roles::{self, Role};
use crate::triggers::{self, Trigger};
use crate::words::Words;

/// How far a trigger acts, in symbols.
const REACH: usize = 80;
const WORDS_BEFORE: usize = 10;
const WORDS_AFTER: usize = 5;

/// A trigger in the text.
#[derive(Debug)]
pub(crate) struct Hit {
    pub(crate) trigger: &'static Trigger,
    /// Where it stands.
    pub(crate) symbols: Range<usize>,
    /// Which words it consists of.
    pub(crate) words: Range<usize>,
}

/// A text, read once for all detectors.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) symbols: Symbols,
    pub(crate) digits: Digits,
    pub(crate) words: Words,
    pub(crate) hits: Vec<Hit>,
    /// What was asked for just before.
    pub(crate) asked_for: Asked,
    /// Where the next part of the text begins, when several are read as one.
    breaks: Vec<usize>,
    /// The links whose numbers are left alone.
    links: Links,
}

/// Stands between two texts that are read as one.
pub(crate) const BREAK: char = '\u{1E}';

/// Words after a number within which it may be named.
const WORDS_TO_LABEL: usize = 4;

/// Words around a number that a text which is nothing but the number may have.
const WORDS_OF_BARE: usize = 6;

impl Reading {
    pub(crate) fn of(text: &str, asked_for: Asked) -> Self {
        Self::of_symbols(Symbols::of(text), asked_for)
    }

    pub(crate) fn of_symbols(symbols: Symbols, asked_for: Asked) -> Self {
        let words = Words::of(&symbols);
        let breaks =
            symbols.iter().enumerate().filter(|(_, c)| *c == BREAK).map(|(index, _)| index).collect();
        let digits = Digits::of(&symbols);
        Self {
            digits,
            hits: hits(&symbols, &words),
            words,
            symbols,
            asked_for,
            breaks,
            links: Links::default(),
        }
    }

    /// Leaves the numbers alone that only name something in a link.
    pub(crate) fn without_link_ids(mut self) -> Self {
        let links = Links::of(&self.symbols);
        self.digits.mark_link_ids(|number| links.has_as_id(&self.symbols, number));
        self.links = links;
        self
    }

    /// Whether letters and digits together only name something in a link.
    pub(crate) fn is_link_id(&self, at: &Range<usize>) -> bool {
        self.links.has_as_id(&self.symbols, at)
    }

    /// The part of the text that a symbol stands in.
    fn part(&self, symbol: usize) -> Range<usize> {
        let next = self.breaks.partition_point(|at| *at < symbol);
        let start = next.checked_sub(1).and_then(|index| self.breaks.get(index)).map_or(0, |at| at + 1);
        start..self.breaks.get(next).copied().unwrap_or(self.symbols.len())
    }

    /// Whether a group of digits is the first in its part of the text.
    pub(crate) fn is_next_part(&self, group: usize) -> bool {
        let place = |group: &Group| self.breaks.partition_point(|at| *at < group.symbols.start);
        let before = group.checked_sub(1).and_then(|before| self.digits.group(before)).map(place);
        !self.breaks.is_empty() && before.is_some() && before != self.digits.group(group).map(place)
    }

    /// The rest of a clause around a range holds no words but such as carry no meaning of their own.
    pub(crate) fn is_all_of_part(&self, at: &Range<usize>) -> bool {
        self.is_bare(&self.part(at.start))
    }

    /// Whether what stands elsewhere in the text may speak about a number: it stands in the same part, or its own part
    /// is little more than the number.
    pub(crate) fn reaches(&self, symbol: usize, number: &Range<usize>) -> bool {
        if self.breaks.is_empty() {
            return true;
        }
        let part = self.part(number.start);
        part.contains(&symbol) || self.is_bare(&part)
    }

    /// Whether a part has no words but such as carry no meaning of their own.
    fn is_bare(&self, part: &Range<usize>) -> bool {
        let words = self.words.first_from(part.start)..self.words.first_from(part.end);
        words.len() <= WORDS_OF_BARE
            && words.into_iter().all(|word| self.role(word).connects || self.is_in_hit(word))
    }

    /// Whether a word belongs to a trigger.
    pub(crate) fn is_in_hit(&self, word: usize) -> bool {
        let after = self.hits.partition_point(|hit| hit.words.start <= word);
        let hit = after.checked_sub(1).and_then(|index| self.hits.get(index));
        hit.is_some_and(|hit| hit.words.contains(&word))
    }

    /// The role of a word; no role when there is no such word.
    pub(crate) fn role(&self, word: usize) -> Role {
        roles::role(self.words.text(word))
    }

    /// Triggers that end at or before a symbol, the nearest first, within reach.
    pub(crate) fn hits_before(&self, symbol: usize) -> impl Iterator<Item = &Hit> {
        let after = self.hits.partition_point(|hit| hit.symbols.start < symbol);
        let before = self.hits.get(..after).unwrap_or_default();
        before
            .iter()
            .rev()
            .filter(move |hit| hit.symbols.end <= symbol)
            .take_while(move |hit| symbol - hit.symbols.end <= REACH)
    }

    /// Triggers that start at or after a symbol, the nearest first, within reach.
    pub(crate) fn hits_after(&self, symbol: usize) -> impl Iterator<Item = &Hit> {
        let first = self.hits.partition_point(|hit| hit.symbols.start < symbol);
        self.hits
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |hit| hit.symbols.start - symbol <= REACH)
    }

    /// Whether a kind was asked for, or one of its triggers stands near.
    pub(crate) fn is_about(&self, kind: Kind, at: &Range<usize>) -> bool {
        let of_kind = |hit: &&Hit| hit.trigger.kind == kind && self.reaches(hit.symbols.start, at);
        let word_at = self.words.first_from(at.start);
        let word_after = self.words.first_from(at.end);
        self.asked_for.contains(kind)
            || self
                .hits_before(at.start)
                .find(of_kind)
                .is_some_and(|hit| hit.words.end + WORDS_BEFORE >= word_at)
            || self
                .hits_after(at.end)
                .find(of_kind)
                .is_some_and(|hit| hit.words.start <= word_after + WORDS_AFTER)
    }

    /// Whether a word right before a number, or "is my …" after it, says that it is an id of something.
    pub(crate) fn is_labelled(&self, at: &Range<usize>) -> bool {
        let word = self.words.first_from(at.start);
        let hit = self.hits_before(at.start).find(|hit| hit.trigger.kind != Kind::Phone);
        let first = word.saturating_sub(3).max(hit.map_or(0, |hit| hit.words.end));
        let before = (first..word)
            .rev()
            .take_while(|&word| self.is_close(word, at.start))
            .map(|word| self.role(word))
            .find(|role| !role.connects || role.labels);
        let next = self.words.first_from(at.end);
        let after = (next..next + WORDS_TO_LABEL)
            .take_while(|&word| {
                self.words.word(word).is_some_and(|word| word.symbols.start <= at.end + REACH)
            })
            .map(|word| self.role(word));
        let is_explained = {
            let mut words = after.skip_while(|role| role.connects && !role.labels);
            words.next().is_some_and(|role| role.labels) && self.role(next).equates
        };
        before.is_some_and(|role| role.labels) || is_explained
    }

    /// Whether one of the three words before says that a number is an order, a price, a year …, and no trigger for
    /// something sensitive is nearer.
    pub(crate) fn is_announced_as_harmless(&self, symbol: usize) -> bool {
        let word = self.words.first_from(symbol);
        let trigger = self
            .hits_before(symbol)
            .find(|hit| hit.trigger.kind != Kind::Phone)
            .map_or(0, |hit| hit.words.end);
        (word.saturating_sub(3).max(trigger)..word)
            .rev()
            .take_while(|&word| self.is_close(word, symbol))
            .any(|word| self.role(word).harmless)
    }

    fn is_close(&self, word: usize, symbol: usize) -> bool {
        self.words.word(word).is_some_and(|word| symbol - word.symbols.end.min(symbol) <= 24)
    }

    /// Whether a number stands by itself: not inside a word, a decimal, a time, or after a hash of letters.
    pub(crate) fn stands_alone(&self, at: &Range<usize>) -> bool {
        let joined = |side: Option<char>| side.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        !joined(self.symbols.before(at.start)) && !joined(self.symbols.at(at.end))
    }

    /// Whether a number is an amount or a measure: a currency sign, a unit or a fraction belongs to it.
    pub(crate) fn is_measured(&self, at: &Range<usize>) -> bool {
        let skip_space = |mut index: usize| {
            while self.symbols.at(index) == Some(' ') && index < at.end + 2 {
                index += 1;
            }
            index
        };
        let before = match self.symbols.before(at.start) {
            Some(' ') => self.symbols.before(at.start - 1),
            character => character,
        };
        let after_index = skip_space(at.end);
        let after = self.symbols.at(after_index);
        let next_word = self.words.first_from(at.end);
        let unit_follows = self.words.word(next_word).is_some_and(|word| word.symbols.start <= at.end + 1)
            && self.role(next_word).measures;
        let fraction = |sign: Option<char>, digit: Option<char>| {
            matches!(sign, Some('.' | ',' | ':' | '/')) && digit.is_some_and(|digit| digit.is_ascii_digit())
        };
        before.is_some_and(is_currency)
            || after.is_some_and(|character| is_currency(character) || character == '%')
            || unit_follows
            || fraction(self.symbols.at(at.end), self.symbols.at(at.end + 1))
            || fraction(
                self.symbols.before(at.start),
                at.start.checked_sub(1).and_then(|index| self.symbols.before(index)),
            )
    }
}

/// Signs of general category Sc that people type.
pub(crate) fn is_currency(character: char) -> bool {
    matches!(character, '$' | '¢'..='¥' | '֏' | '؋' | '৳' | '฿' | '\u{20A0}'..='\u{20CF}' | '\u{FDFC}')
}

/// The trigger whose first word this is, and how many it has.
fn trigger_at(symbols: &Symbols, words: &Words, index: usize) -> Option<(&'static Trigger, usize)> {
    let follows = |offset: usize| {
        let previous = words.word(index + offset - 1)?;
        let next = words.word(index + offset)?;
        let gap = previous.symbols.end..next.symbols.start;
        let is_close =
            gap.len() <= 3 && !symbols.slice(gap).any(|c| c == '\n' || c == BREAK || c.is_ascii_digit());
        is_close.then(|| words.text(index + offset))
    };
    triggers::trigger_at(words.text(index), follows)
}

fn hits(symbols: &Symbols, words: &Words) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let Some((trigger, count)) = trigger_at(symbols, words, index) else {
            index += 1;
            continue;
        };
        // "The code you received": the common words give way to those that say more.
        let says_more = |other: usize| {
            trigger_at(symbols, words, other)
                .is_some_and(|(more, length)| !more.only_adjacent && other + length > index + count)
        };
        if trigger.only_adjacent && (index + 1..index + count).any(says_more) {
            index += 1;
            continue;
        }
        if let (Some(first), Some(last)) = (words.word(index), words.word(index + count - 1)) {
            hits.push(Hit {
                trigger,
                symbols: first.symbols.start..last.symbols.end,
                words: index..index + count,
            });
        }
        index += count;
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_acts_near_only() {
        let near = Reading::of("my card, the blue one: 42", Asked::NOTHING);
        assert!(near.is_about(Kind::Card, &near.digits.symbols(0..1)));
        let far = Reading::of(&format!("my card {} 42", "and so on ".repeat(20)), Asked::NOTHING);
        assert!(!far.is_about(Kind::Card, &far.digits.symbols(0..1)));
    }

    #[test]
    fn amounts_times_and_units_are_measured() {
        for text in ["$4821", "₹ 4821", "4821 rupees", "4821%", "48:21", "4821.50", "10/4821"] {
            let reading = Reading::of(text, Asked::NOTHING);
            let last = reading.digits.groups().len();
            let measured =
                (0..last).any(|group| reading.is_measured(&reading.digits.symbols(group..group + 1)));
            assert!(measured, "{text}");
        }
        let reading = Reading::of("code 4821.", Asked::NOTHING);
        assert!(!reading.is_measured(&reading.digits.symbols(0..1)));
    }
}
