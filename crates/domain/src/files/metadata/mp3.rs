//! MP3: the frames of sound are kept; tags before, between and after them are not.

use super::reader::Reader;

/// Kilobits per second by version (1, then 2 and 2.5), layer (1, 2, 3) and index.
const BITRATES: [[[u32; 15]; 3]; 2] = [
    [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    ],
    [
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ],
];
const RATES: [u32; 3] = [44_100, 48_000, 32_000];

/// The sound without whatever tells of its maker; nothing when no two frames follow each other.
/// Cleaning what is clean changes nothing: frames that are kept follow each other, whatever stood
/// between them, and the last one does not end like a tag.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let bytes = without_tags_at_end(without_tags_at_start(bytes)?);
    let mut out = Vec::with_capacity(bytes.len());
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| rest.len() >= 4) {
        match frame(rest) {
            // In sound each frame is followed by another one, or by the end.
            Some(len) if is_followed(rest, len) => {
                starts.push(out.len());
                out.extend_from_slice(rest.get(..len)?);
                at += len;
            }
            _ => at += 1 + rest.get(1..)?.iter().position(|byte| *byte == 0xff).unwrap_or(rest.len()),
        }
    }
    loop {
        let end = without_tags_at_end(&out).len();
        if end == out.len() {
            return (starts.len() > 1).then_some(out);
        }
        while out.len() > end {
            out.truncate(starts.pop()?);
        }
    }
}

/// ID3v2 says its length, in seven bits of each byte.
fn without_tags_at_start(mut bytes: &[u8]) -> Option<&[u8]> {
    while bytes.starts_with(b"ID3") {
        let mut head = Reader::new(bytes);
        let flags = *head.take(6)?.get(5)?;
        let size = head.array::<4>()?;
        let size = size.iter().fold(0, |size, byte| (size << 7) | usize::from(byte & 0x7f));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        bytes = bytes.get(10 + size + footer..)?;
    }
    Some(bytes)
}

/// ID3v1, APE and Lyrics3: a frame that is cut off must not take them for its end.
fn without_tags_at_end(mut bytes: &[u8]) -> &[u8] {
    loop {
        let cut = id3v1(bytes).or_else(|| ape(bytes)).or_else(|| lyrics(bytes));
        match cut.and_then(|cut| bytes.get(..bytes.len().checked_sub(cut)?)) {
            Some(rest) => bytes = rest,
            None => return bytes,
        }
    }
}

fn tail(bytes: &[u8], len: usize) -> Option<&[u8]> {
    bytes.get(bytes.len().checked_sub(len)?..)
}

fn id3v1(bytes: &[u8]) -> Option<usize> {
    let enhanced = tail(bytes, 128 + 227).filter(|tag| tag.starts_with(b"TAG+")).map(|_| 128 + 227);
    enhanced.or_else(|| tail(bytes, 128).filter(|tag| tag.starts_with(b"TAG")).map(|_| 128))
}

fn ape(bytes: &[u8]) -> Option<usize> {
    let mut footer = Reader::new(tail(bytes, 32).filter(|footer| footer.starts_with(b"APETAGEX"))?);
    footer.take(12)?;
    let size = footer.len32_le()?;
    let has_header = footer.take(8)?.get(7)? & 0x80 != 0;
    Some(size.max(32).saturating_add(if has_header { 32 } else { 0 }).min(bytes.len()))
}

fn lyrics(bytes: &[u8]) -> Option<usize> {
    let digits = tail(bytes, 15).filter(|end| end.ends_with(b"LYRICS200"))?.get(..6)?;
    let size: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((size + 15).min(bytes.len()))
}

/// The length of the frame that begins here.
fn frame(bytes: &[u8]) -> Option<usize> {
    let [first, second, third, _]: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    if first != 0xff || second & 0xe0 != 0xe0 {
        return None;
    }
    let version = (second >> 3) & 3;
    let layer = 4 - usize::from((second >> 1) & 3);
    if version == 1 || layer == 4 {
        return None;
    }
    let is_first = version == 3;
    let kilobits = *BITRATES.get(usize::from(!is_first))?.get(layer - 1)?.get(usize::from(third >> 4))?;
    let halvings = match version {
        3 => 0,
        2 => 1,
        _ => 2,
    };
    let rate = RATES.get(usize::from((third >> 2) & 3))? >> halvings;
    let padding = u32::from((third >> 1) & 1);
    // A rate of its own (index 0) does not say how long a frame is.
    let bits = (kilobits > 0).then_some(kilobits * 1_000)?;
    let len = match layer {
        1 => (12 * bits / rate + padding) * 4,
        3 if !is_first => 72 * bits / rate + padding,
        _ => 144 * bits / rate + padding,
    };
    usize::try_from(len).ok().filter(|len| *len > 4)
}

/// By any frame: one like it would erode where two recordings meet, a frame with each cleaning.
fn is_followed(rest: &[u8], len: usize) -> bool {
    match rest.get(len..) {
        Some([]) => true,
        Some(next) => frame(next).is_some() || is_before_tag(next),
        None => false,
    }
}

fn is_before_tag(next: &[u8]) -> bool {
    next.len() < 4
        || [b"ID3".as_slice(), b"TAG", b"APETAGEX", b"LYRICSBEGIN"].iter().any(|tag| next.starts_with(tag))
}
