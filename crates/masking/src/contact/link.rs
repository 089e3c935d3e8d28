//! Web addresses: with a scheme, with `www.`, or a bare domain with a known ending, also "example dot com".

use std::ops::Range;

use super::domain::{Domain, domain_at, is_common_top, is_messenger, is_wordlike_top};
use crate::detect::Claims;
use crate::kind::Kind;
use crate::reading::Reading;

pub(super) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    if !claims.wants(Kind::Link) {
        return;
    }
    let mut index = 0;
    while index < reading.symbols.len() {
        let starts_token = reading.symbols.at(index).is_some_and(char::is_alphanumeric)
            && !reading.symbols.before(index).is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '_'));
        if let Some(symbols) = starts_token.then(|| link_at(reading, index)).flatten() {
            index = symbols.end.max(index + 1);
            claims.claim(Kind::Link, symbols);
        } else {
            index += 1;
        }
    }
}

fn link_at(reading: &Reading, start: usize) -> Option<Range<usize>> {
    if let Some(host) = after_scheme(reading, start) {
        return Some(start..end_of_path(reading, host));
    }
    let domain = domain_at(reading, start)?;
    if !domain.is_dotted() || !is_address(reading, &domain) {
        return None;
    }
    let follows = reading.symbols.at(domain.symbols.end);
    let end = if matches!(follows, Some('/' | '?' | '#' | ':')) {
        end_of_path(reading, domain.symbols.end)
    } else {
        domain.symbols.end
    };
    Some(start..end)
}

/// Where the host starts behind `https://`, `hxxp://` and the like.
fn after_scheme(reading: &Reading, start: usize) -> Option<usize> {
    let length = reading.symbols.slice(start..start + 8).take_while(char::is_ascii_alphabetic).count();
    let sign = start + length;
    let is_scheme = length >= 3
        && reading.symbols.at(sign) == Some(':')
        && reading.symbols.at(sign + 1) == Some('/')
        && reading.symbols.at(sign + 2) == Some('/');
    is_scheme.then_some(sign + 3)
}

/// Up to the next space, without the punctuation of the sentence.
fn end_of_path(reading: &Reading, start: usize) -> usize {
    let is_path = |c: &char| !c.is_whitespace() && !matches!(c, '<' | '>' | '"');
    let path = reading.symbols.slice(start..reading.symbols.len()).take_while(is_path).count();
    let sentence = |c: &char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'' | '*');
    let trailing = reading.symbols.slice(start..start + path).rev().take_while(sentence).count();
    start + path - trailing
}

fn is_address(reading: &Reading, domain: &Domain) -> bool {
    let starts_with_www = reading
        .symbols
        .slice(domain.symbols.clone())
        .take(4)
        .map(|c| c.to_ascii_lowercase())
        .eq("www.".chars());
    let has_path = reading.symbols.at(domain.symbols.end) == Some('/')
        && reading.symbols.at(domain.symbols.end + 1).is_some_and(char::is_alphanumeric);
    let has_letter = domain.second.chars().any(char::is_alphabetic);
    let is_idiom =
        domain.is_disguised && matches!(domain.second.as_str(), "the" | "a" | "of" | "this" | "that");
    if is_idiom || domain.is_spaced {
        return false;
    }
    starts_with_www && domain.top.chars().count() >= 2
        || is_messenger(&domain.second, &domain.top)
        || (has_letter
            && is_common_top(&domain.top)
            && (domain.ends_in_lower_case || domain.second.len() >= 3))
        || (has_letter
            && is_wordlike_top(&domain.top)
            && domain.ends_in_lower_case
            && (has_path || is_no_sentence(reading, domain)))
}

/// "great.in the" is a missing space; a domain in that place ends the text or a clause.
fn is_no_sentence(reading: &Reading, domain: &Domain) -> bool {
    let next = reading.words.first_from(domain.symbols.end);
    let ends_clause = reading.words.word(next).is_none_or(|word| {
        reading
            .symbols
            .slice(domain.symbols.end..word.symbols.start)
            .any(|c| matches!(c, '.' | ',' | '!' | '?' | '\n' | ')' | ';'))
    });
    ends_clause && domain.second.len() >= 4
}
