//! The host application: the secret it shares with the server, and the tokens it signs for its users.

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

/// What the host shares with the server.
pub(crate) const SECRET: &str = "the host of these tests signs with this, 0a1b2c3d4e5f";
/// The key of the host's server, with all scopes.
pub(crate) const API_KEY: &str = "lk_it_7Qm2xV9sLd4Rt8Wz1Kc6Hp3";

/// A token of the host for one of its users.
pub(crate) fn token(sub: &str, user_type: &str, name: &str, now: i64) -> String {
    sign(SECRET, &claims(sub, user_type, name, now))
}

/// The claims of such a token.
pub(crate) fn claims(sub: &str, user_type: &str, name: &str, now: i64) -> Value {
    json!({
        "sub": sub, "user_type": user_type, "name": name, "email": format!("{sub}@example.org"),
        "iat": now, "exp": now + 3600,
    })
}

/// Claims signed with a secret.
pub(crate) fn sign(secret: &str, claims: &Value) -> String {
    encode(&Header::new(Algorithm::HS256), claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}
