//! What people write, as it may be stored: sensitive numbers are gone before anything else sees them.

use liaison_masking::{Policy, mask};
use serde_json::Value;

/// A text, without space around it.
pub(crate) fn text(text: &str) -> String {
    as_typed(text.trim())
}

/// A text that goes on to be written: with the space around it.
pub(crate) fn as_typed(text: &str) -> String {
    mask(text, &Policy::standard(), None).into_text()
}

/// Every text in a form or another object, names of fields too; everything else as it is.
pub(crate) fn value(value: Value) -> Value {
    match value {
        Value::String(string) => Value::String(text(&string)),
        Value::Array(items) => Value::Array(items.into_iter().map(self::value).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (text(&name), self::value(value))).collect())
        }
        other => other,
    }
}
