//! From a token to who asks. The same for REST and for sockets.

use chrono::DateTime;
use liaison_domain::{
    actor::{Actor, Identity},
    api_keys,
    app::App,
    error::{Error, Result},
    logins,
    people::commands::{HOST, Subject, identify as identify_subject},
};
use liaison_protocol::{
    error_code::ErrorCode,
    ids::{LoginId, PersonId},
    side::UserType,
};
use secrecy::ExposeSecret;
use std::sync::Arc;

use crate::auth::{Credential, EndUserType, Source, TokenError, VerifiedClaims, Verifier, own::Bounds};
use crate::telemetry::metrics::TOKENS_REFUSED_TOTAL;

/// Who asks, and for how long that holds.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// Who.
    pub(crate) actor: Actor,
    /// The times of the token; none for API keys, which are looked up each time.
    pub(crate) times: Option<TokenTimes>,
}

/// When a token begins and ends, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenTimes {
    /// When it was issued.
    pub(crate) issued_at: i64,
    /// As the token says.
    pub(crate) expires_at: i64,
    /// Until when it is accepted all the same, because clocks differ.
    pub(crate) accepted_until: i64,
}

impl From<&VerifiedClaims> for TokenTimes {
    fn from(claims: &VerifiedClaims) -> Self {
        Self {
            issued_at: claims.issued_at,
            expires_at: claims.expires_at,
            accepted_until: claims.accepted_until,
        }
    }
}

impl TokenTimes {
    /// Of what is made from the token.
    pub(crate) fn bounds(self) -> Bounds {
        Bounds { issued_at: self.issued_at, expires_at: self.expires_at }
    }
}

/// Who stands behind a token: an API key, or a person whose login holds.
pub(crate) async fn identify(app: &App, verifier: &Verifier, token: &str) -> Result<Known> {
    match verifier.verify(token).await.map_err(refusal)? {
        Credential::ApiKey(key) => {
            let actor = api_keys::commands::identify(app, key.expose_secret()).await?;
            Ok(Known { actor, times: None })
        }
        Credential::Token(claims) => {
            let actor = Actor::Person(Arc::new(person(app, &claims).await?));
            Ok(Known { actor, times: Some(TokenTimes::from(&claims)) })
        }
    }
}

async fn person(app: &App, claims: &VerifiedClaims) -> Result<Identity> {
    match &claims.source {
        Source::Own { sid, person_id } => {
            // Tokens that belong to no login (a chat token of a host's user, a visitor's) carry the nil id.
            let login = (!sid.is_nil()).then_some(LoginId(*sid));
            logins::commands::identify(app, PersonId(*person_id), login, times(claims)).await
        }
        Source::Host => identify_subject(app, &subject(HOST, claims)?).await,
        Source::Oidc { issuer } => identify_subject(app, &subject(issuer, claims)?).await,
    }
}

/// What genuine claims of another issuer say of their subject.
pub(crate) fn subject(issuer: &str, claims: &VerifiedClaims) -> Result<Subject> {
    let kind = match claims.user_type {
        Some(EndUserType::Brand) => UserType::Brand,
        Some(EndUserType::Creator) => UserType::Creator,
        Some(EndUserType::Customer) => UserType::Customer,
        None => return Err(Error::with_message(ErrorCode::TokenInvalid, "the token has no user_type")),
    };
    Ok(Subject {
        issuer: issuer.to_owned(),
        external_id: claims.sub.clone(),
        kind,
        name: claims.name.clone(),
        email: claims.email.clone(),
        token: times(claims),
    })
}

fn times(claims: &VerifiedClaims) -> logins::ahead::TokenTimes {
    let time = |seconds| DateTime::from_timestamp(seconds, 0);
    logins::ahead::TokenTimes {
        issued_at: time(claims.issued_at).unwrap_or_default(),
        accepted_until: time(claims.accepted_until).unwrap_or(DateTime::<chrono::Utc>::MAX_UTC),
    }
}

/// The refusal of a token as the catalog has it. Why a token is not valid is for the log only.
pub(crate) fn refusal(error: TokenError) -> Error {
    let refused = judge(error);
    metrics::counter!(TOKENS_REFUSED_TOTAL, "code" => refused.code().as_str()).increment(1);
    refused
}

fn judge(error: TokenError) -> Error {
    match error {
        TokenError::Invalid(reason) => {
            tracing::debug!(event = "token_refused", reason);
            ErrorCode::TokenInvalid.into()
        }
        TokenError::Expired => ErrorCode::TokenExpired.into(),
        TokenError::NotYet => Error::with_message(
            ErrorCode::TokenInvalid,
            "the token is not valid yet; compare the clocks of the server and the token's issuer",
        ),
        TokenError::Unavailable => Error::unavailable("cannot fetch the keys of the token's issuer"),
    }
}
