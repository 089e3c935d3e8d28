//! The one error of the domain: a code of the catalog, a sentence, and facts.

use liaison_protocol::error_code::{ErrorBody, ErrorCode};
use sea_orm::DbErr;
use serde_json::{Value, json};

use crate::db;

/// Shorthand for everything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a failure. Cheap to make; what a client sees of it is [`Error::body`].
#[derive(Debug, Clone)]
pub struct Error {
    code: ErrorCode,
    message: String,
    details: Value,
    /// For the log only; never sent.
    cause: Option<String>,
}

impl Error {
    /// An error with the catalog's own sentence.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, message: code.message().to_owned(), details: json!({}), cause: None }
    }

    /// An error with a sentence of its own.
    pub fn with_message(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::new(code) }
    }

    /// A value that is missing or not allowed: names the field and the rule.
    pub fn invalid(field: &str, rule: &str) -> Self {
        Self {
            message: format!("`{field}` {rule}"),
            details: json!({ "field": field, "rule": rule }),
            ..Self::new(ErrorCode::Invalid)
        }
    }

    /// What is not there and what one may not see: the same answer.
    pub fn not_found() -> Self {
        Self::new(ErrorCode::NotFound)
    }

    /// Adds facts, a JSON object.
    #[must_use]
    pub fn details(mut self, details: Value) -> Self {
        self.details = details;
        self
    }

    /// A failure of the server. The cause goes to the log, never to the client.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(ErrorCode::Internal) }
    }

    /// A part that is down for now. The cause goes to the log, never to the client.
    pub fn unavailable(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(ErrorCode::Unavailable) }
    }

    /// No room left. The cause goes to the log, never to the client.
    pub(crate) fn storage_full(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(ErrorCode::StorageFull) }
    }

    /// Whether the same may succeed when it is tried again: something failed, nothing was refused.
    pub(crate) fn is_transient(&self) -> bool {
        matches!(
            self.code,
            ErrorCode::Internal
                | ErrorCode::Unavailable
                | ErrorCode::StorageFull
                | ErrorCode::Conflict
                | ErrorCode::ConversationMoved
        )
    }

    /// The code.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// What the log should say beside the code.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// What the client sees.
    pub fn body(&self) -> ErrorBody {
        ErrorBody {
            success: false,
            message: self.message.clone(),
            error_code: self.code,
            details: self.details.clone(),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: {}", self.code.as_str(), self.message)?;
        self.cause.as_ref().map_or(Ok(()), |cause| write!(out, " ({cause})"))
    }
}

impl std::error::Error for Error {}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self { cause: Some(error.to_string()), ..Self::new(db::code_of(&error)) }
    }
}
