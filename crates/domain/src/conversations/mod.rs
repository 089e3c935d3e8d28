//! Conversations: who is in them, who may see them, how far each has read.

pub mod access;
pub mod card;
pub mod commands;
pub mod entity;
pub mod participant_entity;
pub mod queries;
pub(crate) mod waiting;
