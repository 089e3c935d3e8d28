//! What staff and keys have done.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{big_integer, big_integer_null, string, text, timestamp_with_time_zone},
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

/// The seventh migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_activity"
    }
}

const INDEXES: &[&str] = &[
    "CREATE INDEX activity_by_actor ON activity (actor, id)",
    "CREATE INDEX activity_by_subject ON activity (subject_kind, subject_id, id)",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let activity = Table::create()
            .table(Alias::new("activity"))
            .col(big_integer("id").primary_key())
            .col(timestamp_with_time_zone("at"))
            .col(string("actor"))
            .col(big_integer_null("actor_id"))
            .col(string("action"))
            .col(string("subject_kind"))
            .col(string("subject_id"))
            .col(text("details"))
            .col(string("hash"))
            .to_owned();
        manager.create_table(activity).await?;
        for sql in INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
