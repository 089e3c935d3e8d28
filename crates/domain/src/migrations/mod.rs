//! The schema, as one ordered list of migrations for both databases. A migration that has landed is never edited.
//!
//! Rules that keep SQLite and PostgreSQL alike: times are UTC in microseconds, no column is ever modified in place,
//! partial and expression indexes are written as plain SQL that both understand.

mod m0001_spine;
mod m0002_cluster;
mod m0003_log;
mod m0004_front_ends;
mod m0005_at_work;
mod m0006_relay;
mod m0007_activity;
mod m0008_search;
mod m0009_desk;
mod m0010_reasons;
mod m0011_logins;
mod m0012_files;
mod m0013_activity_head;
mod m0014_conversations;
mod m0015_jobs;
mod m0016_authors;
mod m0017_facts;
mod m0018_work;
mod m0019_sessions;
mod m0020_deals;
mod table;

use sea_orm_migration::{
    MigrationTrait, MigratorTrait,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait, TransactionTrait},
};

use crate::{db::Db, error::Result};

/// Runs the migrations. Of several nodes that start at once on PostgreSQL one does it, the others wait.
pub(crate) async fn bring_up_to_date(db: &Db) -> Result<()> {
    if db.is_sqlite() {
        return Ok(Migrator::up(db.write(), None).await?);
    }
    // Held by a transaction of its own: the migrations use other connections, and the lock cannot outlive it.
    let lock = db.write().begin().await?;
    lock.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    Migrator::up(db.write(), None).await?;
    Ok(lock.commit().await?)
}

/// Any number that nothing else in the database uses.
const LOCK: i64 = 0x006c_6961_6973_6f6e;

/// The migrations.
pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_spine::Migration),
            Box::new(m0002_cluster::Migration),
            Box::new(m0003_log::Migration),
            Box::new(m0004_front_ends::Migration),
            Box::new(m0005_at_work::Migration),
            Box::new(m0006_relay::Migration),
            Box::new(m0007_activity::Migration),
            Box::new(m0008_search::Migration),
            Box::new(m0009_desk::Migration),
            Box::new(m0010_reasons::Migration),
            Box::new(m0011_logins::Migration),
            Box::new(m0012_files::Migration),
            Box::new(m0013_activity_head::Migration),
            Box::new(m0014_conversations::Migration),
            Box::new(m0015_jobs::Migration),
            Box::new(m0016_authors::Migration),
            Box::new(m0017_facts::Migration),
            Box::new(m0018_work::Migration),
            Box::new(m0019_sessions::Migration),
            Box::new(m0020_deals::Migration),
        ]
    }
}
