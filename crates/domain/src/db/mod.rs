//! The database: SQLite or PostgreSQL behind one set of entities.

mod backup;
mod connect;
mod failure;
mod publisher;
mod single;
mod status;
mod stored;
mod tx;

use std::path::PathBuf;

use sea_orm::{DatabaseConnection, DbBackend, sqlx::postgres::PgConnectOptions};

pub use backup::copy_sqlite;
pub use connect::connect;
pub(crate) use connect::open_log;
pub(crate) use failure::{code_of, driver_error, sqlite_error};
pub(crate) use publisher::Publisher;
pub(crate) use single::Single;
pub use status::{dead_jobs, missing_migrations};
pub use stored::Stored;
pub use tx::Tx;
pub(crate) use tx::publish;

/// Connections to the one database of a node.
///
/// SQLite has one writing connection, which `begin` hands out, and a pool that can only read: two writers would
/// meet `SQLITE_BUSY_SNAPSHOT`, which no timeout helps. On PostgreSQL both are the same pool.
#[derive(Clone)]
pub struct Db {
    write: DatabaseConnection,
    read: DatabaseConnection,
    origin: Origin,
    #[cfg(test)]
    steps: std::sync::Arc<std::sync::atomic::AtomicUsize>,
}

/// Where the database is, for connections beside those of the pools.
#[derive(Clone)]
pub(crate) enum Origin {
    /// The file of SQLite.
    File(PathBuf),
    /// A PostgreSQL server.
    Server(Box<PgConnectOptions>),
}

impl Db {
    /// For reading outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For starting a transaction.
    pub(crate) fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Which database this is.
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Counts every statement from here on.
    #[cfg(test)]
    fn counting(mut self) -> Self {
        for connection in [&mut self.write, &mut self.read] {
            let steps = std::sync::Arc::clone(&self.steps);
            connection.set_metric_callback(move |_| {
                steps.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            });
        }
        self
    }

    /// How many statements there were.
    #[cfg(test)]
    pub(crate) fn steps(&self) -> usize {
        self.steps.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// Where it is.
    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.backend() == DbBackend::Sqlite
    }
}
