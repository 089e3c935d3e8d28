//! The group-commit writer: takes what waits, gives every message its position, stores all in one transaction,
//! then acknowledges each and tells the rest.
//!
//! There is no timer: while one batch commits the next gathers, so a lonely message waits for nobody and a crowd
//! shares one commit. A message names the version of the conversation it was checked against; the database gives a
//! position only when that is still the version and the conversation is open.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::{Duration, Instant},
};

use liaison_protocol::{
    conversation::{ConversationKind, ConversationState},
    error_code::ErrorCode,
    ids::ConversationId,
    message::{Message, Sender},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait,
    IntoActiveModel, QueryFilter, SqlErr, Statement, Value,
};
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};
use uuid::Uuid;

use super::{entity, post, view};
use crate::{
    actor::Actor,
    app::App,
    conversations::{card::Card, commands as conversation_commands},
    counted,
    db::Tx,
    error::{Error, Result},
    event::{Audience, Event},
};

/// At most this many messages share a commit: 20 values each stay below SQLite's 32,766.
const BATCH: usize = 256;
/// At most this many messages wait; further senders wait before they may hand theirs in.
const WAITING: usize = 4_096;
/// How long a batch may take. A disk that is slow takes a second; what takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(10);

/// A message on its way to the log. Its position comes from the writer.
pub(crate) struct Draft {
    pub(crate) row: entity::Model,
    pub(crate) kind: ConversationKind,
    pub(crate) version: i64,
    pub(crate) sender: Sender,
    /// Who wrote it, to be checked once more when the conversation has changed meanwhile.
    pub(crate) actor: Actor,
    pub(crate) audience: Audience,
    /// Notes are taken even when the ticket is closed.
    pub(crate) even_when_frozen: bool,
    pub(crate) reply: oneshot::Sender<Result<Message>>,
}

/// The way into the writer. One task per database writer; a conversation always meets the same one.
pub(crate) struct Writer {
    lanes: Vec<mpsc::Sender<Draft>>,
}

/// The writer's other end, until it is started.
pub(crate) struct Intake {
    lanes: Vec<mpsc::Receiver<Draft>>,
}

impl Writer {
    pub(crate) fn new(lanes: usize) -> (Self, Intake) {
        let (lanes, intake) = (0..lanes.max(1)).map(|_| mpsc::channel(WAITING)).unzip();
        (Self { lanes }, Intake { lanes: intake })
    }

    /// Hands in a message. Returns as soon as it has its place in the queue.
    pub(crate) async fn hand_in(&self, draft: Draft) -> Result<()> {
        let mut hasher = DefaultHasher::new();
        draft.row.conversation_id.hash(&mut hasher);
        let lane = usize::try_from(hasher.finish() % self.lanes.len() as u64).unwrap_or_default();
        let lane = self.lanes.get(lane).ok_or_else(|| Error::internal("no writer"))?;
        lane.send(draft).await.map_err(|_| Error::unavailable("the writer has stopped"))
    }
}

impl Intake {
    /// Starts the writers. They end with the last handle of the application.
    pub(crate) fn start(self, app: &App) {
        for lane in self.lanes {
            let app = app.weak();
            tokio::spawn(run(app, lane));
        }
    }
}

async fn run(app: crate::app::WeakApp, mut lane: mpsc::Receiver<Draft>) {
    let mut batch = Vec::with_capacity(BATCH);
    while lane.recv_many(&mut batch, BATCH).await > 0 {
        let Some(app) = app.upgrade() else { return };
        measure(&app, std::mem::take(&mut batch), lane.len()).await;
    }
}

/// Stores a batch and counts what it took.
#[expect(clippy::cast_precision_loss, reason = "metrics are floats; a batch has at most 256 messages")]
async fn measure(app: &App, batch: Vec<Draft>, waiting: usize) {
    let (size, begun) = (batch.len(), Instant::now());
    // A database that does not answer must not keep the next batch waiting for ever. What was given up may have been
    // stored; the senders are told to try again, and with the same key they get the first result.
    if timeout(PATIENCE, store(app, batch)).await.is_err() {
        tracing::error!(event = "writer_batch_given_up", messages = size);
    }
    metrics::histogram!(counted::WRITER_BATCH_SIZE).record(size as f64);
    metrics::histogram!(counted::WRITER_COMMIT_SECONDS).record(begun.elapsed().as_secs_f64());
    metrics::gauge!(counted::WRITER_QUEUE).set(waiting as f64);
}

/// Stores a batch and answers everybody in it.
async fn store(app: &App, batch: Vec<Draft>) {
    let (batch, again) = split_repeated_keys(batch);
    let moved = store_once(app, batch).await;
    if !moved.is_empty() {
        // Here and not by their senders: whatever a sender said after them must not be stored before them.
        let moved = check_again(app, moved).await;
        send_back(store_once(app, moved).await);
    }
    // A key twice in one batch: its second holder now finds the first one stored.
    if !again.is_empty() {
        send_back(store_without_known_keys(app, again).await);
    }
}

/// Stores what still fits the state it was checked against; gives what does not.
async fn store_once(app: &App, batch: Vec<Draft>) -> Vec<Draft> {
    match try_store(app, &batch).await {
        Ok(positions) => answer(batch, &positions),
        Err(Failure::KeyKnown) => store_without_known_keys(app, batch).await,
        Err(Failure::Other(error)) => refuse_all(batch, &error),
    }
}

/// Checks drafts against the present state of their conversations, and answers those that are now refused.
async fn check_again(app: &App, moved: Vec<Draft>) -> Vec<Draft> {
    let mut cards = HashMap::new();
    let mut checked = Vec::with_capacity(moved.len());
    for mut draft in moved {
        let id = ConversationId(draft.row.conversation_id);
        let card = match cards.get(&id) {
            Some(card) => Ok(Arc::clone(card)),
            None => {
                app.cards().forget(id);
                Card::cached(app, id).await.inspect(|card| drop(cards.insert(id, Arc::clone(card))))
            }
        };
        match card.and_then(|card| post::check_again(&mut draft, &card)) {
            Ok(()) => checked.push(draft),
            // The sender may be gone.
            Err(error) => drop(draft.reply.send(Err(error))),
        }
    }
    checked
}

/// What has moved again goes to its senders, who check and try once more.
fn send_back(moved: Vec<Draft>) {
    for draft in moved {
        drop(draft.reply.send(Err(ErrorCode::ConversationMoved.into())));
    }
}

/// Takes out messages whose key is already in the batch.
fn split_repeated_keys(batch: Vec<Draft>) -> (Vec<Draft>, Vec<Draft>) {
    let mut seen = HashSet::new();
    batch.into_iter().partition(|draft| key_of(&draft.row).is_none_or(|key| seen.insert(key)))
}

type Key = (Uuid, Option<i64>, String);

fn key_of(row: &entity::Model) -> Option<Key> {
    row.client_id.as_ref().map(|key| (row.conversation_id, row.author_id, key.clone()))
}

enum Failure {
    KeyKnown,
    Other(Error),
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// One transaction for the whole batch. The position of each message, or `None` for those that were sent back.
async fn try_store(app: &App, batch: &[Draft]) -> Result<Vec<Option<i64>>, Failure> {
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    let mut tx = app.begin().await?;
    let positions = allocate(&tx, batch).await?;
    let rows: Vec<entity::ActiveModel> = batch
        .iter()
        .zip(&positions)
        .filter_map(|(draft, seq)| {
            let mut row = draft.row.clone().into_active_model();
            row.seq = Set((*seq)?);
            // Every column is written: `into_active_model` marks them as unchanged.
            Some(row.reset_all())
        })
        .collect();
    if !rows.is_empty()
        && let Err(error) = entity::Entity::insert_many(rows).exec_without_returning(tx.conn()).await
    {
        return Err(match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Failure::KeyKnown,
            _ => Failure::Other(error.into()),
        });
    }
    for (draft, seq) in batch.iter().zip(&positions) {
        if let Some(seq) = seq {
            tx.emit(Event::Posted(Box::new(stored(draft, *seq)?)), draft.audience.clone());
        }
    }
    tx.commit().await?;
    Ok(positions)
}

fn stored(draft: &Draft, seq: i64) -> Result<Message> {
    let row = entity::Model { seq, ..draft.row.clone() };
    view::message(row, draft.kind, draft.sender.clone())
}

/// Gives out positions for the whole batch with one statement. Row by row would cost half the throughput.
async fn allocate(tx: &Tx, batch: &[Draft]) -> Result<Vec<Option<i64>>> {
    // Notes are always taken, other messages never while frozen: one conversation has one kind of draft.
    let mut wanted: HashMap<(Uuid, i64), (i64, bool)> = HashMap::new();
    for draft in batch {
        let entry =
            wanted.entry((draft.row.conversation_id, draft.version)).or_insert((0, draft.even_when_frozen));
        entry.0 += 1;
    }
    if wanted.len() > 1 {
        forget_mixed(&mut wanted);
        if wanted.is_empty() {
            return Ok(vec![None; batch.len()]);
        }
        conversation_commands::lock(tx, wanted.keys().map(|(conversation, _)| *conversation)).await?;
    }
    let backend = tx.conn().get_database_backend();
    // PostgreSQL takes the types of a list of values from its first row; SQLite knows no such casts.
    let casts =
        if backend == DbBackend::Postgres { ["::uuid", "::bigint", "::bigint", "::text"] } else { [""; 4] };
    let mut values: Vec<Value> = vec![tx.now().into()];
    let mut rows = String::new();
    for ((conversation, version), (count, even_when_frozen)) in &wanted {
        let state = if *even_when_frozen { "" } else { ConversationState::Open.as_str() };
        rows.push_str(if rows.is_empty() { "(" } else { "),(" });
        let columns = [Value::from(*conversation), (*version).into(), (*count).into(), state.into()];
        for (index, (value, cast)) in columns.into_iter().zip(casts).enumerate() {
            values.push(value);
            let comma = if index == 0 { "" } else { "," };
            rows.push_str(&format!("{comma}${}{cast}", values.len()));
        }
    }
    let sql = format!(
        "WITH v(cid, ver, n, st) AS (VALUES {rows})) \
         UPDATE conversations SET last_seq = last_seq + v.n, last_entry_at = $1 FROM v \
         WHERE conversations.id = v.cid AND conversations.version = v.ver AND (v.st = '' OR conversations.state = v.st) \
         RETURNING conversations.id AS id, conversations.version AS version, conversations.last_seq AS last_seq"
    );
    let mut next: HashMap<(Uuid, i64), i64> = HashMap::new();
    for row in tx.conn().query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await? {
        let key = (row.try_get("", "id")?, row.try_get("", "version")?);
        let last: i64 = row.try_get("", "last_seq")?;
        next.insert(key, last - wanted.get(&key).map_or(0, |(count, _)| *count));
    }
    Ok(batch
        .iter()
        .map(|draft| {
            let seq = next.get_mut(&(draft.row.conversation_id, draft.version))?;
            *seq += 1;
            Some(*seq)
        })
        .collect())
}

/// A conversation that changed in the midst of a batch gives no positions: with some, what was said after the change
/// would stand before what was said earlier.
fn forget_mixed(wanted: &mut HashMap<(Uuid, i64), (i64, bool)>) {
    let mut versions: HashMap<Uuid, usize> = HashMap::new();
    for (conversation, _) in wanted.keys() {
        *versions.entry(*conversation).or_default() += 1;
    }
    wanted.retain(|(conversation, _), _| versions.get(conversation) == Some(&1));
}

/// Answers what was stored; gives the rest.
fn answer(batch: Vec<Draft>, positions: &[Option<i64>]) -> Vec<Draft> {
    let mut moved = Vec::new();
    for (draft, seq) in batch.into_iter().zip(positions) {
        match seq {
            Some(seq) => {
                let result = stored(&draft, *seq);
                // The sender may be gone; the message is stored all the same.
                drop(draft.reply.send(result));
            }
            None => moved.push(draft),
        }
    }
    moved
}

fn refuse_all(batch: Vec<Draft>, error: &Error) -> Vec<Draft> {
    tracing::error!(
        event = "writer_batch_failed",
        messages = batch.len(),
        cause = error.cause(),
        code = error.code().as_str()
    );
    for draft in batch {
        drop(draft.reply.send(Err(error.clone())));
    }
    Vec::new()
}

/// Answers those whose key is stored with the first result, and stores the rest; gives what has moved.
async fn store_without_known_keys(app: &App, batch: Vec<Draft>) -> Vec<Draft> {
    let known = match known_keys(app, &batch).await {
        Ok(known) => known,
        Err(error) => return refuse_all(batch, &error),
    };
    let (old, new): (Vec<_>, Vec<_>) =
        batch.into_iter().partition(|draft| key_of(&draft.row).is_some_and(|key| known.contains_key(&key)));
    for draft in old {
        let first = key_of(&draft.row).and_then(|key| known.get(&key).cloned()).ok_or_else(Error::not_found);
        let result = first.and_then(|row| view::message(row, draft.kind, draft.sender.clone()));
        drop(draft.reply.send(result));
    }
    match try_store(app, &new).await {
        Ok(positions) => answer(new, &positions),
        // Somebody on another node was faster with the same key. The sender's own retry finds it.
        Err(Failure::KeyKnown) => refuse_all(new, &Error::new(ErrorCode::ConversationMoved)),
        Err(Failure::Other(error)) => refuse_all(new, &error),
    }
}

async fn known_keys(app: &App, batch: &[Draft]) -> Result<HashMap<Key, entity::Model>> {
    let mut any = Condition::any();
    let mut asked = false;
    for (conversation, author, key) in batch.iter().filter_map(|draft| key_of(&draft.row)) {
        asked = true;
        any = any.add(
            Condition::all()
                .add(entity::Column::ConversationId.eq(conversation))
                .add(entity::Column::AuthorId.eq(author))
                .add(entity::Column::ClientId.eq(key)),
        );
    }
    if !asked {
        return Ok(HashMap::new());
    }
    let rows = entity::Entity::find().filter(any).all(app.db().write()).await?;
    Ok(rows.into_iter().filter_map(|row| Some((key_of(&row)?, row))).collect())
}

/// The position of one message inside a transaction that does more than post.
pub(crate) async fn next_position(tx: &Tx, conversation: ConversationId) -> Result<i64> {
    use sea_orm::sea_query::{Expr, ExprTrait};

    use crate::conversations::entity as conversations;
    let rows = conversations::Entity::update_many()
        .col_expr(conversations::Column::LastSeq, Expr::col(conversations::Column::LastSeq).add(1))
        .col_expr(conversations::Column::LastEntryAt, Expr::value(tx.now()))
        .filter(conversations::Column::Id.eq(conversation.0))
        .exec_with_returning(tx.conn())
        .await?;
    rows.first().map(|row| row.last_seq).ok_or_else(Error::not_found)
}
