//! PNG and APNG: only chunks that make up the picture are kept, each as long as its kind is.

use std::io::{Read, Write};

use flate2::{Compression, bufread::ZlibDecoder, write::ZlibEncoder};

use super::{exif, icc, reader::Reader};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The picture without whatever tells of its maker; nothing when it is no PNG.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut input = Reader::new(bytes);
    if input.take(SIGNATURE.len())? != SIGNATURE {
        return None;
    }
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    let mut seen: Vec<[u8; 4]> = Vec::new();
    // Whatever follows the end, or the last whole chunk, is left out.
    while let Some((kind, data)) = next(&mut input) {
        if seen.is_empty() != (kind == *b"IHDR") {
            return None;
        }
        match &kind {
            b"IEND" => break,
            // Several of them make up the picture; there is one of every other kind.
            b"IDAT" | b"fdAT" | b"fcTL" => {}
            _ if seen.contains(&kind) => continue,
            _ => {}
        }
        match &kind {
            b"eXIf" => {
                if let Some(orientation) = exif::orientation(data) {
                    chunk(&mut out, b"eXIf", &exif::only(orientation));
                }
            }
            b"iCCP" => {
                if let Some(profile) = profile(data) {
                    chunk(&mut out, b"iCCP", &profile);
                }
            }
            _ if is_whole(&kind, data) => chunk(&mut out, &kind, data),
            // One that decoders must understand.
            [first, ..] if first.is_ascii_uppercase() => return None,
            _ => continue,
        }
        seen.push(kind);
    }
    chunk(&mut out, b"IEND", &[]);
    seen.contains(b"IDAT").then_some(out)
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

/// Whether a chunk is one that makes up the picture and has a length of its kind.
fn is_whole(kind: &[u8; 4], data: &[u8]) -> bool {
    let len = data.len();
    match kind {
        b"IHDR" => len == 13,
        b"PLTE" => len <= 768 && len.is_multiple_of(3),
        b"IDAT" | b"fdAT" => true,
        b"tRNS" => len <= 256,
        b"gAMA" | b"cICP" => len == 4,
        b"cHRM" => len == 32,
        b"sRGB" => len == 1,
        b"sBIT" => len <= 4,
        b"bKGD" => len <= 6,
        b"pHYs" => len == 9,
        b"mDCV" => len == 24,
        b"cLLI" | b"acTL" => len == 8,
        b"fcTL" => len == 26,
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
