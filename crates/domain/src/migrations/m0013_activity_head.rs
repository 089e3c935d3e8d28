//! How many entries the activity log has and the hash of the newest, sealed by the server: what was cut off is missed.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{big_integer, integer, string},
    sea_orm::sea_query::{Alias, Table},
};

/// The thirteenth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_activity_head"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let head = Table::create()
            .table(Alias::new("activity_head"))
            .col(integer("id").primary_key())
            .col(big_integer("entries"))
            .col(string("hash"))
            .col(string("key"))
            .col(string("seal"))
            .to_owned();
        manager.create_table(head).await
    }
}
