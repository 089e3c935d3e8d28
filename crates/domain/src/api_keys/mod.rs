//! Keys of the host's server: scoped, shown once, stored hashed.

mod access;
pub mod commands;
pub mod configured;
pub mod entity;
