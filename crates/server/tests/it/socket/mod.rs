//! What sockets promise.

mod frozen;
mod idempotency;
mod messages;
mod presence;
mod resume;
