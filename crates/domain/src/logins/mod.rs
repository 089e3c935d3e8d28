//! Logging in with a password, refreshing, logging out.

pub mod ahead;
pub mod attempt_entity;
pub mod attempts;
pub mod commands;
pub mod entity;
pub mod network_entity;
pub mod watch;
