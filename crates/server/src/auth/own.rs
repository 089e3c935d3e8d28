//! This server's own access tokens: short-lived, signed with the key from the data folder.

use std::fmt;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use serde_json::json;
use uuid::Uuid;

use super::claims::{Expected, Source, VerifiedClaims};
use super::signature::{self, PinnedKey};
use super::{Now, TokenError};
use crate::config::tokens::TokensConfig;
use crate::keys::Key;

/// `iss` of our tokens.
pub const ISSUER: &str = "liaison";
/// `aud` of our tokens.
pub const AUDIENCE: &str = "liaison-api";

/// Mints and verifies access tokens.
#[derive(Clone)]
pub struct OwnTokens {
    signing: EncodingKey,
    verifying: PinnedKey,
    lifetime: i64,
    visitor_lifetime: i64,
    now: Now,
}

/// Whom an access token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    /// The login; nil for a token that belongs to none.
    pub sid: Uuid,
    /// The person.
    pub person_id: i64,
}

/// How long a token lasts that nothing else limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// Some minutes: it can be refreshed.
    Login,
    /// As long as a visitor is remembered, who has nothing to refresh it with.
    Visitor,
}

/// The times, in seconds since 1970, that limit those of a new token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// It counts as issued then, or now if that is earlier.
    pub issued_at: i64,
    /// It ends then, or earlier.
    pub expires_at: i64,
}

impl Bounds {
    /// Nothing limits it.
    pub const NONE: Self = Self { issued_at: i64::MAX, expires_at: i64::MAX };
}

/// A new access token.
#[derive(Clone)]
pub struct Minted {
    /// What the client sends back.
    pub token: String,
    /// When it ends (seconds since 1970).
    pub expires_at: i64,
    /// Seconds until then.
    pub expires_in: i64,
}

impl OwnTokens {
    pub(super) fn new(key: &Key, config: &TokensConfig, now: &Now) -> Self {
        Self {
            signing: EncodingKey::from_secret(key.expose()),
            verifying: PinnedKey { algorithm: Algorithm::HS256, key: DecodingKey::from_secret(key.expose()) },
            lifetime: i64::try_from(config.access_minutes).unwrap_or(15).saturating_mul(60),
            visitor_lifetime: i64::try_from(config.visitor_days).unwrap_or(30).saturating_mul(86_400),
            now: now.clone(),
        }
    }

    /// A new access token for somebody who has just proved to be that person by something other than a token.
    ///
    /// # Errors
    /// When the signature cannot be made.
    pub fn mint(&self, bearer: Bearer) -> Result<Minted, jsonwebtoken::errors::Error> {
        self.mint_within(bearer, Lasting::Login, Bounds::NONE)
    }

    /// A new access token within the times of what it is given in exchange for: it neither outlives that, nor passes for
    /// younger when tokens of before some time are revoked.
    ///
    /// # Errors
    /// When the signature cannot be made.
    pub fn mint_within(
        &self,
        bearer: Bearer,
        lasting: Lasting,
        bounds: Bounds,
    ) -> Result<Minted, jsonwebtoken::errors::Error> {
        let lifetime = match lasting {
            Lasting::Login => self.lifetime,
            Lasting::Visitor => self.visitor_lifetime,
        };
        let now = (self.now)();
        let issued_at = now.min(bounds.issued_at);
        let expires_at = now.saturating_add(lifetime).min(bounds.expires_at);
        let claims = json!({
            "iss": ISSUER, "aud": AUDIENCE, "iat": issued_at, "exp": expires_at,
            "sub": bearer.person_id.to_string(), "sid": bearer.sid,
        });
        let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing)?;
        Ok(Minted { token, expires_at, expires_in: expires_at.saturating_sub(now).max(0) })
    }

    /// Verifies a token that this server (or a node of its cluster) has minted.
    ///
    /// # Errors
    /// When it is not genuine or has expired.
    pub fn verify(&self, token: &str) -> Result<VerifiedClaims, TokenError> {
        let claims = signature::verify(token, &self.verifying)?;
        // A node's clock may be a little behind the minting node's.
        let expected =
            Expected { issuer: Some(ISSUER), audience: Some(AUDIENCE), leeway: 5, now: (self.now)() };
        let times = claims.judge(&expected)?;
        let sub = claims.subject()?;
        let person_id = sub.parse().map_err(|_| TokenError::Invalid("sub is not a person"))?;
        Ok(VerifiedClaims {
            source: Source::Own { sid: claims.uuid("sid")?, person_id },
            sub,
            user_type: None,
            name: None,
            email: None,
            email_verified: false,
            expires_at: times.expires_at,
            accepted_until: times.accepted_until,
            issued_at: times.issued_at,
        })
    }
}

impl fmt::Debug for OwnTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnTokens").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

impl fmt::Debug for Minted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Minted").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::auth::test_keys::NOW;

    fn tokens(secret: u8, now: i64) -> OwnTokens {
        let now: Now = Arc::new(move || now);
        OwnTokens::new(&Key::new(vec![secret; 32]), &TokensConfig::default(), &now)
    }

    const BEARER: Bearer = Bearer { sid: Uuid::from_u128(7), person_id: 12 };

    #[test]
    fn what_was_minted_is_verified() {
        let minted = tokens(1, NOW).mint(BEARER).unwrap();
        assert_eq!((minted.expires_in, minted.expires_at), (900, NOW + 900));
        let claims = tokens(1, NOW + 890).verify(&minted.token).unwrap();
        assert_eq!(claims.source, Source::Own { sid: BEARER.sid, person_id: 12 });
        assert!(!format!("{minted:?}").contains(&minted.token));
    }

    #[test]
    fn a_clock_that_was_set_back_refuses_no_token_of_before() {
        let minted = tokens(1, NOW).mint(BEARER).unwrap();
        assert!(tokens(1, NOW - 60).verify(&minted.token).is_ok());
        assert_eq!(tokens(1, NOW - 61).verify(&minted.token), Err(TokenError::NotYet));
    }

    #[test]
    fn a_token_does_not_outlive_the_one_it_was_made_from() {
        let of = |expires_at| {
            let bounds = Bounds { issued_at: NOW - 100, expires_at };
            tokens(1, NOW).mint_within(BEARER, Lasting::Login, bounds).unwrap()
        };
        assert_eq!(tokens(1, NOW).verify(&of(NOW + 9).token).unwrap().issued_at, NOW - 100);
        assert_eq!((of(NOW + 2).expires_at, of(NOW + 2).expires_in), (NOW + 2, 2));
        assert_eq!(of(NOW + 86_400).expires_at, NOW + 900);
        // Shown within the leeway: it ends when the other one did.
        assert_eq!((of(NOW - 3).expires_at, of(NOW - 3).expires_in), (NOW - 3, 0));
    }

    #[test]
    fn old_tokens_and_other_keys_are_refused() {
        let minted = tokens(1, NOW).mint(BEARER).unwrap();
        assert_eq!(tokens(1, NOW + 906).verify(&minted.token), Err(TokenError::Expired));
        assert!(matches!(tokens(2, NOW).verify(&minted.token), Err(TokenError::Invalid(_))));
    }
}
