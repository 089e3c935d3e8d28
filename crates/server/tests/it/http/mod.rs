//! What REST promises, route by route.

mod console;
mod hosts;
mod house;
mod labels;
mod malformed;
mod me;
mod names;
mod orders;
mod roles;
mod search;
mod templates;
mod tokens;
