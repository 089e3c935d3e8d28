//! Exif: of all its fields only how the camera was held is kept, because the picture would lie on its side without it.

use image::metadata::Orientation;

/// The orientation in a TIFF block, when there is one that turns the picture.
pub(super) fn orientation(tiff: &[u8]) -> Option<Orientation> {
    Orientation::from_exif_chunk(tiff).filter(|found| *found != Orientation::NoTransforms)
}

/// A TIFF block that says the orientation and nothing else.
pub(super) fn only(orientation: Orientation) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend_from_slice(&[orientation.to_exif(), 0, 0, 0, 0, 0, 0]);
    tiff
}
