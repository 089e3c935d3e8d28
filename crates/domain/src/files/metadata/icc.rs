//! Colour profiles: the numbers that make colours right are kept, descriptions, names, dates and serial numbers are not.
//! A display's own profile often bears the name of the machine and of its owner.

use super::reader::Reader;

/// Bytes of a profile at most; the largest in use, of printing, are below.
pub(super) const MAX: usize = 4 * 1024 * 1024;
const HEADER: usize = 128;
const MAX_TAGS: u32 = 100;

/// Tags that say how colours are computed.
const TAGS: &[&[u8; 4]] = &[
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad", b"lumi",
    b"cicp", b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"D2B0", b"D2B1", b"D2B2", b"B2D0",
    b"B2D1", b"B2D2", b"gamt",
];
/// Types of tags that hold numbers only.
const TYPES: &[&[u8; 4]] =
    &[b"XYZ ", b"curv", b"para", b"sf32", b"cicp", b"mft1", b"mft2", b"mAB ", b"mBA ", b"mpet"];
/// What readers of the second and of the fourth version want to find; the same for every profile.
const DESCRIPTION_2: &[u8] = b"desc\0\0\0\0\0\0\0\x04icc\0";
const DESCRIPTION_4: &[u8] = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0\x06\0\0\0\x1c\0i\0c\0c";
const COPYRIGHT_2: &[u8] = b"text\0\0\0\0\0";

/// A profile with the same colours and nothing else, or nothing when it cannot be read.
pub(super) fn clean(profile: &[u8]) -> Option<Vec<u8>> {
    if profile.len() > MAX {
        return None;
    }
    let mut header: [u8; HEADER] = profile.get(..HEADER)?.try_into().ok()?;
    if header.get(36..40)? != b"acsp" {
        return None;
    }
    let mut table = Reader::new(profile.get(HEADER..)?);
    let count = table.u32().filter(|count| *count <= MAX_TAGS)?;
    let mut tags: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    for _ in 0..count {
        let name: [u8; 4] = table.array()?;
        let (start, len) = (table.len32()?, table.len32()?);
        let data = profile.get(start..start.checked_add(len)?)?;
        if TAGS.contains(&&name)
            && tags.iter().all(|(known, _)| *known != name)
            && let Some(data) = numbers(data)
        {
            tags.push((name, data));
        }
    }
    if tags.is_empty() {
        return None;
    }
    let is_fourth = header.get(8).is_some_and(|version| *version >= 4);
    tags.push((*b"desc", if is_fourth { DESCRIPTION_4 } else { DESCRIPTION_2 }.to_vec()));
    tags.push((*b"cprt", if is_fourth { DESCRIPTION_4 } else { COPYRIGHT_2 }.to_vec()));
    // Which software, when, on which platform, for which device, by whom, and a sum of it all.
    for range in [4..8, 24..36, 40..44, 48..64, 80..128] {
        header.get_mut(range)?.fill(0);
    }
    header.get_mut(24..36)?.copy_from_slice(&[0x07, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    Some(assemble(header, &tags))
}

/// The data of a tag, when it is of a type that holds numbers only, without what follows them.
fn numbers(data: &[u8]) -> Option<Vec<u8>> {
    let kind: &[u8; 4] = data.get(..4)?.try_into().ok()?;
    if !TYPES.contains(&kind) {
        return None;
    }
    let used = match kind {
        b"XYZ " => 20,
        b"cicp" => 12,
        b"curv" => 12 + 2 * usize::try_from(u32::from_be_bytes(data.get(8..12)?.try_into().ok()?)).ok()?,
        b"para" => 12 + 4 * [1, 3, 4, 5, 7].get(usize::from(*data.get(9)?))?,
        b"sf32" => 44,
        // Tables: their parts point at each other.
        _ => data.len(),
    };
    let mut data = data.get(..used)?.to_vec();
    data.get_mut(4..8)?.fill(0);
    Some(data)
}

fn assemble(mut header: [u8; HEADER], tags: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut table = big(tags.len()).to_vec();
    let mut body = Vec::new();
    let start = HEADER + 4 + 12 * tags.len();
    for (name, data) in tags {
        table.extend_from_slice(name);
        table.extend_from_slice(&big(start + body.len()));
        table.extend_from_slice(&big(data.len()));
        body.extend_from_slice(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    if let Some(size) = header.get_mut(..4) {
        size.copy_from_slice(&big(start + body.len()));
    }
    [header.as_slice(), &table, &body].concat()
}

/// A length that is known to fit.
fn big(len: usize) -> [u8; 4] {
    u32::try_from(len).unwrap_or(u32::MAX).to_be_bytes()
}
