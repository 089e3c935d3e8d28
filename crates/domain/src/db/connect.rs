//! How each database is opened. The figures behind the settings are in `docs/decisions/`.

use std::{str::FromStr, time::Duration};

use sea_orm::{
    DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector,
    sqlx::{
        postgres::{PgConnectOptions, PgPoolOptions},
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    },
};

use super::Db;
use crate::error::{Error, Result};

/// Opens `sqlite://path` (created when absent) or `postgres://…`.
pub async fn connect(url: &str, pool_size: u32) -> Result<Db> {
    if url.starts_with("sqlite:") {
        sqlite(url, pool_size).await
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        postgres(url, pool_size).await
    } else {
        Err(Error::internal("DATABASE_URL must begin with sqlite:// or postgres://"))
    }
}

async fn sqlite(url: &str, readers: u32) -> Result<Db> {
    // FULL: with NORMAL a power cut loses transactions that were acknowledged.
    let options = SqliteConnectOptions::from_str(url)
        .map_err(sqlx_error)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .statement_cache_capacity(200)
        .pragma("wal_autocheckpoint", "4000")
        .pragma("cache_size", "-16384")
        .pragma("mmap_size", "268435456");
    let write = SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(options.clone())
        .await
        .map_err(sqlx_error)?;
    let read = SqlitePoolOptions::new()
        .max_connections(readers.clamp(2, 16))
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.pragma("query_only", "1"))
        .await
        .map_err(sqlx_error)?;
    Ok(Db {
        write: SqlxSqliteConnector::from_sqlx_sqlite_pool(write),
        read: SqlxSqliteConnector::from_sqlx_sqlite_pool(read),
    })
}

async fn postgres(url: &str, pool_size: u32) -> Result<Db> {
    let options = PgConnectOptions::from_str(url).map_err(sqlx_error)?.application_name("liaison");
    let pool = PgPoolOptions::new()
        .max_connections(pool_size.max(4))
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(sqlx_error)?;
    let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok(Db { write: connection.clone(), read: connection })
}

fn sqlx_error(error: sea_orm::sqlx::Error) -> Error {
    DbErr::Conn(RuntimeErr::SqlxError(error.into())).into()
}
