//! Finding messages by their words.
//!
//! An index follows the log, a moment behind it, so that storing a message costs what it did. It holds words and the
//! positions of messages, no texts: what is shown is read from the log. Why so: `docs/decisions/0011`.

pub mod access;
mod behind;
pub mod entity;
mod excerpt;
pub mod index;
pub mod position_entity;
pub mod queries;
mod words;

pub(crate) use behind::Behind;
