//! What sockets promise.

mod frozen;
mod idempotency;
mod mentions;
mod messages;
mod notes;
mod presence;
mod resume;
mod told;
