//! The published keys of an issuer: kept, renewed when old, asked for again when a token names an unknown one.
//!
//! An outage of the issuer costs nothing while its keys are known. A flood of made-up key ids costs the issuer at most
//! one request per [`RETRY_AFTER`].

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use parking_lot::RwLock;
use reqwest::Url;
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::TokenError;
use super::fetch::{FetchError, Fetcher};
use super::signature::{Chosen, PinnedKey};

/// Age at which keys are fetched again even though all is well: a removed key stops working after this.
const RENEW_AFTER: Duration = Duration::from_secs(600);
/// Shortest time between two attempts to fetch.
const RETRY_AFTER: Duration = Duration::from_secs(10);
/// Most keys that one issuer may have.
const MAX_KEYS: usize = 64;

/// Whether keys may be fetched from this address: encrypted, or this machine itself.
#[must_use]
pub fn may_fetch_keys_from(url: &Url) -> bool {
    let local = match url.host_str() {
        Some("localhost" | "127.0.0.1" | "[::1]") => true,
        Some(_) => false,
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && local)
}

/// Where an issuer's keys are found.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// At this address.
    Published(Url),
    /// At the address that the issuer's discovery document names.
    Discovered { issuer: String, document: Url },
}

impl Origin {
    pub(super) fn published_at(url: &str) -> Result<Self, FetchError> {
        Ok(Self::Published(address(url)?))
    }

    pub(super) fn discovered_from(issuer: &str) -> Result<Self, FetchError> {
        let document =
            address(&format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/')))?;
        Ok(Self::Discovered { issuer: issuer.to_owned(), document })
    }
}

fn address(url: &str) -> Result<Url, FetchError> {
    match Url::parse(url) {
        Ok(url) if may_fetch_keys_from(&url) => Ok(url),
        _ => Err(FetchError::Address(url.to_owned())),
    }
}

/// The keys of one issuer.
pub(super) struct KeySet {
    origin: Origin,
    fetcher: Fetcher,
    known: RwLock<Known>,
    /// When the last attempt to fetch began. Held while fetching, so that only one runs.
    attempt: Mutex<Option<Instant>>,
}

#[derive(Clone, Default)]
struct Known {
    keys: Arc<HashMap<String, PinnedKey>>,
    /// Keys without an id.
    nameless: Arc<Vec<PinnedKey>>,
    fetched: Option<Instant>,
}

impl KeySet {
    pub(super) fn new(origin: Origin, fetcher: Fetcher) -> Arc<Self> {
        Arc::new(Self { origin, fetcher, known: RwLock::default(), attempt: Mutex::default() })
    }

    /// The key that a token's header chooses.
    pub(super) async fn key(self: &Arc<Self>, chosen: &Chosen) -> Result<PinnedKey, TokenError> {
        let known = self.known.read().clone();
        let is_fresh = known.fetched.is_some_and(|fetched| fetched.elapsed() < RENEW_AFTER);
        if let Some(key) = known.choose(chosen) {
            if !is_fresh {
                self.renew_aside(known.fetched);
            }
            return Ok(key);
        }
        self.renew(known.fetched).await;
        let known = self.known.read().clone();
        match (known.choose(chosen), known.fetched) {
            (Some(key), _) => Ok(key),
            (None, Some(_)) => Err(TokenError::Invalid("unknown key")),
            (None, None) => Err(TokenError::Unavailable),
        }
    }

    /// Renews while the known keys go on being used: an issuer that hangs must not slow down those it has vouched for.
    fn renew_aside(self: &Arc<Self>, seen: Option<Instant>) {
        if self
            .attempt
            .try_lock()
            .is_ok_and(|attempt| attempt.is_none_or(|last| last.elapsed() >= RETRY_AFTER))
        {
            let keys = self.clone();
            tokio::spawn(async move { keys.renew(seen).await });
        }
    }

    /// Fetches the keys, unless somebody has just done so or tried to.
    async fn renew(&self, seen: Option<Instant>) {
        let mut attempt = self.attempt.lock().await;
        let was_renewed_meanwhile = self.known.read().fetched != seen;
        if was_renewed_meanwhile || attempt.is_some_and(|last| last.elapsed() < RETRY_AFTER) {
            return;
        }
        *attempt = Some(Instant::now());
        match self.fetch().await {
            Ok(known) => *self.known.write() = known,
            Err(error) => {
                tracing::warn!(event = "issuer_keys_unavailable", %error, origin = self.origin.name())
            }
        }
    }

    async fn fetch(&self) -> Result<Known, FetchError> {
        let url = match &self.origin {
            Origin::Published(url) => url.clone(),
            Origin::Discovered { issuer, document } => {
                let document = self.fetcher.json(document).await?;
                if document.get("issuer").and_then(Value::as_str) != Some(issuer) {
                    return Err(FetchError::Content("the discovery document is another issuer's"));
                }
                let url = document.get("jwks_uri").and_then(Value::as_str);
                address(url.ok_or(FetchError::Content("the discovery document names no keys"))?)?
            }
        };
        Known::from_document(&self.fetcher.json(&url).await?)
    }
}

impl Origin {
    fn name(&self) -> &str {
        match self {
            Self::Published(url) => url.as_str(),
            Self::Discovered { issuer, .. } => issuer,
        }
    }
}

impl Known {
    fn from_document(document: &Value) -> Result<Self, FetchError> {
        let listed = document.get("keys").and_then(Value::as_array);
        let listed = listed.ok_or(FetchError::Content("the document has no list of keys"))?;
        let mut keys = HashMap::new();
        let mut nameless = Vec::new();
        for value in listed.iter().take(MAX_KEYS) {
            // Kinds of keys that we do not use may stand beside those that we do.
            let Some((id, key)) = pin(value) else { continue };
            match id {
                Some(id) => {
                    keys.insert(id, key);
                }
                None => nameless.push(key),
            }
        }
        if keys.is_empty() && nameless.is_empty() {
            return Err(FetchError::Content("the document has no key that can be used"));
        }
        Ok(Self { keys: Arc::new(keys), nameless: Arc::new(nameless), fetched: Some(Instant::now()) })
    }

    /// A named key, or the only one that fits. That the algorithms agree is checked again with the signature.
    fn choose(&self, chosen: &Chosen) -> Option<PinnedKey> {
        if let Some(id) = &chosen.key_id {
            return self.keys.get(id).cloned();
        }
        let mut fitting =
            self.keys.values().chain(self.nameless.iter()).filter(|key| key.algorithm == chosen.algorithm);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only.clone()),
            _ => None,
        }
    }
}

/// The key with the one algorithm that its type allows; none when it is not for signatures of ours.
fn pin(value: &Value) -> Option<(Option<String>, PinnedKey)> {
    let jwk: Jwk = serde_json::from_value(value.clone()).ok()?;
    if !matches!(jwk.common.public_key_use, None | Some(PublicKeyUse::Signature)) {
        return None;
    }
    let (algorithm, declared) = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => (Algorithm::RS256, KeyAlgorithm::RS256),
        AlgorithmParameters::EllipticCurve(ec) if ec.curve == EllipticCurve::P256 => {
            (Algorithm::ES256, KeyAlgorithm::ES256)
        }
        AlgorithmParameters::OctetKeyPair(okp) if okp.curve == EllipticCurve::Ed25519 => {
            (Algorithm::EdDSA, KeyAlgorithm::EdDSA)
        }
        // Shared secrets above all: a published one is nobody's.
        _ => return None,
    };
    if jwk.common.key_algorithm.is_some_and(|named| named != declared) {
        return None;
    }
    let key = DecodingKey::from_jwk(&jwk).ok()?;
    Some((jwk.common.key_id, PinnedKey { algorithm, key }))
}

impl std::fmt::Debug for KeySet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeySet").field("origin", &self.origin).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wiremock::matchers::{method, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::super::test_keys::{Issuer, NOW, hs256, verifier};
    use super::super::{Credential, EndUserType, Source, TokenError, Verifier};
    use super::*;
    use crate::config::tokens::OidcIssuer;

    fn claims(issuer: &str) -> Value {
        json!({"iss": issuer, "aud": "chat", "sub": "u-1", "iat": NOW, "exp": NOW + 60, "email": "a@b.example"})
    }

    async fn oidc(server: &MockServer) -> Verifier {
        let issuer = server.uri();
        verifier(|config| {
            config.oidc =
                vec![OidcIssuer { issuer, audience: "chat".into(), default_user_type: "customer".into() }];
        })
    }

    async fn serve(server: &MockServer, keys: &[Value]) {
        server.reset().await;
        let discovery = json!({"issuer": server.uri(), "jwks_uri": format!("{}/keys", server.uri())});
        let answer = |at: &str, body: Value| {
            Mock::given(method("GET"))
                .and(path(at))
                .respond_with(ResponseTemplate::new(200).set_body_json(body))
        };
        answer("/.well-known/openid-configuration", discovery).mount(server).await;
        answer("/keys", json!({ "keys": keys })).mount(server).await;
    }

    async fn requests(server: &MockServer) -> usize {
        server.received_requests().await.unwrap().len()
    }

    /// Lets the time for retries pass without letting the network wait for it.
    async fn pass(time: Duration) {
        tokio::time::pause();
        tokio::time::advance(time).await;
        tokio::time::resume();
    }

    #[tokio::test]
    async fn tokens_of_an_issuer_are_verified_with_each_kind_of_key() {
        let server = MockServer::start().await;
        for key in [Issuer::rsa("k"), Issuer::ec("k"), Issuer::ed("k")] {
            serve(
                &server,
                &[json!({"kty": "oct", "k": "AAAA", "kid": "o"}), json!({"kty": "new"}), key.jwk()],
            )
            .await;
            let verifier = oidc(&server).await;
            let verified = verifier.verify(&key.sign(&claims(&server.uri()))).await;
            let Ok(Credential::Token(claims)) = verified else { panic!("{verified:?}") };
            assert_eq!(claims.source, Source::Oidc { issuer: server.uri() });
            assert_eq!(claims.user_type, Some(EndUserType::Customer));
            assert_eq!((claims.email.as_deref(), claims.email_verified), (Some("a@b.example"), false));
        }
    }

    #[tokio::test]
    async fn wrong_audience_issuer_time_and_kind_are_refused() {
        let server = MockServer::start().await;
        let key = Issuer::ed("k");
        serve(&server, &[key.jwk()]).await;
        let verifier = oidc(&server).await;
        for (name, value) in [
            ("aud", json!("other")),
            ("aud", json!(null)),
            ("exp", json!(null)),
            ("iat", json!(null)),
            ("user_type", json!("admin")),
            ("email_verified", json!("yes")),
        ] {
            let mut claims = claims(&server.uri());
            match &value {
                Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
                _ => claims[name] = value.clone(),
            }
            let refused = verifier.verify(&key.sign(&claims)).await;
            assert!(matches!(refused, Err(TokenError::Invalid(_))), "{name} {value}: {refused:?}");
        }
        let mut early = claims(&server.uri());
        early["nbf"] = json!(NOW + 100);
        assert!(matches!(verifier.verify(&key.sign(&early)).await, Err(TokenError::NotYet)));
        let mut old = claims(&server.uri());
        old["exp"] = json!(NOW - 61);
        assert!(matches!(verifier.verify(&key.sign(&old)).await, Err(TokenError::Expired)));
        let other = claims("https://other.example");
        assert!(matches!(verifier.verify(&key.sign(&other)).await, Err(TokenError::Invalid(_))));
    }

    #[tokio::test]
    async fn a_public_key_is_not_a_shared_secret() {
        let server = MockServer::start().await;
        let key = Issuer::rsa("k");
        serve(&server, &[key.jwk()]).await;
        let verifier = oidc(&server).await;
        let modulus = key.jwk()["n"].as_str().unwrap().to_owned();
        for secret in [modulus, key.jwk().to_string()] {
            let forged = hs256(&secret, &claims(&server.uri()));
            assert!(matches!(verifier.verify(&forged).await, Err(TokenError::Invalid(_))));
        }
    }

    #[tokio::test]
    async fn new_keys_are_found_and_removed_ones_forgotten() {
        let server = MockServer::start().await;
        let (first, second) = (Issuer::ed("1"), Issuer::ec("2"));
        serve(&server, &[first.jwk()]).await;
        let verifier = oidc(&server).await;
        assert!(verifier.verify(&first.sign(&claims(&server.uri()))).await.is_ok());
        serve(&server, &[second.jwk()]).await;
        pass(RETRY_AFTER).await;
        assert!(verifier.verify(&second.sign(&claims(&server.uri()))).await.is_ok());
        assert!(verifier.verify(&first.sign(&claims(&server.uri()))).await.is_err());
    }

    #[tokio::test]
    async fn made_up_key_ids_do_not_flood_the_issuer() {
        let server = MockServer::start().await;
        let key = Issuer::ed("real");
        serve(&server, &[key.jwk()]).await;
        let verifier = oidc(&server).await;
        assert!(verifier.verify(&key.sign(&claims(&server.uri()))).await.is_ok());
        assert_eq!(requests(&server).await, 2);
        for n in 0..50 {
            let made_up = Issuer::ed(&format!("../../{n}"));
            assert!(verifier.verify(&made_up.sign(&claims(&server.uri()))).await.is_err());
        }
        assert_eq!(requests(&server).await, 2);
        assert!(verifier.verify(&key.sign(&claims(&server.uri()))).await.is_ok());
    }

    #[tokio::test]
    async fn known_keys_outlive_an_outage() {
        let server = MockServer::start().await;
        let key = Issuer::ed("k");
        serve(&server, &[key.jwk()]).await;
        let verifier = oidc(&server).await;
        assert!(verifier.verify(&key.sign(&claims(&server.uri()))).await.is_ok());
        for answer in
            [ResponseTemplate::new(500), ResponseTemplate::new(200).set_delay(Duration::from_secs(60))]
        {
            server.reset().await;
            Mock::given(method("GET")).respond_with(answer).mount(&server).await;
            pass(RENEW_AFTER).await;
            let begun = std::time::Instant::now();
            for _ in 0..20 {
                assert!(verifier.verify(&key.sign(&claims(&server.uri()))).await.is_ok());
            }
            assert!(begun.elapsed() < Duration::from_secs(1));
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert_eq!(requests(&server).await, 1, "it was tried, once");
        }
    }

    #[tokio::test]
    async fn an_issuer_that_was_never_reached_is_a_missing_dependency() {
        let server = MockServer::start().await;
        let verifier = oidc(&server).await;
        let refused = verifier.verify(&Issuer::ed("k").sign(&claims(&server.uri()))).await;
        assert!(matches!(refused, Err(TokenError::Unavailable)), "{refused:?}");
    }

    #[tokio::test]
    async fn a_discovery_document_of_another_issuer_is_refused() {
        let server = MockServer::start().await;
        let key = Issuer::ed("k");
        serve(&server, &[key.jwk()]).await;
        let document =
            json!({"issuer": "https://other.example", "jwks_uri": format!("{}/keys", server.uri())});
        Mock::given(path("/.well-known/openid-configuration"))
            .respond_with(ResponseTemplate::new(200).set_body_json(document))
            .with_priority(1)
            .mount(&server)
            .await;
        let verifier = oidc(&server).await;
        assert!(verifier.verify(&key.sign(&claims(&server.uri()))).await.is_err());
    }

    #[tokio::test]
    async fn a_document_that_is_too_large_or_redirected_is_refused() {
        let server = MockServer::start().await;
        let answers = [
            ResponseTemplate::new(200).set_body_string("x".repeat(300 * 1024)),
            ResponseTemplate::new(302).insert_header("location", "/keys"),
        ];
        for answer in answers {
            server.reset().await;
            Mock::given(method("GET")).respond_with(answer).mount(&server).await;
            let verifier = oidc(&server).await;
            let refused = verifier.verify(&Issuer::ed("k").sign(&claims(&server.uri()))).await;
            assert!(matches!(refused, Err(TokenError::Unavailable)), "{refused:?}");
        }
    }

    #[tokio::test]
    async fn a_host_may_publish_its_keys() {
        let server = MockServer::start().await;
        let key = Issuer::ec("h");
        serve(&server, &[key.jwk()]).await;
        let url = format!("{}/keys", server.uri());
        let verifier = verifier(|config| {
            config.host_secret = None;
            config.host_jwks_url = Some(url);
            config.host_issuer = Some("https://shop.example".into());
            config.host_audience = Some("chat".into());
        });
        let mut claims = claims("https://shop.example");
        claims["user_type"] = json!("brand");
        let verified = verifier.verify(&key.sign(&claims)).await;
        assert!(matches!(&verified, Ok(Credential::Token(c)) if c.source == Source::Host), "{verified:?}");
        let hmac = hs256("kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5", &claims);
        assert!(matches!(verifier.verify(&hmac).await, Err(TokenError::Invalid(_))));
    }

    #[test]
    fn keys_come_encrypted_or_from_this_machine() {
        let may = |url: &str| may_fetch_keys_from(&Url::parse(url).unwrap());
        assert!(may("https://id.example.com") && may("http://127.0.0.1:9") && may("http://localhost"));
        assert!(
            !may("http://id.example.com")
                && !may("file:///etc/passwd")
                && !may("http://localhost.evil.example")
        );
    }
}
