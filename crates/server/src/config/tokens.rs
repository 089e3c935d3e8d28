//! Whose tokens are accepted, and how long our own live.

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Tokens and API keys.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TokensConfig {
    /// Minutes that an access token of this server is valid.
    #[schemars(range(min = 1, max = 60))]
    pub access_minutes: u64,
    /// Days that an anonymous visitor's token is valid. It cannot be renewed.
    #[schemars(range(min = 1, max = 365))]
    pub visitor_days: u64,
    /// Seconds that a token of the host or of an OpenID Connect issuer is accepted after its `exp`, because clocks
    /// differ. Its `iat` and `nbf` may always be up to a minute ahead.
    #[schemars(range(max = 60))]
    pub leeway_seconds: u64,
    /// The key that signs this server's own tokens, for a cluster whose nodes do not share a data folder. At
    /// least 32 characters. Default: made at first start.
    #[serde(skip_serializing)]
    #[schemars(with = "Option<String>", extend("x-secret" = true, "x-min-secret" = 32))]
    pub signing_key: Option<SecretString>,
    /// Secret shared with the host application, which signs its users' tokens with it (HS256).
    /// At least 32 characters.
    #[serde(skip_serializing)]
    #[schemars(
        with = "Option<String>",
        extend("x-env" = "LIAISON_HOST_SECRET", "x-secret" = true, "x-min-secret" = 32)
    )]
    pub host_secret: Option<SecretString>,
    /// Where the host application publishes the public keys of its users' tokens (RS256, ES256 or EdDSA).
    /// Also requires `host_issuer` and `host_audience`.
    pub host_jwks_url: Option<String>,
    /// The required `iss` of a host token.
    pub host_issuer: Option<String>,
    /// The required `aud` of a host token.
    pub host_audience: Option<String>,
    /// OpenID Connect issuers whose users may log in. In the environment: a JSON list.
    pub oidc: Vec<OidcIssuer>,
    /// A first API key with all scopes, for a host that starts without a console: `lk_` followed by at least 21
    /// characters. When it is replaced or removed, the former key is revoked at the next start; with `NATS_URL`, a
    /// node without a key revokes none.
    #[serde(skip_serializing)]
    #[schemars(
        with = "Option<String>",
        extend("x-env" = "LIAISON_API_KEY", "x-secret" = true, "x-min-secret" = 24, "x-prefix" = "lk_")
    )]
    pub api_key: Option<SecretString>,
}

impl Default for TokensConfig {
    fn default() -> Self {
        Self {
            access_minutes: 15,
            visitor_days: 30,
            leeway_seconds: 30,
            signing_key: None,
            host_secret: None,
            host_jwks_url: None,
            host_issuer: None,
            host_audience: None,
            oidc: Vec::new(),
            api_key: None,
        }
    }
}

/// One OpenID Connect issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OidcIssuer {
    /// The issuer's address, exactly as in its tokens. Firebase: `https://securetoken.google.com/<project>`.
    pub issuer: String,
    /// The audience that its tokens must name. Firebase: `<project>`.
    pub audience: String,
    /// Kind of a person whose token has no `user_type`: `brand`, `creator` or `customer`.
    #[serde(default = "customer")]
    pub default_user_type: String,
}

fn customer() -> String {
    "customer".to_owned()
}
