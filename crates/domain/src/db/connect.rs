//! How each database is opened. The figures behind the settings are in `docs/decisions/`.

use std::{path::Path, str::FromStr, time::Duration};

use sea_orm::{
    DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector,
    sqlx::{
        self, Connection as _,
        postgres::{PgConnectOptions, PgConnection, PgPoolOptions},
        sqlite::{
            SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
        },
    },
};

use super::{Db, Origin, sqlite_error};
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
        .pragma("wal_autocheckpoint", WAL_PAGES)
        .pragma("cache_size", CACHE)
        .pragma("mmap_size", MAPPED);
    let file = options.get_filename().to_owned();
    let write = SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(async { Ok(is_at_rest(connection)) }))
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
    let db = Db {
        write: SqlxSqliteConnector::from_sqlx_sqlite_pool(write),
        read: SqlxSqliteConnector::from_sqlx_sqlite_pool(read),
        origin: Origin::File(file),
        #[cfg(test)]
        steps: std::sync::Arc::default(),
    };
    #[cfg(test)]
    let db = db.counting();
    Ok(db)
}

/// Pages of the write-ahead log from which on they are moved into the database.
const WAL_PAGES: &str = "4000";
/// Of each connection: 16 MiB.
const CACHE: &str = "-16384";
/// Of the database that is read as memory: 256 MiB.
const MAPPED: &str = "268435456";

/// A further writing connection to the same SQLite database, for the log alone: opened like the other ones.
pub(crate) fn open_log(file: &Path) -> Result<rusqlite::Connection> {
    let open = || -> rusqlite::Result<_> {
        let connection = rusqlite::Connection::open(file)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        let settings = [
            ("synchronous", "FULL"),
            ("foreign_keys", "ON"),
            ("wal_autocheckpoint", WAL_PAGES),
            ("cache_size", CACHE),
            ("mmap_size", MAPPED),
        ];
        for (name, value) in settings {
            connection.pragma_update(None, name, value)?;
        }
        Ok(connection)
    };
    open().map_err(|error| sqlite_error(&error))
}

async fn postgres(url: &str, pool_size: u32) -> Result<Db> {
    let mut options = PgConnectOptions::from_str(url).map_err(sqlx_error)?;
    if options.get_application_name().is_none() {
        options = options.application_name("liaison");
    }
    let pool = pool_of(pool_size.max(4)).connect_with(options.clone()).await.map_err(sqlx_error)?;
    let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok(Db {
        write: connection.clone(),
        read: connection,
        origin: Origin::Server(Box::new(options)),
        #[cfg(test)]
        steps: std::sync::Arc::default(),
    })
}

/// A pool with the settings that hold for every connection to PostgreSQL.
pub(super) fn pool_of(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        // How long somebody waits for a PostgreSQL that is away; it covers a restart.
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .before_acquire(|connection, known| Box::pin(still_answers(connection, known.idle_for)))
}

/// Whether a connection is in no transaction.
///
/// When the disk is full SQLite rolls back by itself. The driver does not notice: its own rollback fails, and from then
/// on it counts one transaction too many. The next ones would be savepoints in a transaction that nobody ever commits:
/// acknowledged, visible to nobody else, and gone with the process. Such a connection is thrown away.
fn is_at_rest(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction()
}

/// Whether a connection that nobody has used for a while is still one. In the midst of work the question would cost a
/// round trip each time, and the work itself finds out.
pub(super) async fn still_answers(connection: &mut PgConnection, idle_for: Duration) -> sqlx::Result<bool> {
    if idle_for > Duration::from_secs(1) {
        connection.ping().await?;
    }
    Ok(true)
}

fn sqlx_error(error: sqlx::Error) -> Error {
    DbErr::Conn(RuntimeErr::SqlxError(error.into())).into()
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait as _, Statement, TransactionTrait as _};

    use super::*;

    #[tokio::test]
    async fn a_commit_is_one_after_sqlite_has_rolled_back_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("liaison.db").display());
        let db = connect(&url, 2).await.unwrap();
        db.write().execute_unprepared("CREATE TABLE words (word TEXT)").await.unwrap();
        // What SQLite does when there is no room.
        let tx = db.write().begin().await.unwrap();
        tx.execute_unprepared("ROLLBACK").await.unwrap();
        drop(tx);
        // One that fails, and one that does not.
        drop(db.write().begin().await.unwrap());
        let tx = db.write().begin().await.unwrap();
        tx.execute_unprepared("INSERT INTO words VALUES ('kept')").await.unwrap();
        tx.commit().await.unwrap();
        let sql = "SELECT word FROM words";
        let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
        assert_eq!(rows.len(), 1, "others do not see what was committed");
    }
}
