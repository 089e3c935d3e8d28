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
    /// An empty one without any table; `None` when this machine has no such server, which is said where a reader of
    /// the log sees it.
    pub(crate) async fn fresh(backend: Backend) -> Option<Self> {
        if backend == Backend::Sqlite {
            return Some(Self::file());
        }
        Self::schema(async |_, schema| format!("CREATE SCHEMA {schema}")).await
    }

    /// The file in the data folder.
    pub(crate) fn file() -> Self {
        Self { url: None, made: None }
    }

    /// A new schema, made by the statements for this server and the schema's name.
    pub(crate) async fn schema(statements: impl AsyncFnOnce(&str, &str) -> String) -> Option<Self> {
        let server = service("LIAISON_TEST_POSTGRES")?;
        let schema = format!("it_{}", Uuid::new_v4().simple());
        run(connect(&server).await, &statements(&server, &schema).await).await;
        Some(Self { url: Some(within(&server, &schema)), made: Some(Made { server, schema }) })
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

/// The address of a schema. Under its name a connection is found again.
pub(crate) fn within(server: &str, schema: &str) -> String {
    let mark = if server.contains('?') { '&' } else { '?' };
    format!("{server}{mark}application_name={schema}&options=-c%20search_path%3D{schema}")
}

/// The address of a service; `None` where this machine has none, which is said.
pub(crate) fn service(name: &str) -> Option<String> {
    let address = variable(name);
    if address.is_none() {
        // Not `eprintln!`, which is shown for failed tests only.
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        drop(writeln!(std::io::stderr(), "SKIPPED {test}: {name} is not set"));
    }
    address
}

/// What the environment says.
#[expect(clippy::disallowed_methods, reason = "says where tests run; no setting of the server")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A connection that is closed by [`run`], or by whoever asked for it.
pub(crate) async fn connect(server: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(server);
    // Longer than the server itself would wait: nothing is claimed here about how busy the machine is.
    options.max_connections(1).acquire_timeout(Duration::from_secs(60)).sqlx_logging(false);
    sea_orm::Database::connect(options).await.expect("PostgreSQL answers")
}

/// Runs statements, and closes the connection.
pub(crate) async fn run(db: DatabaseConnection, sql: &str) {
    db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    db.close().await.expect("the connection closes");
}
