//! On PostgreSQL: positions for all with one statement, rows for all with another.
//!
//! Both take one JSON text, however many messages there are: the database sees the same two statements for ever and
//! keeps them prepared, where a list of placeholders would be another statement for every size of a batch.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use liaison_protocol::{conversation::ConversationState, ids::ConversationId, message::Message};
use sea_orm::{ConnectionTrait, DbBackend, SqlErr, Statement};
use serde::Serialize;
use uuid::Uuid;

use super::{Entry, Failure};
use crate::{
    app::App,
    db::Tx,
    error::{Error, Result},
};

pub(super) async fn append(
    app: &App,
    entries: &[Entry],
    now: DateTime<Utc>,
) -> Result<Vec<Option<i64>>, Failure> {
    let claims = claims(entries);
    if claims.is_empty() {
        return Ok(vec![None; entries.len()]);
    }
    let tx = app.begin().await?;
    let positions = allocate(&tx, entries, claims, now).await?;
    if positions.iter().any(Option::is_some) {
        insert(&tx, entries, &positions, now).await?;
    }
    tx.commit().await?;
    Ok(positions)
}

/// Draws positions for the messages of one conversation.
#[derive(Serialize)]
struct Claim {
    conversation: Uuid,
    version: i64,
    count: i64,
    /// The state the conversation has to be in; any when absent.
    state: Option<&'static str>,
}

/// One claim for each conversation. None where messages were checked against different versions: it changed in the
/// midst of them.
fn claims(entries: &[Entry]) -> HashMap<ConversationId, Claim> {
    let mut claims: HashMap<ConversationId, Option<Claim>> = HashMap::new();
    for Entry { message, version, even_when_frozen } in entries {
        // Notes are always taken, other messages never while frozen: one conversation has one kind of message.
        let claim = claims.entry(message.conversation_id).or_insert_with(|| {
            Some(Claim {
                conversation: message.conversation_id.0,
                version: *version,
                count: 0,
                state: (!even_when_frozen).then_some(ConversationState::Open.as_str()),
            })
        });
        match claim {
            Some(same) if same.version == *version => same.count += 1,
            mixed => *mixed = None,
        }
    }
    claims.into_iter().filter_map(|(id, claim)| Some((id, claim?))).collect()
}

/// `$1` the time, `$2` the claims. Rows are locked in the order of ids, so that two writers never wait for each other
/// in a circle.
const ALLOCATE: &str = "
    WITH claim AS (
        SELECT * FROM json_to_recordset($2::text::json)
            AS claim(conversation uuid, version bigint, count bigint, state text)
    ), locked AS (
        SELECT id FROM conversations WHERE id IN (SELECT conversation FROM claim) ORDER BY id FOR UPDATE
    )
    UPDATE conversations SET last_seq = last_seq + claim.count, last_entry_at = $1
    FROM claim JOIN locked ON locked.id = claim.conversation
    WHERE conversations.id = locked.id AND conversations.version = claim.version
        AND (claim.state IS NULL OR conversations.state = claim.state)
    RETURNING conversations.id AS id, conversations.last_seq AS last_seq";

async fn allocate(
    tx: &Tx,
    entries: &[Entry],
    claims: HashMap<ConversationId, Claim>,
    now: DateTime<Utc>,
) -> Result<Vec<Option<i64>>> {
    let wanted: Vec<&Claim> = claims.values().collect();
    let mut next: HashMap<ConversationId, i64> = HashMap::new();
    for row in tx.conn().query_all_raw(statement(ALLOCATE, now, &wanted)?).await? {
        let id = ConversationId(row.try_get("", "id")?);
        let last: i64 = row.try_get("", "last_seq")?;
        next.insert(id, last - claims.get(&id).map_or(0, |claim| claim.count));
    }
    let draw = |entry: &Entry| {
        let seq = next.get_mut(&entry.message.conversation_id)?;
        *seq += 1;
        Some(*seq)
    };
    Ok(entries.iter().map(draw).collect())
}

/// What differs between the messages of people; the other columns of a fresh message are constants.
#[derive(Serialize)]
struct Row<'a> {
    conversation: Uuid,
    seq: i64,
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

/// `$1` the time, `$2` the rows.
const INSERT: &str = "
    INSERT INTO entries (conversation_id, seq, id, kind, author_id, author_role, message_type, text, media_url,
        action_required, action_completed, action_data, visible_to, target_tab, client_id, created_at)
    SELECT conversation, seq, id, 'message', author, role, message_type, text, media_url, FALSE, FALSE,
        action_data::jsonb, visible_to, target_tab, client_id, $1
    FROM json_to_recordset($2::text::json) AS entry(
        conversation uuid, seq bigint, id uuid, author bigint, role text, message_type text, text text,
        media_url text, action_data text, visible_to text, target_tab text, client_id text)";

async fn insert(
    tx: &Tx,
    entries: &[Entry],
    positions: &[Option<i64>],
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let rows: Vec<Row<'_>> =
        entries.iter().zip(positions).filter_map(|(entry, seq)| Some(row(&entry.message, (*seq)?))).collect();
    match tx.conn().execute_raw(statement(INSERT, now, &rows)?).await {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Err(Failure::KeyKnown)
        }
        Err(error) => Err(error.into()),
    }
}

fn row(message: &Message, seq: i64) -> Row<'_> {
    Row {
        conversation: message.conversation_id.0,
        seq,
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

fn statement(sql: &str, now: DateTime<Utc>, list: &impl Serialize) -> Result<Statement> {
    let list = serde_json::to_string(list).map_err(Error::internal)?;
    Ok(Statement::from_sql_and_values(DbBackend::Postgres, sql, [now.into(), list.into()]))
}
