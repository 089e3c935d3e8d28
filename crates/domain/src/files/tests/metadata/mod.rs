//! What a file knows of its maker does not get through, whatever carries it; what is seen and heard does.

mod office;
mod pictures;
mod recordings;

use std::io::Cursor;

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use liaison_protocol::file::RemainingMetadata;
use proptest::prelude::*;

use self::{
    pictures::{exif, jpeg_with, png_profile, png_with, profile, webp_with, xmp},
    recordings::{ebml, mp3_frame, mp4, mp4_box, ogg_page, webm},
};
use crate::files::{
    content_type::ContentType,
    metadata::{self, Cleaned},
};

/// What must not get through, in every place of every file.
const SECRET: &str = "Lena Fox <lena@fox.example>";

fn secret_utf16() -> Vec<u8> {
    SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn picture() -> DynamicImage {
    RgbImage::from_fn(24, 16, |x, y| Rgb([(x * 10) as u8, (y * 16) as u8, (x * y) as u8])).into()
}

fn encode(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture().write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn clean(content_type: ContentType, bytes: &[u8]) -> Cleaned {
    metadata::clean(content_type, Bytes::copy_from_slice(bytes))
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// Cleans a file that holds the secret, and gives what is left: without it, and the same when it is cleaned again.
fn cleaned(content_type: ContentType, bytes: &[u8], carrier: &str) -> Bytes {
    assert!(
        holds(bytes, SECRET.as_bytes()) || holds(bytes, &secret_utf16()),
        "{carrier}: no secret to begin with"
    );
    let left = clean(content_type, bytes);
    assert_eq!(left.remains, None, "{carrier}");
    assert!(!holds(&left.bytes, SECRET.as_bytes()), "{carrier}: {content_type:?} still says it");
    assert!(!holds(&left.bytes, &secret_utf16()), "{carrier}: {content_type:?} still says it in UTF-16");
    assert!(!holds(&left.bytes, b"lena"), "{carrier}: {content_type:?} still says a part of it");
    let again = clean(content_type, &left.bytes);
    assert_eq!(
        (again.bytes, again.remains),
        (left.bytes.clone(), None),
        "{carrier}: cleaning twice is cleaning once"
    );
    left.bytes
}

fn riff_chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    let pad = vec![0; data.len() % 2];
    [kind, &(data.len() as u32).to_le_bytes(), data, &pad].concat()
}

fn riff(kind: &[u8; 4], chunks: &[u8]) -> Vec<u8> {
    [b"RIFF", ((chunks.len() + 4) as u32).to_le_bytes().as_slice(), kind, chunks].concat()
}

#[test]
fn of_documents_and_archives_it_is_said_what_may_remain() {
    let cases = [
        (ContentType::Pdf, Some(RemainingMetadata::PdfProperties)),
        (ContentType::Docx, Some(RemainingMetadata::Unreadable)),
        (ContentType::Xlsx, Some(RemainingMetadata::Unreadable)),
        (ContentType::Pptx, Some(RemainingMetadata::Unreadable)),
        (ContentType::Zip, Some(RemainingMetadata::ArchiveContents)),
        (ContentType::Text, None),
        (ContentType::Csv, None),
    ];
    for (content_type, remains) in cases {
        let left = clean(content_type, b"anything");
        assert_eq!(
            (left.bytes.as_ref(), left.remains),
            (b"anything".as_slice(), remains),
            "{content_type:?}"
        );
    }
}

#[test]
fn a_file_that_is_cut_off_tells_nothing_and_breaks_nothing() {
    let files: Vec<(ContentType, Vec<u8>)> = vec![
        (
            ContentType::Jpeg,
            jpeg_with(&[(0xe1, [b"Exif\0\0", exif(6).as_slice()].concat()), (0xfe, SECRET.into())]),
        ),
        (
            ContentType::Png,
            png_with(&[(b"tEXt", SECRET.into()), (b"iCCP", png_profile()), (b"eXIf", exif(3))]),
        ),
        (ContentType::WebP, webp_with(&[(b"ICCP", profile()), (b"EXIF", exif(2)), (b"XMP ", xmp())])),
        (ContentType::Mp4, mp4(b"vide", b"", &mp4_box(b"udta", &[SECRET.as_bytes()]), b"")),
        (ContentType::WebM, webm(2, &ebml(b"\x12\x54\xc3\x67", &[SECRET.as_bytes()]), true)),
    ];
    for (content_type, whole) in files {
        for len in 0..whole.len() {
            let left = clean(content_type, &whole[..len]);
            let is_silent = !holds(&left.bytes, SECRET.as_bytes());
            assert!(is_silent || left.remains.is_some(), "{content_type:?} up to {len}");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_break_anything(
        content in proptest::collection::vec(any::<u8>(), 0..400),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let samples: [(ContentType, Vec<u8>); 9] = [
            (ContentType::Docx, office::document()),
            (ContentType::Jpeg, jpeg_with(&[(0xe2, [b"ICC_PROFILE\0\x01\x01", profile().as_slice()].concat())])),
            (ContentType::Png, png_with(&[(b"iCCP", png_profile())])),
            (ContentType::Gif, encode(ImageFormat::Gif)),
            (ContentType::WebP, webp_with(&[(b"ICCP", profile()), (b"EXIF", exif(6))])),
            (ContentType::Mp4, mp4(b"vide", b"", b"", b"")),
            (ContentType::WebM, webm(2, b"", true)),
            (ContentType::Mp3, (1..6).flat_map(mp3_frame).collect()),
            (ContentType::Ogg, ogg_page(2, 0, &[b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0"])),
        ];
        for (content_type, mut sample) in samples {
            let place = place.index(sample.len());
            sample[place] = byte;
            clean(content_type, &sample);
            sample.splice(place..place, content.iter().copied());
            let once = clean(content_type, &sample);
            if once.remains.is_none() {
                prop_assert_eq!(&clean(content_type, &once.bytes).bytes, &once.bytes, "{:?}", content_type);
            }
            for known in ContentType::ALL {
                clean(*known, &content);
            }
        }
    }
}
