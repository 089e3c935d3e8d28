//! What people write, as it may be stored: sensitive numbers are gone before anything else sees them.

use liaison_masking::{Policy, mask};
use serde_json::Value;

/// A text.
pub(crate) fn text(text: &str) -> String {
    mask(text.trim(), &Policy::standard(), None).into_text()
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
