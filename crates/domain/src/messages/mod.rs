//! Messages: posting them through the group-commit writer, changing them, reading the log.

pub mod change;
pub mod entity;
pub mod post;
pub mod queries;
#[cfg(test)]
mod sending_order;
pub(crate) mod system;
mod view;
pub(crate) mod writer;
