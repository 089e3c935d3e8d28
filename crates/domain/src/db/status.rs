//! Whether a database is up to date, without changing it.

use std::str::FromStr as _;

use liaison_protocol::job::JobState;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    sqlx::sqlite::SqliteConnectOptions,
};
use sea_orm_migration::MigratorTrait;

use super::{connect, driver_error};
use crate::{
    error::{Error, Result},
    jobs::entity as jobs,
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

/// How many jobs failed too often and wait for an admin. The database must be up to date.
pub async fn dead_jobs(url: &str) -> Result<u64> {
    let db = connect(url, 2).await?;
    let dead = jobs::Column::State.eq(JobState::Dead.as_str());
    Ok(jobs::Entity::find().filter(dead).count(db.read()).await?)
}
