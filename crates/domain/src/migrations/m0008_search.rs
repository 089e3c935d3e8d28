//! The index over the words of messages.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{big_integer, uuid},
    sea_orm::{
        ConnectionTrait, DbBackend,
        sea_query::{Alias, Table},
    },
};

/// The eighth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_search"
    }
}

/// The words come ready made, folded and separated by spaces: `ascii` leaves them as they are. Neither the text nor the
/// places of words in it are kept; both are in the log.
const SQLITE: &[&str] =
    &["CREATE VIRTUAL TABLE search_words USING fts5(words, content = '', contentless_delete = 1, \
     detail = none, prefix = '2 3', tokenize = 'ascii')"];

const POSTGRES: &[&str] = &[
    "ALTER TABLE search_entries ADD COLUMN words tsvector NOT NULL",
    "CREATE INDEX search_words ON search_entries USING gin (words)",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let entries = Table::create()
            .table(Alias::new("search_entries"))
            .col(big_integer("id").primary_key())
            .col(uuid("conversation_id"))
            .col(big_integer("seq"))
            .to_owned();
        let positions = Table::create()
            .table(Alias::new("search_positions"))
            .col(uuid("conversation_id").primary_key())
            .col(big_integer("seq"))
            .to_owned();
        for table in [entries, positions] {
            manager.create_table(table).await?;
        }
        let connection = manager.get_connection();
        let place = "CREATE UNIQUE INDEX search_entries_by_place ON search_entries (conversation_id, seq)";
        connection.execute_unprepared(place).await?;
        for sql in if manager.get_database_backend() == DbBackend::Postgres { POSTGRES } else { SQLITE } {
            connection.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
