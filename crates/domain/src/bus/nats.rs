//! The bus of a cluster: core NATS, at most once, nothing stored.
//!
//! One subject carries everything: every node gets every event and looks for its own sockets. A subject per
//! conversation would spare idle nodes some work and cost a subscription per open conversation; that can come when
//! a cluster is large enough to feel it.
//!
//! Publishing puts an event into a bounded queue. One task seals and sends, another one receives. While there is no
//! connection, events are dropped and counted, not kept: a client that waits for old events is served by the log.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use async_nats::{Client, ConnectOptions, Subscriber, connection::State};
use futures_util::StreamExt;
use parking_lot::RwLock;
use tokio::{
    sync::{Notify, mpsc, oneshot},
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};
use uuid::Uuid;

use super::{
    Bus, BusKey, BusStatus, Flushed, Listener, LossHook,
    frame::{self, Content, Origin, Place, Refusal, Senders},
};
use crate::{
    clock::Clock,
    error::{Error, Result},
    event::Published,
};

/// Events that wait to be sent at most.
const QUEUE: usize = 8_192;
/// Received frames that wait at most; the connection drops what comes on top, and says so.
const INBOX: usize = 16_384;
/// How often a node says how far it has counted, so that a lost last event is noticed.
const HELLO: Duration = Duration::from_secs(5);
/// How long the start waits for the first connection.
const FIRST_CONNECTION: Duration = Duration::from_secs(2);
/// How long NATS may take to answer.
const ANSWER: Duration = Duration::from_secs(5);
/// Waits between tries to connect: doubled from the first to the last.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(3));

/// What a node needs to join a cluster.
pub struct NatsOptions {
    /// `nats://` or `tls://`, with user and password when the server wants them.
    pub url: String,
    /// Which cluster: letters, digits and hyphens.
    pub cluster: String,
    /// The secret that the cluster's nodes share.
    pub key: BusKey,
    /// Where time comes from.
    pub clock: Clock,
}

/// Tells this node directly and the others by NATS.
pub struct NatsBus {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Item>,
    /// Ended with the bus.
    _tasks: JoinSet<()>,
}

enum Item {
    Event(Box<Published>),
    Flush(oneshot::Sender<()>),
}

#[derive(Default)]
struct Shared {
    listener: RwLock<Option<Listener>>,
    hook: RwLock<Option<LossHook>>,
    is_connected: AtomicBool,
    /// A connection began; the sender makes sure that it is usable.
    began: Notify,
    /// The first connection is usable.
    is_usable: Notify,
    published: AtomicU64,
    received: AtomicU64,
    dropped: AtomicU64,
    refused: AtomicU64,
    losses: AtomicU64,
    /// Dropped events that the counter of frames does not know yet.
    uncounted: AtomicU64,
}

impl NatsBus {
    /// Joins the cluster. Without a connection the bus starts all the same and goes on trying.
    ///
    /// # Errors
    /// When the address or the cluster's name cannot be used.
    pub async fn start(options: NatsOptions) -> Result<Self> {
        let NatsOptions { url, cluster, key, clock } = options;
        let subject = subject(&cluster)?;
        let shared = Arc::new(Shared::default());
        let client = connect(&url, &shared).await?;
        let subscriber = client.subscribe(subject.clone()).await.map_err(Error::internal)?;
        let (queue, waiting) = mpsc::channel(QUEUE);
        // Not the node's id: whoever restarts counts from one again and must not be taken for a repetition.
        let wire =
            Wire { key, subject, node: Uuid::from_bytes(rand::random()), clock, shared: Arc::clone(&shared) };
        let mut tasks = JoinSet::new();
        tasks.spawn(receive(wire.clone(), subscriber));
        tasks.spawn(Outgoing { wire, client, counter: 0 }.run(waiting));
        if timeout(FIRST_CONNECTION, shared.is_usable.notified()).await.is_err() {
            tracing::warn!(
                event = "bus_not_connected",
                "other nodes are not reached; this one works and goes on trying"
            );
        }
        Ok(Self { shared, queue, _tasks: tasks })
    }
}

impl Bus for NatsBus {
    fn publish(&self, event: Published) {
        self.shared.tell(&event);
        if !self.shared.is_connected.load(Relaxed)
            || self.queue.try_send(Item::Event(Box::new(event))).is_err()
        {
            self.shared.drop_one();
        }
    }

    fn listen(&self, listener: Listener) {
        *self.shared.listener.write() = Some(listener);
    }

    fn on_loss(&self, hook: LossHook) {
        *self.shared.hook.write() = Some(hook);
    }

    fn status(&self) -> Option<BusStatus> {
        let shared = &self.shared;
        Some(BusStatus {
            is_connected: shared.is_connected.load(Relaxed),
            published: shared.published.load(Relaxed),
            received: shared.received.load(Relaxed),
            dropped: shared.dropped.load(Relaxed),
            refused: shared.refused.load(Relaxed),
            losses: shared.losses.load(Relaxed),
        })
    }

    fn flush(&self) -> Flushed<'_> {
        Box::pin(async {
            let (done, flushed) = oneshot::channel();
            if self.shared.is_connected.load(Relaxed) && self.queue.try_send(Item::Flush(done)).is_ok() {
                // Not reached in time: the events are lost, which the other nodes survive.
                drop(timeout(ANSWER, flushed).await);
            }
        })
    }
}

impl Shared {
    fn tell(&self, event: &Published) {
        let listener = self.listener.read().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }

    fn drop_one(&self) {
        count(&self.dropped);
        count(&self.uncounted);
    }

    /// Events of others, or for others, may be missing.
    fn lost(&self) {
        let hook = self.hook.read().clone();
        if let Some(hook) = hook {
            hook();
        }
    }
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}

fn subject(cluster: &str) -> Result<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if cluster.is_empty() || cluster.len() > 64 || !cluster.chars().all(fits) {
        return Err(Error::internal("the cluster's name takes letters, digits and hyphens"));
    }
    Ok(format!("liaison.{cluster}.events"))
}

async fn connect(url: &str, shared: &Arc<Shared>) -> Result<Client> {
    let events = Arc::downgrade(shared);
    ConnectOptions::new()
        .name("liaison")
        .no_echo()
        .retry_on_initial_connect()
        .ping_interval(Duration::from_secs(10))
        .connection_timeout(ANSWER)
        .subscription_capacity(INBOX)
        .reconnect_delay_callback(backoff)
        .event_callback(move |event| {
            let shared = events.upgrade();
            async move {
                if let Some(shared) = shared {
                    connection_event(&shared, event);
                }
            }
        })
        .connect(url)
        .await
        // The cause may quote the address, which may hold a password.
        .map_err(|error| Error::internal(format!("the address of NATS cannot be used: {:?}", error.kind())))
}

fn backoff(attempt: usize) -> Duration {
    let (first, last) = BACKOFF;
    match u32::try_from(attempt).unwrap_or(u32::MAX) {
        0 | 1 => Duration::ZERO,
        attempt => first.saturating_mul(2_u32.saturating_pow(attempt - 2)).min(last),
    }
}

fn connection_event(shared: &Shared, event: async_nats::Event) {
    match event {
        async_nats::Event::Connected => shared.began.notify_one(),
        async_nats::Event::Disconnected | async_nats::Event::Closed => {
            if shared.is_connected.swap(false, Relaxed) {
                tracing::warn!(
                    event = "bus_disconnected",
                    "other nodes catch up from the database meanwhile"
                );
            }
        }
        async_nats::Event::SlowConsumer(_) => {
            count(&shared.losses);
            shared.lost();
        }
        other => tracing::debug!(event = "bus_event", what = %other),
    }
}

/// What both tasks need.
#[derive(Clone)]
struct Wire {
    key: BusKey,
    subject: String,
    node: Uuid,
    clock: Clock,
    shared: Arc<Shared>,
}

struct Outgoing {
    wire: Wire,
    client: Client,
    /// Of the last frame.
    counter: u64,
}

impl Outgoing {
    async fn run(mut self, mut waiting: mpsc::Receiver<Item>) {
        let shared = Arc::clone(&self.wire.shared);
        let mut ticks = interval(HELLO);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = shared.began.notified() => self.greet().await,
                _ = ticks.tick() => {
                    if shared.is_connected.load(Relaxed) {
                        self.send(None).await;
                    }
                }
                item = waiting.recv() => match item {
                    Some(Item::Event(event)) => self.send(Some(&event)).await,
                    Some(Item::Flush(done)) => {
                        if let Ok(Ok(())) = timeout(ANSWER, self.client.flush()).await {
                            // Nobody may wait any more.
                            let _gone = done.send(());
                        }
                    }
                    None => return,
                },
            }
        }
    }

    /// A connection is usable when NATS has answered: then it also knows what we want to hear.
    async fn greet(&mut self) {
        // The client's own flush does not wait for an answer. That nobody responds is one.
        let probe = self.client.request(format!("{}.probe", self.wire.subject), Vec::new().into());
        if timeout(ANSWER, probe).await.is_err() && self.client.connection_state() != State::Connected {
            // It broke again; the next one is announced like this one.
            return;
        }
        let shared = Arc::clone(&self.wire.shared);
        shared.is_connected.store(self.client.connection_state() == State::Connected, Relaxed);
        tracing::info!(event = "bus_connected");
        // The others see by our count whether they missed something.
        self.send(None).await;
        shared.is_usable.notify_one();
        shared.lost();
    }

    async fn send(&mut self, event: Option<&Published>) {
        let shared = &self.wire.shared;
        self.counter += 1 + shared.uncounted.swap(0, Relaxed);
        let origin = Origin {
            node: self.wire.node,
            counter: self.counter,
            sent_at: self.wire.clock.now().timestamp_millis(),
        };
        let sent = match frame::seal(&self.wire.key, &self.wire.subject, origin, event) {
            Some(frame) if frame.len() <= self.client.max_payload() => {
                self.client.publish(self.wire.subject.clone(), frame.into()).await.is_ok()
            }
            _ => false,
        };
        match (sent, event) {
            (true, Some(_)) => count(&shared.published),
            // The count of this frame is used up: others will see the hole.
            (false, Some(_)) => count(&shared.dropped),
            (_, None) => {}
        }
    }
}

async fn receive(wire: Wire, mut subscriber: Subscriber) {
    let mut senders = Senders::default();
    while let Some(message) = subscriber.next().await {
        take(&wire, &mut senders, &message.payload);
    }
    tracing::error!(event = "bus_closed");
}

fn take(wire: &Wire, senders: &mut Senders, bytes: &[u8]) {
    let Wire { key, subject, clock, shared, .. } = wire;
    let (origin, content) = match frame::open(key, subject, bytes) {
        Ok((origin, _)) if origin.node == wire.node => return,
        Ok(opened) => opened,
        Err(Refusal::Forged) => return refuse(shared, "do all nodes have the same cluster.bus_key?"),
        Err(Refusal::Unreadable) => return refuse(shared, "do all nodes run the same version?"),
    };
    match senders.place(origin, clock.now().timestamp_millis()) {
        Place::Next => {}
        Place::AfterLoss => {
            count(&shared.losses);
            shared.lost();
        }
        Place::Repeated => return count(&shared.refused),
        Place::Stale => return refuse(shared, "is the clock of a node wrong, or does somebody play back?"),
    }
    if let Content::Event(event) = content {
        shared.tell(&event);
        count(&shared.received);
    }
}

/// Powers of two only: whoever floods the bus does not flood the log.
fn refuse(shared: &Shared, question: &str) {
    let refused = shared.refused.fetch_add(1, Relaxed).wrapping_add(1);
    if refused.is_power_of_two() {
        tracing::warn!(event = "bus_frame_refused", refused, "{question}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_become_rarer_but_never_end() {
        assert_eq!(backoff(0), Duration::ZERO);
        assert_eq!(backoff(2), Duration::from_millis(50));
        assert_eq!(backoff(4), Duration::from_millis(200));
        assert_eq!(backoff(usize::MAX), BACKOFF.1);
    }

    #[test]
    fn a_name_cannot_widen_the_subject() {
        assert_eq!(subject("liaison").unwrap(), "liaison.liaison.events");
        for bad in ["", "a.b", "*", ">", "a b", "a\r\nPUB x"] {
            assert!(subject(bad).is_err(), "{bad:?}");
        }
    }
}
