//! What admins set for the whole workspace. Each node has it in memory; the database has the truth.

mod access;
pub mod commands;
pub mod entity;
mod in_memory;

pub use in_memory::watch;
pub(crate) use in_memory::{Current, load};
