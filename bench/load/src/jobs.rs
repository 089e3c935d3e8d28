//! Many jobs that are all due at the same moment. They do nothing: what is measured is claiming and removing them.

use std::time::Duration;

use anyhow::{Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Map, Value, json};

use crate::conversations::{Kind, Server};
use crate::measured::{Stretch, now};

#[derive(Args)]
pub(crate) struct Options {
    /// Jobs
    #[arg(long, default_value_t = 100_000)]
    jobs: u32,
    /// Seconds until they are due, in which they are written
    #[arg(long, default_value_t = 15)]
    seconds_ahead: u32,
}

/// How often it is asked whether one is left.
const ASKS_EVERY: Duration = Duration::from_millis(20);

const OURS_POSTGRES: &str = "INSERT INTO jobs (id, queue, kind, args, state, priority, run_at, attempts, max_attempts, epoch, created_at) \
     SELECT gen_random_uuid(), 'timers', 'probe', '{}', 'ready', 0, $1, 0, 3, 0, $1 FROM generate_series(1, $2)";
const OURS_SQLITE: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) \
     INSERT INTO jobs (id, queue, kind, args, state, priority, run_at, attempts, max_attempts, epoch, created_at) \
     SELECT randomblob(16), 'timers', 'probe', '{}', 'ready', 0, $1, 0, 3, 0, $1 FROM n";
const GRAPHILE: &str = "SELECT graphile_worker.add_jobs(ARRAY(SELECT json_populate_record(\
     NULL::graphile_worker.job_spec, json_build_object('identifier', 'probe', 'run_at', $1::timestamptz)) \
     FROM generate_series(1, $2)))";

pub(crate) async fn run(server: &Server, options: &Options) -> Result<Map<String, Value>> {
    let mut connect = ConnectOptions::new(&server.database);
    connect.max_connections(1).sqlx_logging(false);
    let db = Database::connect(connect).await?;
    let (write, left) = match (server.kind, db.get_database_backend()) {
        (Kind::Baseline, _) => (GRAPHILE, "SELECT 1 AS one FROM graphile_worker.jobs LIMIT 1"),
        (Kind::Liaison, DbBackend::Postgres) => (OURS_POSTGRES, "SELECT 1 AS one FROM jobs LIMIT 1"),
        (Kind::Liaison, _) => (OURS_SQLITE, "SELECT 1 AS one FROM jobs LIMIT 1"),
    };
    let due = now() + TimeDelta::seconds(i64::from(options.seconds_ahead));
    let values = [due.into(), i32::try_from(options.jobs)?.into()];
    let written = Stretch::begin(None)?;
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), write, values)).await?;
    let written = written.end()?;
    ensure!(now() < due && is_left(&db, left).await?, "the jobs were not written before they were due");
    tokio::time::sleep(until(due)).await;
    let stretch = Stretch::begin(Some(server.process))?;
    while is_left(&db, left).await? {
        tokio::time::sleep(ASKS_EVERY).await;
    }
    let taken = stretch.end()?;
    let count = usize::try_from(options.jobs)?;
    let mut result = taken.facts(count);
    result.insert("jobs_per_second".into(), json!(taken.per_second(count)));
    result.insert("seconds_to_write".into(), json!(written.wall.as_secs_f64()));
    Ok(result)
}

fn until(due: DateTime<Utc>) -> Duration {
    (due - now()).to_std().unwrap_or_default()
}

async fn is_left(db: &DatabaseConnection, sql: &str) -> Result<bool> {
    Ok(db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?.is_some())
}
