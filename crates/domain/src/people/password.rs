//! Passwords: Argon2id with the library's defaults (OWASP's second choice: 19 MiB, 2 rounds, 1 lane).

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use crate::error::{Error, Result};

/// Characters of a password at least; a long sentence is better than a short riddle.
pub const MIN: usize = 12;
/// Characters of a password at most.
pub const MAX: usize = 200;

/// The hash to store, in PHC form. Takes tens of milliseconds, so it runs beside the runtime.
pub(crate) async fn hash(password: &str) -> Result<String> {
    let length = password.chars().count();
    if !(MIN..=MAX).contains(&length) {
        return Err(Error::invalid("password", "takes 12 to 200 characters"));
    }
    let password = password.to_owned();
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(Error::internal)
    })
    .await
    .map_err(Error::internal)?
}

/// Whether a password fits a stored hash. Without a hash as much work is done, so that time tells nobody who exists.
pub(crate) async fn fits(password: &str, stored: Option<&str>) -> Result<bool> {
    if password.chars().count() > MAX {
        return Ok(false);
    }
    let password = password.to_owned();
    let stored = stored.map(ToOwned::to_owned);
    tokio::task::spawn_blocking(move || match stored {
        Some(stored) => {
            let hash = PasswordHash::new(&stored).map_err(Error::internal)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        }
        None => {
            drop(Argon2::default().hash_password(password.as_bytes()));
            Ok(false)
        }
    })
    .await
    .map_err(Error::internal)?
}
