//! Appending to the log without asking twice.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait, DbBackend},
};

/// The third migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_log"
    }
}

/// PostgreSQL looks the conversation up and locks it once more for every entry. There is no need: an entry's position
/// comes from the row of its conversation, in the same transaction, and conversations are never deleted. SQLite, which
/// looks into its cache, keeps the constraint.
const WITHOUT_LOOKING_UP: &str = "ALTER TABLE entries DROP CONSTRAINT IF EXISTS entries_conversation_id_fkey";

/// The key comes first: keys of one moment are alike when clients begin them with the time, as ours do, and then new
/// ones lie together at the end of the index. Behind the conversation each would touch a page of its own.
const KEYS: [&str; 2] = [
    "DROP INDEX entries_by_client_id",
    "CREATE UNIQUE INDEX entries_by_client_id ON entries (client_id, conversation_id, author_id) \
     WHERE client_id IS NOT NULL",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared(WITHOUT_LOOKING_UP).await?;
        }
        for sql in KEYS {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
