//! Uploaded files.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::FileId;

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// The file.
    pub id: FileId,
    /// The name it was uploaded under, without folders.
    pub name: String,
    /// The type found in its content, not the one that was claimed.
    pub content_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// Width of an image in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<i32>,
    /// Height of an image in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<i32>,
    /// Where to download it, with the caller's token.
    pub url: String,
    /// Where to download a small picture of it, for images.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
}

/// The answer to an upload.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct UploadedFile {
    /// The file, to be named in `attachment_ids` of a message.
    #[serde(flatten)]
    pub file: Attachment,
    /// When it was uploaded. Files that no message uses are removed after some hours.
    pub created_at: DateTime<Utc>,
}

/// What a file may still say of its maker after everything that could be removed was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemainingMetadata {
    /// A PDF: author, title, programs, times, earlier versions, comments.
    PdfProperties,
    /// An Office document: comments, tracked changes, names of editors, paths. Its properties are removed.
    OfficeRevisions,
    /// An archive: times, owners and comments of its entries, and whatever is in the files inside.
    ArchiveContents,
    /// Tracks other than audio and video: locations, sensor data, subtitles.
    ExtraTracks,
    /// The file does not match its type's format, so it could not be checked.
    Unreadable,
}

/// A file that may still reveal who made it: an item of `details.files` of `METADATA_REMAINS`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileWithMetadata {
    /// The file, to be named in `confirm_metadata`.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// What may remain.
    pub remains: Vec<RemainingMetadata>,
}
