//! What members of staff have begun to write for a ticket: their own, kept for them over devices.

pub mod access;
pub mod commands;
pub mod entity;
