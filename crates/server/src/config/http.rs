//! What listens, for whom, and how long a slow client is waited for.

use std::net::{IpAddr, Ipv4Addr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The HTTP listener.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HttpConfig {
    /// Address to listen on. `0.0.0.0` is every IPv4 interface, `::` every interface.
    #[schemars(with = "String")]
    pub bind: IpAddr,
    /// Port to listen on. 0 lets the system choose one.
    #[schemars(extend("x-env" = "PORT"))]
    pub port: u16,
    /// The address under which people reach this server, for links in mails, for HTTPS-only headers and for clients
    /// that ask where to connect. Set it whenever there is a proxy in front.
    /// Example: `https://chat.example.com`.
    pub public_url: Option<String>,
    /// Web origins that may call this server from a browser, comma separated in the environment. Empty: only pages
    /// served by this server. `*`: every origin, without credentials. There are no other wildcards; list each
    /// origin.
    #[schemars(extend("x-env" = "CORS_ORIGIN"))]
    pub cors_origin: Vec<String>,
    /// Whether browsers may send cookies and client certificates across origins.
    pub cors_credentials: bool,
    /// Reverse proxies (addresses or networks such as `10.0.0.0/8`) whose `X-Forwarded-For` is trusted. Wider networks
    /// are refused.
    /// Connections from them are not counted against the limit per address.
    pub trusted_proxies: Vec<String>,
    /// Seconds that a client has to send the complete head of a request.
    #[schemars(range(min = 1, max = 120))]
    pub header_seconds: u64,
    /// Seconds that a client has to send the body of a request, plus one for each 16 KiB received.
    #[schemars(range(min = 1, max = 600))]
    pub body_seconds: u64,
    /// Seconds that a connection may stay open between two requests.
    #[schemars(range(min = 1, max = 3600))]
    pub idle_seconds: u64,
    /// Seconds that a response may wait for a client that does not read it.
    #[schemars(range(min = 1, max = 600))]
    pub send_seconds: u64,
    /// Connections open at once, real-time ones included. Lowered automatically if the system does not allow as many
    /// open files.
    #[schemars(range(min = 1))]
    pub max_connections: usize,
    /// Connections open at once from one address (IPv6: from one /64 network), at most a quarter of all.
    #[schemars(range(min = 1))]
    pub max_connections_per_ip: usize,
    /// Maximum size of a request's head in bytes.
    #[schemars(range(min = 8192, max = 1_048_576))]
    pub max_header_bytes: usize,
    /// Maximum size of any request body in bytes. Routes have smaller limits of their own.
    #[schemars(range(min = 65_536))]
    pub max_body_bytes: u64,
    /// Connections that the system queues while the server is busy accepting others.
    #[schemars(range(min = 1, max = 65_535))]
    pub backlog: u16,
    /// Seconds that requests in progress have to finish when the server shuts down.
    #[schemars(range(max = 600))]
    pub shutdown_seconds: u64,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            bind: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            port: 8080,
            public_url: None,
            cors_origin: Vec::new(),
            cors_credentials: false,
            trusted_proxies: Vec::new(),
            header_seconds: 10,
            body_seconds: 30,
            idle_seconds: 75,
            send_seconds: 30,
            max_connections: 50_000,
            max_connections_per_ip: 512,
            max_header_bytes: 16_384,
            max_body_bytes: 32 * 1024 * 1024,
            backlog: 1024,
            shutdown_seconds: 25,
        }
    }
}
