//! Looking at pictures: their size before anything is decoded, then a thumbnail.
//!
//! A picture that claims too many pixels, or whose header cannot be read, is refused: whoever opens it would suffer.
//! One whose header is good but whose pixels cannot be decoded (cut off, too deep) is kept as a file without thumbnail.

use std::io::Cursor;

use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult, Limits,
    codecs::jpeg::JpegEncoder, metadata::Orientation,
};
use liaison_protocol::error_code::ErrorCode;
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::limits::FileLimits;
use crate::error::{Error, Result};

const MEGA: u64 = 1_000_000;
/// Pictures that are looked at at the same time.
const AT_ONCE: usize = 4;
/// Bytes a decoder may take for one pixel.
const BYTES_PER_PIXEL: u64 = 4;
/// Bytes a decoder may take for the rest.
const EXTRA_BYTES: u64 = 32 * 1024 * 1024;
/// Of a JPEG thumbnail.
const QUALITY: u8 = 80;

/// Looks at pictures, only so many at a time that memory lasts.
pub(super) struct Pictures {
    permits: Semaphore,
    megapixels: Semaphore,
    max_pixels: u64,
    edge: u32,
}

/// What was seen.
#[derive(Debug)]
pub(super) struct Picture {
    /// As it is to be shown, that is turned as the camera says.
    pub(super) width: i32,
    pub(super) height: i32,
    /// PNG when the picture lets something shine through, else JPEG. Absent when the picture cannot be decoded.
    pub(super) thumbnail: Option<Bytes>,
}

/// What the header says.
struct Header {
    width: u32,
    height: u32,
    orientation: Orientation,
}

impl Pictures {
    pub(super) fn new(limits: &FileLimits) -> Self {
        Self {
            permits: Semaphore::new(AT_ONCE),
            megapixels: Semaphore::new(megapixels(limits.max_pixels) as usize),
            max_pixels: limits.max_pixels,
            edge: limits.thumbnail_edge,
        }
    }

    /// Waits for a permit and looks at the bytes.
    pub(super) async fn look(&self, format: ImageFormat, bytes: Bytes) -> Result<Picture> {
        let _permit = self.permits.acquire().await.map_err(Error::internal)?;
        let limits = self.decoder_limits();
        let of_header = (bytes.clone(), limits.clone());
        let header = spawn_blocking(move || read_header(&of_header.0, format, of_header.1))
            .await
            .map_err(|_| unreadable())?
            .map_err(|error| match error {
                ImageError::Limits(_) => self.too_many_pixels(),
                _ => unreadable(),
            })?;
        let pixels = u64::from(header.width) * u64::from(header.height);
        if pixels == 0 {
            return Err(unreadable());
        }
        if pixels > self.max_pixels {
            return Err(self.too_many_pixels());
        }
        let share = megapixels(pixels).min(megapixels(self.max_pixels));
        let _share = self.megapixels.acquire_many(share).await.map_err(Error::internal)?;
        let (edge, orientation) = (self.edge, header.orientation);
        // A decoder that panics is a picture that cannot be decoded.
        let thumbnail = spawn_blocking(move || make_thumbnail(&bytes, format, limits, edge, orientation))
            .await
            .ok()
            .flatten();
        let (width, height) = if is_sideways(orientation) {
            (header.height, header.width)
        } else {
            (header.width, header.height)
        };
        let (width, height) = (
            i32::try_from(width).map_err(|_| unreadable())?,
            i32::try_from(height).map_err(|_| unreadable())?,
        );
        Ok(Picture { width, height, thumbnail })
    }

    fn too_many_pixels(&self) -> Error {
        Error::with_message(ErrorCode::PayloadTooLarge, "the image has too many pixels")
            .details(serde_json::json!({ "max_pixels": self.max_pixels }))
    }

    fn decoder_limits(&self) -> Limits {
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(self.max_pixels.saturating_mul(BYTES_PER_PIXEL).saturating_add(EXTRA_BYTES));
        limits
    }
}

fn megapixels(pixels: u64) -> u32 {
    u32::try_from(pixels.div_ceil(MEGA)).unwrap_or(u32::MAX).clamp(1, u32::MAX >> 4)
}

fn reader(bytes: &[u8], format: ImageFormat, limits: Limits) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader
}

fn read_header(bytes: &[u8], format: ImageFormat, limits: Limits) -> ImageResult<Header> {
    let mut decoder = reader(bytes, format, limits).into_decoder()?;
    let (width, height) = decoder.dimensions();
    // A turn that cannot be read is no reason to refuse a picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(Header { width, height, orientation })
}

fn make_thumbnail(
    bytes: &[u8],
    format: ImageFormat,
    limits: Limits,
    edge: u32,
    orientation: Orientation,
) -> Option<Bytes> {
    let picture = reader(bytes, format, limits).decode().ok()?;
    let is_small = picture.width() <= edge && picture.height() <= edge;
    let mut small = if is_small { picture } else { picture.thumbnail(edge, edge) };
    small.apply_orientation(orientation);
    let mut out = Vec::new();
    if small.color().has_alpha() {
        let small = DynamicImage::ImageRgba8(small.into_rgba8());
        small.write_to(&mut Cursor::new(&mut out), ImageFormat::Png).ok()?;
    } else {
        JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&small.into_rgb8()).ok()?;
    }
    Some(out.into())
}

fn is_sideways(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

pub(super) fn unreadable() -> Error {
    Error::with_message(ErrorCode::FileTypeRefused, "the image cannot be decoded")
}
