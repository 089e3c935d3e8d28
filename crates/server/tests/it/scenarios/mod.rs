//! What only several people, or much at once, can show.

mod assignment;
mod inbox;
mod isolation;
mod log_replay;
mod reading;
