//! WebM: elements that a player does not need become voids of zeros, where they stand, so that every position in the
//! file stays true.

use super::ogg::no_vorbis_comments;

const VOID: u8 = 0xec;
const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1f43_b675;
const INFO: u32 = 0x1549_a966;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK_TYPE: u32 = 0x83;
const CODEC_ID: u32 = 0x86;
const CODEC_PRIVATE: u32 = 0x63a2;
/// Compressed data.
const DATA: [u32; 3] = [0xa3, 0xa1, 0xa5];
/// Type of the document, language.
const WORDS: [u32; 2] = [0x4282, 0x22_b59c];
/// Whose private data holds numbers only.
const CODECS: [&[u8]; 7] =
    [b"V_VP8", b"V_VP9", b"V_AV1", b"V_MPEG4/ISO/AVC", b"V_MPEGH/ISO/HEVC", b"A_OPUS", b"A_VORBIS"];
/// Names of programs, which the format demands: they are emptied.
const APPS: [u32; 2] = [0x4d80, 0x5741];
const CONTENT_ENCODINGS: u32 = 0x6d80;
const EBML: u32 = 0x1a45_dfa3;

/// Elements that hold others.
const PARENTS: &[u32] = &[
    EBML,
    SEGMENT,
    CLUSTER,
    INFO,
    TRACKS,
    0x114d_9b74,
    0x4dbb,
    0xae,
    0xe0,
    0x55b0,
    0x55d0,
    0xe1,
    0xa0,
    0x75a1,
    0xa6,
    0x1c53_bb6b,
    0xbb,
    0xb7,
];
/// Elements with numbers, with compressed data, or with a name out of a list.
const LEAVES: &[u32] = &[
    // Head, places of others, scale and duration.
    0x4286,
    0x42f7,
    0x42f2,
    0x42f3,
    0x4282,
    0x4287,
    0x4285,
    0x53ab,
    0x53ac,
    0x2a_d7b1,
    0x4489,
    // Tracks.
    0xd7,
    0x73c5,
    TRACK_TYPE,
    0xb9,
    0x88,
    0x55aa,
    0x9c,
    0x6de7,
    0x6df8,
    0x23_e383,
    0x23_314f,
    0x55ee,
    0x22_b59c,
    CODEC_ID,
    CODEC_PRIVATE,
    0xaa,
    0x56aa,
    0x56bb,
    // Pictures.
    0x9a,
    0x9d,
    0x53b8,
    0x53c0,
    0xb0,
    0xba,
    0x54aa,
    0x54bb,
    0x54cc,
    0x54dd,
    0x54b0,
    0x54ba,
    0x54b2,
    0x55b1,
    0x55b2,
    0x55b3,
    0x55b4,
    0x55b5,
    0x55b6,
    0x55b7,
    0x55b8,
    0x55b9,
    0x55ba,
    0x55bb,
    0x55bc,
    0x55bd,
    0x55d1,
    0x55d2,
    0x55d3,
    0x55d4,
    0x55d5,
    0x55d6,
    0x55d7,
    0x55d8,
    0x55d9,
    0x55da,
    // Sound.
    0xb5,
    0x78b5,
    0x9f,
    0x6264,
    // Clusters.
    0xe7,
    0xa7,
    0xab,
    0xa3,
    0xa1,
    0x9b,
    0xfb,
    0x75a2,
    0xee,
    0xa5,
    // Where to jump to.
    0xb3,
    0xf7,
    0xf1,
    0xf0,
    0xb2,
    0x5378,
];

#[derive(Default)]
struct Found {
    has_tracks: bool,
    has_other_tracks: bool,
}

struct Element {
    id: u32,
    /// Bytes of id and size.
    head: usize,
    /// Bytes of the content; absent when it goes on until something begins that cannot be in it.
    len: Option<usize>,
}

/// The film or sound without whatever tells of its maker, and whether it has tracks that cannot be judged; nothing
/// when it is no such file.
pub(super) fn clean(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut out = bytes.to_vec();
    let mut found = Found::default();
    let end = walk(&mut out, 0, &mut found)?;
    out.truncate(end);
    found.has_tracks.then_some((out, found.has_other_tracks))
}

/// Goes through the elements, and tells where what can be read ends. Elements of unknown size are entered as if their
/// content stood beside them: nothing in them means anything else outside.
fn walk(content: &mut [u8], depth: usize, found: &mut Found) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = content.get_mut(at..).filter(|rest| !rest.is_empty()) {
        let Some(element) = element(rest) else { return (depth == 0).then_some(at) };
        let Element { id, head, len } = element;
        let Some(len) = len else {
            if !matches!(id, SEGMENT | CLUSTER) {
                return None;
            }
            at += head;
            continue;
        };
        let is_cut = rest.len() < head + len;
        if is_cut && (depth > 0 || !matches!(id, SEGMENT | CLUSTER)) {
            // A recording that was cut off ends with its last whole element.
            return (depth == 0).then_some(at);
        }
        let (whole, _) = rest.split_at_mut((head + len).min(rest.len()));
        let size = whole.len();
        if PARENTS.contains(&id) {
            found.has_tracks |= id == TRACKS;
            if depth > 8 {
                return None;
            }
            if is_cut {
                at += head;
                continue;
            }
            walk(whole.get_mut(head..)?, depth + 1, found)?;
        } else if APPS.contains(&id) {
            whole.get_mut(head..)?.fill(0);
        } else if LEAVES.contains(&id) {
            leaf(id, whole.get_mut(head..)?, found)?;
        } else if id == CONTENT_ENCODINGS {
            // Compressed or encrypted: no part of WebM, and not to be judged.
            return None;
        } else {
            void(whole)?;
        }
        at += size;
    }
    Some(at)
}

fn leaf(id: u32, content: &mut [u8], found: &mut Found) -> Option<()> {
    match id {
        TRACK_TYPE => found.has_other_tracks |= !matches!(content, [1 | 2]),
        CODEC_ID => found.has_other_tracks |= !CODECS.iter().any(|codec| content.starts_with(codec)),
        CODEC_PRIVATE if is_laced_vorbis(content) => vorbis(content)?,
        CODEC_PRIVATE => {}
        _ if DATA.contains(&id) => {}
        _ if WORDS.contains(&id) && content.len() <= 16 => {}
        // A number has eight bytes at most.
        _ if content.len() > 8 => content.fill(0),
        _ => {}
    }
    Some(())
}

/// Three packets behind each other, the second of them comments.
fn is_laced_vorbis(content: &[u8]) -> bool {
    content.first() == Some(&2) && content.windows(7).any(|window| window == b"\x03vorbis")
}

fn vorbis(content: &mut [u8]) -> Option<()> {
    let mut at = 1;
    let mut lens = [0_usize; 2];
    for len in &mut lens {
        loop {
            let byte = *content.get(at)?;
            at += 1;
            *len += usize::from(byte);
            if byte < 255 {
                break;
            }
        }
    }
    let [first, second] = lens;
    let comments = content.get_mut(at + first..at + first + second)?;
    comments.copy_from_slice(&no_vorbis_comments(second)?);
    Some(())
}

fn element(bytes: &[u8]) -> Option<Element> {
    let first = *bytes.first()?;
    let id_len = usize::try_from(first.leading_zeros()).ok()? + 1;
    if id_len > 4 {
        return None;
    }
    let id = bytes.get(..id_len)?.iter().fold(0, |id, byte| (id << 8) | u32::from(*byte));
    let first = *bytes.get(id_len)?;
    let size_len = usize::try_from(first.leading_zeros()).ok()? + 1;
    if size_len > 8 {
        return None;
    }
    let digits = bytes.get(id_len..id_len + size_len)?;
    let mark = 1_u64 << (7 * size_len);
    let len = digits.iter().fold(0_u64, |len, byte| (len << 8) | u64::from(*byte)) & (mark - 1);
    let len = if len == mark - 1 { None } else { Some(usize::try_from(len).ok()?) };
    Some(Element { id, head: id_len + size_len, len })
}

/// Makes an element a void of the same length.
fn void(whole: &mut [u8]) -> Option<()> {
    let size = whole.len();
    whole.fill(0);
    *whole.first_mut()? = VOID;
    if size <= 128 {
        *whole.get_mut(1)? = 0x80 | u8::try_from(size - 2).ok()?;
    } else {
        let len = u64::try_from(size - 9).ok()? | (1 << 56);
        whole.get_mut(1..9)?.copy_from_slice(&len.to_be_bytes());
    }
    Some(())
}
