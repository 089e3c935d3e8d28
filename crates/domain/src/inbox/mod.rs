//! The inbox of staff: views over all cases, rows as a list shows them, and what tells lists that a row changed.

mod access;
pub mod follow;
pub mod queries;
mod rows;
