//! Texts in requests: how long, and that every database can store them.

use sea_orm::sea_query::{ExprTrait, Func, LikeExpr, SimpleExpr};

use crate::error::{Error, Result};

/// Trims a text and refuses it when it is empty, too long (in characters), or cannot be stored.
pub(crate) fn required(field: &str, text: &str, max: usize) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid(field, "must not be empty"));
    }
    check(field, text, max)?;
    Ok(text.to_owned())
}

/// Like [`required`], but absent and empty are the same.
pub(crate) fn optional(field: &str, text: Option<&str>, max: usize) -> Result<Option<String>> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => check(field, text, max).map(|()| Some(text.to_owned())),
    }
}

/// An e-mail address: something, an at sign, something, and no spaces. More only a letter to it can tell.
pub(crate) fn email(field: &str, text: &str) -> Result<String> {
    let text = required(field, text, 320)?;
    let parts = text
        .split_once('@')
        .filter(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if parts.is_none() || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(Error::invalid(field, "must be an e-mail address"));
    }
    Ok(text)
}

/// A language tag in its usual form (RFC 5646): parts of letters and digits, the first of letters. Empty means none.
pub(crate) fn locale(text: &str) -> Result<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric());
    let first = text.split('-').next().unwrap_or_default();
    let is_language = (2..=8).contains(&first.len()) && first.bytes().all(|c| c.is_ascii_alphabetic());
    if text.len() <= 35 && is_language && text.split('-').all(is_part) {
        Ok(Some(text.to_owned()))
    } else {
        Err(Error::invalid("locale", "must be a language tag such as `en` or `pt-BR`"))
    }
}

/// The condition that a column contains a text, whatever the case of the letters. Beyond ASCII the databases know no
/// small letters (SQLite) or not everywhere (PostgreSQL): there a text is also looked for in other spellings.
pub(crate) fn contains(text: &str) -> impl Fn(SimpleExpr) -> SimpleExpr {
    let like = |spelling: &str| LikeExpr::new(format!("%{}%", escaped(spelling))).escape('\\');
    let small = like(&text.to_lowercase());
    let others: Vec<LikeExpr> = spellings(text).iter().map(|spelling| like(spelling)).collect();
    move |column| {
        let in_small_letters = Func::lower(column.clone()).like(small.clone());
        others.iter().fold(in_small_letters, |any, other| any.or(column.clone().like(other.clone())))
    }
}

/// As people write titles and names: as it was typed, with a great first letter, in great letters only. None for ASCII.
fn spellings(text: &str) -> Vec<String> {
    if text.is_ascii() {
        return Vec::new();
    }
    let small = text.to_lowercase();
    let mut rest = small.chars();
    let great_first =
        rest.next().into_iter().flat_map(char::to_uppercase).collect::<String>() + rest.as_str();
    let mut found = vec![text.to_owned(), great_first, text.to_uppercase()];
    found.dedup();
    found
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

fn check(field: &str, text: &str, max: usize) -> Result<()> {
    if text.chars().count() > max {
        return Err(Error::invalid(field, &format!("takes at most {max} characters")));
    }
    if text.contains('\0') {
        return Err(Error::invalid(field, "must not contain the NUL character"));
    }
    Ok(())
}
