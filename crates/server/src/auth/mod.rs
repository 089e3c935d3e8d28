//! Who is asking: verification of tokens, without a database.
//!
//! What is proven here is that a token is genuine, current and meant for this server. Whether its login was revoked
//! or its person deactivated is the domain's question, asked with what [`VerifiedClaims`] says.
//!
//! Invariants: the algorithm belongs to the key, never to the token; claims of a wrong type are refused, not
//! converted; a token whose issuer is ours, or a configured one, is judged by that issuer's rules only.

pub mod bearer;
pub mod claims;
pub mod fetch;
pub mod host;
pub mod keyset;
pub mod oidc;
pub mod own;
mod signature;
#[cfg(test)]
pub(crate) mod test_keys;

use std::sync::Arc;

use secrecy::SecretString;
use thiserror::Error;

use crate::config::tokens::TokensConfig;
use crate::keys::Keys;
pub use bearer::Presented;
pub use claims::{EndUserType, Source, VerifiedClaims};
use host::HostTokens;
use oidc::OidcTokens;
use own::OwnTokens;

/// The time in seconds since 1970; an argument, so that tests can set it.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What a caller has shown.
#[derive(Debug)]
pub enum Credential {
    /// An API key, not yet looked up.
    ApiKey(SecretString),
    /// A genuine token.
    Token(VerifiedClaims),
}

/// Why a token was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TokenError {
    /// It is not genuine, not for us, or not well-formed. The reason is for the log, not for the caller.
    #[error("the token is not valid")]
    Invalid(&'static str),
    /// It was genuine and is too old.
    #[error("the token has expired")]
    Expired,
    /// It was genuine, and is issued or valid only after now: one of two clocks is wrong.
    #[error("the token is from the future")]
    NotYet,
    /// The issuer's keys have never been loaded and cannot be now.
    #[error("the token cannot be verified at the moment")]
    Unavailable,
}

/// Verifies every kind of token that the configuration accepts.
#[derive(Debug)]
pub struct Verifier {
    own: OwnTokens,
    host: Option<HostTokens>,
    oidc: Vec<OidcTokens>,
}

impl Verifier {
    /// A verifier by this configuration. Loads nothing yet: keys of others are fetched when first needed.
    ///
    /// # Errors
    /// When the client that fetches keys cannot be made, or an address is not one.
    pub fn new(config: &TokensConfig, keys: &Keys, now: &Now) -> Result<Self, fetch::FetchError> {
        let fetcher = fetch::Fetcher::new()?;
        let oidc =
            config.oidc.iter().map(|issuer| OidcTokens::new(issuer, config.leeway_seconds, &fetcher, now));
        Ok(Self {
            own: OwnTokens::new(&keys.token_signing, config, now),
            host: HostTokens::new(config, &fetcher, now)?,
            oidc: oidc.collect::<Result<_, _>>()?,
        })
    }

    /// The mint of this server's own access tokens.
    #[must_use]
    pub fn own(&self) -> &OwnTokens {
        &self.own
    }

    /// Judges what stands behind `Bearer ` (or in a socket's `auth.token`).
    ///
    /// # Errors
    /// When it is not genuine, not current, or not for us.
    pub async fn verify(&self, token: &str) -> Result<Credential, TokenError> {
        match bearer::sort(token)? {
            Presented::ApiKey(key) => Ok(Credential::ApiKey(key)),
            Presented::Jwt(token) => self.verify_jwt(token).await.map(Credential::Token),
        }
    }

    /// Judges the short token by which a host application vouches for a visitor's identity: only the host's own
    /// key will do.
    ///
    /// # Errors
    /// When it is not genuine, not current, or the host's tokens are not configured.
    pub async fn verify_host_identity(&self, token: &str) -> Result<VerifiedClaims, TokenError> {
        match (&self.host, bearer::sort(token)?) {
            (Some(host), Presented::Jwt(token)) => host.verify(token).await,
            _ => Err(TokenError::Invalid("not a host token")),
        }
    }

    async fn verify_jwt(&self, token: &str) -> Result<VerifiedClaims, TokenError> {
        // Unverified, and used only to choose whose rules apply; those rules check it again.
        let issuer = signature::unverified_issuer(token)?;
        if issuer.as_deref() == Some(own::ISSUER) {
            return self.own.verify(token);
        }
        if let Some(oidc) = self.oidc.iter().find(|oidc| Some(oidc.issuer()) == issuer.as_deref()) {
            return oidc.verify(token).await;
        }
        match &self.host {
            Some(host) => host.verify(token).await,
            None => Err(TokenError::Invalid("unknown issuer")),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::test_keys::{HOST_SECRET, NOW, at, hs256, verifier};
    use super::*;

    async fn refused(verifier: &Verifier, token: &str) -> TokenError {
        match verifier.verify(token).await {
            Err(error) => error,
            Ok(credential) => panic!("accepted: {credential:?}"),
        }
    }

    fn good() -> serde_json::Value {
        json!({"sub": "b-1", "user_type": "brand", "name": "Ann", "iat": NOW - 10, "exp": NOW + 60})
    }

    fn with(key: &str, value: serde_json::Value) -> serde_json::Value {
        let mut claims = good();
        claims[key] = value;
        claims
    }

    #[tokio::test]
    async fn a_host_token_names_its_person() {
        let verifier = verifier(|_| {});
        let Ok(Credential::Token(claims)) = verifier.verify(&hs256(HOST_SECRET, &good())).await else {
            panic!()
        };
        assert_eq!(claims.source, Source::Host);
        assert_eq!((claims.sub.as_str(), claims.user_type), ("b-1", Some(EndUserType::Brand)));
        assert_eq!((claims.issued_at, claims.expires_at), (NOW - 10, NOW + 60));
    }

    #[tokio::test]
    async fn influencer_is_a_creator() {
        let verifier = verifier(|_| {});
        let token = hs256(HOST_SECRET, &with("user_type", json!("influencer")));
        let Ok(Credential::Token(claims)) = verifier.verify(&token).await else { panic!() };
        assert_eq!(claims.user_type, Some(EndUserType::Creator));
    }

    #[tokio::test]
    async fn staff_are_never_accepted_from_an_end_user_issuer() {
        let verifier = verifier(|_| {});
        for kind in
            ["agent", "team_lead", "supervisor", "admin", "super_admin", "system", "visitor", "", "Brand"]
        {
            let token = hs256(HOST_SECRET, &with("user_type", json!(kind)));
            assert!(matches!(refused(&verifier, &token).await, TokenError::Invalid(_)), "{kind}");
        }
    }

    #[tokio::test]
    async fn claims_of_a_wrong_type_are_refused() {
        let verifier = verifier(|_| {});
        for (key, value) in [
            ("exp", json!((NOW + 60).to_string())),
            ("exp", json!(null)),
            ("exp", json!([NOW + 60])),
            ("exp", json!(-1)),
            ("exp", json!(NOW as f64 + 60.5)),
            ("iat", json!("now")),
            ("nbf", json!("0")),
            ("sub", json!(7)),
            ("sub", json!("")),
            ("sub", json!("a\u{0}b")),
            ("sub", json!("x".repeat(300))),
            ("name", json!({"first": "Ann"})),
            ("email", json!(true)),
            ("user_type", json!(["brand"])),
            ("aud", json!("somebody else")),
            ("iss", json!(5)),
        ] {
            let token = hs256(HOST_SECRET, &with(key, value.clone()));
            assert!(matches!(refused(&verifier, &token).await, TokenError::Invalid(_)), "{key}: {value}");
        }
        for key in ["exp", "iat", "sub", "user_type"] {
            let mut claims = good();
            claims.as_object_mut().unwrap().remove(key);
            let token = hs256(HOST_SECRET, &claims);
            assert!(matches!(refused(&verifier, &token).await, TokenError::Invalid(_)), "without {key}");
        }
    }

    #[tokio::test]
    async fn time_is_judged_with_little_leeway() {
        let verifier = verifier(|config| config.leeway_seconds = 30);
        let old = hs256(HOST_SECRET, &with("exp", json!(NOW - 31)));
        assert_eq!(refused(&verifier, &old).await, TokenError::Expired);
        let Ok(Credential::Token(claims)) =
            verifier.verify(&hs256(HOST_SECRET, &with("exp", json!(NOW - 29)))).await
        else {
            panic!()
        };
        assert_eq!((claims.expires_at, claims.accepted_until), (NOW - 29, NOW + 1));
    }

    #[tokio::test]
    async fn clocks_may_differ_by_a_minute() {
        let mut claims = good();
        claims["exp"] = json!(NOW + 3600);
        for leeway in [0, 30, 60] {
            let verifier = verifier(|config| config.leeway_seconds = leeway);
            for key in ["nbf", "iat"] {
                let mut claims = claims.clone();
                claims[key] = json!(NOW + 61);
                assert_eq!(
                    refused(&verifier, &hs256(HOST_SECRET, &claims)).await,
                    TokenError::NotYet,
                    "{key}"
                );
                claims[key] = json!(NOW + 60);
                assert!(verifier.verify(&hs256(HOST_SECRET, &claims)).await.is_ok(), "{key}");
            }
        }
    }

    #[tokio::test]
    async fn an_optional_claim_that_is_null_or_empty_is_absent() {
        let verifier = verifier(|_| {});
        for key in ["email", "name", "nbf", "iss", "aud", "email_verified", "jti", "picture"] {
            let token = hs256(HOST_SECRET, &with(key, json!(null)));
            assert!(verifier.verify(&token).await.is_ok(), "{key}");
        }
        let long = format!("{}@example.org", "x".repeat(300));
        let no_addresses =
            ["", "  ", "x", "no-at-sign", "@", "a@", "@b", "a b@c", "a\n@b", "a@b\u{0}", &long];
        let no_addresses = no_addresses.map(|email| ("email", email));
        for (key, value) in no_addresses.into_iter().chain([("name", ""), ("name", " ")]) {
            let Ok(Credential::Token(claims)) =
                verifier.verify(&hs256(HOST_SECRET, &with(key, json!(value)))).await
            else {
                panic!("{key}: {value:?}")
            };
            assert!(claims.email.is_none() || key == "name");
            assert!(claims.name.is_none() || key == "email");
        }
        for key in ["exp", "iat", "sub", "user_type"] {
            let token = hs256(HOST_SECRET, &with(key, json!(null)));
            assert!(matches!(refused(&verifier, &token).await, TokenError::Invalid(_)), "{key}");
        }
    }

    #[tokio::test]
    async fn white_space_around_a_token_is_no_part_of_it() {
        let verifier = verifier(|_| {});
        let token = hs256(HOST_SECRET, &good());
        for text in [format!("{token}\n"), format!(" {token}\r\n"), format!("\t{token} ")] {
            assert!(verifier.verify(&text).await.is_ok(), "{text:?}");
            assert!(verifier.verify_host_identity(&text).await.is_ok(), "{text:?}");
        }
        assert!(verifier.verify(&token.replacen('.', " .", 1)).await.is_err());
        assert!(matches!(verifier.verify("lk_4Qm8Zt1Vx7Bn3Kp9\n").await, Ok(Credential::ApiKey(_))));
    }

    #[tokio::test]
    async fn another_key_or_algorithm_is_refused() {
        let verifier = verifier(|_| {});
        let forged = hs256("another-secret-of-a-good-length-0123", &good());
        assert!(matches!(refused(&verifier, &forged).await, TokenError::Invalid(_)));
        let none = format!("{}.{}.", at(r#"{"alg":"none","typ":"JWT"}"#), at(&good().to_string()));
        assert!(matches!(refused(&verifier, &none).await, TokenError::Invalid(_)));
        for alg in ["None", "HS384", "HS512", "RS256", "hs256"] {
            let token = hs256(HOST_SECRET, &good());
            let rest = token.split_once('.').unwrap().1;
            let token = format!("{}.{rest}", at(&format!(r#"{{"alg":"{alg}","typ":"JWT"}}"#)));
            assert!(matches!(refused(&verifier, &token).await, TokenError::Invalid(_)), "{alg}");
        }
    }

    #[tokio::test]
    async fn nonsense_is_refused_quietly() {
        let verifier = verifier(|_| {});
        for token in ["", ".", "..", "a.b.c", "a.b.c.d", "🦀.🦀.🦀", "eyJ9", "lk_", &"x".repeat(20_000)]
        {
            assert!(matches!(refused(&verifier, token).await, TokenError::Invalid(_)), "{token}");
        }
    }

    #[tokio::test]
    async fn a_host_cannot_speak_for_this_server() {
        let verifier = verifier(|_| {});
        let mut claims = good();
        claims["iss"] = json!(own::ISSUER);
        claims["aud"] = json!(own::AUDIENCE);
        claims["sid"] = json!("6e1f6c4e-0000-7000-8000-000000000000");
        assert!(matches!(refused(&verifier, &hs256(HOST_SECRET, &claims)).await, TokenError::Invalid(_)));
    }

    #[tokio::test]
    async fn a_configured_host_issuer_and_audience_must_match() {
        let verifier = verifier(|config| {
            config.host_issuer = Some("https://shop.example".into());
            config.host_audience = Some("chat".into());
        });
        assert!(verifier.verify(&hs256(HOST_SECRET, &good())).await.is_err());
        let mut claims = good();
        claims["iss"] = json!("https://shop.example");
        claims["aud"] = json!(["web", "chat"]);
        assert!(verifier.verify(&hs256(HOST_SECRET, &claims)).await.is_ok());
        claims["aud"] = json!(["web"]);
        assert!(verifier.verify(&hs256(HOST_SECRET, &claims)).await.is_err());
    }

    #[tokio::test]
    async fn opaque_tokens_are_sorted_by_their_beginning() {
        let verifier = verifier(|_| {});
        assert!(matches!(verifier.verify("lk_4Qm8Zt1Vx7Bn3Kp9").await, Ok(Credential::ApiKey(_))));
    }

    #[tokio::test]
    async fn a_visitor_is_vouched_for_by_the_host_only() {
        let verifier = verifier(|_| {});
        assert!(verifier.verify_host_identity(&hs256(HOST_SECRET, &good())).await.is_ok());
    }
}
