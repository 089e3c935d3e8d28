//! PNG and APNG: only chunks that make up the picture are kept, each as long as its kind is, and of their pixels only
//! what a reader shows.

use std::io::{Read, Write};

use flate2::{Compression, bufread::ZlibDecoder, write::ZlibEncoder};

use super::{
    exif, icc,
    pixels::{self, Colour, Layout},
    reader::Reader,
};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The picture without whatever tells of its maker; nothing when it is no PNG.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut input = Reader::new(bytes);
    if input.take(SIGNATURE.len())? != SIGNATURE {
        return None;
    }
    let (kind, header) = next(&mut input)?;
    let layout = Layout::parse(header).filter(|_| kind == *b"IHDR")?;
    let mut picture = Picture::new(layout, bytes.len());
    chunk(&mut picture.out, b"IHDR", header);
    // Whatever follows the end, or the last whole chunk, is left out.
    let mut waiting = next(&mut input);
    while let Some((kind, data)) = waiting {
        waiting = next(&mut input);
        match &kind {
            b"IEND" => break,
            b"IDAT" | b"fdAT" => {
                let mut pieces = vec![data];
                while let Some((_, more)) = waiting.filter(|(next, _)| *next == kind) {
                    pieces.push(more);
                    waiting = next(&mut input);
                }
                if kind == *b"IDAT" { picture.still(&pieces)? } else { picture.frame(&pieces)? }
            }
            _ => picture.other(kind, data)?,
        }
    }
    chunk(&mut picture.out, b"IEND", &[]);
    picture.seen.contains(b"IDAT").then_some(picture.out)
}

/// A picture as it is put together anew.
struct Picture<'a> {
    out: Vec<u8>,
    layout: Layout,
    /// Kinds of chunks that were kept: there is one of each besides those of frames.
    seen: Vec<[u8; 4]>,
    /// Frames that the animation may still have.
    frames_left: u32,
    /// What the next frame is like, until its pixels come.
    control: Option<&'a [u8]>,
    /// Chunks of frames are numbered.
    number: u32,
}

impl<'a> Picture<'a> {
    fn new(layout: Layout, size: usize) -> Self {
        let mut out = Vec::with_capacity(size);
        out.extend_from_slice(SIGNATURE);
        Self { out, layout, seen: Vec::new(), frames_left: 0, control: None, number: 0 }
    }

    /// The picture that everybody shows. There is one; what claims to be a second one is shown by nobody.
    fn still(&mut self, pieces: &[&[u8]]) -> Option<()> {
        if self.seen.contains(b"IDAT") {
            return Some(());
        }
        self.seen.push(*b"IDAT");
        self.write_control();
        for piece in pixels::only(pieces, self.layout)? {
            chunk(&mut self.out, b"IDAT", &piece);
        }
        Some(())
    }

    /// A frame of an animation, which is announced and within the number of frames.
    fn frame(&mut self, pieces: &[&[u8]]) -> Option<()> {
        let Some(control) = self.control.filter(|_| self.seen.contains(b"IDAT")) else { return Some(()) };
        let mut size = Reader::new(control.get(4..)?);
        let layout = self.layout.sized(size.u32()?, size.u32()?);
        let pieces: Vec<&[u8]> = pieces.iter().filter_map(|piece| piece.get(4..)).collect();
        let pixels = pixels::only(&pieces, layout)?;
        self.write_control();
        for piece in pixels {
            let number = self.next_number();
            chunk(&mut self.out, b"fdAT", &[&number, piece.as_ref()].concat());
        }
        Some(())
    }

    fn write_control(&mut self) {
        if let Some(rest) = self.control.take().and_then(|control| control.get(4..)) {
            let number = self.next_number();
            chunk(&mut self.out, b"fcTL", &[&number, rest].concat());
        }
    }

    fn next_number(&mut self) -> [u8; 4] {
        let number = self.number.to_be_bytes();
        self.number = self.number.saturating_add(1);
        number
    }

    fn other(&mut self, kind: [u8; 4], data: &'a [u8]) -> Option<()> {
        if self.seen.contains(&kind) {
            return Some(());
        }
        match &kind {
            b"fcTL" => {
                if data.len() == 26 && self.frames_left > 0 {
                    self.frames_left -= 1;
                    self.control = Some(data);
                }
                return Some(());
            }
            b"eXIf" => match exif::orientation(data) {
                Some(orientation) => chunk(&mut self.out, b"eXIf", &exif::only(orientation)),
                None => return Some(()),
            },
            b"iCCP" => match profile(data) {
                Some(profile) => chunk(&mut self.out, b"iCCP", &profile),
                None => return Some(()),
            },
            // Of a picture without a palette it would only be a suggestion.
            b"PLTE" if self.layout.colour != Colour::Indexed => return Some(()),
            b"PLTE" => {
                let most = 3 * self.layout.most_colours();
                let palette = data.get(..most).unwrap_or(data);
                if palette.is_empty() || !palette.len().is_multiple_of(3) {
                    return None;
                }
                chunk(&mut self.out, &kind, palette);
            }
            _ if is_whole(self.layout, &kind, data) => {
                if kind == *b"acTL" {
                    self.frames_left = Reader::new(data).u32()?;
                }
                chunk(&mut self.out, &kind, data);
            }
            // One that decoders must understand.
            [first, ..] if first.is_ascii_uppercase() => return None,
            _ => return Some(()),
        }
        self.seen.push(kind);
        Some(())
    }
}

fn next<'a>(input: &mut Reader<'a>) -> Option<([u8; 4], &'a [u8])> {
    let len = input.len32()?;
    let kind = input.array()?;
    let is_cut = input.rest().len() < len;
    // A picture that is cut off is shown as far as it goes.
    if is_cut && kind != *b"IDAT" {
        return None;
    }
    let data = input.take_up_to(len);
    // The sum is computed anew.
    input.take_up_to(4);
    Some((kind, data))
}

/// Whether a chunk is one that makes up the picture and has the length that it has in such a picture.
fn is_whole(layout: Layout, kind: &[u8; 4], data: &[u8]) -> bool {
    use Colour::{Grey, GreyAlpha, Indexed, True, TrueAlpha};
    let len = data.len();
    match (kind, layout.colour) {
        (b"tRNS" | b"bKGD", Grey) | (b"bKGD", GreyAlpha) | (b"sBIT", GreyAlpha) => len == 2,
        (b"tRNS" | b"bKGD", True) | (b"bKGD", TrueAlpha) => len == 6,
        (b"tRNS", Indexed) => len <= layout.most_colours(),
        (b"bKGD", Indexed) | (b"sBIT", Grey) => len == 1,
        (b"sBIT", True | Indexed) => len == 3,
        (b"sBIT", TrueAlpha) | (b"gAMA" | b"cICP", _) => len == 4,
        (b"cHRM", _) => len == 32,
        (b"sRGB", _) => len == 1,
        (b"pHYs", _) => len == 9,
        (b"mDCV", _) => len == 24,
        (b"cLLI" | b"acTL", _) => len == 8,
        _ => false,
    }
}

/// A colour profile: its name is free text, the profile itself is compressed.
fn profile(data: &[u8]) -> Option<Vec<u8>> {
    let name = data.iter().position(|byte| *byte == 0)?;
    let compressed = data.get(name + 2..)?;
    let mut profile = Vec::new();
    let limit = icc::MAX as u64 + 1;
    ZlibDecoder::new(compressed).take(limit).read_to_end(&mut profile).ok()?;
    let mut compressor = ZlibEncoder::new(b"icc\0\0".to_vec(), Compression::default());
    compressor.write_all(&icc::clean(&profile)?).ok()?;
    compressor.finish().ok()
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(kind);
    out.extend_from_slice(data);
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(data);
    out.extend_from_slice(&sum.sum().to_be_bytes());
}
