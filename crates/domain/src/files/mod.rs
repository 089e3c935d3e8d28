//! Attachments: uploaded first, then named in a message.
//!
//! A row is written before the bytes and the bytes are removed before the row, so bytes without a row cannot be: a
//! process that dies half-way leaves a row that [`commands::remove_unused`] finds. A row is *whole* once it has a
//! hash; only whole files can be sent or downloaded.

mod access;
pub mod byte_range;
pub mod commands;
mod content_type;
pub(crate) mod copy;
pub mod day_entity;
pub mod entity;
mod in_memory;
pub mod limits;
mod metadata;
mod name;
mod picture;
pub mod queries;
pub mod quota;
mod reservation;
pub mod store;
mod storing;
mod writing;

#[cfg(test)]
mod tests;

pub use content_type::accepted_types;
pub use store::FileStore;
