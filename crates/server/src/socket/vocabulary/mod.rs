//! Facts of the domain in the words of each vocabulary. Both are chosen from in `fanout`; neither is written elsewhere.

pub(super) mod c;
pub(super) mod d;
mod shown;

pub(super) use shown::shown;
