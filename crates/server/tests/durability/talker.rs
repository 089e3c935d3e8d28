//! A client as the contract wants it: keeps the log of each channel by position, resumes from where it stands, and
//! says again with the same key whatever was not acknowledged.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{sync::Notify, time::timeout};

use crate::harness::{Socket, socket::NotOpened};

/// No answer may take longer, whatever the state of the server and its database.
pub(crate) const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// Somebody who talks in some channels.
pub(crate) struct Talker {
    pub(crate) name: String,
    pub(crate) token: String,
    pub(crate) channels: Vec<Channel>,
    /// The longest that an answer took.
    pub(crate) longest: Duration,
}

/// What a talker knows of a channel.
pub(crate) struct Channel {
    pub(crate) id: String,
    /// What was heard: id and text by position.
    pub(crate) heard: BTreeMap<i64, (String, String)>,
    /// What was said, in order.
    pub(crate) said: Vec<Said>,
}

/// A message under its key, which is also its text.
pub(crate) struct Said {
    pub(crate) key: String,
    /// The position the server acknowledged.
    pub(crate) promised: Option<i64>,
}

/// Why a talker could not go on.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The connection ended, or could not be opened.
    Cut,
    /// The server cannot do it.
    Refused(Value),
}

/// Counts acknowledgements, for those who wait for some.
#[derive(Default)]
pub(crate) struct Acks {
    count: AtomicUsize,
    news: Notify,
}

impl Acks {
    pub(crate) fn add(&self, more: usize) {
        self.count.fetch_add(more, Ordering::SeqCst);
        self.news.notify_waiters();
    }

    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    /// Waits for so many.
    pub(crate) async fn reached(&self, count: usize) {
        loop {
            let news = self.news.notified();
            if self.count() >= count {
                return;
            }
            news.await;
        }
    }
}

impl Talker {
    pub(crate) fn new(name: &str, token: &str, channels: impl IntoIterator<Item = String>) -> Self {
        let channels =
            channels.into_iter().map(|id| Channel { id, heard: BTreeMap::new(), said: Vec::new() }).collect();
        Self { name: name.to_owned(), token: token.to_owned(), channels, longest: Duration::ZERO }
    }

    /// Connects, joins every channel and catches up.
    pub(crate) async fn connect(&mut self, address: SocketAddr) -> Result<Socket, Broken> {
        let socket = match Socket::open(&address.into(), &self.token).await {
            Ok(socket) => socket,
            Err(NotOpened::Cut) => return Err(Broken::Cut),
            Err(NotOpened::Refused(why)) => return Err(Broken::Refused(why)),
        };
        for channel in &mut self.channels {
            ask(&socket, "join_conversation", json!(channel.id)).await?;
            channel.catch_up(&socket).await?;
        }
        Ok(socket)
    }

    /// Says again what was not acknowledged, then `fresh` new messages in each channel, all without waiting for an
    /// answer; then waits for the answers and gives the refusals.
    pub(crate) async fn say(
        &mut self,
        socket: &Socket,
        fresh: usize,
        acks: &Acks,
    ) -> Result<Vec<Value>, Broken> {
        let mut answers = Vec::new();
        for channel in &mut self.channels {
            for _ in 0..fresh {
                // Digits apart from each other: nothing here looks like a number worth hiding.
                let key = format!("{} says {}", self.name, channel.said.len());
                channel.said.push(Said { key, promised: None });
            }
        }
        let most = self.channels.iter().map(|channel| channel.said.len()).max().unwrap_or_default();
        // One message in each channel in turn, so that batches are mixed.
        for index in 0..most {
            for (at, channel) in self.channels.iter().enumerate() {
                if let Some(Said { key, promised: None }) = channel.said.get(index) {
                    let message = json!({ "conversationId": channel.id, "message": key, "clientId": key });
                    answers.push((at, index, Instant::now(), socket.hand_in("send_message", message)));
                }
            }
        }
        let mut refusals = Vec::new();
        let mut cut = false;
        for (at, index, begun, answer) in answers {
            match timeout(LONGEST_ANSWER, answer).await {
                Ok(Ok(answer)) if answer["success"] == true => {
                    let said = &mut self.channels[at].said[index];
                    assert_eq!(answer["message"]["text"], said.key, "{answer}");
                    said.promised = Some(answer["seq"].as_i64().unwrap());
                    acks.add(1);
                }
                Ok(Ok(answer)) => refusals.push(answer),
                Ok(Err(_)) => cut = true,
                Err(_) => panic!("{}: no answer to `{}`", self.name, self.channels[at].said[index].key),
            }
            self.longest = self.longest.max(begun.elapsed());
        }
        if cut { Err(Broken::Cut) } else { Ok(refusals) }
    }

    /// Takes in what a connection has brought so far: each entry once, and in order.
    pub(crate) fn take_in(&mut self, socket: &Socket) {
        let mut last = BTreeMap::new();
        for event in socket.all("new_message") {
            let id = event["conversation_id"].as_str().unwrap();
            let seq = event["message"]["seq"].as_i64().unwrap();
            if let Some(last) = last.insert(id.to_owned(), seq) {
                assert_eq!(seq, last + 1, "{}: told out of order in {id}", self.name);
            }
            let channel = self.channels.iter_mut().find(|channel| channel.id == id).unwrap();
            channel.hear(&event["message"]);
        }
    }

    /// Catches up in every channel.
    pub(crate) async fn catch_up(&mut self, socket: &Socket) -> Result<(), Broken> {
        for channel in &mut self.channels {
            channel.catch_up(socket).await?;
        }
        Ok(())
    }

    /// How many messages are acknowledged.
    pub(crate) fn promises(&self) -> usize {
        let said = self.channels.iter().flat_map(|channel| &channel.said);
        said.filter(|said| said.promised.is_some()).count()
    }

    /// Whether everything that was said is acknowledged.
    pub(crate) fn is_content(&self) -> bool {
        self.channels.iter().flat_map(|channel| &channel.said).all(|said| said.promised.is_some())
    }
}

impl Channel {
    /// The position up to which nothing is missing.
    fn stands_at(&self) -> i64 {
        (1..).take_while(|seq| self.heard.contains_key(seq)).last().unwrap_or_default()
    }

    async fn catch_up(&mut self, socket: &Socket) -> Result<(), Broken> {
        loop {
            let after = self.stands_at();
            let question = json!({ "conversationId": self.id, "afterSeq": after });
            let answer = ask(socket, "resume", question).await?;
            let items = answer["items"].as_array().unwrap_or_else(|| panic!("after {after}: {answer}"));
            items.iter().for_each(|item| self.hear(item));
            if answer["has_more"] != true {
                return Ok(());
            }
        }
    }

    fn hear(&mut self, message: &Value) {
        let text = |name: &str| message[name].as_str().unwrap_or_else(|| panic!("{message}")).to_owned();
        let (seq, entry) = (message["seq"].as_i64().unwrap(), (text("id"), text("text")));
        if let Some(before) = self.heard.insert(seq, entry.clone()) {
            assert_eq!(before, entry, "two entries at position {seq} of {}", self.id);
        }
    }
}

async fn ask(socket: &Socket, event: &str, argument: Value) -> Result<Value, Broken> {
    let answer = timeout(LONGEST_ANSWER, socket.hand_in(event, argument)).await;
    let answer = answer.unwrap_or_else(|_| panic!("no answer to `{event}`")).map_err(|_| Broken::Cut)?;
    if answer["success"] == true { Ok(answer) } else { Err(Broken::Refused(answer)) }
}
