//! Each entry of a log names what kind of author it has: a person, or one of those that are no people.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::string,
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

/// The sixteenth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0016_authors"
    }
}

/// So far whoever was no person was the server.
const FILL: &str = "UPDATE entries SET author_kind = 'system' WHERE author_id IS NULL";

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = &mut string("author_kind").default("person").take();
        let entries = Table::alter().table(Alias::new("entries")).add_column(column).to_owned();
        manager.alter_table(entries).await?;
        manager.get_connection().execute_unprepared(FILL).await?;
        Ok(())
    }
}
