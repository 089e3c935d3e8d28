//! The real-time connections.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Real-time connections.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RealtimeConfig {
    /// Seconds between two pings.
    #[schemars(range(min = 1, max = 300))]
    pub ping_interval_seconds: u64,
    /// Seconds to wait for the answer to a ping.
    #[schemars(range(min = 1, max = 300))]
    pub ping_timeout_seconds: u64,
    /// Seconds that a client has to ask for a namespace after it has opened the connection. The time the server
    /// takes to check its token is not counted.
    #[schemars(range(min = 1, max = 120))]
    pub connect_seconds: u64,
    /// Maximum size of one frame in bytes.
    #[schemars(range(min = 1024, max = 16_777_216))]
    pub max_frame_bytes: usize,
    /// Maximum number of binary attachments in one packet.
    #[schemars(range(max = 64))]
    pub max_attachments: usize,
    /// Maximum packets per second from one connection.
    #[schemars(range(min = 1))]
    pub packets_per_second: u32,
    /// Bytes queued for a slow client before it must resume.
    #[schemars(range(min = 16_384))]
    pub queue_bytes: usize,
    /// Seconds after the last connection of a person ended before the person is reported offline, so that reloading
    /// a page does not count.
    #[schemars(range(max = 300))]
    pub offline_grace_seconds: u64,
    /// Seconds between two announcements of the last sequence numbers.
    #[schemars(range(min = 5, max = 30))]
    pub heads_seconds: u64,
    /// Share of the connections (percent) closed per second while the server shuts down.
    #[schemars(range(min = 1, max = 100))]
    pub drain_percent_per_second: u8,
}

impl Default for RealtimeConfig {
    fn default() -> Self {
        Self {
            ping_interval_seconds: 25,
            ping_timeout_seconds: 20,
            connect_seconds: 5,
            max_frame_bytes: 128 * 1024,
            max_attachments: 4,
            packets_per_second: 500,
            queue_bytes: 1024 * 1024,
            offline_grace_seconds: 5,
            heads_seconds: 20,
            drain_percent_per_second: 20,
        }
    }
}
