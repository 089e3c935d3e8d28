//! Secrets that got into a log line are taken out again before it is written.
//!
//! The second line of defence: the first is that secrets live in types which do not print. Three nets: names of fields
//! that hold secrets, shapes that only secrets have, and the very secrets that this server was configured with.

use std::borrow::Cow;

use secrecy::{ExposeSecret as _, SecretString};

/// What stands in a secret's place.
pub const REDACTED: &str = "[redacted]";

/// Shorter values are words; hiding them would garble the log.
const SHORTEST_SECRET: usize = 8;

/// Parts of field names whose values are never written.
const SECRET_FIELDS: &[&str] =
    &["authorization", "cookie", "password", "passwd", "secret", "token", "api_key", "apikey", "credential"];

/// Beginnings after which a secret follows, up to a character that cannot be part of it.
const SECRET_STARTS: &[&str] = &[
    "bearer ",
    "basic ",
    "token=",
    "access_token=",
    "refresh_token=",
    "password=",
    "secret=",
    "api_key=",
    "apikey=",
    "key=",
    "signature=",
    "token\":\"",
    "password\":\"",
    "secret\":\"",
    "lk_",
    "lv_",
    "sk-",
    "eyj",
];

/// Takes secrets out of text.
#[derive(Default)]
pub struct Redactor {
    known: Vec<SecretString>,
}

impl Redactor {
    /// Knows these secrets besides the shapes.
    #[must_use]
    pub fn new(secrets: Vec<SecretString>) -> Self {
        let mut known: Vec<SecretString> =
            secrets.into_iter().filter(|secret| secret.expose_secret().len() >= SHORTEST_SECRET).collect();
        // Longest first: a secret may contain another.
        known.sort_by_key(|secret| std::cmp::Reverse(secret.expose_secret().len()));
        Self { known }
    }

    /// Whether a field of this name is never written.
    #[must_use]
    pub fn hides_field(name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        SECRET_FIELDS.iter().any(|part| name.contains(part))
    }

    /// The text without secrets.
    #[must_use]
    pub fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for secret in &self.known {
            if text.contains(secret.expose_secret()) {
                text = Cow::Owned(text.replace(secret.expose_secret(), REDACTED));
            }
        }
        match without_shapes(&text) {
            Some(clean) => Cow::Owned(clean),
            None => text,
        }
    }
}

/// None when there is nothing to take out.
fn without_shapes(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let mut clean = String::new();
    let mut at = 0;
    while let Some((begin, end)) = next_secret(&lower, at) {
        clean.push_str(text.get(at..begin)?);
        clean.push_str(REDACTED);
        at = end;
    }
    if at == 0 {
        return None;
    }
    clean.push_str(text.get(at..)?);
    Some(clean)
}

/// Where the next secret begins and ends. Offsets hold for the original too: only ASCII letters changed.
fn next_secret(lower: &str, from: usize) -> Option<(usize, usize)> {
    let rest = lower.get(from..)?;
    let starts = SECRET_STARTS.iter().filter_map(|start| {
        rest.match_indices(start).find_map(|(offset, _)| secret_after(rest, offset, start))
    });
    let (begin, end) = starts.chain(user_info(rest)).min()?;
    Some((from + begin, from + end))
}

fn secret_after(rest: &str, offset: usize, start: &str) -> Option<(usize, usize)> {
    let is_own_beginning = matches!(start, "lk_" | "lv_" | "sk-" | "eyj");
    // `task-list` is not a key: such beginnings must stand at the beginning of a word.
    let before = rest.get(..offset)?.chars().next_back();
    if is_own_beginning && before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let begin = if is_own_beginning { offset } else { offset + start.len() };
    let tail = rest.get(begin..)?;
    let length = tail.find(|c: char| !is_part_of_secret(c)).unwrap_or(tail.len());
    let shortest = if is_own_beginning { start.len() + 5 } else { 1 };
    let is_redacted = tail.starts_with(REDACTED);
    (length >= shortest && !is_redacted).then_some((begin, begin + length))
}

fn is_part_of_secret(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '_' | '.' | '~' | '+' | '/' | '=' | '%' | '!' | '$' | '*' | ':')
}

/// `user:password` in `scheme://user:password@host`.
fn user_info(rest: &str) -> Option<(usize, usize)> {
    rest.match_indices("://").find_map(|(offset, _)| {
        let begin = offset + 3;
        let tail = rest.get(begin..)?;
        let authority = tail.get(..tail.find(['/', '?', '#', '"', ' ']).unwrap_or(tail.len()))?;
        let length = authority.rfind('@')?;
        let is_redacted = authority.starts_with(REDACTED);
        (length > 0 && !is_redacted).then_some((begin, begin + length))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_secrets_are_taken_out() {
        let redactor = Redactor::default();
        for (text, clean) in [
            ("Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted]"),
            ("GET /x?token=abc123&page=2", "GET /x?token=[redacted]&page=2"),
            ("?a=1&access_token=abc HTTP", "?a=1&access_token=[redacted] HTTP"),
            ("key lk_4Qm8Zt1Vx7 refused", "key [redacted] refused"),
            ("visitor (lv_4Qm8Zt1Vx7)", "visitor ([redacted])"),
            ("jwt eyJhbGciOi.eyJzdWIi.c2ln end", "jwt [redacted] end"),
            ("postgres://ann:p@ss@db/x", "postgres://[redacted]@db/x"),
            (r#"{"password":"hunter22","a":1}"#, r#"{"password":"[redacted]","a":1}"#),
            ("two: token=a token=b", "two: token=[redacted] token=[redacted]"),
            ("ünïcode Bearer abc ünïcode", "ünïcode Bearer [redacted] ünïcode"),
        ] {
            assert_eq!(redactor.clean(text), clean);
        }
    }

    #[test]
    fn plain_text_stays() {
        let redactor = Redactor::default();
        for text in
            ["task-list", "the token was refused", "http://localhost:8080/api?page=1", "risk-averse", ""]
        {
            assert!(matches!(redactor.clean(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn configured_secrets_are_taken_out_wherever_they_stand() {
        let redactor =
            Redactor::new(vec!["kT7w-Zq2m_Vb8x".into(), "short".into(), "kT7w-Zq2m_Vb8x-longer".into()]);
        assert_eq!(redactor.clean("a kT7w-Zq2m_Vb8x b"), "a [redacted] b");
        assert_eq!(redactor.clean("xkT7w-Zq2m_Vb8x-longery"), "x[redacted]y");
        assert_eq!(redactor.clean("a short word"), "a short word");
    }

    #[test]
    fn field_names_give_secrets_away() {
        for name in
            ["Authorization", "refresh_token", "host_secret", "set-cookie", "apiKey", "admin_password"]
        {
            assert!(Redactor::hides_field(name), "{name}");
        }
        for name in ["user_id", "event", "route", "request_id"] {
            assert!(!Redactor::hides_field(name), "{name}");
        }
    }
}
