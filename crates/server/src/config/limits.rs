//! How much one person may ask for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Limits per person, or per address for those who are not logged in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Requests per minute on routes without a limit of their own.
    #[schemars(range(min = 1))]
    pub requests_per_minute: u32,
    /// Attempts to log in or to refresh a token per minute.
    #[schemars(range(min = 1))]
    pub logins_per_minute: u32,
    /// Wrong passwords for one account within 15 minutes; networks the account was used from before are counted
    /// separately.
    #[schemars(range(min = 1))]
    pub wrong_passwords_per_account: u32,
    /// Wrong passwords from one address within 15 minutes, for any accounts (IPv6: from a /64).
    #[schemars(range(min = 1))]
    pub wrong_passwords_per_address: u32,
    /// Messages per minute from one person, which may come in a burst. No one types that fast, and every message
    /// reaches an agent.
    #[schemars(range(min = 1))]
    pub sends_per_minute: u32,
    /// File uploads per minute.
    #[schemars(range(min = 1))]
    pub uploads_per_minute: u32,
    /// Requests per minute by one API key.
    #[schemars(range(min = 1))]
    pub api_key_requests_per_minute: u32,
    /// Number of identities tracked at once; beyond that, new ones share counters.
    #[schemars(range(min = 1000))]
    pub tracked_identities: usize,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            requests_per_minute: 6000,
            logins_per_minute: 60,
            wrong_passwords_per_account: 10,
            wrong_passwords_per_address: 50,
            sends_per_minute: 300,
            uploads_per_minute: 120,
            api_key_requests_per_minute: 60_000,
            tracked_identities: 100_000,
        }
    }
}
