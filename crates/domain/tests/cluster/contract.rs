//! The contract of every bus, as its module says it, and what the one between nodes does beyond it: forged, repeated
//! and damaged frames change nothing, and a server that stops and comes back costs nothing but the time.
//!
//! What needs NATS runs where `LIAISON_TEST_NATS` names a server, and says so where it does not.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::StreamExt;
use liaison_domain::{
    bus::{Bus, BusKey, BusStatus, LocalBus, NatsBus, NatsOptions},
    clock::Clock,
    event::{Audience, ConversationEvent, Event, Published},
};
use liaison_protocol::ids::ConversationId;
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::timeout,
};
use uuid::Uuid;

use crate::proxy::Proxy;

pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// Number `n` of a test's events.
pub(crate) fn event(n: u128) -> Published {
    let event = ConversationEvent::AccessChanged { conversation: ConversationId(Uuid::from_u128(n)) }.into();
    Published { event, audience: Audience::default() }
}

/// A bus and what its listener heard.
pub(crate) struct Node<B> {
    pub(crate) bus: B,
    heard: UnboundedReceiver<u128>,
}

impl<B: Bus> Node<B> {
    fn new(bus: B) -> Self {
        let (said, heard) = unbounded_channel();
        bus.listen(Arc::new(move |published: &Published| {
            if let Event::Conversation(ConversationEvent::AccessChanged { conversation }) = &published.event {
                said.send(conversation.0.as_u128()).unwrap();
            }
        }));
        Self { bus, heard }
    }

    pub(crate) fn publish(&self, n: u128) {
        self.bus.publish(event(n));
    }

    /// What has been heard by now.
    pub(crate) fn so_far(&mut self) -> Vec<u128> {
        std::iter::from_fn(|| self.heard.try_recv().ok()).collect()
    }

    /// Waits for the next ones.
    pub(crate) async fn next(&mut self, count: usize) -> Vec<u128> {
        let mut heard = Vec::new();
        while heard.len() < count {
            let next = timeout(DEADLINE, self.heard.recv()).await;
            heard.push(next.unwrap_or_else(|_| panic!("only {heard:?} arrived")).unwrap());
        }
        heard
    }

    pub(crate) fn status(&self) -> BusStatus {
        self.bus.status().unwrap()
    }

    pub(crate) async fn until(&self, what: &str, holds: impl Fn(BusStatus) -> bool) {
        let begun = Instant::now();
        while !holds(self.status()) {
            assert!(begun.elapsed() < DEADLINE, "not {what}: {:?}", self.status());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// What a node does for itself is the same on every bus.
async fn keeps_the_contract(bus: impl Bus) {
    bus.publish(event(0));
    let mut node = Node::new(bus);
    for n in 1..=1_000 {
        node.publish(n);
        assert_eq!(node.so_far(), [n], "exactly once, and before `publish` returns");
    }
    let Node { bus, heard: mut first } = node;
    let mut node = Node::new(bus);
    node.publish(1_001);
    assert_eq!(node.so_far(), [1_001]);
    assert!(first.try_recv().is_err(), "a second listener takes the place of the first");
    timeout(DEADLINE, node.bus.flush()).await.unwrap();
}

#[tokio::test]
async fn the_local_bus_keeps_the_contract() {
    keeps_the_contract(LocalBus::default()).await;
    assert_eq!(LocalBus::default().status(), None, "it has no other nodes");
}

/// The server to test with.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where their services are")]
pub(crate) fn nats() -> Option<String> {
    let url = std::env::var("LIAISON_TEST_NATS").ok();
    if url.is_none() {
        eprintln!("skipped: LIAISON_TEST_NATS names no NATS server");
    }
    url
}

pub(crate) const KEY: &[u8] = b"kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5";

pub(crate) async fn join(url: &str, cluster: &str, key: &[u8]) -> Node<NatsBus> {
    let node = start(url, cluster, key).await;
    node.until("connected", |status| status.is_connected).await;
    node
}

pub(crate) async fn start(url: &str, cluster: &str, key: &[u8]) -> Node<NatsBus> {
    let options = NatsOptions {
        url: url.to_owned(),
        cluster: cluster.to_owned(),
        key: BusKey::new(key),
        clock: Clock::system(),
    };
    Node::new(NatsBus::start(options).await.unwrap())
}

/// A cluster that no other test speaks in.
pub(crate) fn cluster() -> String {
    format!("test-{}", Uuid::new_v4().simple())
}

#[tokio::test]
async fn the_nats_bus_keeps_the_contract() {
    let Some(url) = nats() else { return };
    keeps_the_contract(join(&url, &cluster(), KEY).await.bus).await;
}

#[tokio::test]
async fn without_nats_the_contract_still_holds() {
    // A port that nobody listens on: it was bound a moment ago and is free again.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let node = start(&format!("nats://{address}"), "test", KEY).await;
    assert!(!node.status().is_connected);
    let begun = Instant::now();
    for n in 0..50_000 {
        node.publish(n);
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "publishing waits for nobody");
    assert_eq!(node.status().dropped, 50_000);
    keeps_the_contract(node.bus).await;
}

#[tokio::test]
async fn an_address_or_name_that_cannot_be_used_is_an_error() {
    for (url, cluster) in [("nats://[", "test"), ("nats://127.0.0.1:1", "a.b"), ("nats://127.0.0.1:1", "")] {
        let (url, cluster, key) = (url.to_owned(), cluster.to_owned(), BusKey::new(KEY));
        let options = NatsOptions { url, cluster, key, clock: Clock::system() };
        assert!(NatsBus::start(options).await.is_err());
    }
}

#[tokio::test]
async fn events_reach_every_other_node_once_and_in_order() {
    let Some(url) = nats() else { return };
    let cluster = cluster();
    let mut one = join(&url, &cluster, KEY).await;
    let (mut two, mut three) = (join(&url, &cluster, KEY).await, join(&url, &cluster, KEY).await);
    let all: Vec<u128> = (1..=500).collect();
    for n in &all {
        one.publish(*n);
    }
    assert_eq!(two.next(500).await, all);
    assert_eq!(three.next(500).await, all);
    two.publish(501);
    assert_eq!(one.next(501).await.last(), Some(&501));
    assert_eq!(three.next(1).await, [501]);
    assert_eq!(two.so_far(), [501], "nothing comes back to where it began");
    assert_eq!((one.status().refused, two.status().refused, three.status().refused), (0, 0, 0));
}

#[tokio::test]
async fn repeated_damaged_and_foreign_frames_change_nothing() {
    let Some(url) = nats() else { return };
    let (cluster, attacker) = (cluster(), async_nats::connect(&url).await.unwrap());
    let subject = format!("liaison.{cluster}.events");
    let mut wire = attacker.subscribe(subject.clone()).await.unwrap();
    // Nobody responds; but whoever says so has also understood the subscription.
    attacker.request("nobody", "".into()).await.unwrap_err();
    let one = join(&url, &cluster, KEY).await;
    let mut two = join(&url, &cluster, KEY).await;
    one.publish(1);
    assert_eq!(two.next(1).await, [1]);
    let mut frames = Vec::new();
    while !frames.iter().any(|frame: &Vec<u8>| frame.ends_with(b"}")) {
        frames.push(timeout(DEADLINE, wire.next()).await.unwrap().unwrap().payload.to_vec());
    }
    let event = frames.iter().find(|frame| frame.ends_with(b"}")).unwrap().clone();
    let mut bad: Vec<Vec<u8>> =
        (0..event.len()).map(|at| [&event[..at], &[event[at] ^ 1], &event[at + 1..]].concat()).collect();
    bad.extend((0..event.len()).map(|length| event[..length].to_vec()));
    bad.push(event);
    let count = bad.len() as u64;
    for frame in bad {
        attacker.publish(subject.clone(), frame.into()).await.unwrap();
    }
    two.until("refusing", |status| status.refused >= count).await;
    // A node of another cluster, or one that was set up with another key.
    let stranger = join(&url, &cluster, b"another key that is long enough!").await;
    stranger.publish(7);
    two.until("refusing", |status| status.refused >= count + 2).await;
    one.publish(2);
    assert_eq!(two.next(1).await, [2], "nothing else arrived before");
    assert_eq!((two.status().received, two.status().losses), (2, 0));
    assert!(two.so_far().is_empty());
}

#[tokio::test]
async fn a_server_that_stops_and_returns_is_found_again() {
    let Some(url) = nats() else { return };
    let (cluster, proxy) = (cluster(), Proxy::start(&url, true).await);
    let (mut one, mut two) = (join(&proxy.nats_url(), &cluster, KEY).await, join(&url, &cluster, KEY).await);
    let hooks = [Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0))];
    for (bus, calls) in [(&one.bus, &hooks[0]), (&two.bus, &hooks[1])] {
        let calls = Arc::clone(calls);
        bus.on_loss(Arc::new(move || {
            calls.fetch_add(1, Ordering::Relaxed);
        }));
    }
    one.publish(1);
    assert_eq!(two.next(1).await, [1]);

    proxy.cut();
    one.until("disconnected", |status| !status.is_connected).await;
    one.publish(2);
    two.publish(3);
    assert_eq!(one.so_far(), [1, 2], "this node goes on");

    proxy.restore();
    one.until("connected", |status| status.is_connected).await;
    two.until("aware of the loss", |status| status.losses == 1).await;
    let called = || hooks.each_ref().map(|calls| calls.load(Ordering::Relaxed));
    one.until("told of the loss", |_| called() == [1, 1]).await;
    one.publish(4);
    assert_eq!(two.next(2).await, [3, 4], "what was dropped does not come late");
    two.publish(5);
    assert_eq!(one.next(2).await, [4, 5]);
    assert_eq!(one.status().dropped, 1);
}

#[tokio::test]
async fn a_server_that_comes_late_is_found() {
    let Some(url) = nats() else { return };
    let (cluster, proxy) = (cluster(), Proxy::start(&url, false).await);
    let early = start(&proxy.nats_url(), &cluster, KEY).await;
    assert!(!early.status().is_connected);
    let mut other = join(&url, &cluster, KEY).await;
    proxy.restore();
    early.until("connected", |status| status.is_connected).await;
    early.publish(1);
    assert_eq!(other.next(1).await, [1]);
}

#[tokio::test]
async fn a_flood_is_dropped_counted_and_noticed_elsewhere() {
    let Some(url) = nats() else { return };
    let cluster = cluster();
    let (one, two) = (join(&url, &cluster, KEY).await, join(&url, &cluster, KEY).await);
    one.publish(0);
    two.until("listening", |status| status.received == 1).await;
    let begun = Instant::now();
    let mut sent: u64 = 1;
    while one.status().dropped == 0 {
        assert!(begun.elapsed() < DEADLINE, "the queue takes everything");
        one.publish(u128::from(sent));
        sent += 1;
    }
    timeout(DEADLINE, one.bus.flush()).await.unwrap();
    one.until("sent", |status| status.published + status.dropped == sent).await;
    two.until("complete", |status| status.received == one.status().published).await;
    one.publish(0);
    two.until("aware of the loss", |status| status.losses > 0).await;
}
