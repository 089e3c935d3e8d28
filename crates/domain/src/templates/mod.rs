//! Texts that staff use again, with variables that the server fills in.

mod access;
pub mod commands;
pub mod entity;
pub mod queries;
mod variables;
mod view;

pub(crate) use commands::check_variables;
pub(crate) use queries::fill_welcome;
