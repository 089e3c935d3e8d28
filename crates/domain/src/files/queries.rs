//! Downloading.

use std::{fmt::Write as _, ops::Range};

use bytes::Bytes;
use liaison_protocol::{file::Attachment, ids::FileId};

use super::{access, byte_range::ByteRange, commands::show, content_type::essence, store::Content};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
};

/// How a browser is to treat a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// Shown where it stands: pictures, audio, video.
    Inline,
    /// Saved: everything else.
    Attachment,
}

/// A file, or a part of it. To be sent with `nosniff` and a sandbox.
pub struct Download {
    /// Name, size and so on.
    pub attachment: Attachment,
    /// For the header `Content-Type`.
    pub content_type: String,
    /// How to treat it; [`Download::content_disposition`] says it in a header.
    pub disposition: Disposition,
    /// The size of the whole file.
    pub size: u64,
    /// The part that is sent (206), absent for the whole file (200).
    pub range: Option<Range<u64>>,
    /// Of the whole content, hexadecimal.
    pub sha256: String,
    /// The bytes of the part.
    pub content: Content,
}

impl Download {
    /// For the header `Content-Disposition`: plain ASCII, with the real name as RFC 8187 writes it.
    pub fn content_disposition(&self) -> String {
        let kind = match self.disposition {
            Disposition::Inline => "inline",
            Disposition::Attachment => "attachment",
        };
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '(' | ')');
        let plain: String =
            self.attachment.name.chars().map(|c| if is_plain(&c) { c } else { '_' }).collect();
        let mut header = format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''");
        for byte in self.attachment.name.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
                header.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _: std::fmt::Result = write!(header, "%{byte:02X}");
            }
        }
        header
    }
}

/// A small picture of a file.
pub struct Thumbnail {
    /// `image/jpeg` or `image/png`.
    pub content_type: &'static str,
    /// All of it.
    pub bytes: Bytes,
}

/// Opens a file the caller may read; 404 when it must look absent. A range outside the file gives the whole file.
pub async fn download(app: &App, actor: &Actor, id: FileId, range: Option<ByteRange>) -> Result<Download> {
    let row = access::readable(app.db().read(), actor, id).await?;
    let size = u64::try_from(row.size).map_err(Error::internal)?;
    let range = range.and_then(|range| range.within(size));
    let content = app.files().read(id, range.clone()).await?;
    let attachment = show(&row);
    Ok(Download {
        disposition: disposition(&row.content_type),
        content_type: row.content_type,
        attachment,
        size,
        range,
        sha256: row.sha256,
        content,
    })
}

/// The small picture of a file the caller may read; 404 when it has none.
pub async fn thumbnail(app: &App, actor: &Actor, id: FileId) -> Result<Thumbnail> {
    let row = access::readable(app.db().read(), actor, id).await?;
    if !row.has_thumbnail {
        return Err(Error::not_found());
    }
    let bytes = app.files().read_thumbnail(id).await?;
    let content_type = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    Ok(Thumbnail { content_type, bytes })
}

/// Only what a browser shows without running anything stands in the page.
fn disposition(content_type: &str) -> Disposition {
    match essence(content_type).split_once('/') {
        Some(("image" | "audio" | "video", _)) => Disposition::Inline,
        _ => Disposition::Attachment,
    }
}
