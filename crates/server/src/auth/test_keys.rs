//! Keys and tokens for tests.

use std::sync::Arc;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::{rsa, signature};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::Value;
use uuid::Uuid;

use super::{Now, Verifier};
use crate::config::tokens::TokensConfig;
use crate::keys::{Key, Keys};

pub(crate) const NOW: i64 = 1_900_000_000;
pub(crate) const HOST_SECRET: &str = "kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5";

/// A verifier at [`NOW`] that accepts tokens of the host, and what `change` adds.
pub(crate) fn verifier(change: impl FnOnce(&mut TokensConfig)) -> Verifier {
    let mut config = TokensConfig { host_secret: Some(HOST_SECRET.into()), ..TokensConfig::default() };
    change(&mut config);
    let key = || Key::new(vec![7; 32]);
    let keys = Keys { token_signing: key(), bus: key(), audit: key(), epoch: Uuid::nil() };
    let now: Now = Arc::new(|| NOW);
    Verifier::new(&config, &keys, &now).unwrap()
}

/// A part of a token.
pub(crate) fn at(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// A token signed with a shared secret.
pub(crate) fn hs256(secret: &str, claims: &Value) -> String {
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).unwrap()
}

/// An issuer with a key of its own.
pub(crate) struct Issuer {
    algorithm: Algorithm,
    key: EncodingKey,
    id: String,
}

impl Issuer {
    pub(crate) fn rsa(id: &str) -> Self {
        let pair = rsa::KeyPair::generate(rsa::KeySize::Rsa2048).unwrap();
        let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> = pair.as_der().unwrap();
        // The library wants the inner key: PKCS#8 puts 26 bytes before it.
        let inner = der.as_ref()[26..].to_vec();
        Self { algorithm: Algorithm::RS256, key: EncodingKey::from_rsa_der(&inner), id: id.to_owned() }
    }

    pub(crate) fn ec(id: &str) -> Self {
        let algorithm = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
        let der = signature::EcdsaKeyPair::generate_pkcs8(algorithm, &SystemRandom::new()).unwrap();
        Self { algorithm: Algorithm::ES256, key: EncodingKey::from_ec_der(der.as_ref()), id: id.to_owned() }
    }

    pub(crate) fn ed(id: &str) -> Self {
        let pair = signature::Ed25519KeyPair::generate().unwrap();
        let der = pair.to_pkcs8v1().unwrap();
        Self { algorithm: Algorithm::EdDSA, key: EncodingKey::from_ed_der(der.as_ref()), id: id.to_owned() }
    }

    pub(crate) fn jwk(&self) -> Value {
        let mut jwk = Jwk::from_encoding_key(&self.key, self.algorithm).unwrap();
        jwk.common.key_id = Some(self.id.clone());
        serde_json::to_value(jwk).unwrap()
    }

    pub(crate) fn sign(&self, claims: &Value) -> String {
        let header = Header { kid: Some(self.id.clone()), ..Header::new(self.algorithm) };
        jsonwebtoken::encode(&header, claims, &self.key).unwrap()
    }
}
