//! Decisions of who handles what take turns in the whole cluster, so that no two of them count the same free capacity.

use sea_orm::{ConnectionTrait, DbBackend};

use crate::{db::Tx, error::Result};

/// PostgreSQL's name for the lock that makes decisions take turns; any constant does.
const DECISION_LOCK: i64 = 0x6c69_6169_736f_6e01;

/// Waits until no other transaction decides, and keeps others from deciding until this one ends. To be taken before
/// any row of staff, of a case or of what the case is about is locked, or two that need both wait for each other.
pub(crate) async fn take(tx: &Tx) -> Result<()> {
    // SQLite has one writer at a time anyway.
    if tx.conn().get_database_backend() == DbBackend::Postgres {
        tx.conn().execute_unprepared(&format!("SELECT pg_advisory_xact_lock({DECISION_LOCK})")).await?;
    }
    Ok(())
}
