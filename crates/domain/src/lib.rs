//! Rules, commands and storage of Liaison.
//!
//! A feature is a folder with the same file names in each: `entity` (rows), `access` (who may), `commands` (what
//! changes something), `queries` (what only reads), `view` (rows to wire types). Imports go downwards:
//! `people <- conversations <- messages <- orders <- tickets`; what follows upwards is said in [`reactions`]. Events leave
//! only through [`db::Tx::emit`].

#[cfg(test)]
mod access_matrix;
pub mod activity;
pub mod actor;
pub mod api_keys;
pub mod app;
pub mod bus;
pub mod clock;
pub mod conversations;
pub mod counted;
pub mod db;
pub mod deals;
mod digest;
mod display_name;
pub mod drafts;
pub mod error;
pub mod event;
pub mod facts;
pub mod files;
pub mod happened;
pub mod inbox;
pub mod jobs;
pub mod labels;
pub mod logins;
mod masked;
pub mod messages;
pub mod migrations;
pub mod orders;
pub mod people;
pub mod presence;
pub mod rate_windows;
pub mod reactions;
#[cfg(test)]
mod same_steps;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod templates;
#[cfg(test)]
mod test_node;
mod text_field;
pub mod tickets;
pub mod viewing;
pub mod work;
