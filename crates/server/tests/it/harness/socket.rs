//! A Socket.IO client that speaks the protocol by hand: text frames over one websocket.
//!
//! Whatever comes is compared with the description of events. A task reads; tests wait for what they name. Deadlines only bound failures: nothing here waits for time to pass.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    sync::{Notify, mpsc, oneshot},
    time::timeout,
};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use super::{nodes::Nodes, schemas};

/// How long a test waits for something that never comes.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A connected socket. Dropping it closes the connection.
pub(crate) struct Socket {
    out: mpsc::UnboundedSender<String>,
    inbox: Arc<Inbox>,
    next_ack: AtomicU64,
    nodes: Nodes,
}

/// Why there is no socket.
pub(crate) enum NotOpened {
    /// The data of `connect_error`.
    Refused(Value),
    /// The connection ended, or there never was one.
    Cut,
}

#[derive(Default)]
struct Inbox {
    /// Everything that came, in order, with whether a test has taken it.
    events: Mutex<Vec<(String, Value, bool)>>,
    /// The events that were asked, and who waits for the answer.
    acks: Mutex<HashMap<u64, (String, oneshot::Sender<Value>)>>,
    /// What came and is not as described.
    faults: Mutex<Vec<String>>,
    closed: Mutex<bool>,
    news: Notify,
}

impl Socket {
    /// Connects to the main namespace; gives the data of `connect_error` when that is refused.
    pub(crate) async fn connect(nodes: &Nodes, token: &str) -> Result<Self, Value> {
        match Self::open(nodes, token).await {
            Ok(socket) => Ok(socket),
            Err(NotOpened::Refused(refusal)) => Err(refusal),
            Err(NotOpened::Cut) => panic!("cut before the server answered CONNECT"),
        }
    }

    /// The same with a server that may end at any moment.
    pub(crate) async fn open(nodes: &Nodes, token: &str) -> Result<Self, NotOpened> {
        let address = nodes.for_socket();
        let stream = TcpStream::connect(address).await.map_err(|_| NotOpened::Cut)?;
        stream.set_nodelay(true).map_err(|_| NotOpened::Cut)?;
        let url = format!("ws://{address}/socket.io/?EIO=4&transport=websocket");
        let (mut ws, _) = client_async(url, stream).await.map_err(|_| NotOpened::Cut)?;
        let opened = text(&mut ws).await.ok_or(NotOpened::Cut)?;
        assert!(opened.starts_with("0{"), "{opened}");
        let auth = json!({ "token": token });
        ws.send(Message::text(format!("40{auth}"))).await.map_err(|_| NotOpened::Cut)?;
        let answer = loop {
            match text(&mut ws).await.ok_or(NotOpened::Cut)? {
                ping if ping == "2" => {
                    ws.send(Message::text("3")).await.map_err(|_| NotOpened::Cut)?;
                }
                answer => break answer,
            }
        };
        if let Some(refusal) = answer.strip_prefix("44") {
            return Err(NotOpened::Refused(serde_json::from_str(refusal).unwrap()));
        }
        assert!(answer.starts_with("40{"), "{answer}");
        let (out, orders) = mpsc::unbounded_channel();
        let inbox = Arc::new(Inbox::default());
        tokio::spawn(serve(ws, orders, Arc::clone(&inbox)));
        Ok(Self { out, inbox, next_ack: AtomicU64::new(0), nodes: nodes.clone() })
    }

    /// Sends an event and waits for its acknowledgement.
    pub(crate) async fn ask(&self, event: &str, argument: Value) -> Value {
        let answer = self.hand_in(event, argument);
        timeout(TIMEOUT, answer)
            .await
            .unwrap_or_else(|_| panic!("`{event}` was not acknowledged"))
            .unwrap_or_else(|_| panic!("cut before `{event}` was acknowledged"))
    }

    /// Sends an event; its acknowledgement comes by the receiver, which fails when the connection ends before.
    pub(crate) fn hand_in(&self, event: &str, argument: Value) -> oneshot::Receiver<Value> {
        let id = self.next_ack.fetch_add(1, Ordering::Relaxed);
        let (sender, receiver) = oneshot::channel();
        self.inbox.acks.lock().insert(id, (event.to_owned(), sender));
        // Who is cut finds the receiver closed.
        drop(self.out.send(format!("42{id}{}", json!([event, argument]))));
        if *self.inbox.closed.lock() {
            self.inbox.acks.lock().clear();
        }
        receiver
    }

    /// Sends an event and wants no acknowledgement.
    pub(crate) fn tell(&self, event: &str, argument: Value) {
        self.out.send(format!("42{}", json!([event, argument]))).expect("the socket is open");
    }

    /// The oldest event of that name which no test has taken yet, when it has come.
    pub(crate) async fn next(&self, event: &str) -> Value {
        self.next_where(event, |_| true).await
    }

    /// The same, of those that fit.
    pub(crate) async fn next_where(&self, event: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let waiting = async {
            loop {
                let news = self.inbox.news.notified();
                if let Some(found) = self.take(event, &fits) {
                    return Some(found);
                }
                if *self.inbox.closed.lock() {
                    return None;
                }
                news.await;
            }
        };
        match timeout(TIMEOUT, waiting).await {
            Ok(Some(found)) => found,
            Ok(None) => panic!("cut while waiting for `{event}`; so far: {:?}", self.names()),
            Err(_) => panic!("no `{event}` came; so far: {:?}", self.names()),
        }
    }

    fn take(&self, event: &str, fits: &impl Fn(&Value) -> bool) -> Option<Value> {
        let mut events = self.inbox.events.lock();
        let found = events.iter_mut().find(|(name, value, taken)| !taken && name == event && fits(value))?;
        found.2 = true;
        Some(found.1.clone())
    }

    /// Everything of that name which has come so far, taken or not.
    pub(crate) fn all(&self, event: &str) -> Vec<Value> {
        let events = self.inbox.events.lock();
        events.iter().filter(|(name, ..)| name == event).map(|(_, value, _)| value.clone()).collect()
    }

    /// Everything that has come so far, as text.
    pub(crate) fn everything(&self) -> Vec<String> {
        self.inbox.events.lock().iter().map(|(name, value, _)| format!("{name} {value}")).collect()
    }

    fn names(&self) -> Vec<String> {
        self.inbox.events.lock().iter().map(|(name, ..)| name.clone()).collect()
    }

    /// Waits until everything that the server had for this socket has come, on whatever node it was said: the queue
    /// of a socket is in order, so an answer comes after what was told before.
    pub(crate) async fn settled(&self) {
        self.nodes.settled().await;
        self.ask("leave_conversation", json!("none")).await;
    }

    /// Joins a conversation; what the acknowledgement says.
    pub(crate) async fn join(&self, conversation: &str) -> Value {
        super::answer::done(self.ask("join_conversation", json!(conversation)).await)
    }

    /// Posts a text; the stored message.
    pub(crate) async fn say(&self, conversation: &str, text: &str) -> Value {
        let event = json!({ "conversationId": conversation, "message": text });
        super::answer::done(self.ask("send_message", event).await)["message"].clone()
    }

    /// Waits until the server has cut the connection.
    pub(crate) async fn cut_within(&self, limit: Duration) {
        let waiting = async {
            loop {
                let news = self.inbox.news.notified();
                if *self.inbox.closed.lock() {
                    return;
                }
                news.await;
            }
        };
        timeout(limit, waiting).await.unwrap_or_else(|_| panic!("still open after {limit:?}"));
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(*self.inbox.faults.lock(), [""; 0], "not as the description of events says");
        }
    }
}

async fn text(ws: &mut WebSocketStream<TcpStream>) -> Option<String> {
    loop {
        match timeout(TIMEOUT, ws.next()).await.ok()??.ok()? {
            Message::Text(text) => return Some(text.as_str().to_owned()),
            Message::Close(_) => return None,
            _ => {}
        }
    }
}

/// Writes what is to be sent and sorts what comes, until either side ends.
async fn serve(
    mut ws: WebSocketStream<TcpStream>,
    mut orders: mpsc::UnboundedReceiver<String>,
    inbox: Arc<Inbox>,
) {
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(text) => if ws.send(Message::text(text)).await.is_err() { break },
                None => {
                    // The test has let go of the socket: a close in good order.
                    drop(ws.close(None).await);
                    break;
                }
            },
            come = ws.next() => match come {
                Some(Ok(Message::Text(text))) if text.as_str() == "2" => drop(ws.send(Message::text("3")).await),
                Some(Ok(Message::Text(text))) if text.as_str().starts_with("41") => break,
                Some(Ok(Message::Text(text))) => sort(text.as_str(), &inbox),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
        }
    }
    *inbox.closed.lock() = true;
    inbox.acks.lock().clear();
    inbox.news.notify_waiters();
}

fn sort(text: &str, inbox: &Inbox) {
    let Some(start) = text.find('[') else { panic!("a packet that is no event: {text}") };
    let (head, data) = text.split_at(start);
    let mut values: Vec<Value> = serde_json::from_str(data).unwrap();
    let first = |values: &mut Vec<Value>| if values.is_empty() { Value::Null } else { values.remove(0) };
    if let Some(id) = head.strip_prefix("43") {
        let ack = inbox.acks.lock().remove(&id.parse().unwrap());
        if let Some((event, ack)) = ack {
            let answer = first(&mut values);
            inbox.faults.lock().extend(schemas::fault_of_answer(&event, &answer));
            // The test may no longer wait.
            drop(ack.send(answer));
        }
        return;
    }
    assert_eq!(head, "42", "{text}");
    let name = first(&mut values).as_str().unwrap().to_owned();
    let payload = first(&mut values);
    inbox.faults.lock().extend(schemas::fault_of_event(&name, &payload));
    inbox.events.lock().push((name, payload, false));
    inbox.news.notify_waiters();
}
