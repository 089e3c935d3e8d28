//! Messages that are sent, acknowledged and delivered.
//!
//! With `--in-flight` the next message leaves when one is complete: acknowledged, and heard by everybody who joined
//! its conversation. With `--rate` messages leave when they are due, whatever became of those before, and every time
//! is counted from when the message was due, not from when this program got round to it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::{Map, Value, json};

use crate::conversations::{Conversation, Server};
use crate::measured::{Latencies, Stretch};
use crate::socket::{Heard, Socket, Writer};

#[derive(Args, Clone)]
pub(crate) struct Options {
    /// Conversations
    #[arg(long, default_value_t = 256)]
    conversations: usize,
    /// Connections of the party in each conversation; the first one sends
    #[arg(long, default_value_t = 1)]
    listeners: usize,
    /// Agents, each with one connection that sits in all conversations of that agent; none when 0
    #[arg(long, default_value_t = 32)]
    agents: usize,
    /// Further connections of the party that only send, in place of the first listener
    #[arg(long, default_value_t = 0)]
    senders: usize,
    /// Messages under way at once
    #[arg(long, default_value_t = 64)]
    in_flight: usize,
    /// Messages per second, instead of `--in-flight`
    #[arg(long)]
    rate: Option<u32>,
    /// Bytes of a text
    #[arg(long, default_value_t = 100)]
    bytes: usize,
    /// Seconds that are measured, after one that is not
    #[arg(long, default_value_t = 5)]
    seconds: u64,
}

const WARM_UP: Duration = Duration::from_secs(1);
/// How long the last messages may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How often messages that are due are looked for.
const TICK: Duration = Duration::from_millis(1);

struct Message {
    due: Instant,
    /// What is still to arrive: one acknowledgement and one delivery for each who listens.
    open: usize,
    /// Sent in the stretch that is measured.
    counts: bool,
}

struct Sender {
    writer: Writer,
    conversation: String,
}

struct Board {
    begun: Instant,
    options: Options,
    senders: Vec<Sender>,
    /// Whose turn it is.
    turn: usize,
    messages: Vec<Message>,
    arrivals_each: usize,
    is_sending: bool,
    is_measured: bool,
    acknowledged: usize,
    delivered: usize,
    complete: usize,
    doubled: usize,
    refused: Option<String>,
    acks: Latencies,
    deliveries: Latencies,
}

pub(crate) async fn run(server: &Server, options: &Options) -> Result<Map<String, Value>> {
    let conversations = server.conversations(options.conversations, options.agents.max(1)).await?;
    // A sender names the conversation as the server does: a name would have to be looked up each time.
    let mut ids = HashMap::new();
    let mut agents = Vec::new();
    for of_one in of_agents(&conversations, options) {
        let first = of_one.first().context("an agent without a conversation")?;
        let mut socket = Socket::open(server.address, &first.agent, agents.len()).await?;
        for conversation in &of_one {
            ids.insert(conversation.name.clone(), join(&mut socket, conversation).await?);
        }
        agents.push(socket);
    }
    let mut sockets = Vec::new();
    let mut senders = Vec::new();
    for conversation in &conversations {
        for number in 0..options.listeners + options.senders {
            let mut socket = Socket::open(server.address, &conversation.party, sockets.len()).await?;
            if number < options.listeners {
                ids.insert(conversation.name.clone(), join(&mut socket, conversation).await?);
            }
            let sends = if options.senders == 0 { number == 0 } else { number >= options.listeners };
            if sends {
                let conversation = ids.get(&conversation.name).context("nobody joined")?.clone();
                senders.push(Sender { writer: socket.writer.clone(), conversation });
            }
            sockets.push(socket);
        }
    }
    let board = Rc::new(RefCell::new(Board::new(options.clone(), senders)));
    for socket in sockets.into_iter().chain(agents) {
        tokio::task::spawn_local(listen(socket, board.clone()));
    }
    measure(server, options, &board).await
}

async fn join(socket: &mut Socket, conversation: &Conversation) -> Result<String> {
    let joined = socket.call("join_conversation", &json!(conversation.name)).await?;
    Ok(joined["conversation_id"].as_str().context("joined nothing")?.to_owned())
}

/// The conversations of each agent.
fn of_agents(conversations: &[Conversation], options: &Options) -> Vec<Vec<Conversation>> {
    if options.agents == 0 {
        return Vec::new();
    }
    let mut of_agents: Vec<Vec<Conversation>> = Vec::new();
    for conversation in conversations {
        match of_agents
            .iter_mut()
            .find(|of_one| of_one.first().is_some_and(|first| first.agent == conversation.agent))
        {
            Some(of_one) => of_one.push(conversation.clone()),
            None => of_agents.push(vec![conversation.clone()]),
        }
    }
    of_agents
}

async fn measure(
    server: &Server,
    options: &Options,
    board: &Rc<RefCell<Board>>,
) -> Result<Map<String, Value>> {
    match options.rate {
        Some(rate) => drop(tokio::task::spawn_local(send_when_due(rate, board.clone()))),
        None => (0..options.in_flight).for_each(|_| board.borrow_mut().send(Instant::now())),
    }
    tokio::time::sleep(WARM_UP).await;
    board.borrow_mut().begin();
    let stretch = Stretch::begin(Some(server.process))?;
    tokio::time::sleep(Duration::from_secs(options.seconds)).await;
    let taken = stretch.end()?;
    let (acknowledged, delivered, complete) = {
        let mut board = board.borrow_mut();
        board.is_sending = false;
        (board.acknowledged, board.delivered, board.complete)
    };
    let begun = Instant::now();
    while board.borrow().messages.iter().any(|message| message.open > 0) && begun.elapsed() < TIMEOUT {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut board = board.borrow_mut();
    if let Some(refused) = &board.refused {
        bail!("a message was refused: {refused}");
    }
    let mut result = taken.facts(acknowledged.max(1));
    result.insert("messages_per_second".into(), json!(taken.per_second(complete)));
    result.insert("deliveries_per_second".into(), json!(taken.per_second(delivered)));
    result
        .insert("incomplete".into(), json!(board.messages.iter().filter(|message| message.open > 0).count()));
    result.insert("doubled".into(), json!(board.doubled));
    result.insert("ack".into(), Value::Object(std::mem::take(&mut board.acks).facts()));
    result.insert("delivery".into(), Value::Object(std::mem::take(&mut board.deliveries).facts()));
    Ok(result)
}

async fn send_when_due(rate: u32, board: Rc<RefCell<Board>>) {
    let begun = Instant::now();
    let mut ticks = tokio::time::interval(TICK);
    for number in 0.. {
        let due = begun + Duration::from_secs(1) * number / rate;
        while Instant::now() < due {
            ticks.tick().await;
        }
        if !board.borrow().is_sending {
            return;
        }
        board.borrow_mut().send(due);
    }
}

async fn listen(mut socket: Socket, board: Rc<RefCell<Board>>) {
    loop {
        let heard = socket.hear(|text| board.borrow_mut().heard(text)).await;
        if !matches!(heard, Ok(Heard::Frames)) {
            let how = heard.map_or_else(|error| error.to_string(), |_| "closed by the server".to_owned());
            board.borrow_mut().refused.get_or_insert(how);
            return;
        }
    }
}

impl Board {
    fn new(options: Options, senders: Vec<Sender>) -> Self {
        let arrivals_each = 1 + options.listeners + usize::from(options.agents > 0);
        Self {
            begun: Instant::now(),
            options,
            senders,
            turn: 0,
            messages: Vec::new(),
            arrivals_each,
            is_sending: true,
            is_measured: false,
            acknowledged: 0,
            delivered: 0,
            complete: 0,
            doubled: 0,
            refused: None,
            acks: Latencies::default(),
            deliveries: Latencies::default(),
        }
    }

    /// From now on everything is counted.
    fn begin(&mut self) {
        self.is_measured = true;
        (self.acknowledged, self.delivered, self.complete) = (0, 0, 0);
    }

    fn send(&mut self, due: Instant) {
        let number = self.messages.len();
        self.turn = (self.turn + 1) % self.senders.len();
        let Some(sender) = self.senders.get(self.turn) else { return };
        let text = format!("@{number}@{:x<width$}", "", width = self.options.bytes.saturating_sub(12));
        // Time first, then chance: as our own clients make them.
        let key = format!("{:012x}-{:016x}", self.begun.elapsed().as_millis(), rand::random::<u64>());
        let message = json!({ "conversationId": sender.conversation, "message": text, "clientId": key });
        self.messages.push(Message { due, open: self.arrivals_each, counts: self.is_measured });
        sender.writer.emit("send_message", &message, Some(number as u64));
    }

    fn heard(&mut self, text: &str) {
        if let Some(rest) = text.strip_prefix("43") {
            let (number, answer) = rest.split_once('[').unwrap_or((rest, ""));
            if !answer.contains("\"success\":true") {
                self.refused.get_or_insert_with(|| answer.to_owned());
            }
            self.acknowledged += 1;
            self.arrived(number, Arrival::Acknowledgement);
        } else if text.starts_with("42[\"new_message\"") {
            // Messages of the server itself carry no number.
            if let Some(number) = text.split('@').nth(1) {
                self.delivered += 1;
                self.arrived(number, Arrival::Delivery);
            }
        }
    }

    fn arrived(&mut self, number: &str, arrival: Arrival) {
        let Some(message) = number.parse().ok().and_then(|number: usize| self.messages.get_mut(number))
        else {
            return;
        };
        let Some(open) = message.open.checked_sub(1) else {
            self.doubled += 1;
            return;
        };
        message.open = open;
        let taken = message.due.elapsed();
        if message.counts {
            match arrival {
                Arrival::Acknowledgement => self.acks.add(taken),
                Arrival::Delivery => self.deliveries.add(taken),
            }
        }
        if open == 0 {
            self.complete += 1;
            if self.is_sending && self.options.rate.is_none() {
                self.send(Instant::now());
            }
        }
    }
}

enum Arrival {
    Acknowledgement,
    Delivery,
}
