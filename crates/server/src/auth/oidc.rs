//! Tokens of an OpenID Connect issuer, whose keys are found by discovery.

use std::fmt;
use std::sync::Arc;

use super::claims::{EndUserType, Expected, Source, VerifiedClaims};
use super::fetch::{FetchError, Fetcher};
use super::keyset::{KeySet, Origin};
use super::{Now, TokenError, signature};
use crate::config::tokens::OidcIssuer;

/// Verifies tokens of one issuer.
pub struct OidcTokens {
    issuer: String,
    audience: String,
    default_user_type: EndUserType,
    keys: Arc<KeySet>,
    leeway: i64,
    now: Now,
}

impl OidcTokens {
    /// A verifier for this issuer.
    ///
    /// # Errors
    /// When the issuer's address is not one.
    pub fn new(config: &OidcIssuer, leeway: u64, fetcher: &Fetcher, now: &Now) -> Result<Self, FetchError> {
        Ok(Self {
            issuer: config.issuer.clone(),
            audience: config.audience.clone(),
            default_user_type: EndUserType::parse(&config.default_user_type).unwrap_or(EndUserType::Customer),
            keys: KeySet::new(Origin::discovered_from(&config.issuer)?, fetcher.clone()),
            leeway: i64::try_from(leeway.min(60)).unwrap_or(60),
            now: now.clone(),
        })
    }

    /// The issuer's address, as in its tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Verifies one token.
    ///
    /// # Errors
    /// When it is not genuine, not current, not for us, or vouches for someone it must not.
    pub async fn verify(&self, token: &str) -> Result<VerifiedClaims, TokenError> {
        let key = self.keys.key(&signature::header(token)?).await?;
        let claims = signature::verify(token, &key)?;
        let times = claims.judge(&Expected {
            issuer: Some(&self.issuer),
            audience: Some(&self.audience),
            leeway: self.leeway,
            now: (self.now)(),
        })?;
        Ok(VerifiedClaims {
            source: Source::Oidc { issuer: self.issuer.clone() },
            sub: claims.subject()?,
            user_type: Some(claims.user_type()?.unwrap_or(self.default_user_type)),
            name: claims.name()?,
            email: claims.email()?,
            email_verified: claims.email_verified()?,
            expires_at: times.expires_at,
            accepted_until: times.accepted_until,
            issued_at: times.issued_at,
        })
    }
}

impl fmt::Debug for OidcTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcTokens").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}
