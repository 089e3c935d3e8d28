//! Appending a batch of messages to their logs: positions, rows and one commit.

mod postgres;
mod sqlite;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::OwnedMutexGuard;

use crate::{
    app::App,
    db::{Origin, Single},
    error::{Error, Result},
    messages::new_entry::NewEntry,
};

/// A message to be appended.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) entry: Arc<NewEntry>,
    /// The version of the conversation it was checked against.
    pub(super) version: i64,
    /// The position it must come right behind, when what it holds was judged by what stands before it.
    pub(super) after: Option<i64>,
    pub(super) even_when_frozen: bool,
}

/// What was appended, and is durable.
pub(super) struct Appended {
    /// Of each entry, in order. None for those whose conversation has changed since they were checked: of such a
    /// conversation nothing was appended, or what was said later would stand before what was said earlier.
    pub(super) positions: Vec<Option<i64>>,
    /// On SQLite, where commits have one order for all: held until the entries have their place in what is told.
    pub(super) turn: Option<OwnedMutexGuard<()>>,
}

/// Why nothing was appended.
pub(super) enum Failure {
    /// One of the clients' keys is stored already.
    KeyKnown,
    Other(Error),
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// Where a writer appends.
pub(super) enum Log {
    Sqlite(sqlite::Log),
    Postgres(postgres::Log),
}

impl Log {
    /// Opens a writer's own way to the database, on the runtime of the writer.
    pub(super) fn open(app: &App) -> Result<Self> {
        match app.db().origin() {
            Origin::File(file) => sqlite::Log::open(file).map(Self::Sqlite),
            Origin::Server(options) => Ok(Self::Postgres(postgres::Log(Single::new(options)))),
        }
    }

    /// Appends a batch; all of it, but for what has moved, or nothing.
    pub(super) async fn append(
        &mut self,
        app: &App,
        entries: Vec<Entry>,
        now: DateTime<Utc>,
    ) -> Result<Appended, Failure> {
        match self {
            Self::Sqlite(log) => {
                let turn = app.write_turn().lock_owned().await;
                log.append(entries, now, turn).await
            }
            Self::Postgres(log) => Ok(Appended { positions: log.append(&entries, now).await?, turn: None }),
        }
    }
}
