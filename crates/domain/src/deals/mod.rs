//! Guided deals: a brand and a creator in one conversation, led by a flow from the first contact to free chat.
//!
//! What happens next is decided by `liaison_flow` alone, in one pure step. [`act`] loads the run, takes the step, and writes
//! everything that follows from it in the same transaction: the log, the cards, the times, the ledger.

pub mod access;
pub mod act;
pub mod context;
pub mod definition_entity;
mod definitions;
pub mod direct;
pub mod entity;
mod entries;
pub mod ledger_entity;
pub mod offer_entity;
pub mod offers;
pub mod payments;
pub mod start;
pub(crate) mod timers;

#[cfg(test)]
mod tests;

pub use definitions::flows;
