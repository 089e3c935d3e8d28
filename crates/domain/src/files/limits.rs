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
    /// How long an uploaded file that no message uses is kept. Default 4 hours.
    pub keep_unused: chrono::TimeDelta,
    /// Bytes that may be uploaded in a day (UTC) from one address, IPv6 by its /64. Staff are not counted. Default 1 GiB.
    pub bytes_per_day_and_network: u64,
    /// Bytes that may be uploaded in a day (UTC) by all together; a fifth of it by staff only. Default 20 GiB.
    pub bytes_per_day: u64,
    /// Bytes of the disk that uploads leave free; 0 to use all of it. Default 0.
    pub disk_reserve: u64,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self {
            max_bytes: 10 * 1024 * 1024,
            max_pixels: 40_000_000,
            thumbnail_edge: 320,
            max_unused_files: 40,
            max_unused_bytes: 200 * 1024 * 1024,
            keep_unused: chrono::TimeDelta::hours(4),
            bytes_per_day_and_network: 1024 * 1024 * 1024,
            bytes_per_day: 20 * 1024 * 1024 * 1024,
            disk_reserve: 0,
        }
    }
}
