//! Deferred work, written in the transaction that needs it.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{
        big_integer, integer, json_binary, string, string_null, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

/// The fifteenth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0015_jobs"
    }
}

const INDEXES: [&str; 4] = [
    "CREATE INDEX jobs_due ON jobs (queue, priority, run_at, id) WHERE state = 'ready'",
    "CREATE INDEX jobs_running ON jobs (node) WHERE state = 'running'",
    "CREATE INDEX jobs_dead ON jobs (id) WHERE state = 'dead'",
    "CREATE UNIQUE INDEX jobs_once ON jobs (kind, key) WHERE key IS NOT NULL AND state <> 'dead'",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut jobs = Table::create();
        jobs.table(Alias::new("jobs"))
            .col(uuid("id").primary_key())
            .col(string("queue"))
            .col(string("kind"))
            .col(string_null("key"))
            .col(json_binary("args"))
            .col(string("state"))
            .col(integer("priority"))
            .col(timestamp_with_time_zone("run_at"))
            .col(integer("attempts"))
            .col(integer("max_attempts"))
            .col(uuid_null("node"))
            .col(timestamp_with_time_zone_null("lease_until"))
            .col(big_integer("epoch"))
            .col(text_null("last_error"))
            .col(string_null("cause"))
            .col(timestamp_with_time_zone("created_at"));
        manager.create_table(jobs).await?;
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
