//! True, false and spoofed types.

use crate::files::content_type::{ContentType, TextCheck};

fn detect(content: &[u8], name: &str, declared: Option<&str>) -> String {
    match ContentType::detect(content, name, declared) {
        Ok(found) => found.as_str().to_owned(),
        Err(error) => error.code().as_str().to_owned(),
    }
}

fn zip(first_entry: &str) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.resize(30, 0);
    bytes.extend_from_slice(first_entry.as_bytes());
    bytes.extend_from_slice(&[0; 64]);
    bytes
}

fn webm() -> Vec<u8> {
    let mut bytes = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm".to_vec();
    bytes.resize(300, 0);
    bytes
}

#[test]
fn the_content_decides_and_neither_name_nor_claim() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
    let mp4 = b"\0\0\0\x20ftypisom\0\0\x02\0".as_slice();
    let m4a = b"\0\0\0\x20ftypM4A \0\0\x02\0".as_slice();
    let refused = "FILE_TYPE_REFUSED";
    let cases: &[(&[u8], &str, Option<&str>, &str)] = &[
        (png, "a.png", Some("image/png"), "image/png"),
        (png, "a.pdf", Some("text/html"), "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.jpg", None, "image/jpeg"),
        (b"GIF89a\x01\0\x01\0", "a", None, "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", None, "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a", None, "audio/wav"),
        (b"%PDF-1.7\n", "a.pdf", None, "application/pdf"),
        (b"ID3\x04\0\0", "a.mp3", None, "audio/mpeg"),
        (b"OggS\0\x02", "a.ogg", None, "audio/ogg"),
        (mp4, "a.mp4", None, "video/mp4"),
        (mp4, "voice", Some("audio/mp4"), "audio/mp4"),
        (mp4, "a.mp4", Some("text/html"), "video/mp4"),
        (m4a, "a.m4a", Some("video/mp4"), "audio/mp4"),
        (&webm(), "a.webm", None, "video/webm"),
        (&webm(), "voice.webm", Some("audio/webm;codecs=opus"), "audio/webm"),
        (&zip("photos/1.png"), "a.zip", None, "application/zip"),
        (&zip("photos/1.png"), "a.docx", None, "application/zip"),
        (
            &zip("word/document.xml"),
            "a.docx",
            None,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            &zip("[Content_Types].xml"),
            "a.xlsx",
            None,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (&zip("META-INF/MANIFEST.MF"), "a.zip", None, refused),
        (&zip("mimetypeapplication/epub+zip"), "a.zip", None, refused),
        (b"hello", "a.txt", None, "text/plain; charset=utf-8"),
        (b"hello", "a.png", Some("image/png"), "text/plain; charset=utf-8"),
        (b"\xef\xbb\xbfa;b\n", "a.csv", None, "text/csv; charset=utf-8"),
        (b"a;b\n", "a", Some("text/csv"), "text/csv; charset=utf-8"),
        (b"<3 and <bob@example.org>", "a.txt", None, "text/plain; charset=utf-8"),
        ("grüße".as_bytes(), "a.txt", None, "text/plain; charset=utf-8"),
        (b"gr\xfc\xdfe", "latin1.txt", None, refused),
        (b"h\0i\0", "utf16.txt", None, refused),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "a.txt", Some("text/plain"), refused),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><svg>", "a.png", Some("image/png"), refused),
        (b"<!DOCTYPE html>", "a.txt", None, refused),
        (b"<!-- hi --><html>", "a.txt", None, refused),
        (b"<ScRiPt>alert(1)</script>", "a.txt", None, refused),
        (b"<img/src=x onerror=alert(1)>", "a.txt", None, refused),
        (b"#!/bin/sh\n", "a.txt", None, refused),
        (b"<?php echo 1;", "a.txt", None, refused),
        (b"MZ\x90\0\x03\0\0\0", "a.png", Some("image/png"), refused),
        (b"\x7fELF\x02\x01\x01\0", "a.pdf", None, refused),
        (b"\xca\xfe\xba\xbe\0\0\0\x41", "a.zip", None, refused),
        (b"\0asm\x01\0\0\0", "a.mp4", None, refused),
        (b"Rar!\x1a\x07\x01\0", "a.zip", None, refused),
        (b"@echo off\r\ndel *", "run.bat", None, refused),
        (b"alert(1)", "a.js", Some("text/plain"), refused),
        (b"hello", "page.HTML", Some("text/plain"), refused),
        (png, "logo.svg", Some("image/png"), refused),
        (&zip("word/document.xml"), "macros.docm", None, refused),
    ];
    for (content, name, declared, expected) in cases {
        assert_eq!(detect(content, name, *declared), *expected, "{name} {declared:?} {content:?}");
    }
}

#[test]
fn no_beginning_makes_the_matchers_fail() {
    let starts =
        [b"PK\x03\x04".to_vec(), zip("[Content_Types].xml"), zip("_rels/.rels"), webm(), b"OggS".to_vec()];
    for start in starts {
        for len in 0..=start.len() {
            detect(&start[..len], "a", None);
            let mut full = start[..len].to_vec();
            full.resize(400, 0xff);
            detect(&full, "a.docx", None);
        }
    }
}

#[test]
fn text_is_checked_across_chunks() {
    let text = "aä€😀".as_bytes();
    for size in 1..=text.len() {
        let mut check = TextCheck::default();
        assert!(text.chunks(size).all(|chunk| check.add(chunk)), "{size}");
        assert!(check.is_complete());
    }
    let mut cut = TextCheck::default();
    assert!(cut.add(&text[..text.len() - 1]));
    assert!(!cut.is_complete());
    assert!(!cut.add(b"a"));
}
