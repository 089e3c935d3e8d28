//! Attachments: uploaded first, then named in a message.

pub mod commands;
pub mod entity;
pub mod store;

pub use store::FileStore;
