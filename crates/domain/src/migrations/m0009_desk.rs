//! How staff keep order at the desk: labels of tickets, tickets snoozed, colleagues mentioned in notes.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{
        big_integer, big_integer_null, string, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
    },
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

use super::table::{key, references};

/// The ninth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_desk"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut labels = Table::create();
        labels
            .table(Alias::new("labels"))
            .col(big_integer("id").not_null().auto_increment().primary_key())
            .col(string("name"))
            .col(string("folded_name").unique_key())
            .col(string("color"))
            .col(timestamp_with_time_zone("updated_at"))
            .col(big_integer_null("updated_by"));
        references(&mut labels, "updated_by", "people");
        let mut ticket_labels = Table::create();
        ticket_labels
            .table(Alias::new("ticket_labels"))
            .col(big_integer("ticket_id"))
            .col(big_integer("label_id"))
            .col(timestamp_with_time_zone("created_at"));
        key(&mut ticket_labels, ["ticket_id", "label_id"]);
        references(&mut ticket_labels, "ticket_id", "tickets");
        references(&mut ticket_labels, "label_id", "labels");
        let mut snoozes = Table::create();
        snoozes
            .table(Alias::new("snoozes"))
            .col(big_integer("ticket_id").not_null().primary_key())
            .col(timestamp_with_time_zone_null("snoozed_until"))
            .col(big_integer("brand_seq"))
            .col(big_integer("creator_seq"))
            .col(big_integer("snoozed_by"))
            .col(timestamp_with_time_zone("created_at"));
        references(&mut snoozes, "ticket_id", "tickets");
        references(&mut snoozes, "snoozed_by", "people");
        let mut mentions = Table::create();
        mentions
            .table(Alias::new("mentions"))
            .col(uuid("conversation_id"))
            .col(big_integer("seq"))
            .col(big_integer("person_id"));
        key(&mut mentions, ["conversation_id", "seq", "person_id"]);
        references(&mut mentions, "person_id", "people");
        for table in [labels, ticket_labels, snoozes, mentions] {
            manager.create_table(table).await?;
        }
        for index in [
            "CREATE INDEX ticket_labels_by_label ON ticket_labels (label_id)",
            "CREATE INDEX mentions_by_person ON mentions (person_id, conversation_id, seq)",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
