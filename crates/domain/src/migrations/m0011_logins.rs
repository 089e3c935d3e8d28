//! Wrong passwords are counted, an account knows the networks it was logged in to from, and the key of the
//! configuration is known as such, so that another one can take its place.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{boolean, string, timestamp_with_time_zone, uuid},
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

/// The eleventh migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_logins"
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE INDEX login_attempts_by_key ON login_attempts (key, at)",
    "CREATE INDEX login_attempts_by_time ON login_attempts (at)",
    // Until now this name was all that told it.
    "UPDATE api_keys SET is_configured = TRUE WHERE name = 'from the configuration'",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let attempts = Table::create()
            .table(Alias::new("login_attempts"))
            .col(uuid("id").primary_key())
            .col(string("key"))
            .col(timestamp_with_time_zone("at"))
            .take();
        let networks = Table::create()
            .table(Alias::new("login_networks"))
            .col(string("key").primary_key())
            .col(timestamp_with_time_zone("last_login_at"))
            .take();
        for table in [attempts, networks] {
            manager.create_table(table).await?;
        }
        let mut is_configured = boolean("is_configured").default(false).take();
        manager
            .alter_table(
                Table::alter().table(Alias::new("api_keys")).add_column(&mut is_configured).to_owned(),
            )
            .await?;
        for sql in STATEMENTS {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
