//! Office documents: properties and data of pictures are gone, for the rest somebody is asked.

use std::io::{Read as _, Write as _};

use liaison_protocol::file::RemainingMetadata;

use super::{
    ContentType, SECRET, clean, holds,
    pictures::{exif, jpeg_with},
};

/// An archive of parts, with times, a comment for each, and one for all. Every other part is packed.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut content, mut directory) = (Vec::new(), Vec::new());
    for (number, (name, part)) in parts.iter().enumerate() {
        let mut sum = flate2::Crc::new();
        sum.update(part);
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(part).unwrap();
        let (method, packed) =
            if number % 2 == 0 { (8_u16, packer.finish().unwrap()) } else { (0, part.to_vec()) };
        let place = content.len() as u32;
        let mut head = b"\x14\0\0\0".to_vec();
        head.extend_from_slice(&method.to_le_bytes());
        head.extend_from_slice(b"\x77\x77\x77\x77");
        head.extend_from_slice(&sum.sum().to_le_bytes());
        head.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        head.extend_from_slice(&(part.len() as u32).to_le_bytes());
        head.extend_from_slice(&(name.len() as u16).to_le_bytes());
        let extra = (SECRET.len() as u16).to_le_bytes();
        content.extend(
            [b"PK\x03\x04", head.as_slice(), &extra, name.as_bytes(), SECRET.as_bytes(), &packed].concat(),
        );
        directory.extend(
            [b"PK\x01\x02\x14\0", head.as_slice(), &extra, &extra, &[7; 8], &place.to_le_bytes()].concat(),
        );
        directory.extend([name.as_bytes(), SECRET.as_bytes(), SECRET.as_bytes()].concat());
    }
    let count = (parts.len() as u16).to_le_bytes();
    let (size, place) =
        ((directory.len() as u32).to_le_bytes(), ((content.len() + SECRET.len()) as u32).to_le_bytes());
    let comment = (SECRET.len() as u16).to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0", count.as_slice(), &count, &size, &place, &comment, SECRET.as_bytes()]
        .concat();
    [content, SECRET.into(), directory, end].concat()
}

/// A document that names its maker wherever it can.
pub(super) fn document() -> Vec<u8> {
    let photo = jpeg_with(&[(0xe1, [b"Exif\0\0", exif(6).as_slice()].concat())]);
    let secret = SECRET.as_bytes();
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("docProps/core.xml", secret),
        ("docProps/app.xml", secret),
        ("docProps/custom.xml", secret),
        ("docProps/thumbnail.jpeg", &photo),
        ("word/media/image1.jpg", &photo),
        ("word/document.xml", b"<w:document>words</w:document>"),
    ])
}

/// A part of an archive as [`clean`] writes it.
fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    let at = bytes.windows(name.len()).position(|window| window == name.as_bytes()).unwrap();
    let head = &bytes[at - 30..at];
    let len = u32::from_le_bytes(head[18..22].try_into().unwrap()) as usize;
    let packed = &bytes[at + name.len()..at + name.len() + len];
    if head[8] == 0 {
        return packed.to_vec();
    }
    let mut content = Vec::new();
    flate2::bufread::DeflateDecoder::new(packed).read_to_end(&mut content).unwrap();
    content
}

#[test]
fn an_office_document_loses_its_properties() {
    let bytes = document();
    for content_type in [ContentType::Docx, ContentType::Xlsx, ContentType::Pptx] {
        let left = clean(content_type, &bytes);
        assert_eq!(
            left.remains,
            Some(RemainingMetadata::OfficeRevisions),
            "the rest is for a person to judge"
        );
        assert!(
            !holds(&left.bytes, SECRET.as_bytes())
                && !holds(&left.bytes, b"\x77\x77")
                && !holds(&left.bytes, &[7; 8])
        );
        for name in ["core", "app", "custom"] {
            let properties = part(&left.bytes, &format!("docProps/{name}.xml"));
            assert!(properties.starts_with(b"<?xml") && !holds(&properties, SECRET.as_bytes()), "{name}");
        }
        for name in ["docProps/thumbnail.jpeg", "word/media/image1.jpg"] {
            let picture = part(&left.bytes, name);
            assert!(picture.starts_with(b"\xff\xd8") && !holds(&picture, b"Lena"), "{name}");
        }
        assert_eq!(part(&left.bytes, "word/document.xml"), b"<w:document>words</w:document>");
        assert_eq!(clean(content_type, &left.bytes).bytes, left.bytes);
    }
}

#[test]
fn an_archive_that_is_odd_is_left_alone() {
    let twice = archive(&[("word/document.xml", b"a"), ("word/document.xml", b"b")]);
    let mut encrypted = archive(&[("word/document.xml", b"a")]);
    let at = encrypted.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    encrypted[at + 8] = 1;
    let whole = document();
    for odd in [twice, encrypted, whole[..whole.len() / 2].to_vec()] {
        let left = clean(ContentType::Docx, &odd);
        assert_eq!(
            (left.remains, left.bytes.as_ref()),
            (Some(RemainingMetadata::Unreadable), odd.as_slice())
        );
    }
}
