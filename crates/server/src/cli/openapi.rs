//! `liaison openapi`

use crate::http::document;

/// The description of the API, as `/api/openapi.json` gives it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn text() -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&document())? + "\n")
}
