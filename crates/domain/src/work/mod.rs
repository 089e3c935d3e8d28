//! The work queue: which cases there are, who handles each, and which of them wait.
//!
//! A case is whatever staff work on: a ticket, later a session, a deal or a call. Its feature puts it in the queue and
//! learns of every assignment by [`Happened::Assigned`](crate::happened::Happened); everything between the two is
//! decided here, by one rule, in the transaction of the change that made it necessary.

mod access;
mod assign;
pub mod assignment_entity;
pub(crate) mod catch_up;
pub mod choose;
pub mod commands;
pub mod entity;
pub(crate) mod kinds;
pub(crate) mod list;
pub(crate) mod news;
mod plan;
pub mod queries;
pub(crate) mod returning;
pub mod simulate;
pub mod staff;
pub(crate) mod turns;

#[cfg(test)]
mod tests;

pub use self::entity::Phase;
pub use crate::facts::{Item, ItemKind};

/// Sorts cases by whose turn it is: first those where somebody waits for staff, the longest first; then the others, the
/// newest words first. One number, so that one index serves.
pub(crate) fn turn_key(waiting_since: Option<i64>, last_at: i64) -> i64 {
    waiting_since.unwrap_or(i64::MAX - last_at)
}
