//! Whether a token was signed with a certain key, and nothing else about it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};

use super::TokenError;
use super::claims::Claims;

/// A key with the one algorithm that it is for.
#[derive(Clone)]
pub(super) struct PinnedKey {
    pub(super) algorithm: Algorithm,
    pub(super) key: DecodingKey,
}

/// The claims of a token that was signed with this key and its algorithm.
pub(super) fn verify(token: &str, pinned: &PinnedKey) -> Result<Claims, TokenError> {
    let header = header(token)?;
    if header.algorithm != pinned.algorithm {
        return Err(TokenError::Invalid("wrong algorithm"));
    }
    // Only the signature is the library's task here: it converts claims that we refuse.
    let mut validation = Validation::new(pinned.algorithm);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    jsonwebtoken::decode::<Map<String, Value>>(token, &pinned.key, &validation)
        .map(|data| Claims(data.claims))
        .map_err(|_| TokenError::Invalid("bad signature"))
}

/// The parts of a header that choose a key.
pub(super) struct Chosen {
    pub(super) algorithm: Algorithm,
    pub(super) key_id: Option<String>,
}

/// Reads the header. `crit` names extensions that must be understood; none is.
pub(super) fn header(token: &str) -> Result<Chosen, TokenError> {
    const MALFORMED: TokenError = TokenError::Invalid("malformed header");
    let encoded = token.split('.').next().ok_or(MALFORMED)?;
    let Value::Object(fields) = decode(encoded)? else { return Err(MALFORMED) };
    if fields.contains_key("crit") || fields.contains_key("zip") {
        return Err(TokenError::Invalid("unknown critical header"));
    }
    let algorithm = fields.get("alg").and_then(Value::as_str).ok_or(MALFORMED)?;
    let key_id = match fields.get("kid") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) if id.len() <= 256 => Some(id.clone()),
        Some(_) => return Err(MALFORMED),
    };
    let algorithm = algorithm.parse().map_err(|_| TokenError::Invalid("unknown algorithm"))?;
    Ok(Chosen { algorithm, key_id })
}

/// The issuer that a token claims, before anything is proven.
pub(super) fn unverified_issuer(token: &str) -> Result<Option<String>, TokenError> {
    let encoded = token.split('.').nth(1).ok_or(TokenError::Invalid("not a token"))?;
    match decode(encoded)? {
        Value::Object(claims) => match claims.get("iss") {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(issuer)) => Ok(Some(issuer.clone())),
            Some(_) => Err(TokenError::Invalid("iss is not text")),
        },
        _ => Err(TokenError::Invalid("claims are not an object")),
    }
}

fn decode(part: &str) -> Result<Value, TokenError> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenError::Invalid("malformed encoding"))?;
    serde_json::from_slice(&bytes).map_err(|_| TokenError::Invalid("malformed content"))
}
