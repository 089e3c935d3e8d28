//! The Liaison server: transports, configuration and wiring. Rules live in the domain crate.

pub mod activity_witness;
pub mod auth;
pub mod cli;
pub mod cluster;
pub mod config;
pub mod cors;
pub mod descriptors;
mod every;
pub mod http;
mod identify;
pub mod keys;
pub mod listener;
pub mod panic;
pub mod private_files;
pub mod rate_limit;
pub mod request_id;
mod request_timeout;
pub mod security_headers;
pub mod socket;
pub mod start;
pub mod telemetry;
