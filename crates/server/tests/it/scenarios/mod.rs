//! What only several people, or much at once, can show.

mod assignment;
mod at_work;
mod configured_key;
mod deals;
mod inbox;
mod isolation;
mod live_chat;
mod log_replay;
mod masking;
mod reading;
mod relay;
mod same_everywhere;
mod snooze;
