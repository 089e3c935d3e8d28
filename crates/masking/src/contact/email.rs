//! E-mail addresses and payment addresses (`name@bank`), plain and disguised: "name (at) gmail dot com".

use std::ops::Range;

use super::domain::{Domain, domain_at, is_common_top, is_mail_service, is_wordlike_top};
use crate::detect::Claims;
use crate::kind::Kind;
use crate::reading::Reading;

/// RFC 5321 allows 64.
const LONGEST_LOCAL: usize = 64;

pub(super) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    if !claims.wants(Kind::Email) {
        return;
    }
    for (index, character) in reading.symbols.iter().enumerate() {
        if character == '@'
            && let Some(symbols) = address(reading, &At::sign(reading, index))
        {
            claims.claim(Kind::Email, symbols);
        }
    }
    for word in 0..reading.words.len() {
        if matches!(
            reading.words.text(word),
            "at" | "arroba" | "arobase" | "chez" | "klammeraffe" | "एट" | "ات"
        ) && let Some(symbols) = At::word(reading, word).and_then(|at| address(reading, &at))
        {
            claims.claim(Kind::Email, symbols);
        }
    }
}

/// An @ in some form, with the spaces and brackets around it.
struct At {
    symbols: Range<usize>,
    is_sign: bool,
    /// In brackets, which nobody writes by accident.
    is_bracketed: bool,
    is_spaced: bool,
}

impl At {
    fn sign(reading: &Reading, index: usize) -> Self {
        Self::around(reading, index..index + 1, true)
    }

    fn word(reading: &Reading, word: usize) -> Option<Self> {
        let at = Self::around(reading, reading.words.word(word)?.symbols.clone(), false);
        (at.is_bracketed || at.is_spaced).then_some(at)
    }

    fn around(reading: &Reading, inner: Range<usize>, is_sign: bool) -> Self {
        let symbols = &reading.symbols;
        let opens = |character: Option<char>| matches!(character, Some('(' | '[' | '{' | '<' | '_'));
        let closes = |character: Option<char>| matches!(character, Some(')' | ']' | '}' | '>' | '_'));
        let mut outer = inner;
        let is_bracketed = opens(symbols.before(outer.start)) && closes(symbols.at(outer.end));
        if is_bracketed {
            outer = outer.start - 1..outer.end + 1;
        }
        let tight = outer.clone();
        while symbols.before(outer.start) == Some(' ') && tight.start - outer.start < 2 {
            outer.start -= 1;
        }
        while symbols.at(outer.end) == Some(' ') && outer.end - tight.end < 2 {
            outer.end += 1;
        }
        Self { is_spaced: outer != tight, symbols: outer, is_sign, is_bracketed }
    }
}

fn address(reading: &Reading, at: &At) -> Option<Range<usize>> {
    let local = local_before(reading, at.symbols.start)?;
    let domain = domain_at(reading, at.symbols.end)?;
    let is_address = if at.is_sign && !at.is_spaced {
        domain.is_dotted() && has_ending(&domain) || is_payment_address(&domain)
    } else {
        let is_explicit = at.is_bracketed || domain.is_disguised || at.is_sign;
        domain.is_mail_service()
            || is_mail_service(&domain.second)
            || (is_explicit
                && domain.is_dotted()
                && (is_common_top(&domain.top) || is_wordlike_top(&domain.top)))
    };
    is_address.then_some(local.start..domain.symbols.end)
}

fn has_ending(domain: &Domain) -> bool {
    domain.top.chars().count() >= 2 && domain.top.chars().all(char::is_alphabetic)
}

/// `name@okbank`: letters only, and no currency ("2 reels@inr").
fn is_payment_address(domain: &Domain) -> bool {
    domain.symbols.len() >= 2
        && !domain.is_dotted()
        && domain.top.chars().all(char::is_alphabetic)
        && !matches!(
            domain.top.as_str(),
            "rs" | "inr" | "usd" | "eur" | "gbp" | "kes" | "ngn" | "aed" | "rupees" | "dollars"
        )
}

/// The name before the @, with "dot" and "underscore" spelled out between its parts.
fn local_before(reading: &Reading, end: usize) -> Option<Range<usize>> {
    let mut start = piece_before(reading, end)?;
    for _ in 0..4 {
        let word = reading.words.first_from(start).checked_sub(1);
        let joint = word.filter(|&word| {
            matches!(
                reading.words.text(word),
                "dot" | "punto" | "ponto" | "punkt" | "underscore" | "dash" | "hyphen"
            )
        });
        let Some(symbols) = joint.and_then(|word| reading.words.word(word)).map(|word| word.symbols.clone())
        else {
            break;
        };
        let is_attached =
            start - symbols.end <= 2 && reading.symbols.slice(symbols.end..start).all(is_filler);
        let mut before = symbols.start;
        while reading.symbols.before(before).is_some_and(is_filler) && symbols.start - before < 2 {
            before -= 1;
        }
        match piece_before(reading, before) {
            Some(piece) if is_attached => start = piece,
            _ => break,
        }
    }
    Some(start..end)
}

fn is_filler(character: char) -> bool {
    matches!(character, ' ' | '(' | ')' | '[' | ']')
}

fn piece_before(reading: &Reading, end: usize) -> Option<usize> {
    let is_local = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let length =
        reading.symbols.slice(end.saturating_sub(LONGEST_LOCAL)..end).rev().take_while(is_local).count();
    let piece = end - length..end;
    let ends_well =
        reading.symbols.before(end).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '%' | '+'));
    (ends_well && reading.symbols.slice(piece.clone()).any(char::is_alphanumeric)).then_some(piece.start)
}
