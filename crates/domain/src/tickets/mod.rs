//! Tickets: one mediated case about one order, with an agent and one isolated channel per side.

pub mod access;
pub(crate) mod assigned;
mod attention;
pub mod channels;
pub mod create;
pub mod entity;
pub mod forms;
pub mod labels;
pub mod messages;
pub mod orders;
pub mod queries;
pub mod reassign;
pub mod relay;
pub mod snooze;
pub mod snooze_entity;
pub mod status;
pub(crate) mod view;
