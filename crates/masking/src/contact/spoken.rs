//! Telephone numbers in words: "nine eight seven six five …", "double five", mixed with digits.

use std::ops::Range;

use crate::detect::Claims;
use crate::kind::Kind;
use crate::number_words;
use crate::reading::Reading;

const FEWEST_DIGITS: usize = 7;
const FEWEST_WORDS: usize = 3;

pub(super) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    if !claims.wants(Kind::Phone) {
        return;
    }
    let mut word = 0;
    while word < reading.words.len() {
        let spoken = spoken_from(reading, word);
        if spoken.digits >= FEWEST_DIGITS && spoken.words.len() >= FEWEST_WORDS {
            claims.claim(Kind::Phone, spoken.symbols);
        }
        word = spoken.words.end.max(word + 1);
    }
}

struct Spoken {
    symbols: Range<usize>,
    words: Range<usize>,
    digits: usize,
}

/// As many digits as follow each other, in words or not, with little between them.
fn spoken_from(reading: &Reading, first: usize) -> Spoken {
    let start = reading.words.word(first).map_or(0, |word| word.symbols.start);
    let mut spoken = Spoken { symbols: start..start, words: first..first, digits: 0 };
    loop {
        let word =
            reading.words.word(spoken.words.end).filter(|word| is_near(reading, &spoken, word.symbols.start));
        let next_group = reading.digits.group(reading.digits.first_from(spoken.symbols.end));
        let group =
            next_group.filter(|group| spoken.digits > 0 && is_near(reading, &spoken, group.symbols.start));
        match (word, number_words::count(reading.words.text(spoken.words.end)), group) {
            (Some(word), Some(digits), _)
                if group.is_none_or(|group| word.symbols.start < group.symbols.start) =>
            {
                spoken.symbols.end = word.symbols.end;
                spoken.words.end += 1;
                spoken.digits += digits;
            }
            (_, _, Some(group)) if group.len() <= 5 => {
                spoken.symbols.end = group.symbols.end;
                spoken.digits += group.len();
            }
            _ => return spoken,
        }
    }
}

fn is_near(reading: &Reading, spoken: &Spoken, start: usize) -> bool {
    let gap = spoken.symbols.end..start;
    gap.len() <= 3 && reading.symbols.slice(gap).all(|c| matches!(c, ' ' | '-' | ',' | '.' | '/'))
}
