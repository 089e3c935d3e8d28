//! The database: SQLite or PostgreSQL behind one set of entities.

mod backup;
mod connect;
mod failure;
mod status;
mod tx;

use sea_orm::{DatabaseConnection, DbBackend};

pub use backup::copy_sqlite;
pub use connect::connect;
pub(crate) use failure::code_of;
pub use status::missing_migrations;
pub use tx::Tx;

/// Connections to the one database of a node.
///
/// SQLite has one writing connection, which `begin` hands out, and a pool that can only read: two writers would
/// meet `SQLITE_BUSY_SNAPSHOT`, which no timeout helps. On PostgreSQL both are the same pool.
#[derive(Clone)]
pub struct Db {
    write: DatabaseConnection,
    read: DatabaseConnection,
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

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        self.backend() == DbBackend::Sqlite
    }
}
