//! What a file knows of its maker, taken out: names, places, devices, times, small pictures of the whole, and whatever
//! hides behind the end.
//!
//! Each kind of file has a list of the parts that make up its content; everything else is left out, whatever it is.
//! Pixels and samples are copied as they are, nothing is decoded. Documents and archives are not understood well
//! enough to claim that nothing is left: what may remain is said, and a person decides.
//!
//! All of this is pure: bytes in, bytes out. Malformed input is never an error of its own, only "cannot be judged".

mod ebml;
mod exif;
mod gif;
mod icc;
mod isobmff;
mod isobmff_samples;
mod jpeg;
mod mp3;
mod office;
mod ogg;
mod pixels;
mod png;
mod reader;
mod wav;
mod webp;

use bytes::Bytes;
use liaison_protocol::file::RemainingMetadata;

use super::content_type::ContentType;

/// A file after everything that could be taken out of it was taken out.
#[derive(Debug)]
pub(super) struct Cleaned {
    pub(super) bytes: Bytes,
    /// What it may still say of its maker.
    pub(super) remains: Option<RemainingMetadata>,
}

/// Whether files of this type are cleaned when they are uploaded: what phones and recorders make. Documents and texts
/// are stored as they come.
pub(super) fn is_cleaned_at_upload(content_type: ContentType) -> bool {
    use ContentType::{
        Csv, Docx, Gif, Jpeg, M4a, Mp3, Mp4, Ogg, Pdf, Png, Pptx, Text, Wav, WebM, WebMAudio, WebP, Xlsx, Zip,
    };
    match content_type {
        Png | Jpeg | Gif | WebP | Mp4 | M4a | WebM | WebMAudio | Mp3 | Ogg | Wav => true,
        Pdf | Text | Csv | Zip | Docx | Xlsx | Pptx => false,
    }
}

/// Takes out what can be taken out, and says what may remain. Cleaning twice is cleaning once.
pub(super) fn clean(content_type: ContentType, bytes: Bytes) -> Cleaned {
    use ContentType::{
        Csv, Docx, Gif, Jpeg, M4a, Mp3, Mp4, Ogg, Pdf, Png, Pptx, Text, Wav, WebM, WebMAudio, WebP, Xlsx, Zip,
    };
    let whole = |bytes: Vec<u8>| (bytes, None);
    let with_tracks = |(bytes, has_other_tracks): (Vec<u8>, bool)| {
        (bytes, has_other_tracks.then_some(RemainingMetadata::ExtraTracks))
    };
    let cleaned = match content_type {
        Png => png::clean(&bytes).map(whole),
        Jpeg => jpeg::clean(&bytes).map(whole),
        Gif => gif::clean(&bytes).map(whole),
        WebP => webp::clean(&bytes).map(whole),
        Mp4 | M4a => isobmff::clean(&bytes).map(with_tracks),
        WebM | WebMAudio => ebml::clean(&bytes).map(with_tracks),
        Mp3 => mp3::clean(&bytes).map(whole),
        Ogg => ogg::clean(&bytes).map(whole),
        Wav => wav::clean(&bytes).map(whole),
        // What is in a text can be read in it.
        Text | Csv => return Cleaned { bytes, remains: None },
        Pdf => return Cleaned { bytes, remains: Some(RemainingMetadata::PdfProperties) },
        Docx | Xlsx | Pptx => {
            office::clean(&bytes).map(|bytes| (bytes, Some(RemainingMetadata::OfficeRevisions)))
        }
        Zip => return Cleaned { bytes, remains: Some(RemainingMetadata::ArchiveContents) },
    };
    match cleaned {
        Some((bytes, remains)) => Cleaned { bytes: bytes.into(), remains },
        None => Cleaned { bytes, remains: Some(RemainingMetadata::Unreadable) },
    }
}
