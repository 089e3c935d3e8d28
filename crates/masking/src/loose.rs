//! A second, looser reading of a text: digits said as words, letters in the place of digits, and words or markup
//! between the groups of a number. It only finds what has a check digit or stands next to its trigger, because it
//! sees numbers where there are none.

use std::ops::Range;

use crate::normalise::Symbols;
use crate::number_words;
use crate::words::{Words, is_part_of_word};

/// Longer markup than this is none.
const LONGEST_MARKUP: usize = 64;
/// So many words for digits in a row are a number.
const FEWEST_WORDS: usize = 3;
/// So many joining words may stand between two groups, and so many signs after them.
const MOST_JOINERS: usize = 6;
const WIDEST_GAP: usize = 4;
/// As long as a card that has letters for most of its digits.
const LENGTH_OF_CARD: usize = 14;
/// The longest number with letters between its digits.
const LONGEST_TOKEN: usize = 64;

/// The looser reading; nothing when it is the same as the first one.
pub(crate) fn read(symbols: &Symbols, words: &Words) -> Option<Symbols> {
    let mut reader = Reader {
        symbols,
        words,
        read: Symbols::with_capacity(symbols.len()),
        is_other: false,
        ends_in_digit: false,
    };
    let mut index = 0;
    while let Some(character) = symbols.at(index) {
        index = match character {
            '&' | '<' | '%' => reader.markup(index),
            _ if is_part_of_word(character) || character.is_ascii_digit() || character == '|' => {
                reader.token(index)
            }
            _ => reader.copy(index..index + 1),
        };
    }
    reader.is_other.then_some(reader.read)
}

/// Whether so many digits, or letters that look like some, stand next to each other but for spaces and signs.
pub(crate) fn may_be_long(symbols: &Symbols, digits: usize) -> bool {
    let mut count = 0;
    symbols.iter().any(|character| {
        if likeness(character, 0).is_some() {
            count += 1;
        } else if character.is_alphanumeric() {
            count = 0;
        }
        count >= digits
    })
}

struct Reader<'a> {
    symbols: &'a Symbols,
    words: &'a Words,
    read: Symbols,
    is_other: bool,
    /// Whether the last thing read, but for spaces and signs, is a digit.
    ends_in_digit: bool,
}

impl Reader<'_> {
    fn copy(&mut self, range: Range<usize>) -> usize {
        for index in range.clone() {
            if let Some(character) = self.symbols.at(index) {
                if character.is_alphanumeric() {
                    self.ends_in_digit = character.is_ascii_digit();
                }
                self.read.stand_in(character, self.symbols, index..index + 1);
            }
        }
        range.end
    }

    fn put(&mut self, character: char, of: Range<usize>) {
        self.is_other = true;
        self.ends_in_digit |= character.is_ascii_digit();
        self.read.stand_in(character, self.symbols, of);
    }

    /// `&nbsp;`, `&#52;`, `<br>`, `%20`: what a page shows in their place.
    fn markup(&mut self, start: usize) -> usize {
        let length = match self.symbols.at(start) {
            Some('&') => self.up_to(start, ';', |c| c.is_ascii_alphanumeric() || c == '#'),
            Some('<') => self.up_to(start, '>', |c| c != '<' && c != '\n').filter(|_| {
                self.symbols.at(start + 1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
            }),
            _ => (self.read.before(self.read.len()).is_some_and(|c| c.is_ascii_digit())
                && self.symbols.slice(start + 1..start + 3).filter(char::is_ascii_hexdigit).count() == 2)
                .then_some(3),
        };
        let Some(length) = length else { return self.copy(start..start + 1) };
        let shown = self.shown(start..start + length);
        self.put(shown, start..start + length);
        start + length
    }

    fn up_to(&self, start: usize, end: char, inner: fn(char) -> bool) -> Option<usize> {
        let rest = self.symbols.slice(start + 1..self.symbols.len().min(start + LONGEST_MARKUP));
        let length = rest.clone().take_while(|c| *c != end && inner(*c)).count();
        (length > 0 && self.symbols.at(start + 1 + length) == Some(end)).then_some(length + 2)
    }

    /// A digit where the markup stands for one, else a space.
    fn shown(&self, markup: Range<usize>) -> char {
        let text: String = self.symbols.slice(markup).map(|c| c.to_ascii_lowercase()).collect();
        let code = if let Some(number) = text.strip_prefix("&#x") {
            u32::from_str_radix(number.trim_end_matches(';'), 16).ok()
        } else if let Some(number) = text.strip_prefix("&#") {
            number.trim_end_matches(';').parse().ok()
        } else {
            text.strip_prefix('%').and_then(|number| u32::from_str_radix(number, 16).ok())
        };
        code.and_then(char::from_u32).filter(char::is_ascii_digit).unwrap_or(' ')
    }

    /// Letters and digits that belong together.
    fn token(&mut self, start: usize) -> usize {
        let part = |c: &char| is_part_of_word(*c) || c.is_ascii_digit() || *c == '|';
        let rest = self.symbols.slice(start..self.symbols.len().min(start + LONGEST_TOKEN));
        let end = start + rest.take_while(part).count();
        let token = start..end;
        let digits = self.symbols.slice(token.clone()).filter(char::is_ascii_digit).count();
        if digits == token.len() {
            // "last 4: 1111"
            if digits == 1 && self.ends_in_digit && self.counts_what_follows(start) {
                self.put(' ', token);
                return end;
            }
            return self.copy(token);
        }
        if digits == 0
            && let Some(end) = self.said(start)
        {
            return end;
        }
        if self.reads_as_digits(&token, digits) {
            for index in token.clone() {
                match self.symbols.at(index).and_then(|c| likeness(c, token.len())) {
                    Some(digit) if self.symbols.at(index) != Some(digit) => self.put(digit, index..index + 1),
                    _ => drop(self.copy(index..index + 1)),
                }
            }
            return end;
        }
        let joins = match digits {
            0 => self.ends_in_digit && self.joins_digits(self.words.first_from(start)),
            _ => self.is_separated_by_letters(&token),
        };
        if !joins {
            return self.copy(token);
        }
        for index in token {
            match self.symbols.at(index) {
                Some(digit) if digit.is_ascii_digit() => drop(self.copy(index..index + 1)),
                _ if self.read.before(self.read.len()) == Some(' ') => self.is_other = true,
                _ => self.put(' ', index..index + 1),
            }
        }
        end
    }

    /// Whether the word before a digit says that so many digits of the number follow.
    fn counts_what_follows(&self, start: usize) -> bool {
        let before = self.words.first_from(start).checked_sub(1);
        let is_next = |word: usize| self.words.word(word).is_some_and(|word| word.symbols.end + 1 == start);
        before.is_some_and(|word| {
            is_next(word)
                && matches!(
                    self.words.text(word),
                    "last" | "final" | "first" | "next" | "other" | "remaining"
                )
        })
    }

    /// Three words for digits or more, one after the other: read as adjacent digits. Gives where they end.
    fn said(&mut self, start: usize) -> Option<usize> {
        let first = self.words.first_from(start);
        let mut end = start;
        let spoken = (first..self.words.len()).take_while(|&word| {
            let Some(next) = self.words.word(word) else { return false };
            let is_near = next.symbols.start <= end + 3
                && self
                    .symbols
                    .slice(end..next.symbols.start)
                    .all(|c| matches!(c, ' ' | '-' | ',' | '.' | '\n'));
            let is_spoken = is_near && number_words::spoken(self.words.text(word)).is_some();
            if is_spoken {
                end = next.symbols.end;
            }
            is_spoken
        });
        let last = first + spoken.count();
        if last - first < FEWEST_WORDS {
            return None;
        }
        let digits = number_words::digits((first..last).map(|word| self.words.text(word)));
        let count = digits.len();
        for (place, digit) in digits.into_iter().enumerate() {
            // Each digit stands for a part of the words, and all of them for all.
            let at = |place: usize| start + (end - start) * place / count;
            self.put(char::from(b'0' + digit), at(place)..at(place + 1).max(at(place) + 1));
        }
        Some(end)
    }

    /// Whether nothing but joining words stands between here and the next digits.
    fn joins_digits(&self, word: usize) -> bool {
        let mut last = word;
        while last < word + MOST_JOINERS && is_joiner(self.words.text(last)) {
            last += 1;
        }
        let end =
            last.checked_sub(1).and_then(|last| self.words.word(last)).map_or(0, |word| word.symbols.end);
        let next = || self.symbols.slice(end..self.symbols.len()).take(WIDEST_GAP);
        last > word && next().find(|c| c.is_alphanumeric()).is_some_and(|c| likeness(c, 0).is_some())
    }

    /// Whether every letter looks like a digit, and most of it are digits.
    fn reads_as_digits(&self, token: &Range<usize>, digits: usize) -> bool {
        let all = self.symbols.slice(token.clone()).all(|c| likeness(c, token.len()).is_some());
        let is_group = digits == 0 && token.len() == 4 && self.ends_in_digit;
        let is_length = token.len() == 4 || token.len() >= LENGTH_OF_CARD;
        all && (digits * 2 >= token.len() || is_group || (digits > 0 && is_length))
    }

    /// `4111x1111x1111x1111`: the same letters between all groups, of which none is short.
    fn is_separated_by_letters(&self, token: &Range<usize>) -> bool {
        let text: Vec<char> = self.symbols.slice(token.clone()).collect();
        let mut parts = text.chunk_by(|left, right| left.is_ascii_digit() == right.is_ascii_digit());
        let is_digits = |part: &[char]| part.iter().all(char::is_ascii_digit);
        let letters = parts.clone().find(|part| !is_digits(part));
        parts.clone().count() % 2 == 1
            && parts.clone().next().is_some_and(is_digits)
            && parts.all(|part| {
                if is_digits(part) { part.len() >= 4 } else { part.len() <= 5 && Some(part) == letters }
            })
    }
}

/// The digit a character looks like; more of them in what is long enough for a card.
fn likeness(character: char, length: usize) -> Option<char> {
    Some(match character {
        '0'..='9' => character,
        'l' | 'I' | '|' | 'i' | 'і' => '1',
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' => '0',
        'S' | 's' if length >= 12 => '5',
        'B' if length >= 12 => '8',
        'Z' | 'z' if length >= 12 => '2',
        '零' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return None,
    })
}

/// Words between the groups of a number.
pub(crate) fn is_joiner(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "then"
            | "x"
            | "space"
            | "dash"
            | "hyphen"
            | "minus"
            | "slash"
            | "dot"
            | "comma"
            | "plus"
            | "next"
            | "rest"
            | "remaining"
            | "last"
            | "final"
            | "first"
            | "second"
            | "third"
            | "fourth"
            | "other"
            | "part"
            | "half"
            | "block"
            | "group"
            | "digits"
            | "four"
            | "is"
            | "are"
            | "ends"
            | "ending"
            | "in"
            | "with"
            | "it"
            | "continues"
            | "starts"
            | "begins"
            | "teil"
            | "parte"
            | "partie"
            | "segunda"
            | "seconde"
            | "zweiter"
            | "letzten"
            | "hissa"
            | "baki"
            | "finally"
            | "followed"
            | "by"
            | "also"
            | "the"
            | "und"
            | "dann"
            | "y"
            | "luego"
            | "et"
            | "puis"
            | "e"
            | "depois"
            | "aur"
            | "phir"
            | "na"
            | "kisha"
            | "ve"
            | "или"
            | "и"
            | "और"
            | "फिर"
            | "و"
            | "ثم"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loose(text: &str) -> Option<String> {
        let symbols = Symbols::of(text);
        read(&symbols, &Words::of(&symbols)).map(|symbols| symbols.iter().collect())
    }

    #[test]
    fn numbers_in_disguise_are_read() {
        let table = [
            ("pin four eight two one", "pin 4821"),
            ("41ll ll11 and 1111 x 1111", "4111 1111  1111  1111"),
            ("4111x1111x1111x1111", "4111 1111 1111 1111"),
            ("4111&nbsp;11<b>11</b>&#49;1%2011", "4111 11 11 11 11"),
            ("四一一一 1111", "四一一一 1111"),
            ("1111 四一一一", "1111 4111"),
        ];
        for (text, expected) in table {
            assert_eq!(loose(text).unwrap_or_else(|| text.to_owned()), expected, "{text}");
        }
    }

    #[test]
    fn prose_is_read_once() {
        for text in ["one or two reels", "hello", "a1b2 & c < d, 50% off", "1080p 4K"] {
            assert_eq!(loose(text), None, "{text}");
        }
    }
}
