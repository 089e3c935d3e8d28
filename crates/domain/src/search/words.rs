//! The words of a text, as they are compared. Pure, and the same for both databases: these see only what comes out.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Characters of a word that count.
const LONGEST: usize = 64;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, without accents.
    pub(super) folded: String,
    /// Its bytes in the text.
    pub(super) at: Range<usize>,
}

/// Every word of a text, in its order. Letters, digits and marks make a word, in any script; where a script writes no
/// spaces between words, each of its characters is one.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut folded = String::new();
    let mut start = 0;
    let mut end = |folded: &mut String, at: Range<usize>| {
        if !folded.is_empty() {
            let folded = std::mem::take(folded).chars().take(LONGEST).collect();
            words.push(Word { folded, at });
        }
    };
    for (at, letter) in text.char_indices() {
        if !is_of_word(letter) {
            end(&mut folded, start..at);
        } else if stands_alone(letter) {
            end(&mut folded, start..at);
            fold(letter, &mut folded);
            end(&mut folded, at..at + letter.len_utf8());
        } else {
            if folded.is_empty() {
                start = at;
            }
            fold(letter, &mut folded);
        }
    }
    end(&mut folded, start..text.len());
    words
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || is_joiner(letter)
}

/// Marks inside words of Indic and Arabic scripts that only change how they look.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}' | '\u{0640}')
}

/// Chinese and Japanese.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Adds a letter in the form that is compared: `É` and `e` are the same, and so are the ways to write an alef.
fn fold(letter: char, folded: &mut String) {
    for part in [letter].into_iter().nfkd().flat_map(char::to_lowercase) {
        match part {
            'ß' => folded.push_str("ss"),
            part if is_accent(part) => {}
            part if part.is_alphanumeric() || is_combining_mark(part) => folded.push(part),
            _ => {}
        }
    }
}

/// Marks that people leave out: accents of Latin, Greek and Cyrillic letters, vowel signs of Arabic. Vowel signs of
/// Indic scripts are letters to their readers and stay.
fn is_accent(mark: char) -> bool {
    matches!(mark, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0670}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn what_people_take_for_the_same_word_is_the_same() {
        for (one, other) in [
            ("Éclair", "eclair"),
            ("Straße", "STRASSE"),
            ("İstanbul", "istanbul"),
            ("أحمد", "احمد"),
            ("مُحَمَّد", "محمد"),
            ("कि\u{200d}ताब", "किताब"),
            ("ﬁle", "file"),
            ("e\u{301}te\u{301}", "été"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}, {other}");
            assert_eq!(folded(one).len(), 1, "{one}");
        }
    }

    #[test]
    fn what_people_take_for_other_words_is_not() {
        assert_ne!(folded("कि"), folded("की"), "vowel signs are letters");
        assert_eq!(folded("order #42, pay-out"), ["order", "42", "pay", "out"]);
        assert_eq!(folded("見本 is here"), ["見", "本", "is", "here"]);
        assert!(folded(" \u{301}—… ").is_empty());
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say(text in any::<String>()) {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.at.start >= end && word.at.start < word.at.end);
                end = word.at.end;
                let of_itself = folded(text.get(word.at).expect("lies between two letters"));
                prop_assert_eq!(of_itself, vec![word.folded]);
            }
        }

        #[test]
        fn databases_see_letters_and_marks_only(text in any::<String>()) {
            for word in folded(&text) {
                prop_assert!(word.chars().all(|letter| letter.is_alphanumeric() || is_combining_mark(letter)));
                prop_assert!(!word.is_empty() && word.chars().count() <= LONGEST);
            }
        }
    }
}
