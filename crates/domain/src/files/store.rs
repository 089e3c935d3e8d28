//! Where the bytes of files are kept: a folder, or an S3 bucket.

use std::{path::Path, sync::Arc};

use liaison_protocol::ids::FileId;
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path as Key};

use crate::error::{Error, Result};

/// Keeps the bytes of files under random names.
#[derive(Clone)]
pub struct FileStore(Arc<dyn ObjectStore>);

impl FileStore {
    /// In a folder, which is created when it is not there.
    pub fn folder(path: &Path) -> Result<Self> {
        std::fs::create_dir_all(path).map_err(Error::internal)?;
        let store = LocalFileSystem::new_with_prefix(path).map_err(Error::internal)?.with_fsync(true);
        Ok(Self(Arc::new(store)))
    }

    /// Removes the bytes of files that no row names any more. What fails is said in the log and left behind.
    pub async fn remove_all(&self, files: &[FileId]) {
        for file in files {
            for key in [Key::from(file.to_string()), Key::from(format!("{file}.thumbnail"))] {
                if let Err(error) = self.0.delete(&key).await {
                    tracing::debug!(event = "file_left_behind", %file, %error);
                }
            }
        }
    }
}
