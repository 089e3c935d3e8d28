//! Nodes on one database with a network between them that loses, doubles, delays and reorders what it carries: whatever
//! it does, what each node delivers of a conversation is dense, in order and without doubles.
//!
//! Runs where `LIAISON_TEST_POSTGRES` names a server, and says so where it does not. `LIAISON_TEST_SEED` repeats a run.

use std::{
    collections::BTreeMap,
    sync::{Arc, Weak, mpsc},
    time::{Duration, Instant},
};

use liaison_domain::{
    actor::{Actor, Identity},
    app::{App, Options},
    bus::{Bus, BusStatus, Listener},
    clock::Clock,
    db,
    event::{Event, PersonEvent, Published},
    files::FileStore,
    messages::{
        change,
        post::{PostMessage, post},
    },
    people,
    tickets::{self, access::Which},
};
use liaison_protocol::{
    ids::ConversationId,
    order::{CreateOrder, Party},
    staff::{CreateStaff, StaffRole},
};
use parking_lot::{Mutex, RwLock};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// A network of nodes in one process.
pub(crate) struct Net {
    nodes: RwLock<Vec<Weak<End>>>,
    /// What it does to what it carries; nothing when it is calm.
    mischief: Option<Mutex<Dice>>,
    gate: Mutex<Option<Gate>>,
}

/// Says that somebody is about to be called offline, and waits until that may go on.
type Gate = (mpsc::Sender<()>, mpsc::Receiver<()>);

/// Where a node is connected.
struct End {
    net: Arc<Net>,
    listener: RwLock<Option<Listener>>,
}

struct EndOfNode(Arc<End>);

impl Net {
    /// One that carries everything at once.
    pub(crate) fn calm() -> Arc<Self> {
        Arc::new(Self { nodes: RwLock::default(), mischief: None, gate: Mutex::default() })
    }

    fn bad(seed: u64) -> Arc<Self> {
        Arc::new(Self {
            mischief: Some(Mutex::new(Dice(seed))),
            nodes: RwLock::default(),
            gate: Mutex::default(),
        })
    }

    /// Holds back the next word that somebody is offline: the receiver hears when it is there, the sender lets it go.
    pub(crate) fn hold_offline(&self) -> (mpsc::Receiver<()>, mpsc::Sender<()>) {
        let (reached, is_reached) = mpsc::channel();
        let (go, may_go) = mpsc::channel();
        *self.gate.lock() = Some((reached, may_go));
        (is_reached, go)
    }

    fn join(self: &Arc<Self>) -> Arc<dyn Bus> {
        let end = Arc::new(End { net: Arc::clone(self), listener: RwLock::default() });
        self.nodes.write().push(Arc::downgrade(&end));
        Arc::new(EndOfNode(end))
    }

    /// The delays of the copies that arrive, in milliseconds.
    fn copies(&self) -> Vec<u64> {
        let Some(dice) = &self.mischief else { return vec![0] };
        let mut dice = dice.lock();
        let copies = match dice.below(10) {
            0..3 => 0,
            3..5 => 2,
            _ => 1,
        };
        // Every other one is late enough to be overtaken by many.
        (0..copies).map(|_| if dice.below(2) == 0 { 0 } else { dice.below(60) }).collect()
    }
}

impl End {
    fn tell(&self, event: &Published) {
        let listener = self.listener.read().clone();
        listener.iter().for_each(|listener| listener(event));
    }
}

impl Bus for EndOfNode {
    fn publish(&self, event: Published) {
        let is_offline = matches!(event.event, Event::Person(PersonEvent::Presence { is_online: false, .. }));
        let gate = if is_offline { self.0.net.gate.lock().take() } else { None };
        if let Some((reached, may_go)) = gate {
            reached.send(()).unwrap();
            tokio::task::block_in_place(|| may_go.recv()).unwrap();
        }
        self.0.tell(&event);
        for end in self.0.net.nodes.read().iter().filter_map(Weak::upgrade) {
            if Arc::ptr_eq(&end, &self.0) {
                continue;
            }
            for delay in self.0.net.copies() {
                let (end, event) = (Arc::clone(&end), event.clone());
                if delay == 0 {
                    end.tell(&event);
                } else {
                    tokio::spawn(async move {
                        tokio::time::sleep(Duration::from_millis(delay)).await;
                        end.tell(&event);
                    });
                }
            }
        }
    }

    fn listen(&self, listener: Listener) {
        *self.0.listener.write() = Some(listener);
    }

    fn status(&self) -> Option<BusStatus> {
        Some(BusStatus::default())
    }
}

/// Chance that comes again with the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ (bits >> 31)) % bound
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment what to run on")]
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A database that no other test uses.
pub(crate) async fn database() -> Option<String> {
    let Some(server) = told("LIAISON_TEST_POSTGRES") else {
        eprintln!("skipped: LIAISON_TEST_POSTGRES names no server");
        return None;
    };
    // A schema is made more quickly than a database.
    let name = format!("domain_{}", Uuid::new_v4().simple());
    let admin = db::connect(&server, 1).await.unwrap();
    admin.read().execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
    let mark = if server.contains('?') { '&' } else { '?' };
    Some(format!("{server}{mark}options=-c%20search_path%3D{name}"))
}

/// A node in the network.
pub(crate) async fn open(url: &str, net: &Arc<Net>, clock: &Clock) -> App {
    let options = Options {
        database_url: url.to_owned(),
        pool_size: 8,
        writers: 2,
        clock: clock.clone(),
        bus: net.join(),
        files: FileStore::folder(&std::env::temp_dir().join("liaison-without-files")).unwrap(),
        seal_key: liaison_domain::activity::head::SealKey::new(b"a key for tests"),
        reactions: liaison_domain::reactions::REACTIONS,
    };
    App::open(options).await.unwrap()
}

/// A new agent.
pub(crate) async fn staff(app: &App, name: &str) -> Identity {
    let agent = CreateStaff {
        name: name.to_owned(),
        email: format!("{name}@example.com"),
        role: StaffRole::Agent,
        password: None,
        team: None,
        skills: Vec::new(),
        capacity: None,
    };
    let staff = people::staff::create(app, &Actor::System, agent).await.unwrap();
    people::commands::by_id(app, staff, None).await.unwrap()
}

/// The agent's channels of a new order.
async fn channels(app: &App) -> Vec<ConversationId> {
    let party = |id: &str| Party { external_id: id.to_owned(), name: id.to_owned(), email: None };
    let order = CreateOrder {
        external_id: None,
        title: "Three reels".to_owned(),
        amount: 100,
        currency: "INR".to_owned(),
        quantity: None,
        brand: party("brand"),
        creator: party("creator"),
        requirements: None,
    };
    let (order, _) = tickets::orders::create(app, &Actor::System, order).await.unwrap();
    let ticket = tickets::queries::one(app, &Actor::System, Which::Order(order.id)).await.unwrap();
    ticket.channels.iter().map(|channel| channel.id).collect()
}

/// What a node delivered, per conversation.
type Delivered = Arc<Mutex<BTreeMap<ConversationId, Vec<i64>>>>;

fn deliveries(app: &App) -> Delivered {
    let delivered = Delivered::default();
    let log = Arc::clone(&delivered);
    app.listen(Arc::new(move |published: &Published| {
        if let Some((conversation, seq)) = published.event.position() {
            log.lock().entry(conversation).or_default().push(seq);
        }
    }));
    delivered
}

async fn say(app: &App, actor: &Actor, channel: ConversationId, text: String) -> i64 {
    let message = post(app, actor, channel, PostMessage { text, ..PostMessage::default() }).await.unwrap();
    message.seq
}

async fn a_bad_network_is_survived(seed: u64) {
    let Some(url) = database().await else { return };
    let (net, clock) = (Net::bad(seed), Clock::system());
    let first = open(&url, &net, &clock).await;
    let nodes = [first.clone(), open(&url, &net, &clock).await, open(&url, &net, &clock).await];
    let agent = Actor::Person(Arc::new(staff(&first, "maya").await));
    let channels = channels(&first).await;
    let logs: Vec<Delivered> = nodes.iter().map(deliveries).collect();
    // What goes before is noise of the beginning: everybody follows from here on.
    let mut starts = BTreeMap::new();
    for channel in &channels {
        let seq = say(&first, &agent, *channel, "begin".to_owned()).await;
        starts.insert(*channel, seq);
        nodes.iter().for_each(|node| node.follow(*channel, seq));
    }
    let writers = nodes.iter().enumerate().map(|(n, node)| {
        let (node, agent, channels) = (node.clone(), agent.clone(), channels.clone());
        tokio::spawn(async move {
            let mut dice = Dice(seed ^ n as u64);
            for m in 0..60 {
                let channel = channels[usize::try_from(dice.below(channels.len() as u64)).unwrap()];
                let text = format!("{n}:{m}");
                let message = post(&node, &agent, channel, PostMessage { text, ..PostMessage::default() })
                    .await
                    .unwrap();
                if dice.below(4) == 0 {
                    change::edit(&node, &agent, message.id, "edited").await.unwrap();
                }
            }
        })
    });
    for writer in futures_util::future::join_all(writers).await {
        writer.unwrap();
    }
    // The last word of each node shows it what it missed. It is what `heads` does for clients.
    let mut ends = BTreeMap::new();
    for node in &nodes {
        for channel in &channels {
            ends.insert(*channel, say(node, &agent, *channel, "end".to_owned()).await);
        }
    }
    for (node, log) in nodes.iter().zip(&logs) {
        for channel in &channels {
            // A node that did not write last may miss the very last ones; it says one more word each time.
            let begun = Instant::now();
            let expected_at_least = ends[channel];
            let last = |log: &Delivered| log.lock().get(channel).and_then(|seqs| seqs.last().copied());
            say(node, &agent, *channel, "the very end".to_owned()).await;
            while last(log).is_none_or(|last| last < expected_at_least) {
                assert!(begun.elapsed() < Duration::from_secs(20), "seed {seed}: {:?}", last(log));
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
    for (n, log) in logs.iter().enumerate() {
        for (channel, seqs) in log.lock().iter() {
            let after: Vec<i64> = seqs.iter().copied().filter(|seq| *seq > starts[channel]).collect();
            let dense: Vec<i64> = (starts[channel] + 1..).take(after.len()).collect();
            assert_eq!(after, dense, "seed {seed}, node {n}");
            assert!(after.last() >= Some(&ends[channel]), "seed {seed}, node {n}: {after:?}");
        }
        assert_eq!(log.lock().len(), channels.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_node_delivers_every_conversation_densely_in_order_and_once() {
    let given = told("LIAISON_TEST_SEED").map(|seed| seed.parse().expect("a number"));
    let seeds = given.map_or_else(|| vec![1, 2, 3], |seed| vec![seed]);
    for seed in seeds {
        a_bad_network_is_survived(seed).await;
    }
}
