//! What a file is, found in its first bytes. What is not in the list is refused; what the client claims only chooses
//! between names of the same container.

use liaison_protocol::error_code::ErrorCode;

use super::name;
use crate::error::{Error, Result};

/// This many bytes decide, when there are as many.
pub(super) const HEAD: usize = 8 * 1024;

macro_rules! types {
    ($($variant:ident, $mime:literal, [$($extension:literal),+];)*) => {
        /// A type that is accepted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum ContentType {
            $($variant,)*
        }

        impl ContentType {
            /// Every accepted type.
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name as it is stored and sent.
            pub(super) const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $mime,)* }
            }

            /// Extensions that fit, the usual one first.
            pub(super) const fn extensions(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($extension),+],)* }
            }
        }
    };
}

types! {
    Png, "image/png", ["png"];
    Jpeg, "image/jpeg", ["jpg", "jpeg", "jfif"];
    Gif, "image/gif", ["gif"];
    WebP, "image/webp", ["webp"];
    Pdf, "application/pdf", ["pdf"];
    Text, "text/plain; charset=utf-8", ["txt", "text", "log", "md"];
    Csv, "text/csv; charset=utf-8", ["csv"];
    Mp4, "video/mp4", ["mp4", "m4v"];
    WebM, "video/webm", ["webm"];
    Mp3, "audio/mpeg", ["mp3"];
    Ogg, "audio/ogg", ["ogg", "oga", "opus"];
    Wav, "audio/wav", ["wav"];
    M4a, "audio/mp4", ["m4a"];
    WebMAudio, "audio/webm", ["webm", "weba"];
    Zip, "application/zip", ["zip"];
    Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"];
    Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"];
    Pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"];
}

/// The name alone makes these dangerous on somebody's machine, whatever is in them. The list cannot be complete and
/// need not be: [`name::fit`] puts a harmless extension behind every other one.
const REFUSED_EXTENSIONS: &[&str] = &[
    "apk", "appx", "bash", "bat", "chm", "class", "cmd", "command", "cpl", "crx", "deb", "desktop", "dll",
    "dmg", "docm", "elf", "exe", "fish", "hta", "htm", "html", "iso", "jar", "js", "jse", "lnk", "mht",
    "mhtml", "mjs", "msc", "msi", "msix", "msp", "php", "pif", "pl", "pptm", "ps1", "psm1", "py", "rb",
    "reg", "rpm", "scf", "scr", "sh", "shtml", "svg", "svgz", "swf", "url", "vb", "vbe", "vbs", "wasm",
    "webloc", "wsf", "wsh", "xhtml", "xlsm", "xml", "xpi", "xsl", "zsh",
];

impl ContentType {
    /// Finds the type of content that begins with these bytes: all of them, when there are fewer than [`HEAD`].
    pub(super) fn detect(head: &[u8], name: &str, declared: Option<&str>) -> Result<Self> {
        let extension = name::extension(name);
        if let Some(extension) = &extension
            && REFUSED_EXTENSIONS.contains(&extension.as_str())
        {
            return Err(refused());
        }
        let declared = declared.unwrap_or_default().trim().to_ascii_lowercase();
        let found = container(head).ok_or_else(refused)?;
        Ok(match (found, extension.as_deref()) {
            (Self::Text, Some("csv")) => Self::Csv,
            (Self::Text, None) if declared.starts_with("text/csv") => Self::Csv,
            (Self::Mp4, Some("m4a")) => Self::M4a,
            (Self::Mp4, _) if declared.starts_with("audio/") => Self::M4a,
            (Self::WebM, Some("weba")) => Self::WebMAudio,
            (Self::WebM, _) if declared.starts_with("audio/") => Self::WebMAudio,
            (Self::Zip, Some("docx")) if is_office(head) => Self::Docx,
            (Self::Zip, Some("xlsx")) if is_office(head) => Self::Xlsx,
            (Self::Zip, Some("pptx")) if is_office(head) => Self::Pptx,
            (found, _) => found,
        })
    }

    /// The type that a stored name stands for.
    pub(super) fn stored(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.as_str() == name)
    }

    /// Whether it is text, so that every byte of it has to be.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Csv)
    }

    /// How to decode it, for pictures.
    pub(super) fn picture_format(self) -> Option<image::ImageFormat> {
        match self {
            Self::Png => Some(image::ImageFormat::Png),
            Self::Jpeg => Some(image::ImageFormat::Jpeg),
            Self::Gif => Some(image::ImageFormat::Gif),
            Self::WebP => Some(image::ImageFormat::WebP),
            _ => None,
        }
    }
}

/// The types of files that are accepted.
pub fn accepted_types() -> Vec<String> {
    let mut accepted: Vec<String> =
        ContentType::ALL.iter().map(|it| essence(it.as_str()).to_owned()).collect();
    accepted.sort_unstable();
    accepted.dedup();
    accepted
}

/// Says no, and what is accepted.
pub(super) fn refused() -> Error {
    Error::new(ErrorCode::FileTypeRefused).details(serde_json::json!({ "accepted": accepted_types() }))
}

/// A type without its parameters.
pub(super) fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default()
}

/// The type as far as the content tells. Only matchers of accepted types run: the others parse more than they need.
fn container(head: &[u8]) -> Option<ContentType> {
    type Matches = fn(&[u8]) -> bool;
    const MATCHERS: &[(Matches, ContentType)] = &[
        (infer::image::is_png, ContentType::Png),
        (infer::image::is_jpeg, ContentType::Jpeg),
        (infer::image::is_gif, ContentType::Gif),
        (infer::image::is_webp, ContentType::WebP),
        (infer::archive::is_pdf, ContentType::Pdf),
        (infer::audio::is_m4a, ContentType::M4a),
        (infer::video::is_mp4, ContentType::Mp4),
        (infer::video::is_m4v, ContentType::Mp4),
        (infer::video::is_webm, ContentType::WebM),
        (infer::audio::is_mp3, ContentType::Mp3),
        (infer::audio::is_ogg, ContentType::Ogg),
        (infer::audio::is_wav, ContentType::Wav),
        (infer::doc::is_docx, ContentType::Docx),
        (infer::doc::is_xlsx, ContentType::Xlsx),
        (infer::doc::is_pptx, ContentType::Pptx),
        (is_plain_zip, ContentType::Zip),
        (is_text, ContentType::Text),
    ];
    MATCHERS.iter().find(|(matches, _)| matches(head)).map(|(_, found)| *found)
}

/// The name of the first file in a zip archive.
fn first_entry(head: &[u8]) -> &[u8] {
    head.get(30..).unwrap_or_default()
}

/// A zip archive. Those that begin with `mimetype` are books and documents of other kinds; with `META-INF/`, programs.
fn is_plain_zip(head: &[u8]) -> bool {
    let first = first_entry(head);
    infer::archive::is_zip(head) && !first.starts_with(b"mimetype") && !first.starts_with(b"META-INF/")
}

/// A zip archive that begins as office documents do; which kind is too far inside to be seen.
fn is_office(head: &[u8]) -> bool {
    let first = first_entry(head);
    [b"[Content_Types].xml".as_slice(), b"_rels/", b"docProps/"].iter().any(|start| first.starts_with(start))
}

/// Text that nothing takes for a page, a picture or a script.
fn is_text(head: &[u8]) -> bool {
    let mut check = TextCheck::default();
    // A character that the end of the head cuts apart is no error yet.
    check.add(head) && !is_active(head)
}

/// Whether a text begins as markup or a script does. After a byte order mark and white space, as browsers look.
fn is_active(head: &[u8]) -> bool {
    const STARTS: &[&str] = &[
        "#!",
        "<!",
        "<?",
        "<%",
        "<a",
        "<b",
        "<base",
        "<body",
        "<br",
        "<button",
        "<div",
        "<embed",
        "<font",
        "<form",
        "<frameset",
        "<h1",
        "<head",
        "<html",
        "<iframe",
        "<img",
        "<input",
        "<link",
        "<math",
        "<meta",
        "<object",
        "<p",
        "<script",
        "<span",
        "<style",
        "<svg",
        "<table",
        "<template",
        "<title",
        "<video",
        "<x:",
        "<xsl:",
    ];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    STARTS.iter().any(|start| {
        let (Some(begin), rest) = (head.get(..start.len()), head.get(start.len()..)) else { return false };
        // `<b` begins a tag, `<bob@example.org>` does not.
        let is_whole = !start.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
            || !rest.and_then(<[u8]>::first).is_some_and(|next| is_in_tag_name(*next));
        begin.eq_ignore_ascii_case(start.as_bytes()) && is_whole
    })
}

fn is_in_tag_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@' | b'+')
}

/// Checks that a stream of bytes is UTF-8 without control characters.
#[derive(Default)]
pub(super) struct TextCheck {
    /// The beginning of a character whose end is in the next chunk; at most three bytes.
    cut: Vec<u8>,
}

impl TextCheck {
    /// Takes the next bytes; `false` when they are no text.
    pub(super) fn add(&mut self, bytes: &[u8]) -> bool {
        if bytes.iter().any(|byte| is_binary(*byte)) {
            return false;
        }
        let mut bytes = bytes;
        while !self.cut.is_empty()
            && let Some((next, rest)) = bytes.split_first()
        {
            self.cut.push(*next);
            bytes = rest;
            match std::str::from_utf8(&self.cut) {
                Ok(_) => self.cut.clear(),
                Err(error) if error.error_len().is_some() => return false,
                Err(_) => {}
            }
        }
        match std::str::from_utf8(bytes) {
            Ok(_) => true,
            Err(error) if error.error_len().is_some() => false,
            Err(error) => {
                self.cut.extend_from_slice(bytes.get(error.valid_up_to()..).unwrap_or_default());
                true
            }
        }
    }

    /// Whether the text ended with a whole character.
    pub(super) fn is_complete(&self) -> bool {
        self.cut.is_empty()
    }
}

/// The "binary data bytes" of <https://mimesniff.spec.whatwg.org>.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f)
}
