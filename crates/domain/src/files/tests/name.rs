//! Names from outside.

use crate::files::{content_type::ContentType, name};

#[test]
fn names_become_harmless() {
    let cases = [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\photo.png", "photo.png"),
        ("a\u{202e}fdp.exe", "afdp.exe"),
        ("a\0b\r\nc\u{7f}.txt", "ab c.txt"),
        ("zero\u{200b}width\u{feff}.txt", "zerowidth.txt"),
        ("tag\u{e0041}.txt", "tag.txt"),
        ("what?<is>\"this\".txt", "what__is__this_.txt"),
        ("  .hidden.  ", "hidden"),
        ("файл 1.pdf", "файл 1.pdf"),
        // What a script or an emoji needs stays, and only there.
        ("می\u{200c}خواهم.pdf", "می\u{200c}خواهم.pdf"),
        ("क्\u{200d}ष.pdf", "क्\u{200d}ष.pdf"),
        ("ශ්\u{200d}රී.pdf", "ශ්\u{200d}රී.pdf"),
        ("ന്\u{200d}റെ.pdf", "ന്\u{200d}റെ.pdf"),
        ("👩\u{200d}💻 ❤\u{fe0f}.png", "👩\u{200d}💻 ❤\u{fe0f}.png"),
        ("pay\u{200d}pal\u{200c}.pdf", "paypal.pdf"),
        ("\u{200d}می\u{200c}\u{200c}\u{200d}.pdf", "می.pdf"),
        ("\u{3164}\u{2063}a\u{ad}b.pdf", "ab.pdf"),
        ("..", "file"),
        ("", "file"),
        ("folder/", "file"),
    ];
    for (given, expected) in cases {
        assert_eq!(name::clean(given), expected, "{given:?}");
    }
}

#[test]
fn a_long_name_keeps_its_extension() {
    let name = name::clean(&format!("{}.pdf", "я".repeat(500)));
    assert_eq!(name.chars().count(), 200);
    assert!(name.ends_with("я.pdf"));
    assert_eq!(name::clean(&"x".repeat(500)).len(), 200);
    let joined = name::clean(&format!("{}.pdf", "می\u{200c}".repeat(100)));
    assert!(joined.chars().count() <= 200 && !joined.contains("\u{200c}."), "{joined:?}");
}

#[test]
fn the_extension_fits_the_content() {
    let cases = [
        ("photo.png", ContentType::Png, "photo.png"),
        ("photo.JPEG", ContentType::Jpeg, "photo.JPEG"),
        ("photo.jpg", ContentType::Png, "photo.png"),
        ("photo", ContentType::Png, "photo.png"),
        ("v1.2 final", ContentType::Pdf, "v1.2 final.pdf"),
        ("invoice.pdf.foo", ContentType::Zip, "invoice.pdf.foo.zip"),
        ("data.json", ContentType::Text, "data.json.txt"),
        ("notes.md", ContentType::Text, "notes.md"),
    ];
    for (given, content_type, expected) in cases {
        assert_eq!(name::fit(given, content_type), expected);
    }
    let long = name::fit(&"x".repeat(200), ContentType::WebP);
    assert_eq!((long.len(), long.ends_with("x.webp")), (200, true));
}
