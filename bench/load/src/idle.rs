//! Connections that do nothing.

use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use futures_util::future::try_join_all;
use serde_json::{Map, Value, json};

use crate::conversations::{Conversation, Server};
use crate::measured::{Stretch, float, memory_of};
use crate::socket::Socket;

#[derive(Args)]
pub(crate) struct Options {
    /// Connections
    #[arg(long, default_value_t = 10_000)]
    connections: usize,
    /// Conversations they sit in, each connection in one
    #[arg(long, default_value_t = 500)]
    conversations: usize,
}

/// Clients that connect at the same time.
const AT_ONCE: usize = 100;
/// Until what a connection needed only at its beginning is given back.
const SETTLING: Duration = Duration::from_secs(3);

pub(crate) async fn run(server: &Server, options: &Options) -> Result<Map<String, Value>> {
    let conversations = server.conversations(options.conversations, 1).await?;
    // The first ones set up what all share.
    let mut sockets = connect(server, &conversations, 0, AT_ONCE).await?;
    tokio::time::sleep(SETTLING).await;
    let before = memory_of(server.process)?;
    let stretch = Stretch::begin(Some(server.process))?;
    while sockets.len() < options.connections + AT_ONCE {
        let count = AT_ONCE.min(options.connections + AT_ONCE - sockets.len());
        sockets.extend(connect(server, &conversations, sockets.len(), count).await?);
    }
    let taken = stretch.end()?;
    tokio::time::sleep(SETTLING).await;
    let after = memory_of(server.process)?;
    let mut result = taken.facts(options.connections);
    result.insert("kib_each".into(), json!((after - before) / float(options.connections)));
    result.insert("kib_before".into(), json!(before));
    result.insert("kib_after".into(), json!(after));
    result.insert("connects_per_second".into(), json!(taken.per_second(options.connections)));
    Ok(result)
}

async fn connect(
    server: &Server,
    conversations: &[Conversation],
    first: usize,
    count: usize,
) -> Result<Vec<Socket>> {
    try_join_all((first..first + count).map(async |number| {
        let conversation = conversations.get(number % conversations.len()).context("no conversation")?;
        let mut socket = Socket::open(server.address, &conversation.party, number).await?;
        socket.call("join_conversation", &json!(conversation.name)).await?;
        Ok(socket)
    }))
    .await
}
