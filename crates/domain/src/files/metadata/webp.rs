//! WebP: pictures, their transparency, times and colours are kept; every other chunk is not, in frames as outside.

use image::metadata::Orientation;

use super::{exif, icc, reader::Reader};

const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;
const HAS_EXIF: u8 = 0x08;
const HAS_FRAMES: u8 = 0x02;
/// Bytes that come before the chunks of a frame.
const FRAME_HEAD: usize = 16;

/// The picture without whatever tells of its maker; nothing when it is no WebP.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut input = Reader::new(bytes);
    if input.take(4)? != b"RIFF" {
        return None;
    }
    let size = input.len32_le()?;
    let mut input = Reader::new(input.take_up_to(size));
    if input.take(4)? != b"WEBP" {
        return None;
    }
    let mut chunks: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    let mut orientation: Option<Orientation> = None;
    while let Some((kind, data)) = next(&mut input) {
        let is_first = chunks.iter().all(|(known, _)| *known != kind);
        match &kind {
            b"VP8X" if chunks.is_empty() && data.len() == 10 => chunks.push((kind, data.to_vec())),
            b"ICCP" if is_first => chunks.extend(icc::clean(data).map(|profile| (kind, profile))),
            b"ANIM" if is_first && data.len() == 6 => chunks.push((kind, data.to_vec())),
            b"ANMF" => chunks.push((kind, frame(data)?)),
            b"ALPH" if is_first => chunks.push((kind, data.to_vec())),
            b"VP8 " | b"VP8L" if !has_picture(&chunks) => chunks.push((kind, data.to_vec())),
            b"EXIF" if orientation.is_none() => {
                orientation = exif::orientation(data.strip_prefix(b"Exif\0\0").unwrap_or(data));
            }
            _ => {}
        }
    }
    if !has_picture(&chunks) && chunks.iter().all(|(kind, _)| kind != b"ANMF") {
        return None;
    }
    let has = |kind: &[u8; 4]| chunks.iter().any(|(known, _)| known == kind);
    let (has_profile, has_frames) = (has(b"ICCP"), has(b"ANMF"));
    match chunks.first_mut() {
        Some((kind, head)) if kind == b"VP8X" => {
            let alpha = head.first()? & HAS_ALPHA;
            let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
            head.get_mut(..4)?.fill(0);
            *head.first_mut()? = alpha
                | flag(has_profile, HAS_PROFILE)
                | flag(orientation.is_some(), HAS_EXIF)
                | flag(has_frames, HAS_FRAMES);
            chunks.extend(orientation.map(|orientation| (*b"EXIF", exif::only(orientation))));
        }
        // The simple form has no place for anything else.
        _ => chunks.retain(|(kind, _)| matches!(kind, b"VP8 " | b"VP8L")),
    }
    Some(assemble(&chunks))
}

fn next<'a>(input: &mut Reader<'a>) -> Option<([u8; 4], &'a [u8])> {
    let kind = input.array()?;
    let len = input.len32_le()?;
    // A picture that is cut off is shown as far as it goes.
    let data = input.take_up_to(len);
    input.take_up_to(len % 2);
    (!data.is_empty()).then_some((kind, data))
}

fn has_picture(chunks: &[([u8; 4], Vec<u8>)]) -> bool {
    chunks.iter().any(|(kind, _)| matches!(kind, b"VP8 " | b"VP8L"))
}

fn frame(data: &[u8]) -> Option<Vec<u8>> {
    let mut input = Reader::new(data);
    let mut out = input.take(FRAME_HEAD)?.to_vec();
    let mut kept: Vec<[u8; 4]> = Vec::new();
    while let Some((kind, data)) = next(&mut input) {
        let is_picture = matches!(&kind, b"VP8 " | b"VP8L") && kept.iter().all(|kind| kind == b"ALPH");
        if is_picture || (&kind == b"ALPH" && kept.is_empty()) {
            chunk(&mut out, kind, data);
            kept.push(kind);
        }
    }
    Some(out)
}

fn assemble(chunks: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, data) in chunks {
        chunk(&mut body, *kind, data);
    }
    let size = u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes();
    [b"RIFF", size.as_slice(), &body].concat()
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    out.extend_from_slice(&kind);
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
