//! Thumbnails, and pictures that would hurt.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{FileLimits, Home, bytes_of, code};
use crate::{actor::Actor, files::queries};

fn encode(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn colours(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, (x ^ y) as u8])).into()
}

fn glass(width: u32, height: u32) -> DynamicImage {
    RgbaImage::from_pixel(width, height, Rgba([200, 10, 10, 90])).into()
}

/// A PNG that claims a size and has next to no content.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend_from_slice(&[8, 6, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header.as_slice()), (b"IDAT", b"\x78\x9c\x63\0\0\0\x01\0\x01")] {
        png.extend_from_slice(&(data.len() as u32).to_be_bytes());
        let body = [kind.as_slice(), data].concat();
        png.extend_from_slice(&body);
        png.extend_from_slice(&crc32(&body).to_be_bytes());
    }
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

/// The same JPEG with an Exif block that says how the camera was held.
fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let exif = [
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation, 0, 0, 0, 0, 0, 0],
    ]
    .concat();
    let len = (exif.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &len, &exif, &jpeg[2..]].concat()
}

async fn thumbnail_of(
    home: &Home,
    actor: &Actor,
    name: &str,
    content: &[u8],
) -> ((i32, i32), (u32, u32), &'static str) {
    let file = home.upload(actor, name, content).await.unwrap().file;
    assert_eq!(file.thumbnail_url, Some(format!("/api/files/{}/thumbnail", file.id)));
    let thumbnail = queries::thumbnail(&home.app, actor, file.id).await.unwrap();
    let small = image::load_from_memory(&thumbnail.bytes).unwrap();
    ((file.width.unwrap(), file.height.unwrap()), (small.width(), small.height()), thumbnail.content_type)
}

#[tokio::test]
async fn pictures_get_a_thumbnail() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let cases = [
        ("a.png", encode(&colours(640, 480), ImageFormat::Png), (640, 480), (320, 240), "image/jpeg"),
        ("a.jpg", encode(&colours(100, 650), ImageFormat::Jpeg), (100, 650), (49, 320), "image/jpeg"),
        ("a.gif", encode(&glass(40, 30), ImageFormat::Gif), (40, 30), (40, 30), "image/png"),
        ("a.webp", encode(&glass(400, 4), ImageFormat::WebP), (400, 4), (320, 3), "image/png"),
        ("a.png", encode(&glass(9, 9), ImageFormat::Png), (9, 9), (9, 9), "image/png"),
    ];
    for (name, content, size, small, content_type) in cases {
        assert_eq!(thumbnail_of(&home, &ann, name, &content).await, (size, small, content_type), "{name}");
    }
}

#[tokio::test]
async fn a_picture_is_turned_as_the_camera_says() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let jpeg = turned(&encode(&colours(60, 20), ImageFormat::Jpeg), 6);
    assert_eq!(thumbnail_of(&home, &ann, "a.jpg", &jpeg).await, ((20, 60), (20, 60), "image/jpeg"));
}

#[tokio::test]
async fn a_picture_that_claims_too_many_pixels_is_refused() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;";
    for content in
        [claiming(50_000, 50_000), claiming(40_000_001, 1), claiming(i32::MAX as u32, 1), gif.to_vec()]
    {
        assert_eq!(code(home.upload(&ann, "bomb", &content).await), "PAYLOAD_TOO_LARGE");
        home.nothing_is_left().await;
    }
}

#[tokio::test]
async fn the_limit_of_pixels_is_the_setting() {
    let home = Home::with_limits(FileLimits { max_pixels: 1_000, ..FileLimits::default() }).await;
    let ann = Actor::Person(home.person("Ann").await);
    let fits = encode(&colours(40, 25), ImageFormat::Png);
    let large = encode(&colours(40, 26), ImageFormat::Png);
    assert_eq!(code(home.upload(&ann, "a.png", &fits).await), "taken");
    assert_eq!(code(home.upload(&ann, "a.png", &large).await), "PAYLOAD_TOO_LARGE");
}

#[tokio::test]
async fn a_picture_without_readable_header_is_refused() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    for content in [
        b"\x89PNG\r\n\x1a\nnothing".to_vec(),
        b"GIF89a".to_vec(),
        b"\xff\xd8\xff\xe0".to_vec(),
        claiming(0, 5),
    ] {
        assert_eq!(code(home.upload(&ann, "a.png", &content).await), "FILE_TYPE_REFUSED", "{content:?}");
        home.nothing_is_left().await;
    }
}

#[tokio::test]
async fn a_picture_that_cannot_be_decoded_is_a_file_without_thumbnail() {
    let home = Home::open().await;
    let ann = Actor::Person(home.person("Ann").await);
    // The claim alone is within the limit: nothing of that size is filled.
    let whole = encode(&colours(200, 200), ImageFormat::Png);
    for content in [claiming(6_000, 6_000), whole[..whole.len() / 2].to_vec()] {
        let file = home.upload(&ann, "a.png", &content).await.unwrap().file;
        assert!(file.width.is_some());
        assert_eq!(file.thumbnail_url, None);
        assert_eq!(code(queries::thumbnail(&home.app, &ann, file.id).await), "NOT_FOUND");
        let kept = bytes_of(home.download(&ann, file.id).await.unwrap()).await;
        assert!(kept.starts_with(&content[..33]), "its header is what it was");
    }
}
