//! A first glance at a text: most hold nothing that could be sensitive and need not be read.

use std::sync::LazyLock;

use regex::Regex;

use crate::normalise;

/// What a glance shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glance {
    pub(crate) has_digit: bool,
    /// A word for a password, or something that could hide one.
    pub(crate) has_password: bool,
    /// Several words for digits in a row.
    pub(crate) says_digits: bool,
}

impl Glance {
    pub(crate) fn at(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                has_digit: text.bytes().any(|byte| byte.is_ascii_digit()),
                has_password: matches(&PASSWORD, text),
                says_digits: matches(&DIGITS, text),
            };
        }
        let is_styled = text.chars().any(normalise::is_styled);
        Self {
            has_digit: text.chars().any(|character| normalise::digit(character).is_some()),
            has_password: is_styled || matches(&PASSWORD, text),
            says_digits: is_styled || matches(&DIGITS, text),
        }
    }
}

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    // Fails closed: without a pattern everything is read.
    pattern.as_ref().is_none_or(|pattern| pattern.is_match(text))
}

static PASSWORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("(?i)passw|passphrase|passe|pwd|kennw|contrase|senha|clave|nenosiri|पासवर्ड|كلم|pass word|密码|口令|pass ?[:=]|p(?:s)?w ?[:=]|пароль|wachtw|losenord|sifre|parola").ok()
});

static DIGITS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let word = concat!(
        r"(?:[a-z]+t(?:een|y)|zero|oh|n[ao]ught|null|cero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|",
        r"double|triple|ek|do|teen|cha+r|paa?nch|chh?e|saa?t|aath|nau|shunya|un[oae]?|dos|tres|cuatro|cinco|seis|siete|ocho|",
        r"nueve|uma?|dois|duas|quatro|sete|oito|nove|deux|trois|quatre|cinq|sept|huit|neuf|eins|zw(?:ei|o)|drei|vier|",
        r"f[uü]nf|sechs|sieben|acht|neun|sifuri|moja|mbili|tatu|nne|tano|sita|saba|nane|tisa|[\p{Devanagari}\p{Arabic}]+)"
    );
    Regex::new(&format!(r"(?i){word}[ ,.\n-]+{word}[ ,.\n-]+{word}")).ok()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glance_misses_nothing_that_is_read_later() {
        for text in [
            "PIN four eight two one",
            "Passwort: geheim",
            "pin fünf sechs sieben acht",
            "पिन चार आठ दो एक",
            "forty eight twenty one",
        ] {
            let glance = Glance::at(text);
            assert!(glance.has_password || glance.says_digits, "{text}");
        }
        for text in ["hello there", "one or two reels, please", "what does it do"] {
            let glance = Glance::at(text);
            assert!(!glance.has_password && !glance.says_digits && !glance.has_digit, "{text}");
        }
    }
}
