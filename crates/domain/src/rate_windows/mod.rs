//! Counting for all nodes together: one row per key and minute, by the database's own clock.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{
    app::App,
    error::{Error, Result},
};

/// Permits out of the present minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// How many; none when the minute is used up.
    pub permits: u32,
    /// How long the minute lasts.
    pub valid_for: Duration,
}

// `used` may pass the limit by what was asked for in vain, never by more: what was there before follows from it.
const TAKE: &str = "\
    INSERT INTO rate_windows AS w (key, window_start, used) \
    VALUES ($1, date_trunc('minute', statement_timestamp()), $2::bigint) \
    ON CONFLICT (key) DO UPDATE SET \
        used = CASE WHEN w.window_start < EXCLUDED.window_start THEN EXCLUDED.used \
            ELSE LEAST(w.used + EXCLUDED.used, $3::bigint + EXCLUDED.used) END, \
        window_start = GREATEST(w.window_start, EXCLUDED.window_start) \
    RETURNING used, \
        CAST(1000 * EXTRACT(EPOCH FROM w.window_start + interval '1 minute' - statement_timestamp()) AS bigint) AS ms";

/// Takes up to `wanted` permits of `key`, of which there are `limit` in a minute. Needs PostgreSQL.
pub async fn take(app: &App, key: &str, wanted: u32, limit: u32) -> Result<Taken> {
    let (wanted, limit) = (i64::from(wanted), i64::from(limit));
    let statement =
        Statement::from_sql_and_values(DbBackend::Postgres, TAKE, [key.into(), wanted.into(), limit.into()]);
    let row = app.db().write().query_one_raw(statement).await?;
    let row = row.ok_or_else(|| Error::internal("a counter gave no answer"))?;
    let (used, left): (i64, i64) = (row.try_get("", "used")?, row.try_get("", "ms")?);
    let permits = (limit - (used - wanted)).clamp(0, wanted);
    Ok(Taken {
        permits: u32::try_from(permits).unwrap_or_default(),
        valid_for: Duration::from_millis(u64::try_from(left).unwrap_or_default().max(1)),
    })
}

/// Forgets minutes that are over. Any node may do it.
pub async fn sweep(app: &App) -> Result<()> {
    let sql = "DELETE FROM rate_windows WHERE window_start < statement_timestamp() - interval '2 minutes'";
    app.db().write().execute_unprepared(sql).await?;
    Ok(())
}
