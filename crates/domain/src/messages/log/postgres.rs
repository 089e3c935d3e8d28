//! On PostgreSQL: positions, rows and commit with one statement, on a connection that nobody else uses.
//!
//! Every round trip is paid by all who wait for their acknowledgement, so there is one. The statement takes one array
//! for each column, however many messages there are: the database sees the same statement for ever and keeps it
//! prepared.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use liaison_protocol::{conversation::ConversationState, ids::ConversationId};
use sea_orm::sqlx::{self, PgPool};
use uuid::Uuid;

use super::{Entry, Failure};
use crate::db;

/// A connection of its own.
pub(in crate::messages) struct Log(pub(super) PgPool);

impl Log {
    /// The position of each entry; none for those whose conversation has changed since they were checked.
    pub(super) async fn append(
        &self,
        entries: &[Entry],
        now: DateTime<Utc>,
    ) -> Result<Vec<Option<i64>>, Failure> {
        let mixed = mixed(entries);
        let rows: Vec<&Entry> =
            entries.iter().filter(|entry| !mixed.contains(&entry.message.conversation_id)).collect();
        let stored = sqlx::query_as::<_, (Uuid, i64)>(APPEND)
            .bind(now)
            .bind(column(&rows, |entry| entry.message.conversation_id.0))
            .bind(column(&rows, |entry| entry.version))
            .bind(column(&rows, |entry| {
                (!entry.even_when_frozen).then_some(ConversationState::Open.as_str())
            }))
            .bind(column(&rows, |entry| entry.message.id.0))
            .bind(column(&rows, |entry| entry.message.sender.id.map(|person| person.0)))
            .bind(column(&rows, |entry| entry.message.sender_role.as_str()))
            .bind(column(&rows, |entry| entry.message.message_type.as_str()))
            .bind(column(&rows, |entry| entry.message.text.as_str()))
            .bind(column(&rows, |entry| entry.message.media_url.as_deref()))
            .bind(column(&rows, |entry| entry.message.action_data.as_ref().map(ToString::to_string)))
            .bind(column(&rows, |entry| entry.message.visible_to.map(|side| side.as_str())))
            .bind(column(&rows, |entry| entry.message.target_tab.as_deref()))
            .bind(column(&rows, |entry| entry.message.client_id.as_deref()))
            .fetch_all(&self.0)
            .await?;
        let positions: HashMap<Uuid, i64> = stored.into_iter().collect();
        Ok(entries.iter().map(|entry| positions.get(&entry.message.id.0).copied()).collect())
    }
}

fn column<'a, T>(rows: &[&'a Entry], value: impl Fn(&'a Entry) -> T) -> Vec<T> {
    rows.iter().map(|entry| value(entry)).collect()
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        if error.as_database_error().is_some_and(|error| error.is_unique_violation()) {
            return Self::KeyKnown;
        }
        Self::Other(db::driver_error(error))
    }
}

/// Conversations of which some entries were checked against one version and some against another: they changed in
/// the midst of the batch. With positions for some, what was said after the change would stand before the others.
fn mixed(entries: &[Entry]) -> HashSet<ConversationId> {
    let mut versions: HashMap<ConversationId, i64> = HashMap::new();
    entries
        .iter()
        .filter(|Entry { message, version, .. }| {
            versions.entry(message.conversation_id).or_insert(*version) != version
        })
        .map(|entry| entry.message.conversation_id)
        .collect()
}

/// `$1` the time, then a column each: what is checked of the conversation, and what differs between the messages of
/// people; the other columns of a fresh message are constants. Conversations are locked in the order of their ids, so
/// that two writers never wait for each other in a circle; the update looks at the row as it is once it is locked.
const APPEND: &str = "
    WITH input AS (
        SELECT * FROM UNNEST(
            $2::uuid[], $3::bigint[], $4::text[], $5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::text[], $13::text[], $14::text[]
        ) WITH ORDINALITY AS input(conversation, version, state, id, author, role, message_type, text,
            media_url, action_data, visible_to, target_tab, client_id, place)
    ), claim AS (
        SELECT conversation, version, state, count(*) AS count FROM input GROUP BY conversation, version, state
    ), locked AS (
        SELECT id, claim.version, claim.state, claim.count FROM claim JOIN conversations ON id = conversation
        ORDER BY id FOR UPDATE OF conversations
    ), allocated AS (
        UPDATE conversations SET last_seq = last_seq + locked.count, last_entry_at = $1 FROM locked
        WHERE conversations.id = locked.id AND conversations.version = locked.version
            AND (locked.state IS NULL OR conversations.state = locked.state)
        RETURNING conversations.id, conversations.last_seq - locked.count AS before
    )
    INSERT INTO entries (conversation_id, seq, id, kind, author_id, author_role, message_type, text, media_url,
        action_required, action_completed, action_data, visible_to, target_tab, client_id, created_at)
    SELECT conversation, before + row_number() OVER (PARTITION BY conversation ORDER BY place), input.id, 'message',
        author, role, message_type, text, media_url, FALSE, FALSE, action_data::jsonb, visible_to, target_tab,
        client_id, $1
    FROM input JOIN allocated ON allocated.id = conversation
    RETURNING id, seq";
