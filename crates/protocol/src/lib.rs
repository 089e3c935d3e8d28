//! Wire types of Liaison: what travels over REST and sockets, and nothing else.
//!
//! One file per noun. No rules, no storage, no clock: every program that talks to Liaison can depend on this crate.

pub mod activity;
pub mod assignment;
pub mod at_work;
pub mod auth;
pub mod channel_name;
pub mod conversation;
pub mod deal;
pub mod error_code;
pub mod events;
pub mod file;
pub mod ids;
pub mod inbox;
pub mod job;
pub mod label;
pub mod me;
pub mod message;
pub mod order;
pub mod page;
pub mod person;
pub mod public_id;
pub mod search;
pub mod session;
pub mod settings;
pub mod side;
pub mod staff;
pub mod template;
pub mod ticket;
