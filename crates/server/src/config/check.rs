//! What is wrong with a configuration: all of it at once, each with the key's name and the reason.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use super::files::FilesBackend;
use super::manual::{self, Key};
use super::{Config, secret_strength};
use crate::auth::claims::EndUserType;
use crate::cors::Origins;
use crate::listener::TrustedProxies;

/// One thing that keeps the server from starting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The key or variable.
    pub name: String,
    /// Why it is refused. Never quotes a secret.
    pub why: String,
}

impl Problem {
    /// A problem with a key or variable of this name.
    pub fn new(name: impl Into<String>, why: impl Into<String>) -> Self {
        Self { name: name.into(), why: why.into() }
    }
}

/// Everything that keeps the server from starting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the configuration is not usable:")?;
        for problem in &self.0 {
            writeln!(f, "  {}: {}", problem.name, problem.why)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Judges one secret by the length and beginning that its key asks for.
pub fn secret(key: &Key, name: &str, value: &str, problems: &mut Vec<Problem>) {
    if let Some(why) = secret_strength::weakness(value, key.min_secret, key.prefix.as_deref()) {
        problems.push(Problem::new(name, why));
    }
}

/// Judges what the type of a single key cannot say.
#[must_use]
pub fn whole(config: &Config) -> Vec<Problem> {
    let mut problems = Vec::new();
    http(config, &mut problems);
    database(config, &mut problems);
    tokens(config, &mut problems);
    pairs(config, &mut problems);
    problems
}

fn http(config: &Config, problems: &mut Vec<Problem>) {
    let http = &config.http;
    if let Err(error) = Origins::parse(&http.cors_origin, http.cors_credentials) {
        problems.push(named("http.cors_origin", error.to_string()));
    }
    if let Err(error) = TrustedProxies::parse(&http.trusted_proxies) {
        problems.push(named("http.trusted_proxies", error.to_string()));
    }
    if let Some(url) = &http.public_url {
        web_address("http.public_url", url, problems);
    }
    if http.max_body_bytes < config.files.max_bytes {
        problems.push(named("http.max_body_bytes", "is less than files.max_bytes"));
    }
}

fn database(config: &Config, problems: &mut Vec<Problem>) {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if let Some(url) = &config.database.url
        && !known.iter().any(|scheme| url.expose_secret().starts_with(scheme))
    {
        problems.push(named("database.url", "must begin with `sqlite://` or `postgres://`"));
    }
    let name = &config.cluster.name;
    if !(1..=64).contains(&name.len()) || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        problems.push(named("cluster.name", "takes 1 to 64 letters, digits and hyphens"));
    }
    if let Some(url) = &config.cluster.nats_url {
        if !["nats://", "tls://"].iter().any(|scheme| url.expose_secret().starts_with(scheme)) {
            problems.push(named("cluster.nats_url", "must begin with `nats://` or `tls://`"));
        }
        if !config.uses_postgres() {
            problems.push(named(
                "cluster.nats_url",
                "needs PostgreSQL: set DATABASE_URL to a `postgres://` address",
            ));
        }
    }
}

fn tokens(config: &Config, problems: &mut Vec<Problem>) {
    let tokens = &config.tokens;
    if let Some(url) = &tokens.host_jwks_url {
        key_address("tokens.host_jwks_url", url, problems);
        for (name, value) in
            [("tokens.host_issuer", &tokens.host_issuer), ("tokens.host_audience", &tokens.host_audience)]
        {
            if value.is_none() {
                problems.push(named(name, "is needed together with tokens.host_jwks_url"));
            }
        }
    }
    for (index, oidc) in tokens.oidc.iter().enumerate() {
        let at = |key: &str| format!("tokens.oidc[{index}].{key}");
        key_address(&at("issuer"), &oidc.issuer, problems);
        if oidc.audience.is_empty() {
            problems.push(Problem::new(at("audience"), "is empty"));
        }
        if EndUserType::parse(&oidc.default_user_type).is_none() {
            problems.push(Problem::new(at("default_user_type"), "must be brand, creator or customer"));
        }
        if tokens.oidc.iter().take(index).any(|other| other.issuer == oidc.issuer) {
            problems.push(Problem::new(at("issuer"), "is given twice"));
        }
    }
}

/// Keys that make sense only together.
fn pairs(config: &Config, problems: &mut Vec<Problem>) {
    let mut both = |left: &str, has_left: bool, right: &str, has_right: bool| {
        if has_left && !has_right {
            problems.push(named(right, format!("is needed together with {}", env_of(left))));
        } else if has_right && !has_left {
            problems.push(named(left, format!("is needed together with {}", env_of(right))));
        }
    };
    let set = |value: &Option<SecretString>| value.is_some();
    both("admin.email", config.admin.email.is_some(), "admin.password", set(&config.admin.password));
    both(
        "razorpay.key_id",
        config.razorpay.key_id.is_some(),
        "razorpay.key_secret",
        set(&config.razorpay.key_secret),
    );
    both("turn.url", config.turn.url.is_some(), "turn.secret", set(&config.turn.secret));
    let s3 = &config.files.s3;
    both(
        "files.s3.access_key_id",
        s3.access_key_id.is_some(),
        "files.s3.secret_access_key",
        set(&s3.secret_access_key),
    );
    if config.files.backend == FilesBackend::S3 && s3.bucket.is_none() {
        problems.push(named("files.s3.bucket", "is needed when files.backend is `s3`"));
    }
}

/// Addresses that keys come from: encrypted, or this machine (for tests and side cars).
fn key_address(name: &str, url: &str, problems: &mut Vec<Problem>) {
    let why = match reqwest::Url::parse(url) {
        Err(error) => format!("is not an address: {error}"),
        Ok(url) if crate::auth::keyset::may_fetch_keys_from(&url) => return,
        Ok(_) => "must begin with `https://`".to_owned(),
    };
    problems.push(Problem::new(display_name(name), why));
}

fn web_address(name: &str, url: &str, problems: &mut Vec<Problem>) {
    let fine =
        reqwest::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !fine {
        problems.push(named(name, "must be an address such as `https://chat.example.com`"));
    }
}

fn named(path: &str, why: impl Into<String>) -> Problem {
    Problem::new(display_name(path), why)
}

/// `http.port (PORT)`: both names, because the reader may have used either.
fn display_name(path: &str) -> String {
    match manual::keys().find(|key| key.path == path) {
        Some(key) => format!("{} ({path})", key.env),
        None => path.to_owned(),
    }
}

fn env_of(path: &str) -> &str {
    manual::keys().find(|key| key.path == path).map_or(path, |key| &key.env)
}
