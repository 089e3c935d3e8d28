//! Deferred work: a row written in the transaction that needs it, run later by one node, retried until it succeeds.
//!
//! [`Tx::schedule`](crate::db::Tx::schedule) is the only way in. A job's database effects and the removal of its row are
//! one transaction, so each happens exactly once however often a node dies. What a job does is said by the
//! reactions that the application was opened with.

mod access;
mod claim;
pub mod commands;
pub mod entity;
mod kind;
mod retry;
pub mod runner;
mod schedule;
mod wake;

#[cfg(test)]
mod clock_jumps;
#[cfg(test)]
mod tests;

pub use schedule::{Job, SameKey};
pub(crate) use schedule::{cancel, cancel_waiting, schedule};
pub(crate) use wake::Wake;
