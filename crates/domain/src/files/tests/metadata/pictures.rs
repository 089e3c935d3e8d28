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

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A stored block of zlib, so that its bytes can be found.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::none());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// The kind of a chunk of a PNG, and its data.
type Chunk = (&'static [u8; 4], Vec<u8>);

/// A PNG of 24 to 16 pixels with these chunks behind its header.
fn png_of(colour: u8, depth: u8, chunks: &[Chunk]) -> Vec<u8> {
    let mut header = encode(ImageFormat::Png)[16..29].to_vec();
    header[8..10].copy_from_slice(&[depth, colour]);
    let all = [&[(b"IHDR", header)], chunks, &[(b"IEND", vec![])]].concat();
    let chunks = all.iter().flat_map(|(kind, data)| png_chunk(*kind, data));
    b"\x89PNG\r\n\x1a\n".iter().copied().chain(chunks).collect()
}

#[test]
fn the_pixels_of_a_png_carry_nothing_else() {
    let secret = SECRET.as_bytes();
    let rows = vec![0; 16 * (1 + 24 * 3)];
    let stream = deflated(&rows);
    let (first, second) = stream.split_at(9);
    let plain = png_of(2, 8, &[(b"IDAT", stream.clone())]);
    let idat = |data: &[u8]| (b"IDAT", data.to_vec());
    let cases: Vec<(&str, Vec<Chunk>)> = vec![
        ("behind the stream", vec![idat(&[stream.as_slice(), secret].concat())]),
        ("a chunk behind the stream", vec![idat(&stream), idat(secret)]),
        ("a chunk behind others", vec![idat(first), idat(second), idat(b""), idat(secret), idat(secret)]),
        ("behind the stream of several chunks", vec![idat(first), idat(&[second, secret].concat())]),
        ("a second stream", vec![idat(&stream), (b"pHYs", vec![0; 9]), idat(&stored(secret))]),
        ("more rows than the picture has", vec![idat(&stored(&[rows.as_slice(), secret].concat()))]),
        ("many more", vec![idat(&stored(&[&rows, secret, &vec![9; 300_000]].concat()))]),
        (
            "a palette of colours that are there",
            vec![(b"PLTE", secret[..24].to_vec()), (b"tEXt", secret.to_vec()), idat(&stream)],
        ),
        (
            "frames of no animation",
            vec![idat(&stream), (b"fcTL", secret[..26].to_vec()), (b"fdAT", secret.to_vec())],
        ),
        (
            "frames without control",
            vec![(b"acTL", vec![0, 0, 0, 9, 0, 0, 0, 0]), idat(&stream), (b"fdAT", secret.to_vec())],
        ),
        (
            "a control that no frame follows",
            vec![
                (b"acTL", vec![0, 0, 0, 9, 0, 0, 0, 0]),
                idat(&stream),
                (b"fcTL", secret[..26].to_vec()),
                (b"tEXt", secret.to_vec()),
            ],
        ),
    ];
    for (carrier, chunks) in cases {
        let left = cleaned(ContentType::Png, &png_of(2, 8, &chunks), carrier);
        assert_eq!(pixels(&left), pixels(&plain), "{carrier}");
        assert!(!holds(&left, b"PLTE") && !holds(&left, b"fcTL") && !holds(&left, b"Fox"), "{carrier}");
    }
    // Interlaced, and of few bits: no pixel is lost.
    for (colour, depth) in [(0, 1), (0, 16), (2, 16), (3, 4), (4, 8), (6, 8)] {
        for interlaced in [0, 1] {
            let channels = [1, 0, 3, 1, 2, 0, 4][usize::from(colour)];
            let row = |width: usize| 1 + (width * channels * usize::from(depth)).div_ceil(8);
            let len = match interlaced {
                0 => 16 * row(24),
                _ => {
                    2 * row(3)
                        + 2 * row(3)
                        + 2 * row(6)
                        + 4 * row(6)
                        + 4 * row(12)
                        + 8 * row(12)
                        + 8 * row(24)
                }
            };
            let stream = deflated(&vec![0; len]);
            let palette = if colour == 3 { vec![(b"PLTE", vec![5; 48])] } else { vec![] };
            let mut bytes = png_of(colour, depth, &[palette, vec![(b"IDAT", stream.clone())]].concat());
            bytes[28] = interlaced;
            let sum = {
                let mut sum = flate2::Crc::new();
                sum.update(&bytes[12..29]);
                sum.sum().to_be_bytes()
            };
            bytes[29..33].copy_from_slice(&sum);
            assert_eq!(clean(ContentType::Png, &bytes).bytes, bytes, "{colour} {depth} {interlaced}");
            pixels(&bytes);
        }
    }
}

#[test]
fn the_frames_of_a_png_carry_nothing_else() {
    let secret = SECRET.as_bytes();
    let stream = deflated(&vec![0; 16 * (1 + 24 * 3)]);
    let control = |number: u8| {
        let mut control = vec![0; 26];
        (control[3], control[7], control[11]) = (number, 24, 16);
        (b"fcTL", control)
    };
    let pixels = |number: u8, data: &[u8]| (b"fdAT", [&[0, 0, 0, number], data].concat());
    let begin = [(b"acTL", vec![0, 0, 0, 2, 0, 0, 0, 0]), control(0), (b"IDAT", stream.clone())];
    let plain = png_of(2, 8, &[&begin[..], &[control(1), pixels(2, &stream)]].concat());
    assert_eq!(clean(ContentType::Png, &plain).bytes, plain);
    let with_tail = [stream.as_slice(), secret].concat();
    for (carrier, chunks) in [
        ("behind the stream", vec![control(1), pixels(2, &with_tail)]),
        ("a chunk behind the stream", vec![control(1), pixels(2, &stream), pixels(3, secret)]),
        ("a frame too many", vec![control(1), pixels(2, &stream), control(3), pixels(4, &stored(secret))]),
        ("pixels again", vec![control(1), pixels(2, &stream), (b"tEXt", secret.to_vec()), pixels(3, secret)]),
    ] {
        let bytes = png_of(2, 8, &[&begin[..], &chunks].concat());
        assert_eq!(cleaned(ContentType::Png, &bytes, carrier), plain, "{carrier}");
    }
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

#[test]
fn the_pixels_of_a_gif_carry_nothing_else() {
    let secret = SECRET.as_bytes();
    // Of few and of many colours, so that codes of all lengths come and the table of codes is full more than once.
    for (width, height, colours) in [(1, 1, 2), (24, 16, 3), (300, 200, 256), (640, 480, 16)] {
        let noise = |x: u32, y: u32| {
            let n = (x ^ (y << 3)).wrapping_mul(2_654_435_761).rotate_left(y % 13) % colours;
            image::Rgb([(n * 255 / colours) as u8, (n % 7) as u8, 0])
        };
        let picture = image::DynamicImage::from(image::RgbImage::from_fn(width, height, noise));
        let mut plain = Vec::new();
        picture.write_to(&mut Cursor::new(&mut plain), ImageFormat::Gif).unwrap();
        let left = clean(ContentType::Gif, &plain).bytes;
        assert_eq!(pixels(&left), pixels(&plain), "{width} x {height}");
        assert!(left.len() + 16 >= plain.len(), "{width} x {height}: nothing is lost");
        // The last block of data is followed by an empty one and the end.
        let end = plain.len() - 2;
        let more = [&plain[..end], &[secret.len() as u8], secret, &plain[end..]].concat();
        assert_eq!(cleaned(ContentType::Gif, &more, "behind the last pixel"), left, "{width} x {height}");
    }
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
