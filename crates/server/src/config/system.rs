//! The identity of messages that nobody wrote.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The system's own identity. Not used by this version yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SystemConfig {
    /// Id of the system's user in host applications that expect a certain one. Not used by this version yet:
    /// system messages come from `system`.
    #[schemars(extend("x-env" = "SYSTEM_USER_ID"))]
    pub user_id: Option<String>,
}
