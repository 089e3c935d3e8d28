//! What is written to the log, and who may read the metrics.

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// The log.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LogConfig {
    /// `json`: one object per line. `text`: for people. `auto`: text on a terminal, otherwise JSON.
    pub format: LogFormat,
    /// What to write: `error`, `warn`, `info`, `debug`, `trace`, or a filter such as
    /// `info,liaison_server::auth=debug`.
    pub level: String,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Auto, level: "info".to_owned() }
    }
}

/// Shape of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Text on a terminal, else JSON.
    Auto,
    /// One JSON object per line.
    Json,
    /// For people.
    Text,
}

/// The metrics.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MetricsConfig {
    /// Bearer token that `/metrics` asks for. Absent: only clients on this machine may read it, and no one once
    /// `http.public_url` or `http.trusted_proxies` is set, because a proxy may run on this machine.
    #[serde(skip_serializing)]
    #[schemars(with = "Option<String>", extend("x-secret" = true, "x-min-secret" = 16))]
    pub token: Option<SecretString>,
}
