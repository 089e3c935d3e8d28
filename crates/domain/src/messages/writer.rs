//! The group-commit writer: takes what waits, gives every message its position, stores all in one transaction,
//! then tells everybody and acknowledges each.
//!
//! There is no timer: while one batch commits the next gathers, so a lonely message waits for nobody and a crowd
//! shares one commit. A message names the version of the conversation it was checked against; the database gives a
//! position only when that is still the version and the conversation is open.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    mem::take,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use liaison_masking::Trace;
use liaison_protocol::{
    conversation::ConversationKind,
    ids::ConversationId,
    message::{Message, Sender},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use tokio::{
    runtime::Builder,
    sync::{mpsc, watch},
    time::timeout,
};
use uuid::Uuid;

use super::{
    completion::Completion,
    entity, in_context,
    just_before::Memory,
    log::{Entry, Failure, Log},
    new_entry::NewEntry,
    post, view,
};
use crate::{
    actor::Actor,
    app::{App, WeakApp},
    bus::Bus,
    conversations::{access, card::Card, kinds},
    counted,
    db::{Publisher, publish},
    error::{Error, Result},
    event::{Audience, MessageEvent, Published},
};

/// At most this many messages share a commit.
const BATCH: usize = 256;
/// At most this many messages wait; further senders wait before they may hand theirs in.
const WAITING: usize = 4_096;
/// How long a batch may take. A disk that is slow takes a second; what takes longer hangs.
const BATCH_TIMEOUT: Duration = Duration::from_secs(10);

/// A message on its way to the log. Its position comes from the writer.
pub(crate) struct Queued {
    /// Nobody else has it but while it is being stored.
    pub(crate) entry: Arc<NewEntry>,
    /// How its author is shown.
    pub(crate) sender: Sender,
    pub(crate) kind: ConversationKind,
    pub(crate) version: i64,
    /// There when what was said just before decides what is masked.
    pub(crate) trace: Option<Trace>,
    /// The position it must come right behind, once it was judged by what stands before that.
    pub(crate) after: Option<i64>,
    /// Who wrote it, to be checked once more when the conversation has changed meanwhile.
    pub(crate) actor: Actor,
    pub(crate) audience: Audience,
    pub(crate) completion: Completion,
}

/// The sending end of the writer. One task per database writer; a conversation always meets the same one.
pub(crate) struct Writer {
    shards: Vec<ShardSender>,
}

/// The sending end of one shard.
struct ShardSender {
    queue: mpsc::Sender<Queued>,
    /// How many were handed in.
    begun: AtomicU64,
    /// How many of them were answered.
    ended: watch::Receiver<u64>,
}

/// The receiving end of the writer, before it is started.
pub(crate) struct UnstartedWriter {
    shards: Vec<ShardReceiver>,
}

/// The receiving end of one shard.
struct ShardReceiver {
    queue: mpsc::Receiver<Queued>,
    ended: watch::Sender<u64>,
}

impl Writer {
    pub(crate) fn new(shards: usize) -> (Self, UnstartedWriter) {
        let shard = |_| {
            let (sender, receiver) = mpsc::channel(WAITING);
            let (ending, ended) = watch::channel(0);
            (
                ShardSender { queue: sender, begun: AtomicU64::new(0), ended },
                ShardReceiver { queue: receiver, ended: ending },
            )
        };
        let (shards, receivers) = (0..shards.max(1)).map(shard).unzip();
        (Self { shards }, UnstartedWriter { shards: receivers })
    }

    /// Hands in a message. Returns as soon as it has its place in the queue.
    pub(crate) async fn hand_in(&self, queued: Queued) {
        if let Some(shard) = self.shard_of(queued.entry.conversation) {
            // A message that no one takes reports that by itself.
            if let Ok(place) = shard.queue.reserve().await {
                // Counted before it is there, and only once it is sure to come.
                shard.begun.fetch_add(1, Ordering::Relaxed);
                place.send(queued);
            }
        }
    }

    /// Waits until everything that was handed in before in this conversation is answered: for messages that are stored
    /// another way, which must not overtake those.
    pub(crate) async fn caught_up(&self, conversation: ConversationId) {
        if let Some(shard) = self.shard_of(conversation) {
            // A queue is answered in its order: among so many answers are those of all that stand in it now.
            let begun = shard.begun.load(Ordering::Relaxed);
            // Without a writer there is nothing to wait for.
            drop(shard.ended.clone().wait_for(|ended| *ended >= begun).await);
        }
    }

    fn shard_of(&self, conversation: ConversationId) -> Option<&ShardSender> {
        let mut hasher = DefaultHasher::new();
        conversation.hash(&mut hasher);
        self.shards.get(usize::try_from(hasher.finish() % self.shards.len() as u64).unwrap_or_default())
    }
}

impl UnstartedWriter {
    /// Starts the writers. They end with the last handle of the application.
    ///
    /// Each has a thread and a small runtime of its own: everybody waits for what it does, so it must not queue
    /// behind what the other threads do for one client each.
    pub(crate) fn start(self, app: &App) -> Result<()> {
        for receiver in self.shards {
            let publisher = app.publisher().cloned().unwrap_or_else(Publisher::start);
            let runtime = Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
            let shard = {
                let _on_it = runtime.enter();
                Shard { log: Log::open(app)?, publisher }
            };
            let app = app.weak();
            thread::Builder::new()
                .name("writer".to_owned())
                .spawn(move || runtime.block_on(run(app, shard, receiver)))
                .map_err(Error::internal)?;
        }
        Ok(())
    }
}

/// One writer.
struct Shard {
    log: Log,
    publisher: Publisher,
}

async fn run(app: WeakApp, mut shard: Shard, ShardReceiver { mut queue, ended }: ShardReceiver) {
    let mut batch = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut batch, BATCH).await > 0 {
        let Some(app) = app.upgrade() else { return };
        if matches!(shard.log, Log::Postgres(_)) {
            gather(&mut queue, &mut batch);
        }
        let batch = take(&mut batch);
        let size = batch.len() as u64;
        measure(Batches { app: &app, shard: &mut shard }, batch, queue.len()).await;
        ended.send_modify(|ended| *ended += size);
    }
}

/// Lets those go first who are ready to run: what they bring shares this commit. On a machine with time to spare nobody
/// is ready, and this returns at once. On SQLite the writer itself is what all wait for: it must not step back.
fn gather(queue: &mut mpsc::Receiver<Queued>, batch: &mut Vec<Queued>) {
    thread::yield_now();
    while batch.len() < BATCH
        && let Ok(queued) = queue.try_recv()
    {
        batch.push(queued);
    }
}

/// Stores a batch and counts what it took.
#[expect(clippy::cast_precision_loss, reason = "metrics are floats; a batch has at most 256 messages")]
async fn measure(mut batches: Batches<'_>, batch: Vec<Queued>, waiting: usize) {
    let (size, begun) = (batch.len(), Instant::now());
    // A database that does not answer must not keep the next batch waiting for ever. What was given up may have been
    // stored; the senders are told to try again, and with the same key they get the first result.
    if timeout(BATCH_TIMEOUT, batches.store(batch)).await.is_err() {
        tracing::error!(event = "writer_batch_given_up", messages = size);
    }
    metrics::histogram!(counted::WRITER_BATCH_SIZE).record(size as f64);
    metrics::histogram!(counted::WRITER_COMMIT_SECONDS).record(begun.elapsed().as_secs_f64());
    metrics::gauge!(counted::WRITER_QUEUE).set(waiting as f64);
}

struct Batches<'a> {
    app: &'a App,
    shard: &'a mut Shard,
}

impl Batches<'_> {
    /// Stores a batch; everybody in it is answered. There is no other place where a message is tried again, so that the
    /// messages of one sender keep their order however often their conversation changes meanwhile.
    async fn store(&mut self, batch: Vec<Queued>) {
        let (batch, repeated) = split_repeated_keys(batch);
        let in_context::Sorted { together, mut alone } = in_context::sort(self.app, batch);
        let mut moved = self.store_once(together).await;
        if !moved.is_empty() {
            let app = self.app.clone();
            let checked = self.app.run_on_main(check_again(app, moved)).await.unwrap_or_default();
            let in_context::Sorted { together, alone: more } = in_context::sort(self.app, checked.together);
            moved = self.store_once(together).await;
            // In the order in which they came: of a conversation that moved, nothing later was stored.
            alone = moved.into_iter().chain(checked.alone).chain(more).chain(alone).collect();
        }
        // The second holder of a key in one batch finds the first one stored.
        alone.extend(repeated);
        self.store_alone(alone).await;
    }

    /// Stores messages one after the other, each judged by what stands in the log.
    async fn store_alone(&self, batch: Vec<Queued>) {
        for queued in batch {
            let app = self.app.clone();
            let storing =
                self.app.run_on_main(async move { in_context::store_alone(&app, queued).await }).await;
            if let Err(error) = storing {
                tracing::error!(event = "message_not_stored", cause = error.cause());
            }
        }
    }

    /// Stores what still fits the state it was checked against; gives what does not.
    async fn store_once(&mut self, batch: Vec<Queued>) -> Vec<Queued> {
        match self.try_store(batch).await {
            Ok(moved) => moved,
            Err((batch, Failure::KeyKnown)) => self.store_without_known_keys(batch).await,
            Err((batch, Failure::Other(error))) => refuse_all(batch, &error),
        }
    }

    /// Stores a batch and has it told, gives what has moved; or gives all of it back.
    async fn try_store(&mut self, batch: Vec<Queued>) -> Result<Vec<Queued>, (Vec<Queued>, Failure)> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.app.now();
        let entries = batch.iter().map(Queued::entry).collect();
        let appended = match self.shard.log.append(self.app, entries, now).await {
            Ok(appended) => appended,
            Err(failure) => return Err((batch, failure)),
        };
        let (mut stored, mut moved) = (Vec::with_capacity(batch.len()), Vec::new());
        for (queued, seq) in batch.into_iter().zip(appended.positions) {
            match seq {
                Some(seq) => {
                    if let Some(message) = placed(queued, seq, now) {
                        self.app.memory().stored(&message.message, message.trace);
                        stored.push(message);
                    }
                }
                None => moved.push(queued),
            }
        }
        let bus = self.app.bus();
        if let Err(error) = self.shard.publisher.next(move || tell(&*bus, stored)).await {
            tracing::error!(event = "publication_failed", cause = error.cause());
        }
        drop(appended.turn);
        Ok(moved)
    }

    /// Answers those whose key is stored with the first result, and stores the rest; gives what has moved.
    async fn store_without_known_keys(&mut self, batch: Vec<Queued>) -> Vec<Queued> {
        let keys = batch.iter().filter_map(|queued| key_of(&queued.entry)).collect();
        let known = match self.app.run_on_main(known_keys(self.app.clone(), keys)).await.flatten() {
            Ok(known) => known,
            Err(error) => return refuse_all(batch, &error),
        };
        let mut new = Vec::with_capacity(batch.len());
        for queued in batch {
            match key_of(&queued.entry).and_then(|key| known.get(&key).cloned()) {
                Some(row) => {
                    queued.completion.tell(view::message(row, queued.kind, queued.sender).map(Arc::new))
                }
                None => new.push(queued),
            }
        }
        match self.try_store(new).await {
            Ok(moved) => moved,
            // Somebody on another node was faster with the same key: stored alone, each finds it or is the first.
            Err((new, Failure::KeyKnown)) => new,
            Err((new, Failure::Other(error))) => refuse_all(new, &error),
        }
    }
}

impl Queued {
    fn entry(&self) -> Entry {
        Entry {
            entry: Arc::clone(&self.entry),
            version: self.version,
            after: self.after,
            even_when_frozen: kinds::of(self.kind).accepts_when_frozen,
        }
    }
}

/// A message that is stored.
struct Stored {
    message: Arc<Message>,
    trace: Option<Trace>,
    audience: Audience,
    completion: Completion,
}

/// A queued message at its position, as everybody is told of it; its sender is answered when it cannot be shown.
fn placed(queued: Queued, seq: i64, now: DateTime<Utc>) -> Option<Stored> {
    let Queued { entry, sender, kind, trace, audience, completion, .. } = queued;
    match view::message(Arc::unwrap_or_clone(entry).at(seq, now), kind, sender) {
        Ok(message) => Some(Stored { message: Arc::new(message), trace, audience, completion }),
        Err(error) => {
            completion.tell(Err(error));
            None
        }
    }
}

/// Takes out messages whose key is already in the batch.
fn split_repeated_keys(batch: Vec<Queued>) -> (Vec<Queued>, Vec<Queued>) {
    let mut seen = HashSet::new();
    batch.into_iter().partition(|queued| key_of(&queued.entry).is_none_or(|key| seen.insert(key)))
}

type Key = (Uuid, Option<i64>, String);

fn key_of(entry: &NewEntry) -> Option<Key> {
    Some((entry.conversation.0, entry.author_id, entry.client_id.clone()?))
}

/// Tells everybody of each message, then its sender.
fn tell(bus: &dyn Bus, batch: Vec<Stored>) {
    for Stored { message, audience, completion, .. } in batch {
        let event = MessageEvent::Posted(Arc::clone(&message)).into();
        publish(bus, Published { event, audience });
        completion.tell(Ok(message));
    }
}

/// Drafts whose conversation has moved, checked against its present state; who is now refused has been answered.
#[derive(Default)]
struct Checked {
    together: Vec<Queued>,
    /// Of conversations that a sender must first come into again.
    alone: Vec<Queued>,
}

async fn check_again(app: App, moved: Vec<Queued>) -> Checked {
    let mut cards = HashMap::new();
    let mut comes_in = HashSet::new();
    let mut checked = Checked::default();
    for mut queued in moved {
        let id = queued.entry.conversation;
        let card = match cards.get(&id) {
            Some(card) => Ok(Arc::clone(card)),
            None => {
                app.cards().forget(id);
                if queued.after.is_some() {
                    // What is not remembered is read when the message is stored alone.
                    drop(Memory::read_again(&app, id).await);
                }
                let card = Card::cached(&app, id).await;
                card.inspect(|card| drop(cards.insert(id, Arc::clone(card))))
            }
        };
        let card = card.and_then(|card| post::check_again(&mut queued, &card).map(|()| card));
        match card {
            Ok(card) => {
                if access::writable(&queued.actor, &card)
                    .is_ok_and(|(identity, side)| post::must_come_in(&card, identity, side))
                {
                    comes_in.insert(id);
                }
                // What is said after it in the same conversation stays behind it.
                let alone = comes_in.contains(&id);
                if alone { &mut checked.alone } else { &mut checked.together }.push(queued);
            }
            Err(error) => queued.completion.tell(Err(error)),
        }
    }
    checked
}

fn refuse_all(batch: Vec<Queued>, error: &Error) -> Vec<Queued> {
    tracing::error!(
        event = "writer_batch_failed",
        messages = batch.len(),
        cause = error.cause(),
        code = error.code().as_str()
    );
    for queued in batch {
        queued.completion.tell(Err(error.clone()));
    }
    Vec::new()
}

async fn known_keys(app: App, keys: Vec<Key>) -> Result<HashMap<Key, entity::Model>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let any = keys.into_iter().fold(Condition::any(), |any, (conversation, author, key)| {
        any.add(
            Condition::all()
                .add(entity::Column::ConversationId.eq(conversation))
                .add(entity::Column::AuthorId.eq(author))
                .add(entity::Column::ClientId.eq(key)),
        )
    });
    let rows = entity::Entity::find().filter(any).all(app.db().write()).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some(((row.conversation_id, row.author_id, row.client_id.clone()?), row)))
        .collect())
}
