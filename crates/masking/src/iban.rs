//! International bank account numbers (ISO 13616): country, the country's length, and the check of ISO 7064 MOD 97-10.
//! Where the text is about an IBAN, a mistyped one is masked too.

use std::ops::Range;

use crate::check_digit;
use crate::detect::Claims;
use crate::kind::Kind;
use crate::reading::{BREAK, Reading};

pub(crate) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    for group in reading.digits.groups() {
        let Some(start) = group.symbols.start.checked_sub(2) else { continue };
        if group.len() < 2 || claims.overlaps(&group.symbols) {
            continue;
        }
        if let Some(symbols) = iban_at(reading, start) {
            claims.claim(Kind::Iban, symbols);
        }
    }
}

fn iban_at(reading: &Reading, start: usize) -> Option<Range<usize>> {
    let symbols = &reading.symbols;
    let country: String = symbols.slice(start..start + 2).map(|c| c.to_ascii_uppercase()).collect();
    if !country.chars().all(|c| c.is_ascii_uppercase()) || !starts_here(reading, start) {
        return None;
    }
    let length = length_in(&country)?;
    let is_about = reading.is_about(Kind::Iban, &(start..start + 2));
    if let Some((characters, at)) = read(reading, start, length) {
        let count_digits = characters.iter().filter(|c| c.is_ascii_digit()).count();
        let is_half_digits = count_digits * 2 >= length;
        let follows = symbols.at(at.end);
        let is_apart = !follows.is_some_and(char::is_alphanumeric);
        // "…45please": a word may follow without a space where the rest leaves no doubt.
        let is_glued = follows.is_some_and(char::is_alphabetic) && is_half_digits;
        let is_valid = check_digit::mod_97(&characters);
        if (is_apart && (at.len() == length || is_half_digits) && (is_valid || is_about))
            || (is_glued && is_valid)
        {
            return Some(at);
        }
    }
    // A digit is missing or one too many.
    let token =
        symbols.slice(start..symbols.len().min(start + 35)).take_while(char::is_ascii_alphanumeric).count();
    (is_about && (15..=34).contains(&token)).then_some(start..start + token)
}

/// At the start of a token, or directly after the word IBAN.
fn starts_here(reading: &Reading, start: usize) -> bool {
    let token: String = reading
        .symbols
        .slice(start.saturating_sub(5)..start)
        .rev()
        .take_while(|&c| c.is_alphanumeric())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    token.is_empty() || token == "nabi"
}

/// Exactly `length` letters and digits, with at most two separators between two of them.
fn read(reading: &Reading, start: usize, length: usize) -> Option<(Vec<char>, Range<usize>)> {
    let mut characters = Vec::with_capacity(length);
    let mut index = start;
    let mut separators = 0;
    while characters.len() < length {
        match reading.symbols.at(index)? {
            character if character.is_ascii_alphanumeric() => {
                characters.push(character.to_ascii_uppercase());
                separators = 0;
            }
            ' ' | '-' | '.' | BREAK if separators < 2 => separators += 1,
            _ => return None,
        }
        index += 1;
    }
    Some((characters, start..index))
}

/// The length of an IBAN, from the SWIFT IBAN registry.
fn length_in(country: &str) -> Option<usize> {
    Some(match country {
        "NO" => 15,
        "BE" => 16,
        "DK" | "FK" | "FI" | "FO" | "GL" | "NL" | "SD" => 18,
        "MK" | "SI" => 19,
        "AT" | "BA" | "EE" | "KZ" | "LT" | "LU" | "MN" | "XK" => 20,
        "CH" | "HR" | "LI" | "LV" => 21,
        "BG" | "BH" | "CR" | "DE" | "GB" | "GE" | "IE" | "ME" | "RS" | "VA" => 22,
        "AE" | "GI" | "IL" | "IQ" | "OM" | "SO" | "TL" => 23,
        "AD" | "CZ" | "ES" | "MD" | "PK" | "RO" | "SA" | "SE" | "SK" | "TN" | "VG" => 24,
        "LY" | "PT" | "ST" => 25,
        "IS" | "TR" => 26,
        "BI" | "DJ" | "FR" | "GR" | "IT" | "MC" | "MR" | "SM" => 27,
        "AL" | "AZ" | "BY" | "CY" | "DO" | "GT" | "HN" | "HU" | "LB" | "NI" | "PL" | "SV" => 28,
        "BR" | "EG" | "PS" | "QA" | "UA" => 29,
        "JO" | "KW" | "MU" | "YE" => 30,
        "MT" | "SC" => 31,
        "LC" => 32,
        "RU" => 33,
        _ => return None,
    })
}
