//! What staff and keys have done, in a log that only grows. Each entry has a hash of itself and of the one before it,
//! and is written in the transaction of what it tells of.

mod chain;
pub mod entity;
pub mod queries;
mod record;

pub(crate) use record::{Act, record};
