//! The identity of messages that nobody wrote.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The system's own identity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SystemConfig {
    /// Id that system messages show as their sender's, for front ends that expect a certain one. Default:
    /// `system`.
    #[schemars(extend("x-env" = "SYSTEM_USER_ID"))]
    pub user_id: Option<String>,
}
