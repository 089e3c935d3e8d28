//! Who has a ticket open, so that two colleagues do not answer the same question.

pub mod commands;
pub mod entity;
