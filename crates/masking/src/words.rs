//! The words of a text, folded: lower case, without accents, one form for each Arabic letter.

use std::ops::Range;

use crate::normalise::Symbols;

/// One word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) symbols: Range<usize>,
    text: Range<usize>,
}

/// All words of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Words {
    words: Vec<Word>,
    folded: String,
}

impl Words {
    pub(crate) fn of(symbols: &Symbols) -> Self {
        let mut all = Self::default();
        let mut open: Option<Word> = None;
        for (index, character) in symbols.iter().enumerate() {
            if is_part_of_word(character) {
                let at = all.folded.len();
                if is_ideograph(character) {
                    all.words.extend(open.take());
                }
                if character.is_ascii() {
                    all.folded.push(character.to_ascii_lowercase());
                } else {
                    all.folded.extend(fold(character));
                }
                let word = open.get_or_insert(Word { symbols: index..index, text: at..at });
                word.symbols.end = index + 1;
                word.text.end = all.folded.len();
                if is_ideograph(character) {
                    all.words.extend(open.take());
                }
            } else {
                all.words.extend(open.take());
            }
        }
        all.words.extend(open);
        all
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn word(&self, index: usize) -> Option<&Word> {
        self.words.get(index)
    }

    /// The folded text of a word; empty when there is no such word.
    pub(crate) fn text(&self, index: usize) -> &str {
        self.word(index).and_then(|word| self.folded.get(word.text.clone())).unwrap_or_default()
    }

    /// The first word that starts at this symbol or later.
    pub(crate) fn first_from(&self, symbol: usize) -> usize {
        self.words.partition_point(|word| word.symbols.start < symbol)
    }
}

/// Letters, and the signs of Indic scripts, which are no letters by themselves.
pub(crate) fn is_part_of_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    character.is_alphabetic()
        || matches!(character, '\u{900}'..='\u{DFF}' if !matches!(character, '\u{964}' | '\u{965}'))
}

/// Chinese puts no space between words, so each of its characters is read as one.
pub(crate) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// The folded form of a character.
pub(crate) fn fold(character: char) -> impl Iterator<Item = char> {
    character.to_lowercase().take(1).map(without_accent)
}

fn without_accent(character: char) -> char {
    match character {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ő' | 'ō' => 'o',
        'ř' => 'r',
        'ß' | 'ś' | 'š' | 'ş' => 's',
        'ť' | 'ţ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_keep_their_place() {
        let words = Words::of(&Symbols::of("Código: 42 संख्या رقمُ"));
        let texts: Vec<_> = (0..words.len()).map(|index| words.text(index)).collect();
        assert_eq!(texts, ["codigo", "संख्या", "رقم"]);
        assert_eq!(words.word(0).unwrap().symbols, 0..6);
        assert_eq!(words.first_from(3), 1);
        assert_eq!(words.text(9), "");
    }
}
