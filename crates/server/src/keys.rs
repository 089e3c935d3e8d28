//! The keys that Liaison needs itself: made at first start, kept in the data folder, readable by their owner only.
//!
//! A key file appears complete or not at all, and two processes that start at once end up with the same key.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRng as _;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use thiserror::Error;
use uuid::Uuid;

const KEY_BYTES: usize = 32;

/// The keys of this server.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Signs this server's own access tokens.
    pub token_signing: Key,
    /// Authenticates events between nodes.
    pub bus: Key,
    /// Seals the end of the activity log. The nodes of a cluster need the same: where they are given a bus key, it is
    /// that one, which seals for another purpose.
    pub audit: Key,
    /// Identity of this data folder; another one means that sequences seen before may not continue.
    pub epoch: Uuid,
}

/// Secret bytes.
#[derive(Debug, Clone)]
pub struct Key(Arc<SecretBox<Vec<u8>>>);

impl Key {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Arc::new(SecretBox::new(Box::new(bytes))))
    }

    /// The bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

/// Why the keys cannot be used.
#[derive(Debug, Error)]
pub enum KeyError {
    /// A file or folder could not be read or made.
    #[error("failed using `{path}`: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// Others may read the file.
    #[error("`{path}` may be read by others (mode {mode:o}); run `chmod {} {path}`", if *is_dir { "700" } else { "600" })]
    Exposed {
        /// The file or folder.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
        /// Whether it is a folder.
        is_dir: bool,
    },
    /// The file does not hold what it should.
    #[error("`{path}` does not hold a key; restore it from a backup, or remove it to have a new one made")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The system gives no random numbers.
    #[error("failed reading random numbers from the system")]
    NoRandomness,
}

impl Keys {
    /// Opens the keys in the data folder and makes those that are missing. Keys given by configuration win.
    ///
    /// # Errors
    /// When a file cannot be used, is damaged, or may be read by others.
    pub fn open(
        data_dir: &Path,
        signing_key: Option<&SecretString>,
        bus_key: Option<&SecretString>,
    ) -> Result<Self, KeyError> {
        let dir = data_dir.join("keys");
        DirBuilder::new().recursive(true).mode(0o700).create(&dir).map_err(at(&dir))?;
        private(&dir, &fs::symlink_metadata(&dir).map_err(at(&dir))?)?;
        let given = |secret: &SecretString| Key::new(secret.expose_secret().as_bytes().to_vec());
        Ok(Self {
            token_signing: signing_key.map(given).map_or_else(|| key(&dir.join("token-signing.key")), Ok)?,
            bus: bus_key.map(given).map_or_else(|| key(&dir.join("bus.key")), Ok)?,
            audit: bus_key.map(given).map_or_else(|| key(&dir.join("audit.key")), Ok)?,
            epoch: epoch(&dir.join("epoch"))?,
        })
    }
}

fn key(path: &Path) -> Result<Key, KeyError> {
    let text = open_or_create(path, || {
        let mut bytes = [0_u8; KEY_BYTES];
        rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    })?;
    match URL_SAFE_NO_PAD.decode(text.trim()) {
        Ok(bytes) if bytes.len() == KEY_BYTES => Ok(Key::new(bytes)),
        _ => Err(KeyError::Damaged { path: path.to_owned() }),
    }
}

fn epoch(path: &Path) -> Result<Uuid, KeyError> {
    let text = open_or_create(path, || Ok(Uuid::new_v4().to_string()))?;
    text.trim().parse().map_err(|_| KeyError::Damaged { path: path.to_owned() })
}

fn open_or_create(path: &Path, make: impl FnOnce() -> Result<String, KeyError>) -> Result<String, KeyError> {
    match read(path) {
        Err(KeyError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            create(path, &make()?)?;
            // Not what was just written: another process may have been first.
            read(path)
        }
        other => other,
    }
}

fn read(path: &Path) -> Result<String, KeyError> {
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(no_follow).open(path).map_err(at(path))?;
    private(path, &file.metadata().map_err(at(path))?)?;
    let mut text = String::new();
    file.take(1024).read_to_string(&mut text).map_err(at(path))?;
    Ok(text)
}

/// Writes aside, then links: the name appears with its whole content, and only if nobody made it meanwhile.
fn create(path: &Path, text: &str) -> Result<(), KeyError> {
    let aside = path.with_extension(format!("new-{}", Uuid::new_v4().simple()));
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
        writeln!(file, "{text}")?;
        file.sync_all()?;
        match fs::hard_link(&aside, path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    };
    let written = write();
    let removed = fs::remove_file(&aside);
    written.and(removed).map_err(at(path))?;
    if let Some(dir) = path.parent() {
        File::open(dir).and_then(|dir| dir.sync_all()).map_err(at(dir))?;
    }
    Ok(())
}

fn private(path: &Path, metadata: &fs::Metadata) -> Result<(), KeyError> {
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(KeyError::Exposed { path: path.to_owned(), mode, is_dir: metadata.is_dir() })
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> KeyError {
    let path = path.to_owned();
    move |source| KeyError::Io { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_stay() {
        let dir = tempfile::tempdir().unwrap();
        let first = Keys::open(dir.path(), None, None).unwrap();
        let second = Keys::open(dir.path(), None, None).unwrap();
        assert_eq!(first.token_signing.expose(), second.token_signing.expose());
        assert_eq!(first.epoch, second.epoch);
        assert_eq!(first.bus.expose().len(), KEY_BYTES);
        assert_ne!(first.bus.expose(), first.token_signing.expose());
        assert_eq!(fs::read_dir(dir.path().join("keys")).unwrap().count(), 4, "nothing is left over");
    }

    #[test]
    fn a_key_that_others_may_read_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        Keys::open(dir.path(), None, None).unwrap();
        let path = dir.path().join("keys/bus.key");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let error = Keys::open(dir.path(), None, None).unwrap_err();
        assert!(matches!(error, KeyError::Exposed { .. }));
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_damaged_key_and_a_link_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        Keys::open(dir.path(), None, None).unwrap();
        let path = dir.path().join("keys/audit.key");
        fs::write(&path, "short").unwrap();
        assert!(matches!(Keys::open(dir.path(), None, None), Err(KeyError::Damaged { .. })));
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(dir.path().join("keys/bus.key"), &path).unwrap();
        assert!(matches!(Keys::open(dir.path(), None, None), Err(KeyError::Io { .. })));
    }

    #[test]
    fn processes_that_start_at_once_agree() {
        let dir = tempfile::tempdir().unwrap();
        let opened: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| Keys::open(dir.path(), None, None).unwrap().bus.expose().to_vec()))
                .collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(opened.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn configured_keys_win() {
        let dir = tempfile::tempdir().unwrap();
        let given = SecretString::from("kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5");
        let keys = Keys::open(dir.path(), Some(&given), None).unwrap();
        assert_eq!(keys.token_signing.expose(), given.expose_secret().as_bytes());
        assert!(!format!("{keys:?}").contains("107"), "secret bytes in debug output");
    }
}
