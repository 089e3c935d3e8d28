//! What REST promises, route by route.

mod malformed;
mod orders;
mod roles;
mod tokens;
