//! Office documents (docx, xlsx, pptx): an archive of parts. Properties are emptied and pictures cleaned, and the
//! archive itself says nothing of when and where it was packed. What stands in the other parts (comments, tracked
//! changes, names of editors, paths) is not understood well enough to claim that nothing is left.

use std::io::{Read, Write};

use flate2::{Compression, bufread::DeflateDecoder, write::DeflateEncoder};

use super::{gif, jpeg, png, reader::Reader};

const MAX_PARTS: u16 = 5_000;
/// Bytes of one part that is looked into, unpacked.
const MAX_PART: u64 = 32 * 1024 * 1024;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const IS_ENCRYPTED: u16 = 1;
/// The name is in UTF-8.
const IS_UTF8: u16 = 0x0800;
/// The first day that can be written.
const NO_TIME: [u8; 4] = [0, 0, 0x21, 0];

const CORE: &[u8] = br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"#;
const APP: &[u8] = br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"#;
const CUSTOM: &[u8] = br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"#;

/// A part as it stands in the archive.
struct Part<'a> {
    name: &'a [u8],
    flags: u16,
    method: u16,
    sum: u32,
    size: u32,
    packed: &'a [u8],
}

/// The document without its properties; nothing when it is no such archive.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = Archive::default();
    for part in parts(bytes)? {
        match replaced(&part) {
            Some(content) => archive.add_content(&part, &content)?,
            None => archive.add(&part)?,
        }
    }
    archive.finish()
}

/// What a part becomes, when it does not stay what it is.
fn replaced(part: &Part<'_>) -> Option<Vec<u8>> {
    let name = part.name.to_ascii_lowercase();
    let is_picture = name.starts_with(b"docprops/") || name.windows(7).any(|folder| folder == b"/media/");
    match name.as_slice() {
        b"docprops/core.xml" => Some(CORE.to_vec()),
        b"docprops/app.xml" => Some(APP.to_vec()),
        b"docprops/custom.xml" => Some(CUSTOM.to_vec()),
        name if is_picture && (name.ends_with(b".jpg") || name.ends_with(b".jpeg")) => {
            jpeg::clean(&part.unpack()?)
        }
        name if is_picture && name.ends_with(b".png") => png::clean(&part.unpack()?),
        name if is_picture && name.ends_with(b".gif") => gif::clean(&part.unpack()?),
        _ => None,
    }
}

impl Part<'_> {
    fn unpack(&self) -> Option<Vec<u8>> {
        if self.method == STORED {
            return Some(self.packed.to_vec());
        }
        let mut content = Vec::new();
        DeflateDecoder::new(self.packed).take(MAX_PART).read_to_end(&mut content).ok()?;
        (content.len() == usize::try_from(self.size).ok()?).then_some(content)
    }
}

/// The parts that the directory at the end names; what it does not name is left out.
fn parts(bytes: &[u8]) -> Option<Vec<Part<'_>>> {
    // At most a comment of 65,535 bytes follows.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let end = from + bytes.get(from..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let mut end = Reader::new(bytes.get(end + 10..)?);
    let count = end.u16_le().filter(|count| *count <= MAX_PARTS)?;
    let _size = end.u32_le()?;
    let mut directory = Reader::new(bytes.get(end.len32_le()?..)?);
    let mut parts: Vec<Part<'_>> = Vec::new();
    for _ in 0..count {
        let mut head = Reader::new(directory.take(46).filter(|head| head.starts_with(b"PK\x01\x02"))?);
        head.take(8)?;
        let (flags, method) = (head.u16_le()?, head.u16_le()?);
        head.take(4)?;
        let (sum, packed, size) = (head.u32_le()?, head.len32_le()?, head.u32_le()?);
        let lens = [head.u16_le()?, head.u16_le()?, head.u16_le()?].map(usize::from);
        head.take(8)?;
        let local = head.len32_le()?;
        let [name, extra, comment] = lens;
        let name = directory.take(name)?;
        directory.take(extra + comment)?;
        if flags & IS_ENCRYPTED != 0 || !matches!(method, STORED | DEFLATED) {
            return None;
        }
        if parts.iter().any(|known| known.name == name) {
            return None;
        }
        let mut local = Reader::new(bytes.get(local..)?);
        let head = local.take(30).filter(|head| head.starts_with(b"PK\x03\x04"))?;
        let mut lens = Reader::new(head.get(26..)?);
        local.take(usize::from(lens.u16_le()?) + usize::from(lens.u16_le()?))?;
        let packed = local.take(packed)?;
        parts.push(Part { name, flags, method, sum, size, packed });
    }
    Some(parts)
}

/// A new archive.
#[derive(Default)]
struct Archive {
    content: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    /// Adds a part with other content.
    fn add_content(&mut self, part: &Part<'_>, content: &[u8]) -> Option<()> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(content).ok()?;
        let mut sum = flate2::Crc::new();
        sum.update(content);
        let packed = packer.finish().ok()?;
        let size = u32::try_from(content.len()).ok()?;
        self.add(&Part { method: DEFLATED, sum: sum.sum(), size, packed: &packed, ..*part })
    }

    /// Adds a part as it is packed, without its time and whatever else was noted of it.
    fn add(&mut self, part: &Part<'_>) -> Option<()> {
        let place = u32::try_from(self.content.len()).ok()?;
        let mut head = Vec::with_capacity(26);
        head.extend_from_slice(&20_u16.to_le_bytes());
        head.extend_from_slice(&(part.flags & IS_UTF8).to_le_bytes());
        head.extend_from_slice(&part.method.to_le_bytes());
        head.extend_from_slice(&NO_TIME);
        head.extend_from_slice(&part.sum.to_le_bytes());
        head.extend_from_slice(&u32::try_from(part.packed.len()).ok()?.to_le_bytes());
        head.extend_from_slice(&part.size.to_le_bytes());
        head.extend_from_slice(&u16::try_from(part.name.len()).ok()?.to_le_bytes());
        head.extend_from_slice(&[0; 2]);
        self.content.extend_from_slice(&[b"PK\x03\x04", head.as_slice(), part.name, part.packed].concat());
        self.directory
            .extend_from_slice(&[b"PK\x01\x02".as_slice(), &20_u16.to_le_bytes(), &head, &[0; 10]].concat());
        self.directory.extend_from_slice(&place.to_le_bytes());
        self.directory.extend_from_slice(part.name);
        self.count = self.count.checked_add(1)?;
        Some(())
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        let place = u32::try_from(self.content.len()).ok()?.to_le_bytes();
        let size = u32::try_from(self.directory.len()).ok()?.to_le_bytes();
        let count = self.count.to_le_bytes();
        self.content.extend_from_slice(&self.directory);
        self.content.extend_from_slice(
            &[b"PK\x05\x06\0\0\0\0", count.as_slice(), &count, &size, &place, &[0; 2]].concat(),
        );
        Some(self.content)
    }
}
