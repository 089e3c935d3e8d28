//! What can be seen of this server from outside: its log and its metrics.

pub mod bus;
pub mod http;
pub mod log;
pub mod metrics;
pub mod redact;
pub mod shedding;
pub mod sockets;

pub use log::start_log;
pub use metrics::Metrics;
pub use redact::Redactor;
