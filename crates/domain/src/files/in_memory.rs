//! Files that are in memory as a whole, because what is in them has to be understood before anything is stored. All
//! of them together have room for so many bytes.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, TryStreamExt};
use liaison_protocol::{
    error_code::ErrorCode,
    file::RemainingMetadata,
    ids::{FileId, PersonId},
};
use parking_lot::Mutex;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

use super::{
    FileStore,
    content_type::ContentType,
    limits::FileLimits,
    metadata::{self, Cleaned},
    writing::too_large,
};
use crate::error::{Error, Result};

/// Files of the largest size that have room at the same time.
const LARGEST_AT_ONCE: u64 = 8;
/// Files of the largest size that one person may have in memory: a slow client must not take the room of others.
const LARGEST_OF_ONE: u64 = 3;
/// Files that are cleaned at the same time.
const CLEANED_AT_ONCE: usize = 4;
const UNIT: u64 = 1024;

/// Room for whole files.
pub(super) struct Memory {
    units: Arc<Semaphore>,
    all: u32,
    of_one: u64,
    /// Bytes that come from each person at this moment.
    coming: Arc<Mutex<HashMap<PersonId, u64>>>,
    cleaning: Semaphore,
}

/// What comes from one person by one upload.
struct Share {
    coming: Arc<Mutex<HashMap<PersonId, u64>>>,
    person: PersonId,
    bytes: u64,
}

impl Share {
    /// Adds bytes: 429 when the person has too many.
    fn add(&mut self, bytes: usize, most: u64) -> Result<()> {
        let mut coming = self.coming.lock();
        let all = coming.entry(self.person).or_default();
        if *all + bytes as u64 > most {
            return Err(Error::with_message(
                ErrorCode::RateLimited,
                "too many uploads in progress; wait until some have finished",
            ));
        }
        *all += bytes as u64;
        self.bytes += bytes as u64;
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut coming = self.coming.lock();
        if let Entry::Occupied(mut all) = coming.entry(self.person) {
            *all.get_mut() = all.get().saturating_sub(self.bytes);
            if *all.get() == 0 {
                all.remove();
            }
        }
    }
}

/// A file in memory; its room is given back when it is dropped.
pub(super) struct Held {
    bytes: Bytes,
    room: OwnedSemaphorePermit,
}

impl Memory {
    pub(super) fn new(limits: &FileLimits) -> Self {
        let all = u32::try_from(LARGEST_AT_ONCE.saturating_mul(limits.max_bytes) / UNIT).unwrap_or(u32::MAX);
        let all = all.clamp(1, u32::MAX >> 4);
        Self {
            units: Arc::new(Semaphore::new(all as usize)),
            all,
            of_one: LARGEST_OF_ONE.saturating_mul(limits.max_bytes),
            coming: Arc::default(),
            cleaning: Semaphore::new(CLEANED_AT_ONCE),
        }
    }

    /// Collects a file as it comes: 413 when it is too large, 429 when the person has too many on their way, 503 when
    /// there is no room. Nobody waits for room while holding some, so that slow clients do not hold each other up.
    pub(super) async fn collect<S>(
        &self,
        person: PersonId,
        head: Bytes,
        rest: &mut S,
        limit: u64,
    ) -> Result<Held>
    where
        S: Stream<Item = Result<Bytes>> + Unpin,
    {
        let mut share = Share { coming: Arc::clone(&self.coming), person, bytes: 0 };
        share.add(head.len(), self.of_one)?;
        let mut room = self.take(head.len())?;
        let mut bytes = BytesMut::from(head);
        while let Some(chunk) = rest.next().await {
            let chunk = chunk?;
            if (bytes.len() + chunk.len()) as u64 > limit {
                return Err(too_large(limit));
            }
            share.add(chunk.len(), self.of_one)?;
            room.merge(self.take(chunk.len())?);
            bytes.extend_from_slice(&chunk);
        }
        Ok(Held { bytes: bytes.freeze(), room })
    }

    /// Reads a stored file. Waits for room.
    pub(super) async fn read(&self, files: &FileStore, file: FileId, size: u64) -> Result<Held> {
        let wanted = units(size).min(self.all);
        let room = Arc::clone(&self.units).acquire_many_owned(wanted).await.map_err(Error::internal)?;
        let mut content = files.read(file, None).await?;
        let mut bytes = BytesMut::new();
        while let Some(chunk) = content.try_next().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(Held { bytes: bytes.freeze(), room })
    }

    /// Bytes that come from a person at this moment.
    #[cfg(test)]
    pub(super) fn coming(&self, person: PersonId) -> u64 {
        self.coming.lock().get(&person).copied().unwrap_or_default()
    }

    fn take(&self, bytes: usize) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.units)
            .try_acquire_many_owned(units(bytes as u64))
            .map_err(|_| Error::unavailable("too many files in memory"))
    }

    /// Takes out what tells of the maker, off the threads that answer requests.
    pub(super) async fn clean(&self, content_type: ContentType, held: Held) -> Result<CleanFile> {
        let _turn = self.cleaning.acquire().await.map_err(Error::internal)?;
        let Held { bytes, room } = held;
        let original = bytes.clone();
        // Code that panics has judged nothing.
        let Cleaned { bytes, remains } = spawn_blocking(move || metadata::clean(content_type, bytes))
            .await
            .unwrap_or(Cleaned { bytes: original, remains: Some(RemainingMetadata::Unreadable) });
        Ok(CleanFile { content_type, bytes, remains, _room: room })
    }
}

/// A file out of which everything was taken that could be.
pub(super) struct CleanFile {
    pub(super) content_type: ContentType,
    pub(super) bytes: Bytes,
    /// What it may still say of its maker.
    pub(super) remains: Option<RemainingMetadata>,
    _room: OwnedSemaphorePermit,
}

fn units(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX >> 4)
}
