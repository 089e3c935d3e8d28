//! What the socket server counts, as metrics. Read when somebody asks, so that sockets themselves pay nothing.

use liaison_socketio::Stats;

use super::metrics::{
    BROADCASTS_DROPPED_TOTAL, SOCKET_QUEUED_BYTES, SOCKETS_CLOSED_TOTAL, SOCKETS_CONNECTED,
    SOCKETS_LAGGED_TOTAL, SOCKETS_REFUSED_TOTAL,
};

/// Records the present numbers.
#[expect(clippy::cast_precision_loss, reason = "a gauge is a float; no server has 2^53 sockets")]
pub fn record(stats: &Stats) {
    metrics::gauge!(SOCKETS_CONNECTED, "transport" => "polling").set(stats.polling as f64);
    metrics::gauge!(SOCKETS_CONNECTED, "transport" => "websocket").set(stats.websocket as f64);
    metrics::gauge!(SOCKET_QUEUED_BYTES).set(stats.queued_bytes as f64);
    metrics::counter!(BROADCASTS_DROPPED_TOTAL).absolute(stats.dropped);
    metrics::counter!(SOCKETS_LAGGED_TOTAL).absolute(stats.lagged);
    metrics::counter!(SOCKETS_REFUSED_TOTAL).absolute(stats.refused);
    for (reason, count) in &stats.closed {
        metrics::counter!(SOCKETS_CLOSED_TOTAL, "reason" => *reason).absolute(*count);
    }
}
