//! On PostgreSQL: positions, rows and commit with one statement, on a connection that nobody else uses.
//!
//! Every round trip is paid by all who wait for their acknowledgement, so there is one. The statement takes one JSON
//! text, however many messages there are: the database sees the same statement for ever and keeps it prepared.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use liaison_protocol::{conversation::ConversationState, ids::ConversationId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqlErr, Statement};
use serde::Serialize;
use uuid::Uuid;

use super::{Entry, Failure};
use crate::error::{Error, Result};

/// A connection of its own.
pub(in crate::messages) struct Log(pub(super) DatabaseConnection);

impl Log {
    /// The position of each entry; none for those whose conversation has changed since they were checked.
    pub(super) async fn append(
        &self,
        entries: &[Entry],
        now: DateTime<Utc>,
    ) -> Result<Vec<Option<i64>>, Failure> {
        let mixed = mixed(entries);
        let rows: Vec<Row<'_>> = entries
            .iter()
            .filter(|entry| !mixed.contains(&entry.message.conversation_id))
            .enumerate()
            .map(|(place, entry)| row(place, entry))
            .collect();
        if rows.is_empty() {
            return Ok(vec![None; entries.len()]);
        }
        let rows = serde_json::to_string(&rows).map_err(Error::internal)?;
        let statement =
            Statement::from_sql_and_values(DbBackend::Postgres, APPEND, [now.into(), rows.into()]);
        let stored = match self.0.query_all_raw(statement).await {
            Ok(stored) => stored,
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                return Err(Failure::KeyKnown);
            }
            Err(error) => return Err(error.into()),
        };
        let mut positions: HashMap<Uuid, i64> = HashMap::with_capacity(stored.len());
        for row in stored {
            positions.insert(row.try_get("", "id")?, row.try_get("", "seq")?);
        }
        Ok(entries.iter().map(|entry| positions.get(&entry.message.id.0).copied()).collect())
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

/// What differs between the messages of people; the other columns of a fresh message are constants.
#[derive(Serialize)]
struct Row<'a> {
    place: usize,
    conversation: Uuid,
    /// The version the conversation has to have.
    version: i64,
    /// The state it has to be in; any when absent. The same for all of a conversation.
    state: Option<&'static str>,
    id: Uuid,
    author: Option<i64>,
    role: &'a str,
    message_type: &'static str,
    text: &'a str,
    media_url: Option<&'a str>,
    /// JSON, as a text.
    action_data: Option<String>,
    visible_to: Option<&'static str>,
    target_tab: Option<&'a str>,
    client_id: Option<&'a str>,
}

fn row(place: usize, Entry { message, version, even_when_frozen }: &Entry) -> Row<'_> {
    Row {
        place,
        conversation: message.conversation_id.0,
        version: *version,
        state: (!even_when_frozen).then_some(ConversationState::Open.as_str()),
        id: message.id.0,
        author: message.sender.id.map(|person| person.0),
        role: &message.sender_role,
        message_type: message.message_type.as_str(),
        text: &message.text,
        media_url: message.media_url.as_deref(),
        action_data: message.action_data.as_ref().map(ToString::to_string),
        visible_to: message.visible_to.map(|side| side.as_str()),
        target_tab: message.target_tab.as_deref(),
        client_id: message.client_id.as_deref(),
    }
}

/// `$1` the time, `$2` the rows. Conversations are locked in the order of their ids, so that two writers never wait
/// for each other in a circle; the update looks at the row as it is once it is locked.
const APPEND: &str = "
    WITH input AS (
        SELECT * FROM json_to_recordset($2::text::json) AS input(
            place integer, conversation uuid, version bigint, state text, id uuid, author bigint, role text,
            message_type text, text text, media_url text, action_data text, visible_to text, target_tab text,
            client_id text)
    ), claim AS (
        SELECT conversation, version, state, count(*) AS count FROM input GROUP BY conversation, version, state
    ), locked AS (
        SELECT id FROM conversations WHERE id IN (SELECT conversation FROM claim) ORDER BY id FOR UPDATE
    ), allocated AS (
        UPDATE conversations SET last_seq = last_seq + claim.count, last_entry_at = $1
        FROM claim JOIN locked ON locked.id = claim.conversation
        WHERE conversations.id = locked.id AND conversations.version = claim.version
            AND (claim.state IS NULL OR conversations.state = claim.state)
        RETURNING conversations.id, conversations.last_seq - claim.count AS before
    )
    INSERT INTO entries (conversation_id, seq, id, kind, author_id, author_role, message_type, text, media_url,
        action_required, action_completed, action_data, visible_to, target_tab, client_id, created_at)
    SELECT conversation, before + row_number() OVER (PARTITION BY conversation ORDER BY place), input.id, 'message',
        author, role, message_type, text, media_url, FALSE, FALSE, action_data::jsonb, visible_to, target_tab,
        client_id, $1
    FROM input JOIN allocated ON allocated.id = conversation
    RETURNING id, seq";
