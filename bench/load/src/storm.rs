//! All connections are cut at once, messages go on, everybody comes back at once and wants what was missed.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use futures_util::future::try_join_all;
use rand::RngExt as _;
use serde_json::{Map, Value, json};

use crate::conversations::{Conversation, Server};
use crate::measured::{Latencies, Stretch};
use crate::socket::{Refused, Socket};

#[derive(Args)]
pub(crate) struct Options {
    /// Connections
    #[arg(long, default_value_t = 5_000)]
    connections: usize,
    /// Conversations they sit in, each connection in one
    #[arg(long, default_value_t = 500)]
    conversations: usize,
    /// Messages sent to each conversation while nobody is there
    #[arg(long, default_value_t = 5)]
    missed: usize,
}

const AT_ONCE: usize = 100;
/// How long a client that was turned away waits, at most, before it tries again.
const PAUSE: Duration = Duration::from_millis(500);
const TRIES: usize = 100;

struct Client {
    conversation: Conversation,
    last_seq: i64,
    number: usize,
}

pub(crate) async fn run(server: &Server, options: &Options) -> Result<Map<String, Value>> {
    let conversations = server.conversations(options.conversations, 1).await?;
    let (mut clients, mut sockets) = (Vec::new(), Vec::new());
    while clients.len() < options.connections {
        let first = clients.len();
        let batch =
            try_join_all((first..first + AT_ONCE.min(options.connections - first)).map(async |number| {
                let conversation =
                    conversations.get(number % conversations.len()).context("no conversation")?;
                let (socket, joined) = join(server, conversation, number).await?;
                let last_seq = joined["last_seq"].as_i64().context("no last_seq")?;
                Ok::<_, anyhow::Error>((
                    Client { conversation: conversation.clone(), last_seq, number },
                    socket,
                ))
            }));
        for (client, socket) in batch.await? {
            clients.push(client);
            sockets.push(socket);
        }
    }
    // Those who came first saw the greetings of those who came later: everybody has everything until now.
    for client in &mut clients {
        let (name, last_seq) = (&client.conversation.name, &mut client.last_seq);
        let socket = sockets.get_mut(client.number).context("no socket")?;
        let resumed =
            socket.call("resume", &json!({ "conversationId": name, "afterSeq": *last_seq })).await?;
        *last_seq = resumed["last_seq"].as_i64().unwrap_or(*last_seq);
    }
    sockets.into_iter().try_for_each(Socket::cut)?;
    speak(server, &conversations, options.missed).await?;

    let stretch = Stretch::begin(Some(server.process))?;
    let (turned_away, server_errors) = (Cell::new(0_usize), Cell::new(0_usize));
    let back = clients.iter().map(async |client| {
        let begun = Instant::now();
        for _ in 0..TRIES {
            match Socket::open(server.address, &client.conversation.party, client.number).await {
                Ok(socket) => return Ok((catch_up(socket, client, options.missed).await?, begun.elapsed())),
                Err(error) => {
                    turned_away.set(turned_away.get() + 1);
                    if matches!(error.downcast_ref(), Some(Refused(500..))) {
                        server_errors.set(server_errors.get() + 1);
                    }
                }
            }
            let pause = rand::rng().random_range(Duration::ZERO..PAUSE);
            tokio::time::sleep(pause).await;
        }
        bail!("a client never came back")
    });
    let back = try_join_all(back).await?;
    let taken = stretch.end()?;
    let mut times = Latencies::default();
    back.iter().for_each(|(_, time)| times.add(*time));
    let mut result = taken.facts(options.connections);
    result.insert("seconds_until_all_are_back".into(), json!(taken.wall.as_secs_f64()));
    result.insert("back".into(), Value::Object(times.facts()));
    result.insert("tried_again".into(), json!(turned_away.get()));
    result.insert("server_errors".into(), json!(server_errors.get()));
    Ok(result)
}

async fn join(server: &Server, conversation: &Conversation, number: usize) -> Result<(Socket, Value)> {
    let mut socket = Socket::open(server.address, &conversation.party, number).await?;
    let joined = socket.call("join_conversation", &json!(conversation.name)).await?;
    Ok((socket, joined))
}

async fn speak(server: &Server, conversations: &[Conversation], times: usize) -> Result<()> {
    let first = conversations.first().context("no conversation")?;
    let mut agent = Socket::open(server.address, &first.agent, 0).await?;
    for conversation in conversations {
        for number in 0..times {
            let message =
                json!({ "conversationId": conversation.name, "message": format!("missed {number}") });
            agent.call("send_message", &message).await?;
        }
    }
    Ok(())
}

/// Joins, and asks for what was missed: it must be that, and in order.
async fn catch_up(mut socket: Socket, client: &Client, missed: usize) -> Result<Socket> {
    socket.call("join_conversation", &json!(client.conversation.name)).await?;
    let question = json!({ "conversationId": client.conversation.name, "afterSeq": client.last_seq });
    let resumed = socket.call("resume", &question).await?;
    let items = resumed["items"].as_array().context("no items")?;
    let seqs: Vec<_> = items.iter().filter_map(|item| item["seq"].as_i64()).collect();
    let expected: Vec<_> = (client.last_seq + 1..).take(missed).collect();
    if seqs != expected {
        bail!("{seqs:?} came after {}", client.last_seq);
    }
    Ok(socket)
}
