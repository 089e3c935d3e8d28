//! The work queue: who handles a case, and the order in which cases are listed, kept for every kind of case alike.
//! Tickets no longer say who handles them.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{
        big_integer, big_integer_null, boolean, json_binary, small_integer, string, string_null,
        timestamp_with_time_zone, timestamp_with_time_zone_null, uuid_null,
    },
    sea_orm::{
        ConnectionTrait, DbBackend,
        sea_query::{Alias, Table, TableCreateStatement},
    },
};

use super::table::{key, references};

/// The eighteenth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0018_work"
    }
}

/// Open cases are few beside those that are over, and lists of them have an index for each order.
const INDEXES: [&str; 10] = [
    "CREATE INDEX work_queue ON work_items (priority DESC, queued_at, item_kind, item_id) WHERE queued_at IS NOT NULL",
    "CREATE INDEX work_open_by_turn ON work_items (turn_key, item_kind, item_id) WHERE phase = 'open'",
    "CREATE INDEX work_open_by_last ON work_items (last_at, item_kind, item_id) WHERE phase = 'open'",
    "CREATE INDEX work_open_by_creation ON work_items (created_at, item_kind, item_id) WHERE phase = 'open'",
    "CREATE INDEX work_open_by_priority ON work_items (priority DESC, created_at, item_kind, item_id) WHERE phase = 'open'",
    "CREATE INDEX work_open_by_agent ON work_items (agent_id, turn_key, item_kind, item_id) WHERE phase = 'open'",
    "CREATE INDEX work_open_by_team ON work_items (team, is_snoozed, turn_key, item_kind, item_id) WHERE phase = 'open'",
    "CREATE INDEX work_open_counted ON work_items (item_kind, is_snoozed) WHERE phase = 'open'",
    "CREATE INDEX work_over_by_last ON work_items (last_at, item_kind, item_id) WHERE phase <> 'open'",
    "CREATE INDEX work_over_by_agent ON work_items (agent_id, last_at, item_kind, item_id) WHERE phase <> 'open'",
];

/// The case of each ticket. What the log tells of it is filled in by the server: `followed` says that nothing was.
const FILL: &str = "INSERT INTO work_items (item_kind, item_id, agent_id, team, skills, status, phase, priority, \
     turn_key, last_at, is_snoozed, followed, created_at, updated_at) \
     SELECT 'ticket', id, agent_id, team, '[]', status, \
     CASE status WHEN 'resolved' THEN 'resolved' WHEN 'closed' THEN 'ended' ELSE 'open' END, \
     CASE priority WHEN 'low' THEN 0 WHEN 'high' THEN 2 WHEN 'urgent' THEN 3 ELSE 1 END, \
     0, updated_at, FALSE, -1, created_at, updated_at FROM tickets";

/// SQLite removes no column that a key names: the table is made anew.
const REMAKE: [&str; 6] = [
    "CREATE TEMP TABLE kept_tickets AS SELECT id, order_id, status, priority, brand_conversation, \
     creator_conversation, notes_conversation, created_at, updated_at, closed_at FROM tickets",
    "DROP TABLE tickets",
    "CREATE TABLE tickets (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, order_id integer NOT NULL UNIQUE, \
     status varchar NOT NULL, priority varchar NOT NULL, brand_conversation uuid_text NOT NULL, \
     creator_conversation uuid_text NOT NULL, notes_conversation uuid_text NOT NULL, \
     created_at timestamp_with_timezone_text NOT NULL, updated_at timestamp_with_timezone_text NOT NULL, \
     closed_at timestamp_with_timezone_text NULL, \
     FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT)",
    "INSERT INTO tickets SELECT * FROM kept_tickets",
    "DROP TABLE kept_tickets",
    "CREATE INDEX tickets_by_update ON tickets (updated_at)",
];

fn items() -> TableCreateStatement {
    let mut items = Table::create();
    items
        .table(Alias::new("work_items"))
        .col(string("item_kind"))
        .col(big_integer("item_id"))
        .col(big_integer_null("agent_id"))
        .col(string_null("team"))
        .col(json_binary("skills"))
        .col(string_null("needs_team"))
        .col(string("status"))
        .col(string("phase"))
        .col(small_integer("priority"))
        .col(timestamp_with_time_zone_null("queued_at"))
        .col(big_integer_null("given_back_by"))
        .col(string_null("waiting_side"))
        .col(timestamp_with_time_zone_null("waiting_since"))
        .col(big_integer("turn_key"))
        .col(uuid_null("last_conversation"))
        .col(big_integer_null("last_seq"))
        .col(timestamp_with_time_zone("last_at"))
        .col(boolean("is_snoozed"))
        .col(timestamp_with_time_zone_null("snoozed_until"))
        .col(big_integer("followed"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"));
    key(&mut items, ["item_kind", "item_id"]);
    references(&mut items, "agent_id", "people");
    references(&mut items, "given_back_by", "people");
    items
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let conn = manager.get_connection();
        let backend = manager.get_database_backend();
        let made = backend.build(&items()).sql;
        let filled: Vec<&str> = INDEXES.into_iter().chain([FILL]).collect();
        if backend == DbBackend::Postgres {
            let narrowed = "ALTER TABLE tickets DROP COLUMN agent_id, DROP COLUMN team";
            for statement in [made.as_str()].into_iter().chain(filled).chain([narrowed]) {
                conn.execute_unprepared(statement).await?;
            }
            return Ok(());
        }
        if manager.has_table("work_items").await? {
            // Stopped between the commit and the note that this migration has run.
            return Ok(());
        }
        // Rows that refer to tickets keep the table from being dropped unless keys are ignored, which SQLite does only
        // outside a transaction. One script, so that it is one connection.
        let changes = [made.as_str()].into_iter().chain(filled).chain(REMAKE).collect::<Vec<_>>().join(";\n");
        let script = format!(
            "PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n{changes};\nCOMMIT;\nPRAGMA foreign_keys = ON;"
        );
        conn.execute_unprepared(&script).await.map(drop)
    }
}
