//! What a character does to a reader: shows, spaces, or works unseen. Pure.
//!
//! The general category tells most of it. The exceptions of Unicode stand here by name: characters that count as
//! letters or symbols and draw nothing, and formats that do draw something.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory as _};

pub(super) const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';
pub(super) const ZERO_WIDTH_JOINER: char = '\u{200d}';
/// Begins the flag of a part of a country, such as Scotland: tag characters follow it.
pub(super) const BLACK_FLAG: char = '\u{1f3f4}';
/// Ends such a flag.
pub(super) const CANCEL_TAG: char = '\u{e007f}';

/// Whether a reader sees something where this character stands. A character that our tables do not know yet counts as
/// seen: it may be an emoji of a newer version of Unicode.
pub(super) fn is_seen(c: char) -> bool {
    if is_ignorable(c) || is_blank_symbol(c) {
        return false;
    }
    match c.general_category() {
        GeneralCategory::Format => is_seen_format(c),
        GeneralCategory::Control => false,
        _ => c.general_category_group() != GeneralCategoryGroup::Separator,
    }
}

/// Whether this character stands by itself and is seen: no mark upon another one.
pub(super) fn is_seen_base(c: char) -> bool {
    is_seen(c) && c.general_category_group() != GeneralCategoryGroup::Mark
}

/// Whether a name or an identifier may hold this character wherever it stands: it is seen, or it is a space within the
/// line.
pub(crate) fn is_plain(c: char) -> bool {
    is_seen(c) || c.general_category() == GeneralCategory::SpaceSeparator
}

/// Chooses how the character before it looks: colour or outline of an emoji, one of several forms of an ideograph or
/// a Mongolian letter.
pub(super) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') || is_mongolian_selector(c)
}

/// The selectors of Mongolian alone, and its vowel separator.
pub(super) fn is_mongolian_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180f}')
}

pub(super) fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1800}'..='\u{18af}')
}

/// The letters, digits and end of a flag of a part of a country.
pub(super) fn is_flag_tag(c: char) -> bool {
    matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}')
}

/// Scripts whose letters change their shape with a joiner or non-joiner between them: Arabic and its relatives, those
/// of India and its neighbours, Mongolian.
pub(super) fn is_of_joining_script(c: char) -> bool {
    matches!(c,
        '\u{0600}'..='\u{08ff}' | '\u{0900}'..='\u{0dff}' | '\u{0e00}'..='\u{109f}' | '\u{1700}'..='\u{18af}'
        | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10a00}'..='\u{10fff}' | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}')
}

/// Pictures, which a joiner makes into one: a family, a profession.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c.general_category(), GeneralCategory::OtherSymbol | GeneralCategory::ModifierSymbol)
        || is_variation_selector(c)
        || matches!(c, '↔' | '↕')
}

/// `Default_Ignorable_Code_Point` of Unicode, and what no text holds: whoever cannot draw these draws nothing.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{fdd0}'..='\u{fdef}')
        || (u32::from(c) & 0xfffe) == 0xfffe
}

/// Letters and symbols by their category that draw nothing: the empty Braille cell, the musical null note head, the
/// Khitan filler, the place of an object.
fn is_blank_symbol(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{1d159}' | '\u{16fe4}' | '\u{fffc}')
}

/// Formats that draw something: signs that stand around Arabic, Syriac and Kaithi numbers.
fn is_seen_format(c: char) -> bool {
    matches!(
        c,
        '\u{0600}'
            ..='\u{0605}'
                | '\u{06dd}'
                | '\u{070f}'
                | '\u{0890}'
                | '\u{0891}'
                | '\u{08e2}'
                | '\u{110bd}'
                | '\u{110cd}'
    )
}
