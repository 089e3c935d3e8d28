//! Several nodes together.

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// The cluster. Without `nats_url` this node is alone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ClusterConfig {
    /// The NATS server that carries events between nodes, such as `nats://host:4222`. Setting it makes this node
    /// part of a cluster, which requires PostgreSQL.
    #[serde(skip_serializing)]
    #[schemars(with = "Option<String>", extend("x-env" = "NATS_URL", "x-secret" = true))]
    pub nats_url: Option<SecretString>,
    /// Name of the cluster, for several on one NATS server. Letters, digits and hyphens.
    pub name: String,
    /// The key that authenticates events between nodes that do not share a data folder. At least 32
    /// characters. Default: made at first start.
    #[serde(skip_serializing)]
    #[schemars(with = "Option<String>", extend("x-secret" = true, "x-min-secret" = 32))]
    pub bus_key: Option<SecretString>,
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self { nats_url: None, name: "liaison".to_owned(), bus_key: None }
    }
}
