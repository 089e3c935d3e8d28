//! Logging in, tokens, API keys.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ids::{ApiKeyId, PersonId},
    person::Person,
    side::names,
};

/// The body of `POST /api/auth/login`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The email address.
    #[schema(max_length = 320)]
    pub email: String,
    /// The password.
    #[schema(max_length = 200)]
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Login").finish_non_exhaustive()
    }
}

/// The body of `POST /api/auth/refresh` and of `POST /api/auth/logout`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// The refresh token from the last response. Each refresh token can be used once.
    #[schema(max_length = 200)]
    pub refresh_token: String,
}

/// The result of a login.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct LoggedIn {
    /// For `Authorization: Bearer …` and the socket's `auth: { token }`.
    pub access_token: String,
    /// For `POST /api/auth/refresh`.
    pub refresh_token: String,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    /// Who logged in.
    pub user: Person,
}

/// The result of a console login. The refresh token is in a cookie that scripts cannot read.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ConsoleLogin {
    /// For `Authorization: Bearer …` and the socket's `auth: { token }`.
    pub access_token: String,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    /// Who logged in.
    pub user: Person,
}

/// The answer of `GET /api/chat/token`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ChatToken {
    /// A token for the socket's `auth: { token }`.
    pub token: String,
    /// Seconds until it expires.
    pub expires_in: i64,
    /// Where to connect: `http.public_url`. Without that setting, the requested address if it is this machine or the
    /// address of the connection, otherwise `/`: the server that received the request.
    pub url: String,
    /// The path of the socket.
    pub path: String,
    /// The caller's chat identity.
    pub user_id: String,
    /// The caller.
    pub user: Person,
}

/// The body of `POST /api/widget/session`.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartWidgetSession {
    /// A short token, signed by the host, that identifies the visitor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 8192)]
    pub identity: Option<String>,
    /// A name the visitor entered; not verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    pub name: Option<String>,
}

/// The answer of `POST /api/widget/session`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct WidgetSession {
    /// The visitor's or customer's token.
    pub access_token: String,
    /// Seconds until it expires.
    pub expires_in: i64,
    /// The person it identifies.
    pub user: Person,
}

/// The body of `POST /api/people/revoke`, `/deactivate` and `/reactivate`: one person, identified in one of two ways.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhichPerson {
    /// The issuer's id of the person: the `sub` of its tokens, the `external_id` in its orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub external_id: Option<String>,
    /// The issuer of that id: the URL of an OpenID Connect issuer. Absent: the host application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2048)]
    pub issuer: Option<String>,
    /// The person's id in Liaison, instead of `external_id`: for visitors, who have no other id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PersonId>,
}

/// The response to these calls.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PersonAccess {
    /// The person.
    pub user: Person,
    /// Whether tokens of the person are accepted.
    pub active: bool,
    /// Tokens issued before this time are not accepted.
    pub tokens_valid_from: DateTime<Utc>,
}

/// What an API key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum Scope {
    /// Create, read and change orders.
    #[serde(rename = "orders")]
    Orders,
    /// Create and read tickets and their messages.
    #[serde(rename = "tickets")]
    Tickets,
    /// Manage staff.
    #[serde(rename = "staff")]
    Staff,
    /// Manage API keys.
    #[serde(rename = "keys")]
    Keys,
    /// Revoke, deactivate and reactivate people.
    #[serde(rename = "people")]
    People,
}

names!(Scope { Orders = "orders", Tickets = "tickets", Staff = "staff", Keys = "keys", People = "people" });

/// The body of `POST /api/admin/api-keys`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// A name that says what the key is for.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What the key is allowed to do.
    #[schema(min_items = 1, max_items = 10)]
    pub scopes: Vec<Scope>,
    /// When the key expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
}

/// An API key; the key itself is not stored.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ApiKey {
    /// The id.
    pub id: ApiKeyId,
    /// A name that says what the key is for.
    pub name: String,
    /// Its first characters, to recognise the key by.
    pub prefix: String,
    /// What the key is allowed to do.
    pub scopes: Vec<Scope>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When the key expires.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A new API key. This is the only time the key itself is returned.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CreatedApiKey {
    /// `lk_…`.
    pub key: String,
    /// The stored record of the key.
    #[serde(flatten)]
    pub api_key: ApiKey,
}
