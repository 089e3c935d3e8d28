//! Ogg: the packet of comments is overwritten by an empty one of the same length, so that every page stays where it is.
//!
//! Streams of Opus or Vorbis are understood, one behind the other; what else there may be is left for a person to judge.

use super::reader::Reader;

const OPUS: &[u8] = b"OpusHead";
const OPUS_TAGS: &[u8] = b"OpusTags";
const VORBIS: &[u8] = b"\x01vorbis";
/// Flags of the first and of the last page of a stream.
const BEGINS: u8 = 2;
const ENDS: u8 = 4;
/// Bytes of a page before its table of segments.
const HEAD: usize = 27;

struct Page {
    /// Where it begins, and where its data does.
    start: usize,
    data: usize,
    end: usize,
    /// Lengths of the pieces of packets; a packet ends with the first piece below 255.
    pieces: Vec<u8>,
    flags: u8,
}

/// The sound without whatever tells of its maker; nothing when it is none of the known streams.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (Vec::with_capacity(bytes.len()), bytes);
    // Streams may follow each other, as when a radio is recorded. What is none of them is left out.
    while out.is_empty() || page(rest).is_some_and(|page| page.flags & BEGINS != 0) {
        let pages = stream(rest)?;
        let (whole, behind) = rest.split_at_checked(pages.last()?.end)?;
        out.extend(clean_stream(whole, &pages)?);
        rest = behind;
    }
    Some(out)
}

fn clean_stream(bytes: &[u8], pages: &[Page]) -> Option<Vec<u8>> {
    let first = pages.first()?;
    let mut out = bytes.to_vec();
    let opening = bytes.get(first.data..first.end)?;
    let is_opus = opening.starts_with(OPUS);
    if !(is_opus && opening.len() <= 19 + 2 + 255 || opening.starts_with(VORBIS) && opening.len() == 30) {
        return None;
    }
    let places = second_packet(pages)?;
    let len = places.iter().map(|place| place.len()).sum();
    let mut empty = if is_opus { no_opus_tags(len)? } else { no_vorbis_comments(len)? }.into_iter();
    for place in &places {
        for byte in out.get_mut(place.clone())? {
            *byte = empty.next()?;
        }
    }
    // Of the other pages nothing has changed.
    let is_changed =
        |page: &&Page| places.iter().any(|place| page.data <= place.start && place.end <= page.end);
    for page in pages.iter().filter(is_changed) {
        sign(out.get_mut(page.start..page.end)?)?;
    }
    Some(out)
}

/// The pages of the stream that begins here, up to its last one or to what is no page of it. Nothing where several
/// streams are woven into each other.
fn stream(bytes: &[u8]) -> Option<Vec<Page>> {
    let mut pages: Vec<Page> = Vec::new();
    let mut at = 0;
    while let Some(page) = bytes.get(at..).and_then(page) {
        let serial = |at: usize| bytes.get(at + 14..at + 18);
        let begins = page.flags & BEGINS != 0;
        match pages.as_slice() {
            [] if !begins => return None,
            [] => {}
            [_] if begins => return None,
            [first, ..] if begins || serial(first.start) != serial(at) => break,
            _ => {}
        }
        let Page { data, end, pieces, flags, .. } = page;
        pages.push(Page { start: at, data: at + data, end: at + end, pieces, flags });
        at += end;
        if flags & ENDS != 0 {
            break;
        }
    }
    Some(pages)
}

fn page(bytes: &[u8]) -> Option<Page> {
    let mut input = Reader::new(bytes);
    let head = input.take(HEAD).filter(|head| head.starts_with(b"OggS\0"))?;
    let pieces = input.take(usize::from(*head.get(26)?))?.to_vec();
    let len: usize = pieces.iter().map(|piece| usize::from(*piece)).sum();
    input.take(len)?;
    let data = HEAD + pieces.len();
    Some(Page { start: 0, data, end: data + len, pieces, flags: *head.get(5)? })
}

/// Where the second packet stands: the comments.
fn second_packet(pages: &[Page]) -> Option<Vec<std::ops::Range<usize>>> {
    let mut places = Vec::new();
    let mut ended = 0;
    for page in pages {
        let mut at = page.data;
        for piece in &page.pieces {
            let next = at + usize::from(*piece);
            if ended == 1 {
                places.push(at..next);
            }
            at = next;
            if *piece < 255 {
                ended += 1;
            }
            if ended == 2 {
                return Some(places);
            }
        }
    }
    None
}

/// `OpusTags` of that length: a vendor of spaces, and no comments.
fn no_opus_tags(len: usize) -> Option<Vec<u8>> {
    let vendor = len.checked_sub(OPUS_TAGS.len() + 8)?;
    let size = u32::try_from(vendor).ok()?.to_le_bytes();
    Some([OPUS_TAGS, &size, &vec![b' '; vendor], &[0; 4]].concat())
}

/// The packet of comments of Vorbis of that length: a vendor of spaces, and no comments.
pub(super) fn no_vorbis_comments(len: usize) -> Option<Vec<u8>> {
    let vendor = len.checked_sub(7 + 4 + 4 + 1)?;
    let size = u32::try_from(vendor).ok()?.to_le_bytes();
    Some([b"\x03vorbis".as_slice(), &size, &vec![b' '; vendor], &[0, 0, 0, 0, 1]].concat())
}

/// Writes the sum of a page into it.
fn sign(page: &mut [u8]) -> Option<()> {
    page.get_mut(22..26)?.fill(0);
    let sum = page.iter().fold(0_u32, |sum, byte| {
        (0..8).fold(sum ^ (u32::from(*byte) << 24), |sum, _| {
            if sum & 0x8000_0000 == 0 { sum << 1 } else { (sum << 1) ^ 0x04c1_1db7 }
        })
    });
    page.get_mut(22..26)?.copy_from_slice(&sum.to_le_bytes());
    Some(())
}
