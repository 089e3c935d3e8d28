//! What kind of token a caller presents, told by its beginning.

use axum::http::{HeaderMap, header};
use secrecy::SecretString;

use super::TokenError;

/// Longest token that is looked at.
const MAX_LENGTH: usize = 8192;
/// Beginning of API keys.
pub const API_KEY_PREFIX: &str = "lk_";

/// A token by kind, not yet judged.
#[derive(Debug)]
pub enum Presented<'a> {
    /// `lk_…`
    ApiKey(SecretString),
    /// Three parts separated by dots.
    Jwt(&'a str),
}

/// The token of an `Authorization: Bearer …` header; none when there is no such header.
///
/// # Errors
/// When the header is there more than once, is not text, or is of another scheme.
pub fn token(headers: &HeaderMap) -> Result<Option<&str>, TokenError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(TokenError::Invalid("more than one authorization header"));
    }
    let text = value.to_str().map_err(|_| TokenError::Invalid("authorization header is not text"))?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token)),
        _ => Err(TokenError::Invalid("authorization scheme is not bearer")),
    }
}

/// Sorts a token by its beginning. White space around it is no part of it: files and shells add line breaks.
///
/// # Errors
/// When it is none of ours.
pub fn sort(token: &str) -> Result<Presented<'_>, TokenError> {
    let token = token.trim_ascii();
    if token.len() > MAX_LENGTH {
        return Err(TokenError::Invalid("too long"));
    }
    let opaque = |body: &str| {
        body.len() >= 8 && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    if let Some(body) = token.strip_prefix(API_KEY_PREFIX) {
        return match opaque(body) {
            true => Ok(Presented::ApiKey(token.into())),
            false => Err(TokenError::Invalid("malformed API key")),
        };
    }
    match token.split('.').count() {
        3 => Ok(Presented::Jwt(token)),
        _ => Err(TokenError::Invalid("not a token")),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(values: &[&'static str]) -> HeaderMap {
        values.iter().map(|value| (header::AUTHORIZATION, HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn the_scheme_is_bearer_and_there_is_one_header() {
        assert_eq!(token(&headers(&[])), Ok(None));
        assert_eq!(token(&headers(&["bearer abc"])), Ok(Some("abc")));
        assert!(token(&headers(&["Basic abc"])).is_err());
        assert!(token(&headers(&["abc"])).is_err());
        assert!(token(&headers(&["Bearer a", "Bearer b"])).is_err());
    }
}
