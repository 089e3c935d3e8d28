//! The first administrator.

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// The first super_admin, created at startup if no account uses this email address yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdminConfig {
    /// Email address to log in with.
    #[schemars(extend("x-env" = "LIAISON_ADMIN_EMAIL"))]
    pub email: Option<String>,
    /// Password, at least 12 characters. Later changes in the console win over this value.
    #[serde(skip_serializing)]
    #[schemars(
        with = "Option<String>",
        extend("x-env" = "LIAISON_ADMIN_PASSWORD", "x-secret" = true, "x-min-secret" = 12)
    )]
    pub password: Option<SecretString>,
}
