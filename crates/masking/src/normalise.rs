//! Reads text the way a person sees it: one form for each digit, letter, dash and space, nothing invisible.
//! Every symbol remembers the bytes it came from, so the original text around a finding stays untouched.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// One visible character and its bytes in the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Symbol {
    pub(crate) character: char,
    start: usize,
    end: usize,
}

impl Symbol {
    fn is(&self, letter: char) -> bool {
        self.character.eq_ignore_ascii_case(&letter)
    }
}

/// A text as a sequence of visible characters.
#[derive(Debug)]
pub(crate) struct Symbols(Vec<Symbol>);

impl Symbols {
    pub(crate) fn of(text: &str) -> Self {
        let mut symbols: Vec<Symbol> = Vec::with_capacity(text.len());
        for (start, original) in text.char_indices() {
            if let Some(character) = visible(original) {
                let follows_digit = symbols.last().is_some_and(|last| last.character.is_ascii_digit());
                // Whatever is drawn onto a digit, it stays that digit.
                if follows_digit && is_combining_mark(original) {
                    continue;
                }
                symbols.push(Symbol { character, start, end: start + original.len_utf8() });
            }
        }
        read_letters(&mut symbols);
        Self(symbols)
    }

    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    /// Adds a character that stands for some symbols of another reading.
    pub(crate) fn stand_in(&mut self, character: char, of: &Self, range: Range<usize>) {
        if let Some(bytes) = of.bytes(range) {
            self.0.push(Symbol { character, start: bytes.start, end: bytes.end });
        }
    }

    /// The symbols that some bytes of the original text are read as.
    pub(crate) fn covering(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.0.partition_point(|symbol| symbol.end <= bytes.start);
        first..self.0.partition_point(|symbol| symbol.start < bytes.end)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn at(&self, index: usize) -> Option<char> {
        self.0.get(index).map(|symbol| symbol.character)
    }

    pub(crate) fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|index| self.at(index))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = char> + '_ {
        self.0.iter().map(|symbol| symbol.character)
    }

    /// The symbols of a range, as far as there are any.
    pub(crate) fn slice(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = char> + Clone + '_ {
        self.0
            .get(range.start..range.end.min(self.0.len()))
            .unwrap_or_default()
            .iter()
            .map(|symbol| symbol.character)
    }

    /// The bytes of a range of symbols in the original text.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Option<Range<usize>> {
        let symbols = self.0.get(range)?;
        Some(symbols.first()?.start..symbols.last()?.end)
    }

    /// Whether something invisible stands before a symbol.
    pub(crate) fn is_cut_before(&self, index: usize) -> bool {
        let previous = index.checked_sub(1).and_then(|index| self.0.get(index));
        previous.zip(self.0.get(index)).is_some_and(|(left, right)| left.end != right.start)
    }

    /// The parts of a range between which something invisible stands, or which are written in other characters: beside
    /// plain digits those may be invisible themselves.
    pub(crate) fn visibly_joined(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let symbols = self.0.get(range.clone()).unwrap_or_default();
        let mut start = range.start;
        let width = |symbol: &Symbol| symbol.end - symbol.start;
        let is_joined =
            move |left: &Symbol, right: &Symbol| left.end == right.start && width(left) == width(right);
        symbols.chunk_by(is_joined).map(move |part| {
            let part = start..start + part.len();
            start = part.end;
            part
        })
    }

    /// The normalised text, and the symbol each of its bytes belongs to.
    pub(crate) fn to_text(&self) -> (String, Vec<usize>) {
        let mut text = String::with_capacity(self.0.len());
        let mut symbol_of_byte = Vec::with_capacity(self.0.len());
        for (index, character) in self.iter().enumerate() {
            text.push(character);
            symbol_of_byte.resize(text.len(), index);
        }
        (text, symbol_of_byte)
    }
}

/// "0TP" and "P1N": digits in the place of letters, in words that announce a secret.
fn read_letters(symbols: &mut [Symbol]) {
    for start in 0..symbols.len().saturating_sub(2) {
        let end = start + 3;
        let Some(word) = symbols.get(start..end) else { return };
        let letter = match word {
            [zero, t, p] if zero.character == '0' && t.is('t') && p.is('p') => (start, 'o'),
            [p, one, n] if p.is('p') && matches!(one.character, '1' | '!') && n.is('n') => (start + 1, 'i'),
            _ => continue,
        };
        let is_joined =
            |symbol: Option<&Symbol>| symbol.is_some_and(|symbol| symbol.character.is_alphanumeric());
        let before = start.checked_sub(1).and_then(|index| symbols.get(index));
        let follows = symbols.get(end).is_some_and(|symbol| symbol.character.is_alphabetic());
        if !is_joined(before)
            && !follows
            && let Some(symbol) = symbols.get_mut(letter.0)
        {
            symbol.character = letter.1;
        }
    }
}

/// The ASCII digit a character stands for, in any script.
pub(crate) fn digit(character: char) -> Option<u8> {
    let code = u32::from(character);
    if code < 0x80 {
        return character.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    }
    let zero =
        DECIMAL_ZEROS.partition_point(|&zero| zero <= code).checked_sub(1).and_then(|i| DECIMAL_ZEROS.get(i));
    let digit = match (character, zero) {
        (_, Some(&zero)) if code - zero < 10 => code - zero,
        ('⁰'..='⁹', _) if !matches!(character, 'ⁱ' | '\u{2072}' | '\u{2073}') => code - 0x2070,
        ('₀'..='₉', _) => code - 0x2080,
        ('¹', _) => 1,
        ('²', _) => 2,
        ('³', _) => 3,
        ('⓪' | '⓿', _) => 0,
        ('①'..='⑨', _) => code - 0x245F,
        ('❶'..='❾', _) => code - 0x2775,
        ('➀'..='➈', _) => code - 0x277F,
        ('➊'..='➒', _) => code - 0x2789,
        ('⑴'..='⑼', _) => code - 0x2473,
        ('⒈'..='⒐', _) => code - 0x2487,
        ('⓵'..='⓽', _) => code - 0x24F4,
        ('Ⅰ'..='Ⅸ', _) => code - 0x215F,
        ('ⅰ'..='ⅸ', _) => code - 0x216F,
        ('\u{1369}'..='\u{1371}', _) => code - 0x1368,
        ('〇' | '\u{1F100}' | '\u{1F10B}' | '\u{1F10C}', _) => 0,
        ('〡'..='〩', _) => code - 0x3020,
        ('㈠'..='㈨', _) => code - 0x321F,
        ('㊀'..='㊈', _) => code - 0x327F,
        ('\u{1F101}'..='\u{1F10A}', _) => code - 0x1F101,
        // Tags, which nothing shows.
        ('\u{E0030}'..='\u{E0039}', _) => code - 0xE0030,
        _ => return None,
    };
    u8::try_from(digit).ok()
}

/// Whether a character is not read as itself: letters may hide in it or be parted by it.
pub(crate) fn is_styled(character: char) -> bool {
    !character.is_ascii() && visible(character) != Some(character) && !character.is_whitespace()
}

/// The one form of a character, or nothing when a reader does not see it.
fn visible(original: char) -> Option<char> {
    if original.is_ascii() {
        return Some(original);
    }
    if let Some(digit) = digit(original) {
        return Some(char::from(b'0' + digit));
    }
    let code = u32::from(original);
    let ascii = |offset: u32| char::from_u32(offset);
    match original {
        // Joiners, direction marks, selectors, tags, combining marks of Latin and Arabic, keycaps, tatweel.
        '\u{AD}'
        | '\u{300}'..='\u{36F}'
        | '\u{61C}'
        | '\u{640}'
        | '\u{64B}'..='\u{65F}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2796}' | '\u{FE58}' | '\u{FE63}' => Some('-'),
        '\u{2022}' | '\u{2024}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{30FB}' | '\u{B7}'
        | '\u{3002}' => Some('.'),
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\u{FF01}'..='\u{FF5E}' => ascii(code - 0xFEE0),
        '\u{FE6B}' => Some('@'),
        '\u{1D400}'..='\u{1D6A3}' => ascii(latin_letter((code - 0x1D400) % 52)),
        '\u{24B6}'..='\u{24E9}' => ascii(latin_letter((code - 0x24B6) % 52)),
        // The empty pattern of Braille, and what stands for an object.
        '\u{2800}' | '\u{FFFC}' => Some(' '),
        _ if original.is_whitespace() => Some(' '),
        _ => Some(original),
    }
}

fn latin_letter(index: u32) -> u32 {
    if index < 26 { u32::from('A') + index } else { u32::from('a') + index - 26 }
}

/// The zero of every set of decimal digits (general category Nd) outside ASCII.
const DECIMAL_ZEROS: [u32; 74] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
    0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066,
    0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730,
    0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x16D70,
    0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950,
    0x1FBF0,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn normalised(text: &str) -> String {
        Symbols::of(text).iter().collect()
    }

    #[test]
    fn every_script_writes_the_same_digits() {
        for text in [
            "0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "०१२३४५६७८९",
            "０１２３４５６７８９",
            "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
            "⓪①②③④⑤⑥⑦⑧⑨",
            "⁰¹²³⁴⁵⁶⁷⁸⁹",
            "〇⑴⑵⑶⑷⑸⑹⑺⑻⑼",
            "🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐",
            "🄋⓵⓶⓷⓸⓹⓺⓻⓼⓽",
            "🄁🄂🄃🄄🄅🄆🄇🄈🄉🄊",
            "〇ⅠⅡⅢⅣⅤⅥⅦⅧⅨ",
            "〇〡〢〣〤〥〦〧〨〩",
            "\u{E0030}\u{E0031}\u{E0032}\u{E0033}\u{E0034}\u{E0035}\u{E0036}\u{E0037}\u{E0038}\u{E0039}",
            "0\u{94D}1\u{E34}2\u{5B0}3\u{483}456789\u{93C}",
        ] {
            assert_eq!(normalised(text), "0123456789", "{text}");
        }
        assert_eq!(normalised("4\u{FE0F}\u{20E3}2\u{200B}4\u{200D}2"), "4242");
        assert_eq!(digit('x'), None);
        assert_eq!(digit('½'), None);
    }

    #[test]
    fn dashes_spaces_and_letters_have_one_form() {
        assert_eq!(normalised("1–2—3−4\u{A0}5\u{202F}6"), "1-2-3-4 5 6");
        assert_eq!(normalised("ｎａｍｅ＠𝐠𝐦𝐚𝐢𝐥．ⓒⓞⓜ"), "name@gmail.com");
        assert_eq!(normalised("cafe\u{301} ok"), "cafe ok");
    }

    #[test]
    fn symbols_lead_back_to_the_bytes_they_came_from() {
        let text = "é\u{200B}٤٢x";
        let symbols = Symbols::of(text);
        let bytes = symbols.bytes(1..3).unwrap();
        assert_eq!(text.get(bytes).unwrap(), "٤٢");
        assert_eq!(symbols.bytes(3..9), None);
        assert_eq!(symbols.bytes(2..2), None);
    }

    #[test]
    fn the_table_of_zeros_is_sorted() {
        assert!(DECIMAL_ZEROS.is_sorted());
    }
}
