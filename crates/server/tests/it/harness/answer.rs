//! An answer of the server, and what a test says of it.

use std::fmt;

use serde_json::Value;

/// Status and body of an answer; who got it to which request is kept for messages.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) request: String,
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl fmt::Debug for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\n  answered {}: {}", self.request, self.status, self.text)
    }
}

impl Answer {
    /// The body as JSON, `null` when there is none.
    pub(crate) fn json(&self) -> Value {
        if self.text.is_empty() {
            return Value::Null;
        }
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("no JSON ({error}): {self:?}"))
    }

    /// The body of an answer with that status.
    #[track_caller]
    pub(crate) fn is(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        self.json()
    }

    /// The body of a 200.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        self.is(200)
    }

    /// A refusal: status, code, and the shape that all refusals have. Gives its details.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.error_code().as_str()), (status, code), "{self:?}");
        let body = self.json();
        is_error_body(&body).unwrap_or_else(|problem| panic!("{problem}: {self:?}"));
        body["details"].clone()
    }

    /// The error code, empty when there is none.
    pub(crate) fn error_code(&self) -> String {
        serde_json::from_str::<Value>(&self.text)
            .ok()
            .and_then(|body| body["error_code"].as_str().map(ToOwned::to_owned))
            .unwrap_or_default()
    }
}

/// Whether a body has the one shape of refusals.
pub(crate) fn is_error_body(body: &Value) -> Result<(), String> {
    let object = body.as_object().ok_or("no object")?;
    let mut keys: Vec<_> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    if keys != ["details", "error_code", "message", "success"] {
        return Err(format!("keys {keys:?}"));
    }
    let fits = body["success"] == false
        && body["message"].as_str().is_some_and(|text| !text.is_empty())
        && body["error_code"].as_str().is_some_and(|text| !text.is_empty())
        && body["details"].is_object();
    if fits { Ok(()) } else { Err("a field of a wrong kind".to_owned()) }
}

/// The refusal in an acknowledgement of a socket event.
#[track_caller]
pub(crate) fn refused(ack: &Value, code: &str) {
    is_error_body(ack).unwrap_or_else(|problem| panic!("{problem}: {ack}"));
    assert_eq!(ack["error_code"], code, "{ack}");
}

/// The facts in an acknowledgement of a socket event that was done.
#[track_caller]
pub(crate) fn done(ack: Value) -> Value {
    assert_eq!(ack["success"], true, "{ack}");
    ack
}
