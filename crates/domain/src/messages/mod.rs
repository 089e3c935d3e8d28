//! Messages: posting them through the group-commit writer, changing them, reading the log.

mod access;
#[cfg(test)]
mod asked_and_split;
pub(crate) mod author;
pub(crate) mod cards;
pub mod change;
mod completion;
pub mod entity;
mod in_context;
pub(crate) mod in_form;
pub(crate) mod just_before;
mod log;
mod marks;
pub mod membership;
pub mod mention_entity;
pub(crate) mod mentions;
mod named;
pub(crate) mod new_entry;
pub mod overview;
mod position;
pub mod post;
pub mod queries;
pub mod reading;
pub mod relay_entity;
mod relayed;
#[cfg(test)]
mod sending_order;
pub(crate) mod system;
mod view;
pub(crate) mod words;
pub(crate) mod writer;
