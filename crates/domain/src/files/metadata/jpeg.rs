//! JPEG: only the segments that a decoder needs are kept, and only as long as they have to be. The compressed picture
//! is copied as it is.

use super::{exif, icc, reader::Reader};

const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
/// Bytes of a profile in one segment at most.
const ICC_PART: usize = 65_000;

/// What is known of the picture besides its compressed data.
#[derive(Default)]
struct Facts<'a> {
    /// Density, as JFIF has it: version, unit and two numbers.
    jfif: Option<&'a [u8]>,
    /// How Adobe's encoder stored colours.
    adobe: Option<u8>,
    orientation: Option<image::metadata::Orientation>,
    profile: Vec<(u8, &'a [u8])>,
}

/// The picture without whatever tells of its maker; nothing when it is no JPEG.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut input = Reader::new(bytes);
    if input.take(2)? != [0xff, 0xd8] {
        return None;
    }
    let mut facts = Facts::default();
    let mut body = Vec::with_capacity(bytes.len());
    let mut has_scan = false;
    // Whatever follows the end of the picture, or its last whole segment, is left out.
    while let Some(marker) = next_marker(&mut input) {
        if marker == 0xd9 {
            break;
        }
        let Some(payload) = payload(&mut input) else { break };
        match marker {
            0xe0 if payload.starts_with(b"JFIF\0") => facts.jfif = facts.jfif.or(payload.get(5..12)),
            0xe1 if payload.starts_with(EXIF) && facts.orientation.is_none() => {
                facts.orientation = exif::orientation(payload.get(EXIF.len()..)?);
            }
            0xe2 if payload.starts_with(ICC) => {
                if let (Some(number), Some(part)) = (payload.get(12), payload.get(14..)) {
                    facts.profile.push((*number, part));
                }
            }
            0xee if payload.starts_with(b"Adobe") => facts.adobe = facts.adobe.or(payload.get(11).copied()),
            // Applications' own segments and comments.
            0xe0..=0xfe => {}
            _ => {
                if !is_whole(marker, payload) {
                    return None;
                }
                segment(&mut body, marker, payload);
                if marker == 0xda {
                    body.extend_from_slice(scan(&mut input));
                    has_scan = true;
                }
            }
        }
    }
    has_scan.then(|| assemble(&facts, &body))
}

/// Skips to the next marker; what stands before it belongs to nothing.
fn next_marker(input: &mut Reader<'_>) -> Option<u8> {
    loop {
        let at = input.rest().iter().position(|byte| *byte == 0xff)?;
        input.take(at + 1)?;
        let mut marker = input.u8()?;
        while marker == 0xff {
            marker = input.u8()?;
        }
        // Stuffed zeros and restarts outside of a scan mean nothing.
        if !matches!(marker, 0x00 | 0x01 | 0xd0..=0xd8) {
            return Some(marker);
        }
    }
}

fn payload<'a>(input: &mut Reader<'a>) -> Option<&'a [u8]> {
    let len = usize::from(input.u16()?);
    input.take(len.checked_sub(2)?)
}

/// Compressed data: up to the next marker that is no restart.
fn scan<'a>(input: &mut Reader<'a>) -> &'a [u8] {
    let rest = input.rest();
    let mut end = 0;
    loop {
        let Some(found) = rest.get(end..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) else {
            return input.take_up_to(rest.len());
        };
        end += found;
        match rest.get(end + 1) {
            Some(0x00 | 0xd0..=0xd7) => end += 2,
            Some(_) => return input.take_up_to(end),
            None => return input.take_up_to(rest.len()),
        }
    }
}

/// Whether a segment is one that decoders need and holds exactly what its kind holds.
fn is_whole(marker: u8, payload: &[u8]) -> bool {
    let count = |at: usize| payload.get(at).copied().map(usize::from);
    match marker {
        // Frames.
        0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
            count(5).is_some_and(|parts| payload.len() == 6 + 3 * parts)
        }
        0xc4 => are_huffman_tables(payload),
        0xcc => !payload.is_empty() && payload.len().is_multiple_of(2),
        0xda => count(0).is_some_and(|parts| payload.len() == 4 + 2 * parts),
        0xdb => are_quantisation_tables(payload),
        // Number of lines, restart interval.
        0xdc | 0xdd => payload.len() == 2,
        _ => false,
    }
}

fn are_huffman_tables(payload: &[u8]) -> bool {
    let mut tables = Reader::new(payload);
    while !tables.is_empty() {
        let values = tables
            .take(17)
            .and_then(|head| head.get(1..))
            .map(|counts| counts.iter().map(|count| usize::from(*count)).sum());
        if !values.is_some_and(|values: usize| values <= 256 && tables.take(values).is_some()) {
            return false;
        }
    }
    true
}

fn are_quantisation_tables(payload: &[u8]) -> bool {
    let mut tables = Reader::new(payload);
    while !tables.is_empty() {
        let size = match tables.u8().map(|head| head >> 4) {
            Some(0) => 64,
            Some(1) => 128,
            _ => return false,
        };
        if tables.take(size).is_none() {
            return false;
        }
    }
    true
}

fn assemble(facts: &Facts<'_>, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 1024);
    out.extend_from_slice(&[0xff, 0xd8]);
    if let Some(density) = facts.jfif {
        segment(&mut out, 0xe0, &[b"JFIF\0", density, &[0, 0]].concat());
    }
    if let Some(orientation) = facts.orientation {
        segment(&mut out, 0xe1, &[EXIF, &exif::only(orientation)].concat());
    }
    let mut parts = facts.profile.clone();
    parts.sort_by_key(|(number, _)| *number);
    let profile: Vec<u8> = parts.into_iter().flat_map(|(_, part)| part.iter().copied()).collect();
    if let Some(profile) = icc::clean(&profile) {
        let parts = profile.chunks(ICC_PART);
        let count = u8::try_from(parts.len()).unwrap_or(u8::MAX);
        for (number, part) in (1..=count).zip(parts) {
            segment(&mut out, 0xe2, &[ICC, &[number, count], part].concat());
        }
    }
    if let Some(transform) = facts.adobe {
        segment(&mut out, 0xee, &[b"Adobe\0\x64\0\0\0\0".as_slice(), &[transform]].concat());
    }
    out.extend_from_slice(body);
    out.extend_from_slice(&[0xff, 0xd9]);
    out
}

/// Adds a segment; its payload came from one, or is shorter.
fn segment(out: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    let len = u16::try_from(payload.len() + 2).unwrap_or(u16::MAX);
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(&len.to_be_bytes());
    out.extend_from_slice(payload);
}
