//! What a genuine token says, read strictly: a claim of a wrong type is refused, never converted. A claim that is `null`
//! is one that is not there.

use liaison_domain::logins::ahead::MAX_LEAD_SECONDS;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::TokenError;

/// Who vouches for a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// This server.
    Own {
        /// The login, which may be revoked.
        sid: Uuid,
        /// The person.
        person_id: i64,
    },
    /// The host application.
    Host,
    /// An OpenID Connect issuer.
    Oidc {
        /// Its address.
        issuer: String,
    },
}

/// Kinds of people that a host or an issuer may vouch for. Staff are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndUserType {
    /// A brand.
    Brand,
    /// A creator.
    Creator,
    /// A customer.
    Customer,
}

impl EndUserType {
    /// The kind of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "brand" => Some(Self::Brand),
            "creator" | "influencer" => Some(Self::Creator),
            "customer" => Some(Self::Customer),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Creator => "creator",
            Self::Customer => "customer",
        }
    }
}

/// A genuine token's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedClaims {
    /// Who vouches for it.
    pub source: Source,
    /// The person, by the issuer's name for it.
    pub sub: String,
    /// Kind of the person. None for this server's own tokens: there the person's record tells.
    pub user_type: Option<EndUserType>,
    /// Name, if told.
    pub name: Option<String>,
    /// E-mail address, if told.
    pub email: Option<String>,
    /// Whether the issuer says that it has verified the address. An address that it has not proves nothing.
    pub email_verified: bool,
    /// When the token ends (seconds since 1970).
    pub expires_at: i64,
    /// Until when it is accepted: a little longer, because clocks differ.
    pub accepted_until: i64,
    /// When it was issued (seconds since 1970).
    pub issued_at: i64,
}

/// Claims whose signature is genuine and whose content is not judged yet.
#[derive(Debug)]
pub(super) struct Claims(pub(super) Map<String, Value>);

/// What the claims about time, issuer and audience must say.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    pub(super) issuer: Option<&'a str>,
    pub(super) audience: Option<&'a str>,
    pub(super) leeway: i64,
    pub(super) now: i64,
}

/// The times of a token that is current and for us.
#[derive(Debug)]
pub(super) struct Times {
    pub(super) issued_at: i64,
    pub(super) expires_at: i64,
    pub(super) accepted_until: i64,
}

impl Claims {
    /// Judges issuer, audience and times.
    pub(super) fn judge(&self, expected: &Expected<'_>) -> Result<Times, TokenError> {
        let issuer = self.text("iss", 2048)?;
        if expected.issuer.is_some() && issuer.as_deref() != expected.issuer {
            return Err(TokenError::Invalid("wrong issuer"));
        }
        self.judge_audience(expected.audience)?;
        let expires_at = self.time("exp")?.ok_or(TokenError::Invalid("no exp"))?;
        let issued_at = self.time("iat")?.ok_or(TokenError::Invalid("no iat"))?;
        let latest = expected.now.saturating_add(MAX_LEAD_SECONDS);
        if issued_at > latest || self.time("nbf")?.is_some_and(|nbf| nbf > latest) {
            return Err(TokenError::NotYet);
        }
        // Last, so that only a token without other faults is called expired.
        let accepted_until = expires_at.saturating_add(expected.leeway);
        if accepted_until <= expected.now {
            return Err(TokenError::Expired);
        }
        Ok(Times { issued_at, expires_at, accepted_until })
    }

    /// A token that names an audience is for that audience only, also where none is configured (RFC 7519 4.1.3).
    fn judge_audience(&self, expected: Option<&str>) -> Result<(), TokenError> {
        const WRONG: TokenError = TokenError::Invalid("wrong audience");
        match (self.get("aud"), expected) {
            (None, None) => Ok(()),
            (Some(Value::String(one)), Some(expected)) if one == expected => Ok(()),
            (Some(Value::Array(many)), Some(expected)) => {
                let all_text = many.iter().all(Value::is_string);
                if all_text && many.iter().any(|one| one == expected) { Ok(()) } else { Err(WRONG) }
            }
            _ => Err(WRONG),
        }
    }

    /// The subject, which every token must have.
    pub(super) fn subject(&self) -> Result<String, TokenError> {
        self.text("sub", 255)?.filter(|sub| !sub.is_empty()).ok_or(TokenError::Invalid("no sub"))
    }

    /// The name, if told.
    pub(super) fn name(&self) -> Result<Option<String>, TokenError> {
        match self.get("name") {
            None => Ok(None),
            // Whatever it holds: a name that is none must not keep its owner out, and what may stand in one is left.
            Some(Value::String(name)) => Ok(Some(name.clone()).filter(|name| !name.trim().is_empty())),
            Some(_) => Err(TokenError::Invalid("a claim is not text")),
        }
    }

    /// The e-mail address, if told. A text that is no address is none: it must not keep its owner out.
    pub(super) fn email(&self) -> Result<Option<String>, TokenError> {
        match self.get("email") {
            None => Ok(None),
            Some(Value::String(email)) => Ok(Some(email.clone()).filter(|email| is_address(email))),
            Some(_) => Err(TokenError::Invalid("a claim is not text")),
        }
    }

    /// Whether the address is verified; not told means no.
    pub(super) fn email_verified(&self) -> Result<bool, TokenError> {
        match self.get("email_verified") {
            None => Ok(false),
            Some(Value::Bool(verified)) => Ok(*verified),
            Some(_) => Err(TokenError::Invalid("email_verified is not a boolean")),
        }
    }

    /// The kind of person, if told. Anything but an end user is refused.
    pub(super) fn user_type(&self) -> Result<Option<EndUserType>, TokenError> {
        match self.text("user_type", 64)? {
            None => Ok(None),
            Some(name) => match EndUserType::parse(&name) {
                Some(kind) => Ok(Some(kind)),
                None => Err(TokenError::Invalid("user_type is not an end user's")),
            },
        }
    }

    /// An id that must be there.
    pub(super) fn uuid(&self, name: &'static str) -> Result<Uuid, TokenError> {
        let text = self.text(name, 64)?.ok_or(TokenError::Invalid("an id is missing"))?;
        text.parse().map_err(|_| TokenError::Invalid("an id is malformed"))
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn text(&self, name: &str, max_chars: usize) -> Result<Option<String>, TokenError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text))
                if text.chars().count() > max_chars || text.chars().any(char::is_control) =>
            {
                Err(TokenError::Invalid("a claim is too long or has control characters"))
            }
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(TokenError::Invalid("a claim is not text")),
        }
    }

    fn time(&self, name: &str) -> Result<Option<i64>, TokenError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => match value.as_i64() {
                Some(seconds) if seconds >= 0 => Ok(Some(seconds)),
                _ => Err(TokenError::Invalid("a time is not a whole number of seconds")),
            },
        }
    }
}

fn is_address(text: &str) -> bool {
    let parts = text.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    parts.is_some()
        && text.chars().count() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
