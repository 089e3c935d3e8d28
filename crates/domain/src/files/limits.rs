//! How much may be uploaded.

/// Limits of uploads. The default is what a small server bears.
#[derive(Debug, Clone, Copy)]
pub struct FileLimits {
    /// Bytes of one file at most. Default 10 MiB.
    pub max_bytes: u64,
    /// Pixels of a picture at most: width times height. Default 40 million, about 300 MB while it is decoded.
    ///
    /// Also what is decoded at the same time, all pictures together.
    pub max_pixels: u64,
    /// The longer edge of a thumbnail in pixels. Default 320.
    pub thumbnail_edge: u32,
    /// Files that one person may have uploaded and not yet sent. Default 40.
    pub max_unused_files: u64,
    /// Bytes of such files: no further file is taken once there are as many. Default 200 MiB.
    ///
    /// A file that is on its way counts as the largest one possible.
    pub max_unused_bytes: u64,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self {
            max_bytes: 10 * 1024 * 1024,
            max_pixels: 40_000_000,
            thumbnail_edge: 320,
            max_unused_files: 40,
            max_unused_bytes: 200 * 1024 * 1024,
        }
    }
}
