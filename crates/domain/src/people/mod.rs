//! People: who exists, what kind each is, and how the host's people come in.

mod access;
pub mod commands;
pub mod entity;
pub mod me;
pub mod password;
pub mod preferences_entity;
pub mod queries;
pub mod revoke;
pub mod staff;
pub mod staff_entity;
