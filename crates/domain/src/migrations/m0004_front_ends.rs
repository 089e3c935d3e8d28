//! What front ends need: who is awaited in a channel, what each person has chosen, and refresh tokens of which the
//! one just replaced still leads to the one that replaced it.

use sea_orm_migration::{
    DbErr, MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    schema::{
        big_integer, boolean, json_binary, string_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null,
    },
    sea_orm::{
        ConnectionTrait,
        sea_query::{Alias, ColumnDef, Table},
    },
};

use super::table::references;

/// The fourth migration.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_front_ends"
    }
}

/// Tickets whose parties are added at once.
const PIECE: i64 = 1_000;

/// The parties of older tickets who have never come in, as those of new ones are from the beginning.
fn add_parties(channel: &str, party: &str, side: &str, from: i64) -> String {
    format!(
        "INSERT INTO participants (conversation_id, person_id, side, joined_at, left_at, last_read_seq, awaited) \
         SELECT t.{channel}, o.{party}, '{side}', t.created_at, NULL, 0, TRUE \
         FROM tickets t JOIN orders o ON o.id = t.order_id \
         WHERE t.id > {from} AND t.id <= {} AND NOT EXISTS (SELECT 1 FROM participants p \
         WHERE p.conversation_id = t.{channel} AND p.person_id = o.{party})",
        from + PIECE
    )
}

async fn add_column(
    manager: &SchemaManager<'_>,
    table: &'static str,
    column: &mut ColumnDef,
) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(Alias::new(table)).add_column(column).to_owned()).await
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, "participants", boolean("awaited").default(false)).await?;
        add_column(manager, "logins", &mut string_null("rotation")).await?;
        add_column(manager, "logins", &mut timestamp_with_time_zone_null("rotated_at")).await?;
        let mut preferences = Table::create();
        preferences
            .table(Alias::new("preferences"))
            .col(big_integer("person_id").primary_key())
            .col(string_null("locale"))
            .col(json_binary("chosen"))
            .col(timestamp_with_time_zone("updated_at"));
        references(&mut preferences, "person_id", "people");
        manager.create_table(preferences).await?;
        let connection = manager.get_connection();
        let newest = connection
            .query_one_raw(sea_orm_migration::sea_orm::Statement::from_string(
                manager.get_database_backend(),
                "SELECT COALESCE(MAX(id), 0) AS newest FROM tickets",
            ))
            .await?;
        let newest: i64 = newest.map_or(Ok(0), |row| row.try_get("", "newest"))?;
        let mut from = 0;
        while from < newest {
            for (channel, party, side) in [
                ("brand_conversation", "brand_id", "brand"),
                ("creator_conversation", "creator_id", "creator"),
            ] {
                connection.execute_unprepared(&add_parties(channel, party, side, from)).await?;
            }
            from += PIECE;
        }
        Ok(())
    }
}
