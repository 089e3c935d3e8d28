//! What the nodes of a cluster ask each other by way of the database: whose connections were cut, and how many
//! requests somebody has made.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::timestamp_with_time_zone_null,
    sea_orm::{
        ConnectionTrait, DbBackend,
        sea_query::{Alias, Table},
    },
};

/// The second migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_cluster"
    }
}

const INDEXES: &[&str] = &[
    "CREATE INDEX people_by_cut ON people (cut_at) WHERE cut_at IS NOT NULL",
    "CREATE INDEX logins_by_revocation ON logins (revoked_at) WHERE revoked_at IS NOT NULL",
];

/// Not written to the log: after a crash everybody begins with a fresh minute, and counting costs no flush.
const RATE_WINDOWS: &str = "CREATE UNLOGGED TABLE rate_windows (\
    key text PRIMARY KEY, window_start timestamptz NOT NULL, used bigint NOT NULL)";

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut cut_at = timestamp_with_time_zone_null("cut_at");
        manager
            .alter_table(Table::alter().table(Alias::new("people")).add_column(&mut cut_at).to_owned())
            .await?;
        for sql in INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        // SQLite has one node, which counts in memory.
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared(RATE_WINDOWS).await?;
        }
        Ok(())
    }
}
