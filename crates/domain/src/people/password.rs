//! Passwords: Argon2id with the library's defaults (OWASP's second choice: 19 MiB, 2 passes, 1 lane), a few at a time.
//!
//! A hash costs tens of milliseconds of one core and 19 MiB. So at most [`AT_ONCE`] run at the same time, some more wait,
//! and the rest is refused with `SERVER_BUSY` before anything else is done for it.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use liaison_protocol::error_code::ErrorCode;
use serde_json::json;
use subtle::ConstantTimeEq as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// Characters of a password at least; a long sentence is better than a short riddle.
pub const MIN: usize = 12;
/// Characters of a password at most.
pub const MAX: usize = 200;

/// Hashes that run at the same time at most, however many cores there are: 76 MiB, and some hundred logins a second.
const AT_ONCE: usize = 4;
/// How many wait for each that runs. The last one waits for some tenths of a second.
const WAITING_FOR_EACH: usize = 16;
/// Seconds after which a refused caller may try again.
const RETRY_AFTER: u64 = 2;

/// Blocks that the memory of a hash has room for: more than 32 MiB. Only what is used becomes resident. glibc maps what is
/// larger than that from the system each time and gives it back at once; smaller buffers stay in its arenas for good.
const ROOM: usize = 34 * 1024 * 1024 / Block::SIZE;

/// The turns of a process for hashing passwords.
pub(crate) struct Hashing {
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

/// The right to hash one password, running or waiting.
pub(crate) struct Place {
    turns: Arc<Semaphore>,
    place: OwnedSemaphorePermit,
}

impl Default for Hashing {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::new(cores.min(AT_ONCE), WAITING_FOR_EACH)
    }
}

impl Hashing {
    fn new(turns: usize, waiting_for_each: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(turns)),
            places: Arc::new(Semaphore::new(turns * (1 + waiting_for_each))),
        }
    }

    /// A place in the queue, or 503. To be asked for before anything that depends on who it is for: a full queue
    /// answers everybody alike.
    pub(crate) fn place(&self) -> Result<Place> {
        match Arc::clone(&self.places).try_acquire_owned() {
            Ok(place) => Ok(Place { turns: Arc::clone(&self.turns), place }),
            Err(_) => Err(Error::new(ErrorCode::ServerBusy)
                .details(json!({ "retry_after": RETRY_AFTER, "retry_after_seconds": RETRY_AFTER }))),
        }
    }
}

impl Place {
    /// Waits for a turn and works beside the runtime. Both are kept until the work is done, also when nobody waits for it.
    async fn work<T: Send + 'static>(self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let turn = self.turns.acquire_owned().await.map_err(Error::internal)?;
        let place = self.place;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop((turn, place));
            done
        })
        .await
        .map_err(Error::internal)?
    }
}

/// The hash to store, in PHC form.
pub(crate) async fn hash(hashing: &Hashing, password: &str) -> Result<String> {
    let length = password.chars().count();
    if !(MIN..=MAX).contains(&length) {
        return Err(Error::invalid("password", "must be 12 to 200 characters"));
    }
    let password = password.to_owned();
    hashing
        .place()?
        .work(move || {
            let salt: [u8; Salt::RECOMMENDED_LENGTH] = rand::random();
            let argon2 = Argon2::default();
            let output = output(&argon2, &password, &salt)?;
            let hash = PasswordHash {
                algorithm: Algorithm::default().ident(),
                version: Some(Version::default().into()),
                params: ParamsString::try_from(argon2.params()).map_err(Error::internal)?,
                salt: Some(Salt::new(&salt).map_err(Error::internal)?),
                hash: Some(output),
            };
            Ok(hash.to_string())
        })
        .await
}

/// Whether a password fits a stored hash. Without a hash as much work is done, so that time tells nobody who exists.
pub(crate) async fn fits(place: Place, password: &str, stored: Option<&str>) -> Result<bool> {
    if password.chars().count() > MAX {
        return Ok(false);
    }
    let password = password.to_owned();
    let stored = stored.map(ToOwned::to_owned);
    place
        .work(move || match stored {
            Some(stored) => verify(&password, &stored),
            None => output(&Argon2::default(), &password, &[0; Salt::RECOMMENDED_LENGTH]).map(|_| false),
        })
        .await
}

fn verify(password: &str, stored: &str) -> Result<bool> {
    let stored = PasswordHash::new(stored).map_err(Error::internal)?;
    let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else {
        return Err(Error::internal("a stored password hash is incomplete"));
    };
    let version = match stored.version {
        Some(version) => Version::try_from(version).map_err(Error::internal)?,
        None => Version::default(),
    };
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).map_err(Error::internal)?;
    let argon2 = Argon2::new(algorithm, version, Params::try_from(&stored).map_err(Error::internal)?);
    let found = output(&argon2, password, salt)?;
    Ok(found.as_bytes().ct_eq(expected.as_bytes()).into())
}

/// One run of Argon2 in memory of its own.
fn output(argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> Result<Output> {
    let blocks = argon2.params().block_count();
    let mut memory: Vec<Block> = Vec::with_capacity(blocks.max(ROOM));
    memory.resize(blocks, Block::new());
    let mut buffer = [0; Output::MAX_LENGTH];
    let length = argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let out = buffer.get_mut(..length).ok_or_else(|| Error::internal("a password hash is too long"))?;
    argon2
        .hash_password_into_with_memory(password.as_bytes(), salt, out, &mut memory)
        .map_err(Error::internal)?;
    Output::new(out).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "a long enough sentence";

    #[tokio::test]
    async fn a_password_fits_its_hash_and_no_other_does() {
        let hashing = Hashing::default();
        let stored = hash(&hashing, PASSWORD).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(stored, hash(&hashing, PASSWORD).await.unwrap(), "salted");
        let place = || hashing.place().unwrap();
        assert!(fits(place(), PASSWORD, Some(&stored)).await.unwrap());
        assert!(!fits(place(), "another long sentence", Some(&stored)).await.unwrap());
        assert!(!fits(place(), PASSWORD, None).await.unwrap());
    }

    #[tokio::test]
    async fn a_hash_made_by_the_library_alone_still_fits() {
        use argon2::password_hash::PasswordHasher as _;
        let stored = Argon2::default().hash_password(PASSWORD.as_bytes()).unwrap().to_string();
        let hashing = Hashing::default();
        assert!(fits(hashing.place().unwrap(), PASSWORD, Some(&stored)).await.unwrap());
    }

    #[tokio::test]
    async fn a_full_queue_refuses_until_a_place_is_free() {
        let hashing = Hashing::new(1, 2);
        let held: Vec<_> = (0..3).map(|_| hashing.place().unwrap()).collect();
        let refused = hashing.place().map(drop).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::ServerBusy);
        assert_eq!(refused.body().details["retry_after_seconds"], RETRY_AFTER);
        assert_eq!(hash(&hashing, PASSWORD).await.unwrap_err().code(), ErrorCode::ServerBusy);
        drop(held);
        assert!(hashing.place().is_ok());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn no_more_run_at_once_than_there_are_turns() {
        use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let hashing = Hashing::new(2, 10);
        let works = (0..20).map(|_| {
            let (running, most) = (Arc::clone(&running), Arc::clone(&most));
            hashing.place().unwrap().work(move || {
                most.fetch_max(running.fetch_add(1, SeqCst) + 1, SeqCst);
                std::thread::yield_now();
                running.fetch_sub(1, SeqCst);
                Ok(())
            })
        });
        for done in futures_util::future::join_all(works).await {
            done.unwrap();
        }
        assert!((1..=2).contains(&most.load(SeqCst)));
    }
}
