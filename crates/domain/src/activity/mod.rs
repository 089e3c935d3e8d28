//! What staff and keys have done, in a log that only grows. Each entry has a hash of itself and of the one before it,
//! and is written in the transaction of what it tells of. The end of the log is sealed with a key of the server's.

mod access;
mod chain;
pub mod entity;
pub mod head;
pub mod head_entity;
pub mod proof;
pub mod queries;
mod record;

pub(crate) use record::{Act, record};

#[cfg(test)]
mod tests;
