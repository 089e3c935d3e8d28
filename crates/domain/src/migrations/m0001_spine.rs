//! People, tokens, conversations, their log, orders, tickets, assignments, files, presence, settings.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{
        big_integer, big_integer_null, boolean, integer, integer_null, json_binary, json_binary_null, string,
        string_null, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, ColumnDef, IntoIden, Table, TableCreateStatement},
    },
};

use super::table::{key, references};

/// The first migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_spine"
    }
}

fn table<const N: usize>(name: &'static str, columns: [ColumnDef; N]) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for mut column in columns {
        table.col(&mut column);
    }
    table
}

fn number_key(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name).into_iden());
    column.big_integer().not_null().auto_increment().primary_key();
    column
}

fn uuid_key(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name).into_iden());
    column.uuid().not_null().primary_key();
    column
}

fn people() -> Vec<TableCreateStatement> {
    let people = table(
        "people",
        [
            number_key("id"),
            string("kind"),
            string("issuer"),
            string_null("external_id"),
            string("name"),
            string_null("email"),
            string_null("password_hash"),
            boolean("active"),
            timestamp_with_time_zone("tokens_valid_from"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
        ],
    );
    let mut staff = table(
        "staff",
        [
            big_integer("person_id").primary_key().take(),
            string_null("team"),
            json_binary("skills"),
            integer("capacity"),
            string("agent_status"),
            timestamp_with_time_zone_null("last_online_at"),
            timestamp_with_time_zone_null("last_assigned_at"),
        ],
    );
    references(&mut staff, "person_id", "people");
    let mut logins = table(
        "logins",
        [
            uuid_key("id"),
            big_integer("person_id"),
            string("refresh_hash").unique_key().take(),
            string_null("previous_refresh_hash"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("expires_at"),
            timestamp_with_time_zone_null("revoked_at"),
        ],
    );
    references(&mut logins, "person_id", "people");
    let api_keys = table(
        "api_keys",
        [
            number_key("id"),
            string("name"),
            string("prefix"),
            string("hash").unique_key().take(),
            json_binary("scopes"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("expires_at"),
            timestamp_with_time_zone_null("revoked_at"),
        ],
    );
    vec![people, staff, logins, api_keys]
}

fn conversations() -> Vec<TableCreateStatement> {
    let conversations = table(
        "conversations",
        [
            uuid_key("id"),
            string("kind"),
            big_integer_null("subject_id"),
            string("state"),
            big_integer("last_seq"),
            // Raised by every change of who may do what here; a writer that saw an older one is sent back.
            big_integer("version"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("last_entry_at"),
        ],
    );
    let mut participants = table(
        "participants",
        [
            uuid("conversation_id"),
            big_integer("person_id"),
            string("side"),
            timestamp_with_time_zone("joined_at"),
            timestamp_with_time_zone_null("left_at"),
            big_integer("last_read_seq"),
        ],
    );
    key(&mut participants, ["conversation_id", "person_id"]);
    references(&mut participants, "conversation_id", "conversations");
    references(&mut participants, "person_id", "people");
    let mut entries = table(
        "entries",
        [
            uuid("conversation_id"),
            big_integer("seq"),
            uuid("id").unique_key().take(),
            string("kind"),
            big_integer_null("author_id"),
            string("author_role"),
            string_null("message_type"),
            text("text"),
            json_binary_null("attachments"),
            string_null("media_url"),
            boolean("action_required"),
            boolean("action_completed"),
            json_binary_null("action_data"),
            string_null("visible_to"),
            string_null("target_tab"),
            string_null("client_id"),
            uuid_null("target_id"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("edited_at"),
            timestamp_with_time_zone_null("deleted_at"),
        ],
    );
    key(&mut entries, ["conversation_id", "seq"]);
    references(&mut entries, "conversation_id", "conversations");
    let mut files = table(
        "files",
        [
            uuid_key("id"),
            big_integer("owner_id"),
            uuid_null("conversation_id"),
            uuid_null("message_id"),
            string("name"),
            string("content_type"),
            big_integer("size"),
            integer_null("width"),
            integer_null("height"),
            boolean("has_thumbnail"),
            string("sha256"),
            timestamp_with_time_zone("created_at"),
        ],
    );
    references(&mut files, "owner_id", "people");
    vec![conversations, participants, entries, files]
}

fn cases() -> Vec<TableCreateStatement> {
    let mut orders = table(
        "orders",
        [
            number_key("id"),
            string_null("external_id").unique_key().take(),
            string("title"),
            big_integer("amount"),
            string("currency"),
            integer("quantity"),
            big_integer("brand_id"),
            big_integer("creator_id"),
            string("status"),
            integer("revision_count"),
            json_binary_null("requirements"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
        ],
    );
    references(&mut orders, "brand_id", "people");
    references(&mut orders, "creator_id", "people");
    let mut tickets = table(
        "tickets",
        [
            number_key("id"),
            big_integer("order_id").unique_key().take(),
            big_integer("agent_id"),
            string_null("team"),
            string("status"),
            string("priority"),
            uuid("brand_conversation"),
            uuid("creator_conversation"),
            uuid("notes_conversation"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("updated_at"),
            timestamp_with_time_zone_null("closed_at"),
        ],
    );
    references(&mut tickets, "order_id", "orders");
    references(&mut tickets, "agent_id", "people");
    let mut assignments = table(
        "assignments",
        [
            number_key("id"),
            string("item_kind"),
            big_integer("item_id"),
            big_integer("agent_id"),
            big_integer_null("decided_by"),
            json_binary("candidates"),
            json_binary("reasons"),
            timestamp_with_time_zone("since"),
            timestamp_with_time_zone_null("until"),
        ],
    );
    references(&mut assignments, "agent_id", "people");
    vec![orders, tickets, assignments]
}

fn cluster() -> Vec<TableCreateStatement> {
    let nodes = table("nodes", [uuid_key("id"), timestamp_with_time_zone("expires_at")]);
    let mut presence = table("presence", [uuid("node_id"), big_integer("person_id")]);
    key(&mut presence, ["node_id", "person_id"]);
    let settings = table(
        "settings",
        [
            string("key").primary_key().take(),
            json_binary("value"),
            big_integer("version"),
            timestamp_with_time_zone("updated_at"),
        ],
    );
    vec![nodes, presence, settings]
}

const INDEXES: &[&str] = &[
    "CREATE UNIQUE INDEX people_by_external_id ON people (issuer, external_id)",
    "CREATE UNIQUE INDEX people_by_login_email ON people (lower(email)) WHERE password_hash IS NOT NULL OR issuer = 'staff'",
    "CREATE INDEX people_by_kind ON people (kind)",
    "CREATE INDEX logins_by_person ON logins (person_id)",
    "CREATE INDEX logins_by_previous ON logins (previous_refresh_hash)",
    "CREATE INDEX conversations_by_subject ON conversations (kind, subject_id)",
    "CREATE INDEX participants_by_person ON participants (person_id)",
    "CREATE UNIQUE INDEX entries_by_client_id ON entries (conversation_id, author_id, client_id) WHERE client_id IS NOT NULL",
    "CREATE INDEX files_by_owner ON files (owner_id)",
    "CREATE INDEX files_by_message ON files (message_id)",
    "CREATE INDEX files_unused ON files (created_at) WHERE message_id IS NULL",
    "CREATE INDEX orders_by_brand ON orders (brand_id)",
    "CREATE INDEX orders_by_creator ON orders (creator_id)",
    "CREATE INDEX tickets_by_agent ON tickets (agent_id, status)",
    "CREATE INDEX tickets_by_update ON tickets (updated_at)",
    "CREATE INDEX assignments_by_item ON assignments (item_kind, item_id)",
    "CREATE INDEX presence_by_person ON presence (person_id)",
];

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in people().into_iter().chain(conversations()).chain(cases()).chain(cluster()) {
            manager.create_table(table).await?;
        }
        for sql in INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
