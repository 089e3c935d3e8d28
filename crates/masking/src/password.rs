//! Passwords: what follows "password is", or the answer to a question for one. A password has no shape, so it takes a
//! digit, a sign or quotes, or a text that ends with it.

use std::ops::Range;

use crate::detect::{Claims, MASK};
use crate::kind::Kind;
use crate::reading::{BREAK, Hit, Reading};
use crate::triggers::Trigger;
use crate::words::is_ideograph;

pub(crate) const LENGTHS: std::ops::RangeInclusive<usize> = 4..=64;
/// Letters of a password that is nothing but letters, as the answer to a question.
const SHORTEST_ANSWER: usize = 6;
/// Of a longer token no more is looked at.
const LONGEST_TOKEN: usize = 80;
/// Words between the trigger and the sign or word that says what it is.
const WORDS_BETWEEN: usize = 3;

pub(crate) fn find(reading: &Reading, claims: &mut Claims<'_>) {
    if reading.asked_for.contains(Kind::Password) {
        find_answer(reading, claims);
    }
    // Words for a PIN that are also words for a password ("clave").
    let is_key = |trigger: &Trigger| trigger.kind == Kind::Pin && trigger.only_adjacent;
    for hit in reading.hits.iter().filter(|hit| hit.trigger.kind == Kind::Password || is_key(hit.trigger)) {
        if let Some(token) = announced(reading, hit) {
            claims.claim(Kind::Password, token);
        }
    }
}

/// "It's hunter2", or nothing but one word.
fn find_answer(reading: &Reading, claims: &mut Claims<'_>) {
    let mut start = 0;
    let mut tokens = Vec::new();
    while let Some(token) = token_from(reading, start, reading.symbols.len()) {
        start = token.end + 1;
        tokens.push(token);
    }
    let is_alone = tokens.len() == 1;
    for token in tokens {
        if LENGTHS.contains(&token.len())
            && !has_mask(reading, &token)
            && (is_mixed(reading, &token) || (is_alone && is_one_word_answer(reading, &token)))
        {
            claims.claim(Kind::Password, token);
        }
    }
}

/// Digits, or right after the question a word that people do not answer with anyway.
fn is_one_word_answer(reading: &Reading, token: &Range<usize>) -> bool {
    let has_digit = reading.symbols.slice(token.clone()).any(|c| c.is_ascii_digit());
    // Telephones write a capital first; without anything else that is a word like any other, or a name.
    let is_name = reading.symbols.slice(token.start..token.start + 1).all(char::is_uppercase);
    has_digit || (reading.asked_for.is_just_now() && !is_name && !is_reply(reading, token))
}

/// A short word, or one that people answer with.
fn is_reply(reading: &Reading, token: &Range<usize>) -> bool {
    let word = reading.words.first_from(token.start);
    let text = reading.words.text(word);
    reading.words.word(word).is_some_and(|word| word.symbols == *token)
        && (token.len() < SHORTEST_ANSWER
            || reading.role(word).connects
            || is_about_passwords(text)
            || matches!(
                text,
                "thanks"
                    | "thankyou"
                    | "welcome"
                    | "sorry"
                    | "nothing"
                    | "cannot"
                    | "wont"
                    | "forgot"
                    | "unable"
                    | "already"
                    | "tomorrow"
                    | "later"
                    | "nevermind"
                    | "goodmorning"
                    | "goodnight"
                    | "obrigado"
                    | "gracias"
                    | "merci"
                    | "danke"
                    | "dhanyavaad"
                    | "shukriya"
                    | "namaste"
                    | "asante"
                    | "yourself"
                    | "someone"
                    | "anyone"
                    | "whatever"
                    | "however"
                    | "because"
                    | "instagram"
                    | "facebook"
                    | "youtube"
            ))
}

/// What stands behind "is", ":" or "=" after the trigger.
fn announced(reading: &Reading, hit: &Hit) -> Option<Range<usize>> {
    let symbols = &reading.symbols;
    let (trigger_end, next_word) = (hit.symbols.end, hit.words.end);
    let mut at = trigger_end;
    let mut is_told = false;
    let mut has_sign = false;
    for word in next_word..=next_word + WORDS_BETWEEN {
        let skipped = symbols
            .slice(at..symbols.len())
            .take_while(|&c| matches!(c, ' ' | ':' | '=' | '-' | '>' | BREAK) || is_quote(c))
            .count();
        let signs = at..at + skipped;
        has_sign |= symbols.slice(signs.clone()).any(|c| matches!(c, ':' | '='));
        at = signs.end;
        let connects = reading.words.word(word).filter(|next| {
            next.symbols.start == at
                && reading.role(word).connects
                && (reading.words.text(word).starts_with(is_ideograph)
                    || !symbols.at(next.symbols.end).is_some_and(|c| !matches!(c, ' ' | ':' | '=' | BREAK)))
        });
        let Some(next) = connects else { break };
        is_told |= reading.role(word).equates;
        at = next.symbols.end;
    }
    let token = token_from(reading, at, LONGEST_TOKEN)
        .filter(|token| token.start == at && !has_mask(reading, token))?;
    let is_short = hit.trigger.kind == Kind::Password && hit.trigger.only_adjacent;
    let is_told = match is_short {
        true => has_sign && !is_ticket(reading, hit),
        // "password hunter2"
        false => is_told || has_sign || (at == trigger_end + 1 && mixes_letters_and_digits(reading, &token)),
    };
    if !is_told {
        return None;
    }
    let ends_text = token_from(reading, token.end, LONGEST_TOKEN).is_none();
    let is_prose = reading.words.word(reading.words.first_from(token.start)).is_some_and(|word| {
        word.symbols == token && is_about_passwords(reading.words.text(reading.words.first_from(token.start)))
    });
    let is_one = is_quoted(reading, &token)
        || is_mixed(reading, &token)
        || symbols.slice(token.clone()).any(|c| c.is_ascii_digit())
        || (ends_text && !is_prose);
    // From another text it reaches only one that is nothing else.
    let is_cut = symbols.slice(trigger_end..token.start).any(|c| c == BREAK);
    let ends_part = symbols.at(token.end).is_none_or(|c| c == BREAK);
    (LENGTHS.contains(&token.len()) && is_one && (ends_part || !is_cut)).then_some(token)
}

/// "boarding pass: 12A".
fn is_ticket(reading: &Reading, hit: &Hit) -> bool {
    hit.words.start.checked_sub(1).is_some_and(|word| {
        matches!(
            reading.words.text(word),
            "boarding"
                | "gate"
                | "day"
                | "bus"
                | "train"
                | "travel"
                | "season"
                | "entry"
                | "event"
                | "press"
                | "guest"
                | "week"
                | "month"
                | "monthly"
                | "free"
                | "all"
                | "access"
                | "vip"
                | "hall"
        )
    })
}

fn mixes_letters_and_digits(reading: &Reading, token: &Range<usize>) -> bool {
    let text = || reading.symbols.slice(token.clone());
    text().any(|c| c.is_ascii_digit()) && text().any(char::is_lowercase) && !text().any(|c| c == '/')
}

/// What stands between two spaces, without the punctuation of the sentence.
fn token_from(reading: &Reading, start: usize, longest: usize) -> Option<Range<usize>> {
    let symbols = &reading.symbols;
    let is_space = |c: &char| c.is_whitespace() || *c == BREAK || is_quote(*c);
    let first = start + symbols.slice(start..symbols.len()).take_while(is_space).count();
    let length = symbols.slice(first..symbols.len()).take(longest).take_while(|c| !is_space(c)).count();
    let punctuation = |c: &char| matches!(c, '.' | ',' | ';' | '?' | ')');
    let trailing = symbols.slice(first..first + length).rev().take_while(punctuation).count();
    (length > trailing).then_some(first..first + length - trailing)
}

/// Whether a part of it is masked already.
fn has_mask(reading: &Reading, token: &Range<usize>) -> bool {
    reading.symbols.slice(token.clone()).collect::<String>().contains(MASK)
}

fn is_quoted(reading: &Reading, token: &Range<usize>) -> bool {
    reading.symbols.before(token.start).is_some_and(is_quote)
        && reading.symbols.at(token.end).is_some_and(is_quote)
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '”' | '‘' | '’' | '`')
}

/// Letters and something else, as words of a sentence are not; what is masked already does not count.
fn is_mixed(reading: &Reading, token: &Range<usize>) -> bool {
    let text = || reading.symbols.slice(token.clone());
    let is_sign =
        |c: char| matches!(c, '!' | '@' | '#' | '$' | '%' | '^' | '&' | '_' | '+' | '=' | '~' | '?');
    let is_link = text().collect::<String>().contains("//");
    let has_inner_capital = text().skip(1).any(char::is_uppercase) && text().any(char::is_lowercase);
    // "Thank you!"
    let end = text().rev().take_while(|c| *c == '!').count();
    let has_sign = || text().take(token.len() - end).any(|c| c.is_ascii_digit() || is_sign(c));
    !is_link && (has_inner_capital || (text().any(char::is_alphabetic) && has_sign()))
}

/// What people say of passwords: "my password is wrong".
fn is_about_passwords(word: &str) -> bool {
    ["ed", "ing", "ly", "able", "ible"].iter().any(|ending| word.ends_with(ending))
        || matches!(
            word,
            "wrong"
                | "incorrect"
                | "correct"
                | "right"
                | "invalid"
                | "valid"
                | "weak"
                | "strong"
                | "lost"
                | "forgotten"
                | "unknown"
                | "gone"
                | "reset"
                | "old"
                | "new"
                | "same"
                | "different"
                | "fine"
                | "good"
                | "bad"
                | "safe"
                | "secure"
                | "secret"
                | "stolen"
                | "okay"
                | "short"
                | "long"
                | "simple"
                | "easy"
                | "hard"
                | "there"
                | "here"
                | "help"
                | "case"
                | "sensitive"
                | "broken"
                | "what"
                | "why"
                | "when"
                | "where"
                | "null"
                | "empty"
                | "blank"
                | "mandatory"
                | "optional"
                | "falsch"
                | "richtig"
                | "incorrecta"
                | "mala"
                | "vergessen"
                | "incorrecte"
                | "errada"
                | "correta"
                | "galat"
                | "sahi"
                | "mine"
                | "yours"
                | "this"
                | "that"
                | "them"
                | "please"
                | "thanks"
                | "hidden"
                | "private"
                | "public"
                | "more"
                | "less"
                | "only"
                | "email"
                | "phone"
                | "username"
                | "login"
                | "account"
                | "screen"
                | "page"
                | "link"
        )
}
