//! What people write, as it may be stored: sensitive numbers are gone before anything else sees them.

use liaison_masking::mask;
use serde_json::Value;

use crate::app::App;

/// A text, without space around it.
pub(crate) fn text(app: &App, text: &str) -> String {
    as_typed(app, text.trim())
}

/// A text that goes on to be written: with the space around it.
pub(crate) fn as_typed(app: &App, text: &str) -> String {
    mask(text, &app.settings().get().policy, None).into_text()
}

/// Every text in a form or another object, names of fields too; everything else as it is.
pub(crate) fn value(app: &App, value: Value) -> Value {
    match value {
        Value::String(string) => Value::String(text(app, &string)),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| self::value(app, item)).collect()),
        Value::Object(fields) => Value::Object(
            fields.into_iter().map(|(name, value)| (text(app, &name), self::value(app, value))).collect(),
        ),
        other => other,
    }
}
