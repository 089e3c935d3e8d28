//! Who handles what: one rule, every decision stored with its candidates and reasons.

mod access;
pub mod choose;
pub mod commands;
pub mod entity;
pub mod queries;
