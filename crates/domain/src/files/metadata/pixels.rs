//! The compressed pixels of a PNG, and nothing besides: what follows their stream, or would be more than the picture
//! has room for, no reader shows.

use std::{borrow::Cow, io::Write as _};

use flate2::{Compression, Decompress, FlushDecompress, Status, write::ZlibEncoder};

/// Bytes of one picture that are looked at; a picture of more is not judged.
const MOST: u64 = 1 << 30;

/// What a header says that pixels are measured by.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub(super) width: u32,
    pub(super) height: u32,
    depth: u8,
    pub(super) colour: Colour,
    is_interlaced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Grey,
    True,
    Indexed,
    GreyAlpha,
    TrueAlpha,
}

impl Layout {
    /// By the content of an `IHDR`; nothing when no picture can be like that.
    pub(super) fn parse(header: &[u8]) -> Option<Self> {
        let &[a, b, c, d, e, f, g, h, depth, colour, 0, 0, interlaced @ (0 | 1)] = header else {
            return None;
        };
        let colour = match (colour, depth) {
            (0, 1 | 2 | 4 | 8 | 16) => Colour::Grey,
            (2, 8 | 16) => Colour::True,
            (3, 1 | 2 | 4 | 8) => Colour::Indexed,
            (4, 8 | 16) => Colour::GreyAlpha,
            (6, 8 | 16) => Colour::TrueAlpha,
            _ => return None,
        };
        let (width, height) = (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
        Some(Self { width, height, depth, colour, is_interlaced: interlaced == 1 })
    }

    pub(super) fn sized(self, width: u32, height: u32) -> Self {
        Self { width, height, ..self }
    }

    /// Colours that a palette has at most.
    pub(super) fn most_colours(self) -> usize {
        1 << self.depth.min(8)
    }

    /// Bytes of all rows before they are compressed, each with the byte for its filter.
    fn bytes(self) -> u64 {
        let channels = match self.colour {
            Colour::Grey | Colour::Indexed => 1,
            Colour::GreyAlpha => 2,
            Colour::True => 3,
            Colour::TrueAlpha => 4,
        };
        let bits = channels * u64::from(self.depth);
        let part = |width: u64, height: u64| {
            if width == 0 { 0 } else { height.saturating_mul(1 + width.saturating_mul(bits).div_ceil(8)) }
        };
        let (width, height) = (u64::from(self.width), u64::from(self.height));
        if !self.is_interlaced {
            return part(width, height);
        }
        // The seven passes of Adam7: where each begins, and how far its pixels are apart.
        let passes = [
            (0, 0, 8, 8),
            (4, 0, 8, 8),
            (0, 4, 4, 8),
            (2, 0, 4, 4),
            (0, 2, 2, 4),
            (1, 0, 2, 2),
            (0, 1, 1, 2),
        ];
        let of_pass = |(x, y, dx, dy): (u64, u64, u64, u64)| {
            part(width.saturating_sub(x).div_ceil(dx), height.saturating_sub(y).div_ceil(dy))
        };
        passes.into_iter().map(of_pass).fold(0, u64::saturating_add)
    }
}

/// The pieces of a stream as far as a reader follows them; nothing when there is too much to judge.
pub(super) fn only<'a>(pieces: &[&'a [u8]], layout: Layout) -> Option<Vec<Cow<'a, [u8]>>> {
    let room = layout.bytes();
    let (mut inflater, mut buffer) = (Decompress::new(true), vec![0; 64 * 1024]);
    let mut kept: Vec<Cow<'a, [u8]>> = Vec::new();
    for piece in pieces {
        let before = inflater.total_in();
        loop {
            let used = usize::try_from(inflater.total_in() - before).ok()?;
            let (taken, given) = (inflater.total_in(), inflater.total_out());
            let status = inflater.decompress(piece.get(used..)?, &mut buffer, FlushDecompress::None);
            let out = inflater.total_out();
            if out > room {
                return fitting(pieces, room).map(|whole| vec![Cow::Owned(whole)]);
            }
            if out > MOST {
                return None;
            }
            let used = usize::try_from(inflater.total_in() - before).ok()?;
            match status {
                Ok(Status::Ok | Status::BufError) if used < piece.len() => {
                    if (inflater.total_in(), out) == (taken, given) {
                        return None;
                    }
                }
                // What is inflated already and had no room in the buffer comes with the next call.
                Ok(Status::Ok | Status::BufError) if out - given == buffer.len() as u64 => {}
                Ok(Status::Ok | Status::BufError) => break,
                // The end, or what no reader gets over.
                Ok(Status::StreamEnd) | Err(_) => {
                    kept.push(Cow::Borrowed(piece.get(..used)?));
                    return Some(kept);
                }
            }
        }
        kept.push(Cow::Borrowed(piece));
    }
    Some(kept)
}

/// A new stream of the bytes that the picture has room for.
fn fitting(pieces: &[&[u8]], room: u64) -> Option<Vec<u8>> {
    let stream = pieces.concat();
    let mut inflater = std::io::Read::take(flate2::bufread::ZlibDecoder::new(stream.as_slice()), room);
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    std::io::copy(&mut inflater, &mut packer).ok()?;
    packer.flush().ok()?;
    packer.finish().ok()
}
