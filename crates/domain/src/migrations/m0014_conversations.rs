//! A conversation names its subject, its side and its title, and participants have a role: who takes part is known
//! without a look at tickets and orders.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{string, string_null, text_null},
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, ColumnDef, Table},
    },
};

/// The fourteenth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0014_conversations"
    }
}

/// What older rows were by way of their ticket.
const FILL: [&str; 4] = [
    "UPDATE conversations SET subject_kind = 'ticket', \
     side = CASE kind WHEN 'ticket_brand' THEN 'brand' WHEN 'ticket_creator' THEN 'creator' ELSE 'staff' END, \
     team = (SELECT t.team FROM tickets t WHERE t.id = conversations.subject_id), \
     title = (SELECT o.title FROM tickets t JOIN orders o ON o.id = t.order_id WHERE t.id = conversations.subject_id) \
     WHERE kind IN ('ticket_brand', 'ticket_creator', 'ticket_notes')",
    "UPDATE participants SET role = 'party' WHERE side <> 'staff'",
    "UPDATE participants SET role = 'handler' WHERE side = 'staff' AND left_at IS NULL AND EXISTS (\
     SELECT 1 FROM conversations c JOIN tickets t ON t.id = c.subject_id WHERE c.subject_kind = 'ticket' \
     AND c.id = participants.conversation_id AND t.agent_id = participants.person_id)",
    "CREATE UNIQUE INDEX conversations_of_subject ON conversations (subject_kind, subject_id, side)",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns: [(&'static str, ColumnDef); 5] = [
            ("conversations", string_null("subject_kind")),
            ("conversations", string_null("side")),
            ("conversations", text_null("title")),
            ("conversations", string_null("team")),
            ("participants", string("role").default("observer").take()),
        ];
        for (table, mut column) in columns {
            let table = Table::alter().table(Alias::new(table)).add_column(&mut column).to_owned();
            manager.alter_table(table).await?;
        }
        for statement in FILL {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
