//! The databases the suite runs on: a file of its own per test, or a PostgreSQL schema of its own per test.
//!
//! A schema and not a database: `CREATE DATABASE` and `DROP DATABASE` write whole copies and checkpoints to the disk,
//! which took longer than all tests together.

use std::{
    io::Write as _,
    time::{Duration, Instant},
};

use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection};
use uuid::Uuid;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// A database that nobody else uses.
pub(crate) struct Database {
    /// What the server is told; the file in the data folder when absent.
    pub(crate) url: Option<String>,
    made: Option<Made>,
}

struct Made {
    server: String,
    schema: String,
}

impl Database {
    /// A fresh one; `None` when this machine has no such server, which is said where a reader of the log sees it.
    pub(crate) async fn fresh(backend: Backend) -> Option<Self> {
        if backend == Backend::Sqlite {
            return Some(Self { url: None, made: None });
        }
        let server = service("LIAISON_TEST_POSTGRES")?;
        let schema = format!("it_{}", Uuid::new_v4().simple());
        run(connect(&server).await, &format!("CREATE SCHEMA {schema}")).await;
        let mark = if server.contains('?') { '&' } else { '?' };
        // Under the name of its schema a connection is found again.
        let url = format!("{server}{mark}application_name={schema}&options=-c%20search_path%3D{schema}");
        Some(Self { url: Some(url), made: Some(Made { server, schema }) })
    }

    /// Takes it away again, once nobody is connected: what a killed server had asked for may still be under way, and
    /// would wait in a circle with this.
    pub(crate) async fn drop(self) {
        if let Some(Made { server, schema }) = self.made {
            let db = connect(&server).await;
            let leave = format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema}'"
            );
            let begun = Instant::now();
            while db.execute_unprepared(&leave).await.unwrap().rows_affected() > 0 {
                assert!(begun.elapsed() < Duration::from_secs(60), "somebody connects again and again");
                tokio::task::yield_now().await;
            }
            run(db, &format!("DROP SCHEMA {schema} CASCADE")).await;
        }
    }
}

/// The address of a service; `None` where this machine has none, which is said.
#[expect(clippy::disallowed_methods, reason = "says where tests run; no setting of the server")]
pub(crate) fn service(name: &str) -> Option<String> {
    let address = std::env::var(name).ok();
    if address.is_none() {
        // Not `eprintln!`, which is shown for failed tests only.
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        drop(writeln!(std::io::stderr(), "SKIPPED {test}: {name} is not set"));
    }
    address
}

async fn connect(server: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(server);
    // Longer than the server itself would wait: nothing is claimed here about how busy the machine is.
    options.max_connections(1).acquire_timeout(Duration::from_secs(60)).sqlx_logging(false);
    sea_orm::Database::connect(options).await.expect("PostgreSQL answers")
}

async fn run(db: DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    db.close().await.expect("the connection closes");
}
