//! Conversations: what kinds there are, who takes part, who may see them. Knows no feature that uses them: a subject
//! hands in its facts when it creates a conversation.

pub mod access;
pub mod card;
pub mod commands;
pub mod entity;
pub mod kinds;
pub mod participant_entity;
pub mod participants;
pub(crate) mod standing;
pub(crate) mod waiting;
