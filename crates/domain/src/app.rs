//! The handle every command takes: the database, the bus, the clock, and what a node keeps in memory.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use liaison_protocol::{
    ids::{ConversationId, NodeId},
    settings::Settings,
};
use parking_lot::RwLock;
use tokio::{runtime::Handle, sync::Mutex};
use uuid::Uuid;

use crate::{
    activity::head::SealKey,
    actor::Actor,
    bus::{
        Bus, BusStatus, Listener, LossHook,
        lanes::{self, Lanes},
    },
    clock::Clock,
    conversations::card::CardCache,
    db::{Db, Publisher, Tx, connect},
    error::{Error, Result},
    event::{Audience, ConversationEvent, Event, NodeEvent, PersonEvent, Published},
    files::FileStore,
    happened::{Happened, Reactions},
    jobs,
    logins::watch::Revocations,
    messages::{just_before::Memory, writer::Writer},
    migrations,
    people::password::Hashing,
    presence::Presence,
    search::Behind,
    sessions, settings,
    tickets::relay::Turns,
    work::news::CaseNews,
};

/// What a node needs to begin.
pub struct Options {
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// Connections for reading (SQLite), or in all (PostgreSQL).
    pub pool_size: u32,
    /// Writers on PostgreSQL, over which conversations are spread. SQLite always has one.
    pub writers: usize,
    /// Where time comes from.
    pub clock: Clock,
    /// The way of events.
    pub bus: Arc<dyn Bus>,
    /// Where files are kept.
    pub files: FileStore,
    /// What the end of the activity log is sealed with.
    pub seal_key: SealKey,
    /// What follows from what: [`crate::reactions::REACTIONS`].
    pub reactions: Reactions,
}

#[cfg(test)]
impl Options {
    /// A node for a test: alone, on SQLite, with everything in a folder and the clock at its beginning.
    pub(crate) fn in_folder(folder: &std::path::Path) -> Self {
        Self {
            database_url: format!("sqlite://{}", folder.join("liaison.db").display()),
            pool_size: 2,
            writers: 1,
            clock: Clock::manual(DateTime::UNIX_EPOCH),
            bus: Arc::new(crate::bus::LocalBus::default()),
            files: FileStore::folder(&folder.join("files")).unwrap(),
            seal_key: SealKey::new(b"a key for tests"),
            reactions: crate::reactions::REACTIONS,
        }
    }
}

/// The domain of one node. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    bus: Arc<dyn Bus>,
    listener: RwLock<Listener>,
    /// Absent where events cannot arrive in another order than that of the log: alone, on SQLite.
    lanes: Option<Lanes>,
    revocations: Revocations,
    runtime: Handle,
    clock: Clock,
    node: NodeId,
    cards: CardCache,
    memory: Memory,
    writer: Writer,
    hashing: Hashing,
    presence: Presence,
    behind: Behind,
    case_news: CaseNews,
    positions_told: sessions::positions::Told,
    files: FileStore,
    seal_key: SealKey,
    settings: settings::Current,
    relay_turns: Turns,
    jobs: jobs::Wake,
    reactions: Reactions,
    write_turn: Arc<Mutex<()>>,
    /// On SQLite, where commits have one order for all.
    publisher: Option<Publisher>,
}

impl App {
    /// Connects, brings the schema up to date and starts the writers.
    pub async fn open(options: Options) -> Result<Self> {
        let db = connect(&options.database_url, options.pool_size).await?;
        migrations::bring_up_to_date(&db).await?;
        let settings = settings::Current::new(settings::load(db.read()).await?)?;
        let publisher = db.is_sqlite().then(Publisher::start);
        let (writer, unstarted) = Writer::new(if db.is_sqlite() { 1 } else { options.writers });
        let app = Self(Arc::new(Inner {
            node: NodeId(new_uuid(options.clock.now())),
            lanes: (!db.is_sqlite() || options.bus.status().is_some()).then(Lanes::default),
            listener: RwLock::new(Arc::new(|_| {})),
            revocations: Revocations::default(),
            runtime: Handle::current(),
            db,
            bus: options.bus,
            clock: options.clock,
            cards: CardCache::default(),
            memory: Memory::default(),
            writer,
            hashing: Hashing::default(),
            presence: Presence::default(),
            behind: Behind::default(),
            case_news: CaseNews::default(),
            positions_told: sessions::positions::Told::default(),
            files: options.files,
            seal_key: options.seal_key,
            settings,
            relay_turns: Turns::default(),
            jobs: jobs::Wake::default(),
            reactions: options.reactions,
            write_turn: Arc::new(Mutex::new(())),
            publisher,
        }));
        let weak = Arc::downgrade(&app.0);
        app.0.bus.listen(Arc::new(move |published: &Published| {
            if let Some(inner) = weak.upgrade() {
                Self(inner).hear(published);
            }
        }));
        unstarted.start(&app)?;
        Ok(app)
    }

    /// Names who is told of events on this node, after the node's own memory has been brought up to date. Entries of
    /// a conversation come in the order of the log and once. The listener must neither block nor publish.
    pub fn listen(&self, listener: Listener) {
        *self.0.listener.write() = listener;
    }

    /// What reaches this node, from itself or from another one.
    pub(crate) fn hear(&self, published: &Published) {
        let listener = self.listener();
        match &published.event {
            Event::Conversation(ConversationEvent::AccessChanged { conversation }) => {
                self.0.cards.forget(*conversation);
            }
            Event::Node(NodeEvent::SettingsChanged) => {
                let app = self.clone();
                self.spawn(async move {
                    if let Err(error) = settings::watch(&app).await {
                        tracing::warn!(event = "settings_not_read", cause = error.cause());
                    }
                });
            }
            Event::Node(NodeEvent::CaseChanged { .. }) => {
                self.0.case_news.hear(&published.event);
                return;
            }
            Event::Node(NodeEvent::JobScheduled { queue, .. }) => {
                self.0.jobs.of(*queue).notify_one();
                return;
            }
            // The bus and the database bring the same news; whoever has come back meanwhile stays.
            Event::Person(PersonEvent::Revoked { person, login, at })
                if !self.0.revocations.is_new(*person, *login, *at) =>
            {
                return;
            }
            _ => {}
        }
        self.0.memory.hear(&published.event);
        self.0.case_news.hear(&published.event);
        if let Some((conversation, seq)) = published.event.position() {
            self.0.behind.hear(conversation, seq);
        }
        let (Some(lanes), Some((conversation, seq))) = (&self.0.lanes, published.event.position()) else {
            return listener(published);
        };
        if lanes.offer(conversation, seq, published, |entry| listener(entry)) {
            self.0.runtime.spawn(lanes::repair(self.weak(), conversation));
        }
    }

    /// Says where a conversation stands that somebody on this node begins to follow: later entries of which one is
    /// lost on the way are then noticed from the first on.
    pub fn follow(&self, conversation: ConversationId, last_seq: i64) {
        if let Some(lanes) = &self.0.lanes {
            lanes.follow(conversation, last_seq);
        }
    }

    /// Names who is told that events of other nodes may have been lost.
    pub fn on_loss(&self, hook: LossHook) {
        self.0.bus.on_loss(hook);
    }

    /// How the connection to other nodes is; `None` when this node is alone.
    pub fn bus_status(&self) -> Option<BusStatus> {
        self.0.bus.status()
    }

    /// Waits, not for long, until what was published has left this node.
    pub async fn flush_bus(&self) {
        self.0.bus.flush().await;
    }

    /// Forgets what is cached of conversations: who may see them may have changed unnoticed.
    pub fn forget_cards(&self) {
        self.0.cards.forget_all();
    }

    /// Begins a transaction that may write.
    pub async fn begin(&self) -> Result<Tx> {
        Tx::begin(self).await
    }

    /// Tells of a passing fact that is not stored: typing, presence.
    pub fn publish(&self, event: impl Into<Event>, audience: Audience) {
        self.0.bus.publish(Published { event: event.into(), audience });
    }

    /// The time now.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// A new id, ordered by time.
    pub fn new_id(&self) -> Uuid {
        new_uuid(self.now())
    }

    /// A random number from 0 to 1, to spread what would otherwise happen at once.
    pub(crate) fn random_fraction(&self) -> f64 {
        rand::random()
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// This process.
    pub fn node(&self) -> NodeId {
        self.0.node
    }

    /// Who is connected to this node.
    pub fn presence(&self) -> &Presence {
        &self.0.presence
    }

    /// Where files are kept.
    pub fn files(&self) -> &FileStore {
        &self.0.files
    }

    /// What admins have set for the workspace, as in force on this node.
    pub fn workspace(&self) -> Settings {
        self.0.settings.get().settings.clone()
    }

    pub(crate) fn seal_key(&self) -> &SealKey {
        &self.0.seal_key
    }

    /// Lets other features react to what happened, inside the transaction in which it did.
    pub(crate) async fn react(&self, tx: &mut Tx, actor: &Actor, happened: Happened) -> Result<()> {
        (self.0.reactions.to)(tx, self, actor, happened).await
    }

    pub(crate) fn reactions(&self) -> Reactions {
        self.0.reactions
    }

    pub(crate) fn jobs(&self) -> &jobs::Wake {
        &self.0.jobs
    }

    pub(crate) fn relay_turns(&self) -> &Turns {
        &self.0.relay_turns
    }

    pub(crate) fn settings(&self) -> &settings::Current {
        &self.0.settings
    }

    /// Runs this on the main runtime, which owns the database pools; for callers on another runtime.
    pub(crate) async fn run_on_main<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T> {
        self.0.runtime.spawn(work).await.map_err(Error::internal)
    }

    /// The same, without waiting for it.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.0.runtime.spawn(work);
    }

    /// A handle that does not keep the application alive.
    pub(crate) fn weak(&self) -> WeakApp {
        WeakApp(Arc::downgrade(&self.0))
    }

    pub(crate) fn listener(&self) -> Listener {
        Arc::clone(&self.0.listener.read())
    }

    pub(crate) fn lanes(&self) -> Option<&Lanes> {
        self.0.lanes.as_ref()
    }

    /// Tells the sockets of this node, and no other node.
    pub(crate) fn tell_here(&self, event: Event, audience: Audience) {
        (self.listener())(&Published { event, audience });
    }

    pub(crate) fn case_news(&self) -> &CaseNews {
        &self.0.case_news
    }

    pub(crate) fn positions_told(&self) -> &sessions::positions::Told {
        &self.0.positions_told
    }

    pub(crate) fn behind(&self) -> &Behind {
        &self.0.behind
    }

    pub(crate) fn revocations(&self) -> &Revocations {
        &self.0.revocations
    }

    pub(crate) fn bus(&self) -> Arc<dyn Bus> {
        Arc::clone(&self.0.bus)
    }

    pub(crate) fn cards(&self) -> &CardCache {
        &self.0.cards
    }

    pub(crate) fn memory(&self) -> &Memory {
        &self.0.memory
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.0.writer
    }

    pub(crate) fn hashing(&self) -> &Hashing {
        &self.0.hashing
    }

    pub(crate) fn publisher(&self) -> Option<&Publisher> {
        self.0.publisher.as_ref()
    }

    pub(crate) fn write_turn(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.0.write_turn)
    }

    /// Whether the database answers.
    pub async fn check_database(&self) -> Result<()> {
        use sea_orm::ConnectionTrait as _;
        self.db().read().execute_unprepared("SELECT 1").await.map(drop).map_err(Error::from)
    }
}

/// See [`App::weak`].
pub(crate) struct WeakApp(std::sync::Weak<Inner>);

impl WeakApp {
    /// The application, while somebody still holds it.
    pub(crate) fn upgrade(&self) -> Option<App> {
        self.0.upgrade().map(App)
    }
}

/// UUIDv7 of a time: 48 bits of milliseconds, the rest random (RFC 9562, 5.7).
pub(crate) fn new_uuid(now: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    let random: [u8; 10] = rand::random();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
