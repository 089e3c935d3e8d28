//! Where the bytes of files are kept: a folder, or an S3 bucket.

use std::{error::Error as _, io, ops::Range, path::Path, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use liaison_protocol::{error_code::ErrorCode, ids::FileId};
use object_store::{
    ClientOptions, GetOptions, ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path as Key, prefix::PrefixStore,
};
use tokio::task::spawn_blocking;

use super::{in_memory::Memory, limits::FileLimits, picture::Pictures, writing::Writing};
use crate::error::{Error, Result};

/// Bytes that are collected before they are written to a folder.
const FOLDER_PART: usize = 256 * 1024;
/// The same for S3, which takes no smaller parts.
const S3_PART: usize = 5 * 1024 * 1024;
/// How long S3 may keep silent.
const S3_SILENCE: Duration = Duration::from_secs(30);

/// The bytes of a file as they come.
pub type Content = BoxStream<'static, Result<Bytes>>;

/// Keeps the bytes of files under their ids. Cheap to clone.
#[derive(Clone)]
pub struct FileStore {
    objects: Arc<dyn ObjectStore>,
    part: usize,
    limits: FileLimits,
    pictures: Arc<Pictures>,
    memory: Arc<Memory>,
    /// Where the files are, when they are in a folder of this machine.
    folder: Option<Arc<Path>>,
}

/// A bucket of S3, or of a server that speaks its language.
#[derive(Clone, Default)]
pub struct S3Options {
    /// The bucket; it must be there.
    pub bucket: String,
    /// The region.
    pub region: String,
    /// The address, for other servers than those of Amazon.
    pub endpoint: Option<String>,
    /// Id and secret of the key. Without one, the machine's own role is asked for.
    pub key: Option<(String, String)>,
    /// Whether `endpoint` may be plain http.
    pub allow_http: bool,
    /// What all names begin with.
    pub prefix: Option<String>,
}

impl FileStore {
    /// In a folder, which is created when it is not there.
    pub fn folder(path: &Path) -> Result<Self> {
        std::fs::create_dir_all(path).map_err(Error::internal)?;
        let store = LocalFileSystem::new_with_prefix(path).map_err(Error::internal)?.with_fsync(true);
        Ok(Self { folder: Some(path.into()), ..Self::new(Arc::new(store), FOLDER_PART) })
    }

    /// In a bucket. Nothing is sent yet.
    ///
    /// Uploads that are cut off by a crash leave parts that S3 does not list: the bucket should have a rule that aborts
    /// incomplete multipart uploads after a day.
    pub fn s3(options: S3Options) -> Result<Self> {
        // A limit of the whole request would cut large files; silence is what must end it.
        let client = ClientOptions::new()
            .with_timeout_disabled()
            .with_read_timeout(S3_SILENCE)
            .with_allow_http(options.allow_http);
        let mut builder = AmazonS3Builder::new()
            .with_client_options(client)
            .with_bucket_name(options.bucket)
            .with_region(options.region)
            // Not every server that speaks S3 takes several names in one call.
            .with_disable_bulk_delete(true);
        if let Some(endpoint) = options.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some((id, secret)) = options.key {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
        }
        let store = builder.build().map_err(Error::internal)?;
        Ok(match options.prefix.filter(|prefix| !prefix.is_empty()) {
            Some(prefix) => Self::new(Arc::new(PrefixStore::new(store, prefix)), S3_PART),
            None => Self::new(Arc::new(store), S3_PART),
        })
    }

    pub(super) fn new(objects: Arc<dyn ObjectStore>, part: usize) -> Self {
        let limits = FileLimits::default();
        let (pictures, memory) = (Arc::new(Pictures::new(&limits)), Arc::new(Memory::new(&limits)));
        Self { objects, part, limits, pictures, memory, folder: None }
    }

    /// The same store with other limits.
    #[must_use]
    pub fn with_limits(self, limits: FileLimits) -> Self {
        let (pictures, memory) = (Arc::new(Pictures::new(&limits)), Arc::new(Memory::new(&limits)));
        Self { limits, pictures, memory, ..self }
    }

    /// How much may be uploaded.
    pub fn limits(&self) -> &FileLimits {
        &self.limits
    }

    /// Who looks at pictures.
    pub(super) fn pictures(&self) -> &Pictures {
        &self.pictures
    }

    /// Room for whole files.
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Bytes that are free where the files are; unknown for a bucket.
    pub(super) async fn free_bytes(&self) -> Result<Option<u64>> {
        let Some(folder) = self.folder.clone() else { return Ok(None) };
        let found = spawn_blocking(move || rustix::fs::statvfs(&*folder)).await.map_err(Error::internal)?;
        let found = found.map_err(Error::unavailable)?;
        Ok(Some(found.f_bavail.saturating_mul(found.f_frsize)))
    }

    /// Begins to write a file.
    pub(super) fn write(&self, file: FileId) -> Writing {
        Writing::new(Arc::clone(&self.objects), content_key(file), self.part, self.limits.max_bytes)
    }

    /// Writes a thumbnail at once.
    pub(super) async fn write_thumbnail(&self, file: FileId, bytes: Bytes) -> Result<()> {
        self.objects.put(&thumbnail_key(file), bytes.into()).await.map_err(failed)?;
        Ok(())
    }

    /// A file, or a part of it.
    pub(super) async fn read(&self, file: FileId, range: Option<Range<u64>>) -> Result<Content> {
        let options = GetOptions::new().with_range(range);
        let found = self.objects.get_opts(&content_key(file), options).await.map_err(failed)?;
        Ok(found.into_stream().map_err(failed).boxed())
    }

    /// A thumbnail; they are small.
    pub(super) async fn read_thumbnail(&self, file: FileId) -> Result<Bytes> {
        self.objects.get(&thumbnail_key(file)).await.map_err(failed)?.bytes().await.map_err(failed)
    }

    /// Whether the place answers: asks for a file that is not there.
    pub async fn check(&self) -> Result<()> {
        match self.objects.head(&Key::from("doctor")).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes the bytes of files. What fails is said in the log and tried again by
    /// [`super::commands::remove_unused`].
    pub async fn remove_all(&self, files: &[FileId]) {
        for file in files {
            self.remove(*file).await;
        }
    }

    /// Removes the bytes of a file; `false` when some may still be there.
    pub(super) async fn remove(&self, file: FileId) -> bool {
        let mut is_gone = true;
        for key in [content_key(file), thumbnail_key(file)] {
            match self.objects.delete(&key).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => {
                    tracing::warn!(event = "file_left_behind", %file, %error);
                    is_gone = false;
                }
            }
        }
        is_gone
    }
}

fn content_key(file: FileId) -> Key {
    Key::from(file.to_string())
}

fn thumbnail_key(file: FileId) -> Key {
    Key::from(format!("{file}.thumbnail"))
}

/// A failure of the store as the domain's error: no room, bytes that should be there and are not, or a part that is
/// down.
pub(super) fn failed(error: object_store::Error) -> Error {
    if is_full(&error) {
        tracing::error!(event = "file_store_full", %error);
        return ErrorCode::StorageFull.into();
    }
    match error {
        object_store::Error::NotFound { .. } => {
            // A file that is removed while it is read, or a store that lost it.
            tracing::warn!(event = "file_bytes_missing", %error);
            Error::not_found()
        }
        error => Error::unavailable(error),
    }
}

/// Whether the disk, or the quota on it, is the reason at the bottom of an error.
fn is_full(error: &object_store::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>()
            && matches!(io.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
        {
            return true;
        }
        cause = error.source();
    }
    false
}
