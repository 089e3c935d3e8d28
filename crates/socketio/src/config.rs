//! How much a connection may use, and for how long.

use std::time::Duration;

/// Limits and timings of a [`Server`](crate::Server) or an [`Engine`](crate::engine::Engine).
///
/// Every limit applies before the application has authenticated anybody.
#[derive(Debug, Clone)]
pub struct Config {
    /// Time between two pings; the first is sent this long after the session opened. Told to the client.
    pub ping_interval: Duration,
    /// Time a client has to answer a ping. Told to the client.
    pub ping_timeout: Duration,
    /// Time a connection may stay without any connected namespace; the time in which the application judges one that
    /// is asked for is not counted.
    pub connect_timeout: Duration,
    /// Largest incoming websocket message, and largest body of a polling request, in bytes. Told to the client.
    pub max_payload: usize,
    /// Most binary attachments of one incoming event.
    pub max_attachments: usize,
    /// Most bytes of one incoming binary event, its text and its attachments together.
    pub max_event_bytes: usize,
    /// Most namespaces which one connection may be connected to at a time.
    pub max_namespaces: usize,
    /// Namespaces which clients may connect to; `/` is the main one.
    pub namespaces: Vec<String>,
    /// Bytes of broadcasts which may wait for one connection. Beyond it the connection lags: broadcasts are
    /// dropped until the queue is empty, then [`Handler::lagged`](crate::Handler::lagged) is called.
    pub max_queue_bytes: usize,
    /// Bytes of direct emits and acks which may wait for one connection. Beyond it the connection is closed.
    pub max_direct_bytes: usize,
    /// Time without a single byte taken by the client while something waits for it; beyond it the connection
    /// is closed.
    pub stall_timeout: Duration,
    /// Incoming packets per second which one connection may send for long. Beyond it the server reads no
    /// more from the connection until the allowance has refilled; nothing is lost.
    pub max_packets_per_second: u32,
    /// Incoming packets which one connection may send at once.
    pub packet_burst: u32,
    /// Most connections of the server.
    pub max_connections: usize,
    /// Most connections of one address; IPv6 addresses count by their /64 network.
    pub max_connections_per_ip: usize,
    /// Whether HTTP long-polling is offered beside websocket.
    pub polling: bool,
    /// Time a client has to finish what it has begun to send: a websocket message, the attachments of an event, the
    /// body of a polling request. Each 4 KiB that arrive add a second, so that a slow client comes to its end
    /// and one which stands still does not.
    pub packet_timeout: Duration,
    /// Time a polling client has to finish its move to websocket.
    pub upgrade_timeout: Duration,
    /// Time a closing connection has to take what was sent before the close; a fifth of it where the client broke
    /// the protocol.
    pub close_grace: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            ping_interval: Duration::from_secs(25),
            ping_timeout: Duration::from_secs(20),
            connect_timeout: Duration::from_secs(5),
            max_payload: 128 * 1024,
            max_attachments: 4,
            max_event_bytes: 512 * 1024,
            max_namespaces: 4,
            namespaces: vec!["/".to_owned()],
            max_queue_bytes: 256 * 1024,
            max_direct_bytes: 512 * 1024,
            stall_timeout: Duration::from_secs(30),
            max_packets_per_second: 50,
            packet_burst: 200,
            max_connections: 100_000,
            max_connections_per_ip: 1_000,
            polling: true,
            packet_timeout: Duration::from_secs(5),
            upgrade_timeout: Duration::from_secs(10),
            close_grace: Duration::from_secs(5),
        }
    }
}

impl Config {
    /// How often every session is looked at: often enough that no deadline is missed by more than an eighth.
    pub(crate) fn sweep_interval(&self) -> Duration {
        let shortest_grace = self.close_grace / 5;
        [
            self.ping_interval,
            self.ping_timeout,
            self.connect_timeout,
            self.packet_timeout,
            self.stall_timeout,
            // Rarely met, so it may be missed by half.
            shortest_grace * 4,
        ]
        .into_iter()
        .min()
        .map_or(Duration::from_secs(1), |shortest| shortest / 8)
        .clamp(Duration::from_millis(5), Duration::from_secs(1))
    }
}
