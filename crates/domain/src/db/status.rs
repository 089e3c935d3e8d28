//! Whether a database is up to date, without changing it.

use std::str::FromStr as _;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm_migration::MigratorTrait;

use super::{connect, driver_error};
use crate::{
    error::{Error, Result},
    migrations::Migrator,
};

/// How many migrations the database at `url` still lacks. A SQLite file that is not there lacks all of them; it is
/// not made.
pub async fn missing_migrations(url: &str) -> Result<usize> {
    let file = url.starts_with("sqlite:").then(|| SqliteConnectOptions::from_str(url)).transpose();
    let file = file.map_err(driver_error)?;
    if file.is_some_and(|options| !options.get_filename().exists()) {
        return Ok(Migrator::migrations().len());
    }
    let db = connect(url, 2).await?;
    // Asking for the state makes the table of migrations where it is missing, and nothing else.
    let pending = Migrator::get_pending_migrations(db.write()).await.map_err(Error::from)?;
    Ok(pending.len())
}
