//! Pictures: nothing of the maker, all of the pixels.

use std::io::{Cursor, Write as _};

use image::ImageFormat;

use super::{ContentType, SECRET, clean, cleaned, encode, holds, riff, riff_chunk, secret_utf16};

fn pixels(bytes: &[u8]) -> Vec<u8> {
    image::load_from_memory(bytes).unwrap().into_rgb8().into_raw()
}

/// A TIFF block with an artist, and with the orientation that is asked for.
pub(super) fn exif(orientation: u8) -> Vec<u8> {
    let text = SECRET.as_bytes();
    let mut tiff = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend_from_slice(&[0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend_from_slice(&[0x3b, 1, 2, 0]);
    tiff.extend_from_slice(&(text.len() as u32).to_le_bytes());
    tiff.extend_from_slice(&38_u32.to_le_bytes());
    tiff.extend_from_slice(&[0; 4]);
    tiff.extend_from_slice(text);
    tiff
}

pub(super) fn xmp() -> Vec<u8> {
    format!("<x:xmpmeta><dc:creator>{SECRET}</dc:creator></x:xmpmeta>").into_bytes()
}

/// A colour profile of a display, with the name of its owner.
pub(super) fn profile() -> Vec<u8> {
    let tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", [b"desc\0\0\0\0\0\0\0\x1c", SECRET.as_bytes(), b"\0"].concat()),
        (b"cprt", [b"text\0\0\0\0", SECRET.as_bytes(), b"\0"].concat()),
        (b"dmnd", [b"mluc\0\0\0\0", secret_utf16().as_slice()].concat()),
        (b"wtpt", b"XYZ \0\0\0\0\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d".to_vec()),
        (b"rTRC", [b"curv\0\0\0\0\0\0\0\x01\x02\x33", SECRET.as_bytes()].concat()),
        (b"Lena", [b"XYZ \0\0\0\0", SECRET.as_bytes()].concat()),
    ];
    let mut header = vec![0; 128];
    header[8] = 2;
    header[12..24].copy_from_slice(b"mntrRGB XYZ ");
    header[36..40].copy_from_slice(b"acsp");
    header[80..84].copy_from_slice(b"lena");
    let (mut table, mut body) = ((tags.len() as u32).to_be_bytes().to_vec(), Vec::new());
    for (name, data) in &tags {
        table.extend_from_slice(*name);
        table.extend_from_slice(&((132 + 12 * tags.len() + body.len()) as u32).to_be_bytes());
        table.extend_from_slice(&(data.len() as u32).to_be_bytes());
        body.extend_from_slice(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    [header, table, body].concat()
}

/// A JPEG with segments behind its beginning.
pub(super) fn jpeg_with(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let plain = encode(ImageFormat::Jpeg);
    let mut bytes = plain[..2].to_vec();
    for (marker, payload) in segments {
        bytes.extend_from_slice(&[0xff, *marker]);
        bytes.extend_from_slice(&(payload.len() as u16 + 2).to_be_bytes());
        bytes.extend_from_slice(payload);
    }
    [bytes, plain[2..].to_vec()].concat()
}

#[test]
fn a_jpeg_says_nothing_of_its_maker() {
    let plain = encode(ImageFormat::Jpeg);
    let secret = SECRET.as_bytes();
    let mpf = [plain.as_slice(), &jpeg_with(&[(0xfe, secret.to_vec())])].concat();
    let mut before_end = plain.clone();
    let end = before_end.len() - 2;
    before_end.splice(end..end, [&[0xff, 0xfe, 0, 2 + secret.len() as u8], secret].concat());
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("exif", jpeg_with(&[(0xe1, [b"Exif\0\0", exif(1).as_slice()].concat())])),
        ("xmp", jpeg_with(&[(0xe1, [b"http://ns.adobe.com/xap/1.0/\0", xmp().as_slice()].concat())])),
        (
            "extended xmp",
            jpeg_with(&[(0xe1, [b"http://ns.adobe.com/xmp/extension/\0", xmp().as_slice()].concat())]),
        ),
        ("iptc", jpeg_with(&[(0xed, [b"Photoshop 3.0\x008BIM\x04\x04\0\0", secret].concat())])),
        ("comment", jpeg_with(&[(0xfe, secret.to_vec())])),
        ("mpf", jpeg_with(&[(0xe2, [b"MPF\0", secret].concat())])),
        ("flashpix", jpeg_with(&[(0xe2, [b"FPXR\0", secret].concat())])),
        ("jfif thumbnail", jpeg_with(&[(0xe0, [b"JFIF\0\x01\x02\0\0\x01\0\x01\x03\x03", secret].concat())])),
        ("jfxx", jpeg_with(&[(0xe0, [b"JFXX\0\x10", secret].concat())])),
        ("adobe", jpeg_with(&[(0xee, [b"Adobe\0\x64\0\0\0\0\x01", secret].concat())])),
        (
            "any application",
            jpeg_with(&[(0xeb, secret.to_vec()), (0xef, secret.to_vec()), (0xf7, secret.to_vec())]),
        ),
        ("jfif with more", jpeg_with(&[(0xe0, [b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0", secret].concat())])),
        ("profile", jpeg_with(&[(0xe2, [b"ICC_PROFILE\0\x01\x01", profile().as_slice()].concat())])),
        ("between segments", [&plain[..2], secret, &plain[2..]].concat()),
        ("behind the end", [plain.as_slice(), secret].concat()),
        ("a second picture", mpf),
        ("a page behind the end", [plain.as_slice(), b"<html>", secret].concat()),
        ("a comment behind the scan", before_end),
    ];
    for (carrier, bytes) in cases {
        let left = cleaned(ContentType::Jpeg, &bytes, carrier);
        assert_eq!(pixels(&left), pixels(&plain), "{carrier}");
    }
}

#[test]
fn a_turned_picture_stays_turned() {
    for format in [ContentType::Jpeg, ContentType::Png, ContentType::WebP] {
        let bytes = match format {
            ContentType::Jpeg => jpeg_with(&[(0xe1, [b"Exif\0\0", exif(6).as_slice()].concat())]),
            ContentType::Png => png_with(&[(b"eXIf", exif(6))]),
            _ => webp_with(&[(b"EXIF", exif(6))]),
        };
        let left = cleaned(format, &bytes, "orientation");
        let reader = image::ImageReader::new(Cursor::new(&left)).with_guessed_format().unwrap();
        let mut decoder = reader.into_decoder().unwrap();
        let orientation = image::ImageDecoder::orientation(&mut decoder).unwrap();
        assert_eq!(orientation, image::metadata::Orientation::Rotate90, "{format:?}");
    }
}

#[test]
fn colours_keep_their_profile_and_lose_its_words() {
    let wanted = b"XYZ \0\0\0\0\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d";
    let jpeg = jpeg_with(&[(0xe2, [b"ICC_PROFILE\0\x01\x01", profile().as_slice()].concat())]);
    assert!(holds(&cleaned(ContentType::Jpeg, &jpeg, "profile"), wanted));
    let webp = webp_with(&[(b"ICCP", profile())]);
    assert!(holds(&cleaned(ContentType::WebP, &webp, "profile"), wanted));
    let left = clean(ContentType::Png, &png_with(&[(b"iCCP", png_profile())])).bytes;
    let mut decoder = image::codecs::png::PngDecoder::new(Cursor::new(&left)).unwrap();
    let found = image::ImageDecoder::icc_profile(&mut decoder).unwrap().unwrap();
    assert!(holds(&found, wanted) && !holds(&found, b"Lena") && !holds(&found, b"lena"));
}

pub(super) fn png_profile() -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(
        [SECRET.as_bytes(), b"\0\0"].concat(),
        flate2::Compression::default(),
    );
    out.write_all(&profile()).unwrap();
    out.finish().unwrap()
}

fn png_chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(data);
    [&(data.len() as u32).to_be_bytes(), kind, data, &sum.sum().to_be_bytes()].concat()
}

/// A PNG with chunks behind its header.
pub(super) fn png_with(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let plain = encode(ImageFormat::Png);
    let more: Vec<u8> = chunks.iter().flat_map(|(kind, data)| png_chunk(*kind, data)).collect();
    [&plain[..33], &more, &plain[33..]].concat()
}

#[test]
fn a_png_says_nothing_of_its_maker() {
    let plain = encode(ImageFormat::Png);
    let secret = SECRET.as_bytes();
    let text = |key: &str| [key.as_bytes(), b"\0", secret].concat();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("text", png_with(&[(b"tEXt", text("Author"))])),
        ("compressed text", png_with(&[(b"zTXt", text("Author\0"))])),
        ("international text", png_with(&[(b"iTXt", text("XML:com.adobe.xmp\0\0\0\0"))])),
        ("exif", png_with(&[(b"eXIf", exif(1))])),
        ("time", png_with(&[(b"tIME", secret[..7].to_vec()), (b"tEXt", text("x"))])),
        ("palette with a name", png_with(&[(b"sPLT", text("palette"))])),
        ("an unknown chunk", png_with(&[(b"leNa", secret.to_vec())])),
        ("offsets and scales", png_with(&[(b"oFFs", secret.to_vec()), (b"sCAL", secret.to_vec())])),
        ("a long chunk of a short kind", png_with(&[(b"gAMA", secret.to_vec()), (b"pHYs", secret.to_vec())])),
        ("the name of the profile", png_with(&[(b"iCCP", png_profile())])),
        ("two of a kind", png_with(&[(b"sRGB", vec![0]), (b"sRGB", secret.to_vec())])),
        ("behind the end", [plain.as_slice(), secret].concat()),
        ("an archive behind the end", [plain.as_slice(), b"PK\x03\x04", secret].concat()),
    ];
    for (carrier, bytes) in cases {
        let left = cleaned(ContentType::Png, &bytes, carrier);
        assert_eq!(pixels(&left), pixels(&plain), "{carrier}");
    }
    let animated = png_with(&[(b"acTL", vec![0, 0, 0, 1, 0, 0, 0, 0]), (b"tEXt", text("Author"))]);
    assert!(holds(&cleaned(ContentType::Png, &animated, "animation"), b"acTL"));
}

#[test]
fn a_gif_says_nothing_of_its_maker() {
    let plain = encode(ImageFormat::Gif);
    let secret = SECRET.as_bytes();
    let at = 13 + if plain[10] & 0x80 == 0 { 0 } else { 3 << ((plain[10] & 7) + 1) };
    let with = |extension: &[u8]| [&plain[..at], extension, &plain[at..]].concat();
    let block = [&[secret.len() as u8], secret, &[0]].concat();
    let rounds = b"!\xff\x0bNETSCAPE2.0\x03\x01\x05\0\0";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("comment", with(&[b"!\xfe", block.as_slice()].concat())),
        ("application", with(&[b"!\xff\x0bXMP DataXMP", block.as_slice()].concat())),
        ("application that repeats", with(&[b"!\xff\x0bNETSCAPE2.0", block.as_slice()].concat())),
        ("plain text", with(&[b"!\x01\x0cabcdefghijkl", block.as_slice()].concat())),
        ("control", with(&[b"!\xf9", block.as_slice()].concat())),
        ("unknown", with(&[b"!\x42", block.as_slice()].concat())),
        ("behind the end", [plain.as_slice(), secret].concat()),
    ];
    for (carrier, bytes) in cases {
        let left = cleaned(ContentType::Gif, &bytes, carrier);
        assert_eq!(pixels(&left), pixels(&plain), "{carrier}");
    }
    assert!(holds(&clean(ContentType::Gif, &with(rounds)).bytes, rounds), "it is repeated as often");
}

/// A WebP of the extended form with chunks behind its picture, or before it for a profile.
pub(super) fn webp_with(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let plain = encode(ImageFormat::WebP);
    let flags = chunks.iter().fold(0, |flags, (kind, _)| match *kind {
        b"EXIF" => flags | 8,
        b"XMP " => flags | 4,
        b"ICCP" => flags | 0x20,
        _ => flags,
    });
    let mut body = riff_chunk(b"VP8X", &[flags, 0, 0, 0, 23, 0, 0, 15, 0, 0]);
    for (kind, data) in chunks.iter().filter(|(kind, _)| *kind == b"ICCP") {
        body.extend(riff_chunk(*kind, data));
    }
    body.extend_from_slice(&plain[12..]);
    for (kind, data) in chunks.iter().filter(|(kind, _)| *kind != b"ICCP") {
        body.extend(riff_chunk(*kind, data));
    }
    riff(b"WEBP", &body)
}

#[test]
fn a_webp_says_nothing_of_its_maker() {
    let plain = encode(ImageFormat::WebP);
    let secret = SECRET.as_bytes();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("exif", webp_with(&[(b"EXIF", exif(1))])),
        ("xmp", webp_with(&[(b"XMP ", xmp())])),
        ("profile", webp_with(&[(b"ICCP", profile())])),
        ("unknown", webp_with(&[(b"LENA", secret.to_vec())])),
        ("a second picture", webp_with(&[(b"VP8L", secret.to_vec())])),
        ("simple form with more", riff(b"WEBP", &[&plain[12..], &riff_chunk(b"EXIF", &exif(1))].concat())),
        ("behind the end", [plain.as_slice(), secret].concat()),
    ];
    for (carrier, bytes) in cases {
        let left = cleaned(ContentType::WebP, &bytes, carrier);
        assert_eq!(pixels(&left), pixels(&plain), "{carrier}");
    }
}
