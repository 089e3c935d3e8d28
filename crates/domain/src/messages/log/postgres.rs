//! On PostgreSQL: positions, rows and commit with one statement, on a connection that nobody else uses.
//!
//! Every round trip is paid by all who wait for their acknowledgement, so there is one. The statement takes one array
//! for each column, however many messages there are: the database sees the same statement for ever and keeps it
//! prepared. What can be counted or sorted before is not left to the database, which has the most to do.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use chrono::{DateTime, Utc};
use liaison_protocol::conversation::ConversationState;
use sea_orm::{ActiveEnum as _, sqlx};
use uuid::Uuid;

use super::{Entry, Failure};
use crate::{
    db::{self, Single},
    messages::new_entry::NewEntry,
};

/// When somebody else and a batch waited for each other and the batch was undone, the other one goes on, if the batch
/// does not overtake it: PostgreSQL gives a row to whoever asks first, not to whoever has waited.
const PAUSES: [Duration; 3] =
    [Duration::from_millis(20), Duration::from_millis(100), Duration::from_millis(500)];

/// The way to the database.
pub(in crate::messages) struct Log(pub(super) Single);

impl Log {
    /// The position of each entry; none for those whose conversation has changed since they were checked.
    pub(super) async fn append(
        &mut self,
        entries: &[Entry],
        now: DateTime<Utc>,
    ) -> Result<Vec<Option<i64>>, Failure> {
        let claims = claims(entries);
        let mut stored = self.store(&claims, now).await;
        for pause in PAUSES {
            if !stored.as_ref().is_err_and(is_deadlock) {
                break;
            }
            tokio::time::sleep(pause).await;
            stored = self.store(&claims, now).await;
        }
        let positions: HashMap<Uuid, i64> = stored?.into_iter().collect();
        Ok(entries.iter().map(|entry| positions.get(&entry.entry.id).copied()).collect())
    }

    async fn store(
        &mut self,
        claims: &BTreeMap<Uuid, Claim<'_>>,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Uuid, i64)>, sqlx::Error> {
        let claims = || claims.iter().filter(|(_, claim)| !claim.is_mixed);
        let rows: Vec<Row<'_>> = claims()
            .flat_map(|(conversation, claim)| {
                let place = |(entry, place)| Row { conversation: *conversation, place, entry };
                claim.entries.iter().copied().zip(1..).map(place)
            })
            .collect();
        let mut connection = self.0.take().await?;
        let stored = sqlx::query_as(APPEND)
            .bind(now)
            .bind(claims().map(|(conversation, _)| *conversation).collect::<Vec<_>>())
            .bind(claims().map(|(_, claim)| claim.version).collect::<Vec<_>>())
            .bind(claims().map(|(_, claim)| claim.state.map(ConversationState::as_str)).collect::<Vec<_>>())
            .bind(
                claims()
                    .map(|(_, claim)| i64::try_from(claim.entries.len()).unwrap_or(0))
                    .collect::<Vec<_>>(),
            )
            .bind(claims().map(|(_, claim)| claim.after).collect::<Vec<_>>())
            .bind(column(&rows, |row| row.conversation))
            .bind(column(&rows, |row| row.place))
            .bind(column(&rows, |row| row.message().id))
            .bind(column(&rows, |row| row.message().author_kind.to_value()))
            .bind(column(&rows, |row| row.message().author_id))
            .bind(column(&rows, |row| row.message().author_role))
            .bind(column(&rows, |row| row.message().message_type.as_str()))
            .bind(column(&rows, |row| row.message().text.as_str()))
            .bind(column(&rows, |row| row.message().attachments.as_ref().map(ToString::to_string)))
            .bind(column(&rows, |row| row.message().media_url.as_deref()))
            .bind(column(&rows, |row| row.message().action_required))
            .bind(column(&rows, |row| row.message().action_data.as_ref().map(ToString::to_string)))
            .bind(column(&rows, |row| row.message().visible_to.map(|side| side.as_str())))
            .bind(column(&rows, |row| row.message().target_tab.as_deref()))
            .bind(column(&rows, |row| row.message().client_id.as_deref()))
            .fetch_all(&mut connection)
            .await;
        // A statement that was refused leaves the connection as it was.
        if stored.as_ref().err().is_none_or(|error| is_known_key(error) || is_deadlock(error)) {
            self.0.give_back(connection);
        }
        stored
    }
}

/// What a batch asks of one conversation.
struct Claim<'a> {
    version: i64,
    /// The state it must have; any when none.
    state: Option<ConversationState>,
    /// The position the first of them must come right behind.
    after: Option<i64>,
    /// Some entries were checked against one version and some against another: the conversation changed in the midst
    /// of the batch. With positions for some, what was said after the change would stand before the others.
    is_mixed: bool,
    /// In the order of the batch.
    entries: Vec<&'a Entry>,
}

/// An entry and its place among those of its conversation, from 1.
struct Row<'a> {
    conversation: Uuid,
    place: i64,
    entry: &'a Entry,
}

impl Row<'_> {
    fn message(&self) -> &NewEntry {
        &self.entry.entry
    }
}

/// The claims of a batch, sorted by conversation: so that two writers never wait for each other in a circle.
fn claims(entries: &[Entry]) -> BTreeMap<Uuid, Claim<'_>> {
    let mut claims: BTreeMap<Uuid, Claim<'_>> = BTreeMap::new();
    for entry in entries {
        let claim = claims.entry(entry.entry.conversation.0).or_insert_with(|| Claim {
            version: entry.version,
            state: (!entry.even_when_frozen).then_some(ConversationState::Open),
            after: entry.after,
            is_mixed: false,
            entries: Vec::new(),
        });
        claim.is_mixed |= claim.version != entry.version;
        claim.entries.push(entry);
    }
    claims
}

fn column<'a, T>(rows: &'a [Row<'a>], value: impl Fn(&'a Row<'a>) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        if is_known_key(&error) {
            return Self::KeyKnown;
        }
        Self::Other(db::driver_error(error))
    }
}

fn is_known_key(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation())
}

/// `deadlock_detected`, see "Appendix A. PostgreSQL Error Codes" of its manual.
fn is_deadlock(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "40P01")
}

/// `$1` the time, then a column each: what is claimed of the conversations, and what differs between the
/// messages; the other columns of a fresh message are constants. The update takes the conversations in the order in which
/// they are given, and looks at each as it is once it is locked.
const APPEND: &str = "
    WITH allocated AS (
        UPDATE conversations SET last_seq = last_seq + claim.count, last_entry_at = $1
        FROM UNNEST($2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[])
            AS claim(id, version, state, count, after)
        WHERE conversations.id = claim.id AND conversations.version = claim.version
            AND (claim.state IS NULL OR conversations.state = claim.state)
            AND (claim.after IS NULL OR conversations.last_seq = claim.after)
        RETURNING conversations.id, conversations.last_seq - claim.count AS before
    )
    INSERT INTO entries (conversation_id, seq, id, kind, author_kind, author_id, author_role, message_type, text,
        attachments, media_url, action_required, action_completed, action_data, visible_to, target_tab, client_id,
        created_at)
    SELECT allocated.id, before + place, input.id, 'message', author_kind, author, role, message_type, text,
        attachments::jsonb, media_url, action_required, FALSE, action_data::jsonb, visible_to, target_tab, client_id,
        $1
    FROM UNNEST(
        $7::uuid[], $8::bigint[], $9::uuid[], $10::text[], $11::bigint[], $12::text[], $13::text[], $14::text[],
        $15::text[], $16::text[], $17::bool[], $18::text[], $19::text[], $20::text[], $21::text[]
    ) AS input(conversation, place, id, author_kind, author, role, message_type, text, attachments, media_url,
        action_required, action_data, visible_to, target_tab, client_id)
    JOIN allocated ON allocated.id = conversation
    RETURNING id, seq";
