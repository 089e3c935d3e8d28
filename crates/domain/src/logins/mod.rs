//! Logging in with a password, refreshing, logging out.

pub mod commands;
pub mod entity;
pub mod watch;
