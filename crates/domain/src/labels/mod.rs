//! Words that tickets bear: which the house has, and who gives them to a ticket.

mod access;
pub mod commands;
pub mod entity;
pub mod queries;
pub mod ticket_entity;
