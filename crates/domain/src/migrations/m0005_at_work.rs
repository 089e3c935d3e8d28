//! What members of staff have begun to write, and who looks at which ticket.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{big_integer, string, string_null, text, timestamp_with_time_zone, uuid},
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

use super::table::{key, references};

/// The fifth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_at_work"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut drafts = Table::create();
        drafts
            .table(Alias::new("drafts"))
            .col(big_integer("ticket_id"))
            .col(big_integer("person_id"))
            .col(string("channel"))
            .col(text("text"))
            .col(timestamp_with_time_zone("updated_at"));
        key(&mut drafts, ["ticket_id", "person_id", "channel"]);
        references(&mut drafts, "ticket_id", "tickets");
        references(&mut drafts, "person_id", "people");
        let mut viewers = Table::create();
        viewers
            .table(Alias::new("viewers"))
            .col(uuid("node_id"))
            .col(string("socket_id"))
            .col(big_integer("ticket_id"))
            .col(big_integer("person_id"))
            .col(string("state"))
            .col(string_null("channel_type"))
            .col(timestamp_with_time_zone("since"));
        key(&mut viewers, ["node_id", "socket_id", "ticket_id"]);
        references(&mut viewers, "ticket_id", "tickets");
        references(&mut viewers, "person_id", "people");
        for table in [drafts, viewers] {
            manager.create_table(table).await?;
        }
        let index = "CREATE INDEX viewers_by_ticket ON viewers (ticket_id)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
