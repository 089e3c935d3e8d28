//! Who asks.

use std::sync::Arc;

use liaison_protocol::{
    auth::Scope,
    error_code::ErrorCode,
    ids::{ApiKeyId, LoginId, PersonId},
    message::PersonRef,
    person::Person,
    public_id,
    side::UserType,
};

use crate::error::{Error, Result};

/// Who asks for something. Every command takes one, whatever transport it came by.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Somebody with a token.
    Person(Arc<Identity>),
    /// The host's server.
    ApiKey {
        /// Which key.
        id: ApiKeyId,
        /// What it may do.
        scopes: Arc<[Scope]>,
    },
    /// The server itself: start-up, the command line, jobs.
    System,
}

/// A person who proved to be that person.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The person.
    pub id: PersonId,
    /// What kind of person.
    pub kind: UserType,
    /// The host's own id.
    pub external_id: Option<String>,
    /// The display name.
    pub name: String,
    /// The team, for staff.
    pub team: Option<String>,
    /// The login behind an own token; absent for the host's tokens.
    pub login: Option<LoginId>,
}

impl Identity {
    /// The chat identity.
    pub fn public_id(&self) -> String {
        public_id::of(self.kind, self.id)
    }

    /// The person as others see it.
    pub fn person(&self) -> Person {
        Person {
            id: self.id,
            public_id: self.public_id(),
            external_id: self.external_id.clone(),
            name: self.name.clone(),
            user_type: self.kind,
        }
    }

    /// Ids sent by clients never grant anything, but they must be true.
    pub fn must_be(&self, claimed: Option<&PersonRef>) -> Result<()> {
        match claimed.map(PersonRef::as_text) {
            Some(text) if !self.is_named(&text) => Err(ErrorCode::IdentityMismatch.into()),
            _ => Ok(()),
        }
    }

    fn is_named(&self, text: &str) -> bool {
        public_id::names(text, self.kind, self.id) || self.external_id.as_deref() == Some(text)
    }
}

impl Actor {
    /// The person, or 403 for keys: some things only people do.
    pub fn person(&self) -> Result<&Arc<Identity>> {
        match self {
            Self::Person(identity) => Ok(identity),
            Self::ApiKey { .. } | Self::System => {
                Err(Error::with_message(ErrorCode::Forbidden, "only a person can do this"))
            }
        }
    }

    /// How records name it: a chat identity, `key-1` or `system`.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Person(identity) => identity.public_id(),
            Self::ApiKey { id, .. } => format!("key-{id}"),
            Self::System => public_id::SYSTEM.to_owned(),
        }
    }

    /// The person's kind, when it is a person.
    pub fn kind(&self) -> Option<UserType> {
        match self {
            Self::Person(identity) => Some(identity.kind),
            Self::ApiKey { .. } | Self::System => None,
        }
    }

    /// Whether this is staff of at least that role. Keys and the system are no staff.
    pub fn is_at_least(&self, role: UserType) -> bool {
        role.is_staff() && self.kind().is_some_and(|kind| kind >= role)
    }

    /// Staff of at least that role, or a key with that scope, or the system; else 403.
    pub fn require(&self, role: UserType, scope: Scope) -> Result<()> {
        match self {
            Self::Person(_) if self.is_at_least(role) => Ok(()),
            Self::Person(_) => Err(ErrorCode::Forbidden.into()),
            Self::ApiKey { scopes, .. } if scopes.contains(&scope) => Ok(()),
            Self::ApiKey { .. } => Err(ErrorCode::ScopeMissing.into()),
            Self::System => Ok(()),
        }
    }

    /// Staff of at least that role; else 403.
    pub fn require_staff(&self, role: UserType) -> Result<&Arc<Identity>> {
        let identity = self.person()?;
        if self.is_at_least(role) { Ok(identity) } else { Err(ErrorCode::Forbidden.into()) }
    }
}
