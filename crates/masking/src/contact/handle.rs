//! Names on social networks and messengers: `@name`, "insta: some_name", "my telegram id is name".

use std::ops::Range;

use crate::detect::Claims;
use crate::kind::Kind;
use crate::reading::Reading;

const LONGEST: usize = 32;

pub(super) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    if !claims.wants(Kind::Handle) {
        return;
    }
    for (index, character) in reading.symbols.iter().enumerate() {
        let starts = character == '@'
            && !reading.symbols.before(index).is_some_and(|c| c.is_alphanumeric() || c == '@');
        if starts {
            let name = name_at(reading, index + 1);
            if name.len() >= 2 && reading.symbols.slice(name.clone()).any(char::is_alphabetic) {
                claims.claim(Kind::Handle, index..name.end);
            }
        }
    }
    for word in 0..reading.words.len() {
        if is_platform(reading.words.text(word))
            && let Some(name) = name_after(reading, word)
        {
            claims.claim(Kind::Handle, name);
        }
    }
}

/// The name a platform's word announces. "Instagram: two reels" names nothing, so a name must look like one or be
/// announced as one.
fn name_after(reading: &Reading, platform: usize) -> Option<Range<usize>> {
    let mut at = reading.words.word(platform)?.symbols.end;
    let mut is_announced = false;
    for _ in 0..6 {
        let spaces = reading
            .symbols
            .slice(at..at + 4)
            .take_while(|c| matches!(c, ' ' | ':' | '=' | '-' | '>' | '(' | '"'))
            .count();
        if reading.symbols.slice(at..at + spaces).any(|c| c == '@') {
            return None;
        }
        at += spaces;
        let name = name_at(reading, at);
        let word = reading.words.first_from(at);
        let is_plain_word = reading.words.word(word).is_some_and(|word| word.symbols == name);
        let text = if is_plain_word { reading.words.text(word) } else { "" };
        if matches!(
            text,
            "id" | "handle"
                | "username"
                | "user"
                | "account"
                | "nick"
                | "usuario"
                | "identifiant"
                | "benutzername"
        ) {
            is_announced = true;
        } else if !matches!(
            text,
            "is" | "me" | "at" | "on" | "my" | "as" | "es" | "est" | "ist" | "e" | "hai" | "ni" | "name"
        ) {
            let is_name = name.len() >= 3
                && (looks_like_name(reading, &name) || (is_announced && is_plain_word && spaces > 0));
            return is_name.then_some(name);
        }
        at = name.end;
    }
    None
}

/// Letters together with a digit, an underscore or an inner dot.
fn looks_like_name(reading: &Reading, name: &Range<usize>) -> bool {
    let starts_with_letter = reading.symbols.at(name.start).is_some_and(|c| c.is_alphabetic() || c == '_');
    let has_sign = reading.symbols.slice(name.clone()).any(|c| c.is_ascii_digit() || matches!(c, '_' | '.'));
    starts_with_letter && has_sign
}

/// Letters, digits, underscores and inner dots.
fn name_at(reading: &Reading, start: usize) -> Range<usize> {
    let limit = reading.symbols.len().min(start + LONGEST);
    let is_name =
        |c: &char| crate::words::is_part_of_word(*c) || c.is_ascii_digit() || matches!(c, '_' | '.');
    let length = reading.symbols.slice(start..limit).take_while(is_name).count();
    let dots = reading.symbols.slice(start..start + length).rev().take_while(|c| *c == '.').count();
    start..start + length - dots
}

fn is_platform(word: &str) -> bool {
    matches!(
        word,
        "instagram"
            | "insta"
            | "ig"
            | "telegram"
            | "tg"
            | "whatsapp"
            | "snapchat"
            | "snap"
            | "skype"
            | "discord"
            | "twitter"
            | "tiktok"
            | "facebook"
            | "fb"
            | "messenger"
            | "signal"
            | "wechat"
            | "weixin"
            | "line"
            | "viber"
            | "linkedin"
            | "paypal"
            | "venmo"
            | "cashapp"
            | "upi"
            | "इंस्टाग्राम"
            | "टेलीग्राम"
            | "انستقرام"
            | "انستا"
            | "تلغرام"
            | "تليجرام"
            | "سناب"
    )
}
