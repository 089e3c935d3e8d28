//! Labels of tickets: which the workspace has, and who adds them to a ticket.

mod access;
pub mod commands;
pub mod entity;
pub mod queries;
pub mod ticket_entity;
