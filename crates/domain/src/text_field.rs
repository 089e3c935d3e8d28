//! Texts in requests: how long, and that every database can store them.

use sea_orm::sea_query::{ExprTrait, Func, LikeExpr, SimpleExpr};

use crate::{
    display_name,
    error::{Error, Result},
};

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

/// An identifier of the host, such as a token's `sub`: taken as it is or not at all. Two that look alike must not be two
/// people, and one that was changed on the way would be somebody else.
pub(crate) fn identifier(field: &str, text: &str, max: usize) -> Result<String> {
    if text.is_empty() {
        return Err(Error::invalid(field, "must not be empty"));
    }
    check(field, text, max)?;
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        return Err(Error::invalid(field, "must not start or end with whitespace"));
    }
    if !text.chars().all(display_name::is_plain) {
        return Err(Error::invalid(field, "must not contain control or invisible characters"));
    }
    Ok(text.to_owned())
}

/// The form of an e-mail address that logins are found and counted by: what differs only by white space around it or by
/// the case of letters is one address.
pub(crate) fn normal_email(text: &str) -> String {
    text.trim().to_lowercase()
}

/// An e-mail address: something, an at sign, something, and no spaces. More only a letter to it can tell.
pub(crate) fn email(field: &str, text: &str) -> Result<String> {
    let text = required(field, text, 320)?;
    let parts = text
        .split_once('@')
        .filter(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if parts.is_none() || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(Error::invalid(field, "must be an email address"));
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
        return Err(Error::invalid(field, &format!("must be at most {max} characters")));
    }
    if text.contains('\0') {
        return Err(Error::invalid(field, "must not contain the NUL character"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_taken_as_it_is_or_not_at_all() {
        for good in ["alice", "7", "user|42", "Ana María", "山田", "a\u{a0}b", "🦊", "x@example.org"] {
            assert_eq!(identifier("sub", good, 200).unwrap(), good);
        }
        let spaces = "\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\
            \u{2007}\u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";
        for space in spaces.chars() {
            for bad in [format!("{space}alice"), format!("alice{space}"), space.to_string()] {
                assert!(identifier("sub", &bad, 200).is_err(), "{bad:?}");
            }
        }
        let unseen = "\0\u{1}\u{7f}\u{9f}\u{ad}\u{61c}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202e}\
            \u{2060}\u{2066}\u{2069}\u{3164}\u{feff}\u{fff9}\u{e0041}";
        for hidden in unseen.chars() {
            for bad in [format!("{hidden}alice"), format!("al{hidden}ice"), format!("alice{hidden}")] {
                assert!(identifier("sub", &bad, 200).is_err(), "{bad:?}");
            }
        }
        assert!(identifier("sub", "", 200).is_err());
        assert!(identifier("sub", &"x".repeat(201), 200).is_err());
    }

    #[test]
    fn one_address_has_one_normal_form() {
        for typed in ["René@Example.org", " RENÉ@EXAMPLE.ORG\n", "\u{a0}rené@example.org"] {
            assert_eq!(normal_email(typed), "rené@example.org", "{typed:?}");
        }
    }
}
