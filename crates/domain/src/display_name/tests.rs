//! The classes of characters that are no part of a name, and the names that need one of them.

use proptest::prelude::*;

use super::*;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

fn is_refused(name: &str) -> bool {
    required("name", name, MAX_OF_PERSON).is_err()
}

/// Every character that Unicode gives this category.
fn all_of(categories: &'static [GeneralCategory]) -> impl Iterator<Item = char> {
    ('\0'..=char::MAX).filter(|c| categories.contains(&c.general_category()))
}

const FILLERS: [char; 9] = [
    '\u{115f}',
    '\u{1160}',
    '\u{3164}',
    '\u{ffa0}',
    '\u{2800}',
    '\u{1d159}',
    '\u{034f}',
    '\u{17b4}',
    '\u{fffc}',
];

#[test]
fn no_unseen_character_stands_in_a_name_between_latin_letters() {
    use GeneralCategory::{Control, Format, LineSeparator, ParagraphSeparator};
    let unseen = all_of(&[Control, Format, LineSeparator, ParagraphSeparator]).chain(FILLERS);
    for c in unseen.filter(|c| !of::is_seen(*c)) {
        assert!(is_refused(&format!("An{c}na")), "U+{:04X}", u32::from(c));
        assert_eq!(
            normalised(&format!("An{c}na")).map(|name| name.replace(' ', "")),
            Some("Anna".to_owned()),
            "U+{:04X}",
            u32::from(c)
        );
    }
    for tags in ["Anna\u{e0041}\u{e0042}", "\u{e0001}Anna", "\u{1f3f4}\u{e0067}\u{e0062}", "Anna\u{e007f}"] {
        assert!(is_refused(tags), "{tags:?}");
    }
}

#[test]
fn a_name_of_unseen_characters_and_spaces_alone_is_empty() {
    use GeneralCategory::{
        Control, Format, LineSeparator, NonspacingMark, ParagraphSeparator, SpaceSeparator,
    };
    let all = all_of(&[Control, Format, LineSeparator, ParagraphSeparator, SpaceSeparator, NonspacingMark]);
    for c in all.chain(FILLERS).filter(|c| !of::is_seen_base(*c)) {
        assert!(is_refused(&c.to_string()), "U+{:04X}", u32::from(c));
        assert!(is_refused(&format!(" {c}{c} ")), "U+{:04X}", u32::from(c));
        assert_eq!(normalised(&c.to_string()), None, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn what_turns_the_direction_of_writing_is_refused_or_left_out() {
    for name in [
        "\u{202e}Administrator\u{202c}",
        "\u{2067}Anna\u{2069}",
        "\u{200f}Anna",
        "Anna\u{200e}",
        "\u{61c}Anna",
        "Anna\nAdministrator",
        "Anna\rB",
        "Anna\u{2028}B",
        "Anna\u{85}B",
        "Anna\tB",
        "Anna\u{0}B",
        "Anna\u{1b}[31m",
    ] {
        assert!(is_refused(name), "{name:?}");
    }
    assert_eq!(normalised("\u{202e}Anna\u{202c}\nB"), Some("Anna B".to_owned()));
    assert_eq!(normalised("\u{202e}\u{200b}"), None);
}

#[test]
fn names_of_every_script_stay_as_they_are() {
    for name in [
        "Mira",
        "José Ñandú GmbH",
        "Łukasz",
        "O’Neill",
        "Jean-Luc (Paris)",
        "علی‌رضا",
        "محمد",
        "שָׁלוֹם",
        "क्‍ष",
        "ශ්‍රී ලංකා",
        "ക്ഷ\u{200d}മ",
        "นฤมล",
        "မြန်မာ",
        "ខ្មែរ",
        "山田 太郎",
        "葛\u{e0100}城",
        "田中　花子",
        "김민준",
        "𠮷野家",
        "👨‍👩‍👧‍👦 Family",
        "👩🏽‍🚀",
        "🏳️‍🌈 Pride",
        "❤️",
        "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} Scots",
        "1️⃣ Studio",
        "e\u{301}lan",
        "A\u{a0}B",
        "ᠮᠣᠩᠭᠣᠯ\u{180e}ᠠ",
        "Ngô Đình",
        "🫩",
        "٢٠٢٦ \u{601}",
        "🇮🇳",
    ] {
        assert_eq!(required("name", name, MAX_OF_PERSON).ok().as_deref(), Some(name), "{name:?}");
        assert_eq!(normalised(name).as_deref(), Some(name), "{name:?}");
    }
}

#[test]
fn joiners_stand_only_where_a_script_or_a_picture_needs_them() {
    for name in [
        "Ad\u{200d}min",
        "Ad\u{200c}min",
        "علی\u{200c}",
        "\u{200c}علی",
        "علی\u{200c}\u{200c}رضا",
        "👩\u{200d}",
        "👩\u{200d}a",
        "a\u{200d}👩",
        "👩\u{200c}👩",
        "A\u{fe0f}\u{fe0f}",
        "\u{fe0f}A",
        "A\u{180b}",
        "A\u{200d}\u{fe0f}",
        "क\u{200d}A",
    ] {
        assert!(is_refused(name), "{name:?}");
    }
}

#[test]
fn a_name_has_its_length_in_characters() {
    assert!(required("name", &"é".repeat(200), 200).is_ok());
    assert!(required("name", &"é".repeat(201), 200).is_err());
    assert_eq!(normalised(&"é".repeat(300)).map(|name| name.chars().count()), Some(200));
}

#[test]
fn a_visitor_does_not_pass_for_staff() {
    assert!(of_visitor("name", Some("Administrator")).is_err());
    assert_eq!(of_visitor("name", Some(" Mira ")).unwrap(), Some("Mira".to_owned()));
    assert_eq!(of_visitor("name", Some("  ")).unwrap(), None);
    assert_eq!(of_visitor("name", None).unwrap(), None);
}

#[test]
fn a_text_without_anything_to_see_is_blank() {
    for text in [
        "",
        " ",
        "\u{200b}",
        "\u{3164}",
        "\u{2800}",
        "\u{202e}",
        "\u{ad}",
        "\n\u{feff}\t",
        "\u{fe0f}\u{200d}",
    ] {
        assert!(is_blank(text), "{text:?}");
    }
    for text in ["a", ".", "👍", "❤\u{fe0f}", "\u{200b}a", "🏴", "ا", "ー", "\u{f8ff}", "\u{1fae9}"] {
        assert!(!is_blank(text), "{text:?}");
    }
}

proptest! {
    #[test]
    fn what_is_left_of_any_text_is_a_name(text in "\\PC*|[\\u{200b}-\\u{206f}a\u{61c}ا👩\u{1f3f4}\u{e0060}-\u{e007f}\n]*") {
        if let Some(name) = normalised(&text) {
            prop_assert_eq!(required("name", &name, MAX_OF_PERSON).ok(), Some(name));
        }
    }
}
