//! Which database, and how many connections to it.

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// The database.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DatabaseConfig {
    /// `sqlite://path/to/file.db` or `postgres://user:password@host/name`. Default: the file `liaison.db` in
    /// the data folder.
    #[serde(skip_serializing)]
    #[schemars(with = "Option<String>", extend("x-env" = "DATABASE_URL", "x-secret" = true))]
    pub url: Option<SecretString>,
    /// Connections for reading.
    #[schemars(range(min = 1, max = 512))]
    pub readers: u32,
    /// Writers on PostgreSQL; conversations are spread over them. SQLite always has one.
    #[schemars(range(min = 1, max = 64))]
    pub writers: u32,
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self { url: None, readers: 8, writers: 2 }
    }
}
