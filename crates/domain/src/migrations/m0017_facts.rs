//! What happened to cases, and when staff were online and in which status: facts that reports are made of, and that could
//! not be reconstructed later.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{
        big_integer, big_integer_null, string, string_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null,
    },
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table},
    },
};

use super::table::references;

/// The seventeenth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0017_facts"
    }
}

const INDEXES: [&str; 4] = [
    "CREATE INDEX case_facts_of_item ON case_facts (item_kind, item_id, id)",
    "CREATE INDEX case_facts_by_time ON case_facts (at)",
    "CREATE INDEX agent_spans_by_time ON agent_spans (since)",
    "CREATE UNIQUE INDEX agent_spans_open ON agent_spans (person_id, kind) WHERE until IS NULL",
];

/// What older tickets still tell: when they were created, and who they were given to.
const FILL: [&str; 2] = [
    "INSERT INTO case_facts (item_kind, item_id, at, kind, to_value, actor, cause) \
     SELECT 'ticket', id, created_at, 'created', priority, 'system', 'migration' FROM tickets",
    "INSERT INTO case_facts (item_kind, item_id, at, kind, agent_id, actor, cause) \
     SELECT item_kind, item_id, since, 'assigned', agent_id, 'system', 'migration' FROM assignments ORDER BY id",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut facts = Table::create();
        facts
            .table(Alias::new("case_facts"))
            .col(big_integer("id").auto_increment().primary_key())
            .col(string("item_kind"))
            .col(big_integer("item_id"))
            .col(timestamp_with_time_zone("at"))
            .col(string("kind"))
            .col(string_null("from_value"))
            .col(string_null("to_value"))
            .col(big_integer_null("agent_id"))
            .col(string_null("team"))
            .col(string("actor"))
            .col(string("cause"));
        manager.create_table(facts).await?;
        let mut spans = Table::create();
        spans
            .table(Alias::new("agent_spans"))
            .col(big_integer("id").auto_increment().primary_key())
            .col(big_integer("person_id"))
            .col(string("kind"))
            .col(string("value"))
            .col(timestamp_with_time_zone("since"))
            .col(timestamp_with_time_zone_null("until"));
        references(&mut spans, "person_id", "people");
        manager.create_table(spans).await?;
        for statement in INDEXES.into_iter().chain(FILL) {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
