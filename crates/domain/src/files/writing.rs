//! A file on its way into the store: counted and hashed as it passes. What is not finished is not there.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use liaison_protocol::error_code::ErrorCode;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload, path::Path as Key};
use sha2::{Digest, Sha256};

use super::store::failed;
use crate::{
    digest,
    error::{Error, Result},
};

/// Takes chunks and writes them in parts of one size; a file smaller than a part is written at once.
pub(super) struct Writing {
    objects: Arc<dyn ObjectStore>,
    key: Key,
    part: usize,
    limit: u64,
    size: u64,
    hash: Sha256,
    waiting: BytesMut,
    upload: Option<Box<dyn MultipartUpload>>,
}

/// What is known of a file once it is stored.
pub(super) struct Written {
    pub(super) size: u64,
    /// Hexadecimal.
    pub(super) sha256: String,
}

impl Writing {
    pub(super) fn new(objects: Arc<dyn ObjectStore>, key: Key, part: usize, limit: u64) -> Self {
        let (hash, waiting) = (Sha256::new(), BytesMut::new());
        Self { objects, key, part, limit, size: 0, hash, waiting, upload: None }
    }

    /// Takes the next bytes: 413 when they are too many.
    pub(super) async fn add(&mut self, chunk: &[u8]) -> Result<()> {
        self.size = self.size.saturating_add(chunk.len() as u64);
        if self.size > self.limit {
            return Err(too_large(self.limit));
        }
        self.hash.update(chunk);
        self.waiting.extend_from_slice(chunk);
        while self.waiting.len() >= self.part {
            let part = self.waiting.split_to(self.part).freeze();
            self.put_part(part).await?;
        }
        Ok(())
    }

    async fn put_part(&mut self, part: Bytes) -> Result<()> {
        let upload = match &mut self.upload {
            Some(upload) => upload,
            None => self.upload.insert(self.objects.put_multipart(&self.key).await.map_err(failed)?),
        };
        upload.put_part(PutPayload::from(part)).await.map_err(failed)
    }

    /// Makes the file durable.
    pub(super) async fn finish(&mut self) -> Result<Written> {
        let rest = self.waiting.split().freeze();
        if self.upload.is_none() {
            self.objects.put(&self.key, rest.into()).await.map_err(failed)?;
        } else {
            if !rest.is_empty() {
                self.put_part(rest).await?;
            }
            if let Some(upload) = &mut self.upload {
                upload.complete().await.map_err(failed)?;
            }
            self.upload = None;
        }
        Ok(Written { size: self.size, sha256: digest::hex(&self.hash.finalize_reset()) })
    }

    /// Takes back the parts that were written.
    pub(super) async fn abandon(&mut self) {
        if let Some(upload) = self.upload.take() {
            abort(upload, &self.key).await;
        }
    }
}

impl Drop for Writing {
    /// The client went away: nobody waits for the end any more.
    fn drop(&mut self) {
        if let Some(upload) = self.upload.take()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            let key = self.key.clone();
            runtime.spawn(async move { abort(upload, &key).await });
        }
    }
}

async fn abort(mut upload: Box<dyn MultipartUpload>, key: &Key) {
    if let Err(error) = upload.abort().await {
        tracing::warn!(event = "file_parts_left_behind", %key, %error);
    }
}

/// 413, with the limit.
pub(super) fn too_large(limit: u64) -> Error {
    Error::with_message(ErrorCode::PayloadTooLarge, "the file is too large")
        .details(serde_json::json!({ "max_bytes": limit }))
}
