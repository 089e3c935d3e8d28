//! What happened to cases, and when staff were there: written in the transaction of the change, for ever, because it
//! could not be reconstructed later. Reports are made of it.

pub mod case_entity;
mod record;
pub mod span_entity;
pub mod spans;

pub(crate) use record::{Fact, by_kind, record};
pub use record::{FactKind, Item, ItemKind};

#[cfg(test)]
mod tests;
