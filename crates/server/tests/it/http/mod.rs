//! What REST promises, route by route.

mod console;
mod expiry;
mod files;
mod hosts;
mod identifiers;
mod inbox;
mod labels;
mod logins;
mod malformed;
mod me;
mod names;
mod orders;
mod people;
mod roles;
mod scopes;
mod search;
mod templates;
mod tokens;
mod workspace;
