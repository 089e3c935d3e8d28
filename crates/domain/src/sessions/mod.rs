//! Live chats: a customer or visitor talks to the assistant, then to an agent whom the queue finds.
//!
//! A chat is one conversation. It becomes a case when it is handed over: from then on the queue says who handles it, and
//! [`assigned`] follows. Whoever waits for too long is told so, and a message brings the chat back.

pub mod access;
pub(crate) mod assigned;
pub(crate) mod assistant;
pub mod commands;
pub mod entity;
pub(crate) mod positions;
pub mod queries;
mod view;
pub(crate) mod waiting;

#[cfg(test)]
mod tests;
