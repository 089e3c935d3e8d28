//! Messages: posting them through the group-commit writer, changing them, reading the log.

pub mod change;
pub mod entity;
pub mod post;
pub mod queries;
pub(crate) mod system;
mod view;
pub(crate) mod writer;
