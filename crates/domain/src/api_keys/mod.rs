//! Keys of the host's server: scoped, shown once, stored hashed.

pub mod commands;
pub mod configured;
pub mod entity;
