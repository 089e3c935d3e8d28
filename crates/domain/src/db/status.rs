//! Whether a database is up to date, without changing it.

use sea_orm_migration::MigratorTrait;

use super::connect;
use crate::{
    error::{Error, Result},
    migrations::Migrator,
};

/// How many migrations the database at `url` still lacks. A SQLite file that is not there lacks all of them; it is
/// not made.
pub async fn missing_migrations(url: &str) -> Result<usize> {
    let path = url.strip_prefix("sqlite://").map(|path| path.split('?').next().unwrap_or(path));
    if path.is_some_and(|path| !std::path::Path::new(path).exists()) {
        return Ok(Migrator::migrations().len());
    }
    let db = connect(url, 2).await?;
    // Asking for the state makes the table of migrations where it is missing, and nothing else.
    let pending = Migrator::get_pending_migrations(db.write()).await.map_err(Error::from)?;
    Ok(pending.len())
}
