//! Counts of what is uploaded in a day, and a mark that lets a message be relayed once.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{big_integer, string, string_null},
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

use super::table::key;

/// The twelfth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0012_files"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut days = Table::create();
        days.table(Alias::new("upload_days"))
            .col(big_integer("day"))
            .col(string("counter"))
            .col(big_integer("bytes"));
        key(&mut days, ["day", "counter"]);
        manager.create_table(days).await?;
        let mut relays = Table::alter();
        relays.table(Alias::new("relays")).add_column(string_null("content_hash"));
        manager.alter_table(relays).await?;
        // Relays without a hash do not count: older ones, and those whose copy was deleted.
        let once = "CREATE UNIQUE INDEX relays_once \
                    ON relays (source_conversation, source_seq, target_conversation, content_hash)";
        manager.get_connection().execute_unprepared(once).await?;
        Ok(())
    }
}
