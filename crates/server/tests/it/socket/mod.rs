//! What sockets promise.

mod frozen;
mod idempotency;
mod messages;
mod notes;
mod presence;
mod resume;
mod told;
