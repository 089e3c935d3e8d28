//! The schema, as one ordered list of migrations for both databases. A migration that has landed is never edited.
//!
//! Rules that keep SQLite and PostgreSQL alike: times are UTC in microseconds, no column is ever modified in place,
//! partial and expression indexes are written as plain SQL that both understand.

mod m0001_spine;

use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait::async_trait};

/// Runs the migrations.
pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_spine::Migration)]
    }
}
