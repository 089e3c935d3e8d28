//! Messages relayed from one side to the other, and texts that staff use again.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{big_integer, big_integer_null, string, string_null, text, timestamp_with_time_zone, uuid},
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

use super::table::{key, references};

/// The sixth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_relay"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut relays = Table::create();
        relays
            .table(Alias::new("relays"))
            .col(uuid("target_conversation"))
            .col(big_integer("target_seq"))
            .col(uuid("source_conversation"))
            .col(big_integer("source_seq"))
            .col(big_integer("relayed_by"))
            .col(timestamp_with_time_zone("created_at"));
        key(&mut relays, ["target_conversation", "target_seq"]);
        let mut templates = Table::create();
        templates
            .table(Alias::new("templates"))
            .col(big_integer("id").not_null().auto_increment().primary_key())
            .col(string("title"))
            .col(string("shortcut").unique_key())
            .col(text("body"))
            .col(string_null("channel_type"))
            .col(string_null("locale"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .col(big_integer_null("updated_by"));
        references(&mut templates, "updated_by", "people");
        for table in [relays, templates] {
            manager.create_table(table).await?;
        }
        let index = "CREATE INDEX relays_by_source ON relays (source_conversation, source_seq)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
