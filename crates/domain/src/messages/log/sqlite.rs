//! On SQLite: one thread with a connection of its own and two prepared statements.
//!
//! The driver below SeaORM hands every statement to a thread of its own and waits for it; with two statements for a
//! message that costs more than the statements. The connection is used only in the writer's turn, so that the two
//! writing connections never meet.

use std::{collections::HashSet, path::Path, sync::mpsc, thread};

use chrono::{DateTime, SecondsFormat, Utc};
use liaison_protocol::conversation::ConversationState;
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, TransactionBehavior, ffi, named_params};
use sea_orm::ActiveEnum as _;
use tokio::sync::{OwnedMutexGuard, oneshot};

use super::{Appended, Entry, Failure};
use crate::{
    db,
    error::{Error, Result},
};

/// The way to the thread, which ends with it.
pub(in crate::messages) struct Log(mpsc::Sender<Job>);

struct Job {
    entries: Vec<Entry>,
    now: DateTime<Utc>,
    turn: OwnedMutexGuard<()>,
    reply: oneshot::Sender<Result<Appended, Failure>>,
}

impl Log {
    pub(super) fn open(file: &Path) -> Result<Self> {
        let mut connection = db::open_log(file)?;
        let (sender, jobs) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("log-writer".to_owned())
            .spawn(move || {
                for Job { entries, now, turn, reply } in jobs {
                    let appended = append(&mut connection, &entries, now)
                        .map(|positions| Appended { positions, turn: Some(turn) });
                    // Before the writer can look at its entries: then it holds the only handle to each.
                    drop(entries);
                    // Who waited too long has given it up.
                    drop(reply.send(appended));
                }
            })
            .map_err(Error::internal)?;
        Ok(Self(sender))
    }

    pub(super) async fn append(
        &self,
        entries: Vec<Entry>,
        now: DateTime<Utc>,
        turn: OwnedMutexGuard<()>,
    ) -> Result<Appended, Failure> {
        let stopped = || Error::unavailable("the log thread has stopped");
        let (reply, appended) = oneshot::channel();
        self.0.send(Job { entries, now, turn, reply }).map_err(|_| stopped())?;
        appended.await.map_err(|_| stopped())?
    }
}

const ALLOCATE: &str = "
    UPDATE conversations SET last_seq = last_seq + 1, last_entry_at = :now
    WHERE id = :conversation AND version = :version AND (:any_state OR state = :open)
        AND (:after IS NULL OR last_seq = :after)
    RETURNING last_seq";

const INSERT: &str = "
    INSERT INTO entries (conversation_id, seq, id, kind, author_kind, author_id, author_role, message_type, text,
        attachments, media_url, action_required, action_completed, action_data, visible_to, target_tab, client_id,
        created_at)
    VALUES (:conversation, :seq, :id, 'message', :author_kind, :author, :role, :message_type, :text,
        :attachments, :media_url, :action_required, FALSE, :action_data, :visible_to, :target_tab, :client_id, :now)";

fn append(
    connection: &mut Connection,
    entries: &[Entry],
    now: DateTime<Utc>,
) -> Result<Vec<Option<i64>>, Failure> {
    // As the driver of all other statements writes it: texts are compared.
    let now = now.to_rfc3339_opts(SecondsFormat::AutoSi, false);
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut positions = Vec::with_capacity(entries.len());
    let mut moved = HashSet::new();
    {
        let mut allocate = tx.prepare_cached(ALLOCATE)?;
        let mut insert = tx.prepare_cached(INSERT)?;
        for Entry { entry, version, after, even_when_frozen } in entries {
            let conversation = entry.conversation.0.as_bytes().as_slice();
            let seq: Option<i64> = if moved.contains(&entry.conversation) {
                None
            } else {
                let claim = named_params! {
                    ":now": now, ":conversation": conversation, ":version": version,
                    ":after": after, ":any_state": even_when_frozen, ":open": ConversationState::Open.as_str(),
                };
                allocate.query_row(claim, |row| row.get(0)).optional()?
            };
            positions.push(seq);
            let Some(seq) = seq else {
                moved.insert(entry.conversation);
                continue;
            };
            insert.execute(named_params! {
                ":conversation": conversation,
                ":seq": seq,
                ":id": entry.id.as_bytes().as_slice(),
                ":author_kind": entry.author_kind.to_value(),
                ":author": entry.author_id,
                ":role": entry.author_role,
                ":message_type": entry.message_type.as_str(),
                ":text": entry.text,
                ":attachments": entry.attachments.as_ref().map(ToString::to_string),
                ":media_url": entry.media_url,
                ":action_required": entry.action_required,
                ":action_data": entry.action_data.as_ref().map(ToString::to_string),
                ":visible_to": entry.visible_to.map(|side| side.as_str()),
                ":target_tab": entry.target_tab,
                ":client_id": entry.client_id,
                ":now": now,
            })?;
        }
    }
    tx.commit()?;
    Ok(positions)
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error() {
            Some(ffi::Error { code: ErrorCode::ConstraintViolation, extended_code })
                if [ffi::SQLITE_CONSTRAINT_UNIQUE, ffi::SQLITE_CONSTRAINT_PRIMARYKEY]
                    .contains(extended_code) =>
            {
                Self::KeyKnown
            }
            _ => Self::Other(db::sqlite_error(&error)),
        }
    }
}
