//! What only several people, or much at once, can show.

mod assignment;
