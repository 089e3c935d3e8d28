//! Configuration: one TOML file plus environment, every key with a default.
//!
//! The structs of the topic files are the manual: from their fields and doc comments [`manual`] derives every
//! key's environment name, type, range, default and meaning; [`load`] reads by that list, [`reference`] prints it
//! and [`check`] judges by it.

pub mod admin;
pub mod check;
pub mod cluster;
pub mod data;
pub mod database;
pub mod files;
pub mod http;
pub mod limits;
pub mod load;
pub mod log;
pub mod manual;
pub mod nearest;
pub mod providers;
pub mod realtime;
pub mod reference;
pub mod secret_strength;
pub mod system;
pub mod tokens;

use std::path::PathBuf;

use schemars::JsonSchema;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

pub use check::{Problem, Problems};
pub use load::{Loaded, Sources, load};

/// Everything an operator can set.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where this server stores its own data.
    pub data: data::DataConfig,
    /// The HTTP listener.
    pub http: http::HttpConfig,
    /// The database.
    pub database: database::DatabaseConfig,
    /// Tokens and API keys.
    pub tokens: tokens::TokensConfig,
    /// The first super_admin, created at startup if no account uses this email address yet.
    pub admin: admin::AdminConfig,
    /// Attachments.
    pub files: files::FilesConfig,
    /// Limits per person, or per address for those who are not logged in.
    pub limits: limits::LimitsConfig,
    /// Real-time connections.
    pub realtime: realtime::RealtimeConfig,
    /// The cluster. Without `nats_url` this node is alone.
    pub cluster: cluster::ClusterConfig,
    /// The language model behind the assistant. Not used by this version yet.
    pub openai: providers::OpenAiConfig,
    /// Payments by Razorpay. Not used by this version yet.
    pub razorpay: providers::RazorpayConfig,
    /// Outgoing mail by Resend or SMTP. Not used by this version yet.
    pub mail: providers::MailConfig,
    /// The relay for calls between people who cannot reach each other directly. Not used by this version yet.
    pub turn: providers::TurnConfig,
    /// The system's own identity. Not used by this version yet.
    pub system: system::SystemConfig,
    /// The log.
    pub log: log::LogConfig,
    /// The metrics.
    pub metrics: log::MetricsConfig,
}

impl Config {
    /// The database's address: the configured one, or the SQLite file in the data folder.
    #[must_use]
    pub fn database_url(&self) -> SecretString {
        match &self.database.url {
            Some(url) => url.clone(),
            None => {
                format!("sqlite://{}", in_url(&self.data.dir.join("liaison.db").to_string_lossy())).into()
            }
        }
    }

    /// The file of the SQLite database.
    #[must_use]
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        match &self.database.url {
            None => Some(self.data.dir.join("liaison.db")),
            Some(url) => {
                let path = url.expose_secret().strip_prefix("sqlite:")?;
                let path = path.strip_prefix("//").unwrap_or(path);
                path.split('?')
                    .next()
                    .filter(|path| !path.is_empty() && *path != ":memory:")
                    .map(PathBuf::from)
            }
        }
    }

    /// Whether the database is PostgreSQL.
    #[must_use]
    pub fn uses_postgres(&self) -> bool {
        self.database.url.as_ref().is_some_and(|url| {
            let url = url.expose_secret();
            url.starts_with("postgres://") || url.starts_with("postgresql://")
        })
    }
}

/// A path in an address: signs that would end or change it are written as bytes.
fn in_url(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}
