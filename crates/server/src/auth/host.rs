//! The host application's tokens: signed with the shared secret, or with a key that it publishes.

use std::fmt;
use std::sync::Arc;

use jsonwebtoken::{Algorithm, DecodingKey};
use secrecy::ExposeSecret as _;

use super::claims::{Claims, Expected, Source, VerifiedClaims};
use super::fetch::{FetchError, Fetcher};
use super::keyset::{KeySet, Origin};
use super::signature::{self, PinnedKey};
use super::{Now, TokenError};
use crate::config::tokens::TokensConfig;

/// Verifies tokens of the host application.
pub struct HostTokens {
    secret: Option<PinnedKey>,
    published: Option<Arc<KeySet>>,
    issuer: Option<String>,
    audience: Option<String>,
    leeway: i64,
    now: Now,
}

impl HostTokens {
    /// A verifier by this configuration; none when the host has neither a secret nor published keys.
    ///
    /// # Errors
    /// When the address of the keys is not one.
    pub fn new(config: &TokensConfig, fetcher: &Fetcher, now: &Now) -> Result<Option<Self>, FetchError> {
        let secret = config.host_secret.as_ref().map(|secret| PinnedKey {
            algorithm: Algorithm::HS256,
            key: DecodingKey::from_secret(secret.expose_secret().as_bytes()),
        });
        let published = match &config.host_jwks_url {
            Some(url) => Some(KeySet::new(Origin::published_at(url)?, fetcher.clone())),
            None => None,
        };
        if secret.is_none() && published.is_none() {
            return Ok(None);
        }
        Ok(Some(Self {
            secret,
            published,
            issuer: config.host_issuer.clone(),
            audience: config.host_audience.clone(),
            leeway: i64::try_from(config.leeway_seconds.min(60)).unwrap_or(60),
            now: now.clone(),
        }))
    }

    /// Verifies one token.
    ///
    /// # Errors
    /// When it is not genuine, not current, or vouches for someone it must not.
    pub async fn verify(&self, token: &str) -> Result<VerifiedClaims, TokenError> {
        let claims = self.signed(token).await?;
        let times = claims.judge(&Expected {
            issuer: self.issuer.as_deref(),
            audience: self.audience.as_deref(),
            leeway: self.leeway,
            now: (self.now)(),
        })?;
        let email = claims.email()?;
        Ok(VerifiedClaims {
            source: Source::Host,
            sub: claims.subject()?,
            user_type: Some(claims.user_type()?.ok_or(TokenError::Invalid("no user_type"))?),
            name: claims.name()?,
            email_verified: email.is_some(),
            email,
            expires_at: times.expires_at,
            accepted_until: times.accepted_until,
            issued_at: times.issued_at,
        })
    }

    /// HS256 is for the secret and only for it; everything else is for the published keys and only for them.
    async fn signed(&self, token: &str) -> Result<Claims, TokenError> {
        let chosen = signature::header(token)?;
        match (chosen.algorithm, &self.secret, &self.published) {
            (Algorithm::HS256, Some(secret), _) => signature::verify(token, secret),
            (Algorithm::HS256, None, _) => Err(TokenError::Invalid("wrong algorithm")),
            (_, _, Some(published)) => signature::verify(token, &published.key(&chosen).await?),
            (_, _, None) => Err(TokenError::Invalid("wrong algorithm")),
        }
    }
}

impl fmt::Debug for HostTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostTokens").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}
