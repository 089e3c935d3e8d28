//! Live chats.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{
        big_integer, big_pk_auto, string, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid_uniq,
    },
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

use super::table::references;

/// The nineteenth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0019_sessions"
    }
}

/// A person has one chat that is not over.
const INDEXES: [&str; 2] = [
    "CREATE UNIQUE INDEX sessions_one_at_a_time ON sessions (person_id) WHERE status <> 'ended'",
    "CREATE INDEX sessions_by_status ON sessions (status, id)",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut sessions = Table::create();
        sessions
            .table(Alias::new("sessions"))
            .col(big_pk_auto("id"))
            .col(uuid_uniq("conversation"))
            .col(big_integer("person_id"))
            .col(string("status"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .col(timestamp_with_time_zone_null("ended_at"));
        references(&mut sessions, "person_id", "people");
        manager.create_table(sessions).await?;
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
