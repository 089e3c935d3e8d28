//! Guided deals: offers, the flows that guide, the runs, and the ledger of payments.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{
        big_integer, big_integer_null, big_pk_auto, boolean, integer, json_binary, string, string_null, text,
        text_null, timestamp_with_time_zone, uuid,
    },
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, Table, TableCreateStatement},
    },
};

use super::table::{key, references};

/// The twentieth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0020_deals"
    }
}

/// Two people have one run about an offer that is not over; what a provider says of a payment is applied once.
const INDEXES: [&str; 5] = [
    "CREATE INDEX offers_by_kind ON offers (kind, id)",
    "CREATE UNIQUE INDEX runs_once ON runs (offer_id, brand_id, creator_id) WHERE is_over = FALSE",
    "CREATE INDEX runs_with_attention ON runs (updated_at) WHERE attention IS NOT NULL",
    "CREATE UNIQUE INDEX ledger_once ON ledger (payment_id, kind) WHERE payment_id IS NOT NULL",
    "CREATE INDEX ledger_of_run ON ledger (conversation_id, id)",
];

fn offers() -> TableCreateStatement {
    let mut offers = Table::create();
    offers
        .table(Alias::new("offers"))
        .col(big_pk_auto("id"))
        .col(string("kind"))
        .col(big_integer("owner_id"))
        .col(text("title"))
        .col(text("description"))
        .col(big_integer("amount"))
        .col(string("currency"))
        .col(timestamp_with_time_zone("created_at"));
    references(&mut offers, "owner_id", "people");
    offers
}

fn definitions() -> TableCreateStatement {
    let mut definitions = Table::create();
    definitions
        .table(Alias::new("flow_definitions"))
        .col(string("name"))
        .col(integer("version"))
        .col(string("hash"))
        .col(text("source"))
        .col(timestamp_with_time_zone("created_at"));
    key(&mut definitions, ["name", "version"]);
    definitions
}

fn runs() -> TableCreateStatement {
    let mut runs = Table::create();
    runs.table(Alias::new("runs"))
        .col(uuid("conversation_id").primary_key())
        .col(string("flow"))
        .col(integer("version"))
        .col(big_integer_null("offer_id"))
        .col(big_integer("brand_id"))
        .col(big_integer("creator_id"))
        .col(json_binary("state"))
        .col(string("flow_state"))
        .col(boolean("is_over"))
        .col(text_null("attention"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"));
    for person in ["brand_id", "creator_id"] {
        references(&mut runs, person, "people");
    }
    references(&mut runs, "offer_id", "offers");
    references(&mut runs, "conversation_id", "conversations");
    runs
}

fn ledger() -> TableCreateStatement {
    let mut ledger = Table::create();
    ledger
        .table(Alias::new("ledger"))
        .col(big_pk_auto("id"))
        .col(uuid("conversation_id"))
        .col(string("provider"))
        .col(string("kind"))
        .col(string("order_id"))
        .col(string_null("payment_id"))
        .col(big_integer("amount"))
        .col(string("currency"))
        .col(timestamp_with_time_zone("created_at"));
    references(&mut ledger, "conversation_id", "conversations");
    ledger
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [offers(), definitions(), runs(), ledger()] {
            manager.create_table(table).await?;
        }
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
