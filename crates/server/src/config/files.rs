//! Where attachments go, how large they may be, and how much may be uploaded.

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Attachments.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FilesConfig {
    /// `local`: in the data folder. `s3`: in a bucket.
    pub backend: FilesBackend,
    /// Maximum size of one file in bytes.
    #[schemars(range(min = 1024))]
    pub max_bytes: u64,
    /// Maximum number of pixels (width times height) of an image; larger ones are refused.
    #[schemars(range(min = 1))]
    pub max_pixels: u64,
    /// Maximum duration of one upload in seconds, from its first byte to the response.
    #[schemars(range(min = 10))]
    pub upload_seconds: u64,
    /// Hours after which an uploaded file that no message uses is removed.
    #[schemars(range(min = 1, max = 168))]
    pub unsent_hours: u32,
    /// Bytes that may be uploaded in a day (UTC) from one address; IPv6 addresses count by their /64 network. Staff are
    /// not counted.
    #[schemars(range(min = 1024))]
    pub bytes_per_day_and_address: u64,
    /// Bytes that may be uploaded per day (UTC) in total. A fifth of it is reserved for staff.
    #[schemars(range(min = 1024))]
    pub bytes_per_day: u64,
    /// Bytes of the disk that uploads leave free when `backend` is `local`; 0 uses all of it.
    pub disk_reserve_bytes: u64,
    /// The bucket, when `backend` is `s3`.
    pub s3: S3Config,
}

impl Default for FilesConfig {
    fn default() -> Self {
        Self {
            backend: FilesBackend::Local,
            max_bytes: 25 * 1024 * 1024,
            max_pixels: 40_000_000,
            upload_seconds: 1_800,
            unsent_hours: 4,
            bytes_per_day_and_address: 1024 * 1024 * 1024,
            bytes_per_day: 20 * 1024 * 1024 * 1024,
            disk_reserve_bytes: 512 * 1024 * 1024,
            s3: S3Config::default(),
        }
    }
}

/// Where files are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FilesBackend {
    /// In the data folder.
    Local,
    /// In an S3 bucket.
    S3,
}

/// An S3 bucket or a compatible one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct S3Config {
    /// Name of the bucket.
    pub bucket: Option<String>,
    /// Region of the bucket.
    pub region: String,
    /// Address of a compatible service. Default: Amazon's.
    pub endpoint: Option<String>,
    /// Folder within the bucket.
    pub prefix: Option<String>,
    /// Id of the access key. Default: the machine's role.
    pub access_key_id: Option<String>,
    /// The access key itself.
    #[serde(skip_serializing)]
    #[schemars(with = "Option<String>", extend("x-secret" = true, "x-min-secret" = 8))]
    pub secret_access_key: Option<SecretString>,
}

impl Default for S3Config {
    fn default() -> Self {
        Self {
            bucket: None,
            region: "us-east-1".to_owned(),
            endpoint: None,
            prefix: None,
            access_key_id: None,
            secret_access_key: None,
        }
    }
}
