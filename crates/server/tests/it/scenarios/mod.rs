//! What only several people, or much at once, can show.

mod assignment;
mod isolation;
mod log_replay;
mod reading;
