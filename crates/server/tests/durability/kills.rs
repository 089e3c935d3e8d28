//! The server is killed at random moments under load and started again on the same data.

use std::{sync::Arc, time::Duration};

use rand::{RngExt as _, rngs::StdRng};
use tokio::task::JoinSet;

use crate::{
    case,
    harness::database::{Backend, Database},
    log::Order,
    options,
    program::{Installation, Server},
    talker::{Acks, Broken, Talker},
};

/// Tickets; each has two channels, and two talkers in each.
const TICKETS: usize = 3;
/// Messages that everybody says in each channel in each round.
const FRESH: usize = 30;
/// Only bounds a connection that is not cut by the end of its server.
const TIMEOUT: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_doubled_or_moved_when_the_server_is_killed_on_sqlite() {
    kill_often(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_doubled_or_moved_when_the_server_is_killed_on_postgres() {
    kill_often(Backend::Postgres).await;
}

async fn kill_often(backend: Backend) {
    let Some(database) = Database::fresh(backend).await else { return };
    let folder = tempfile::tempdir().unwrap();
    let installation = Installation {
        folder: folder.path().to_owned(),
        database: database.url.clone(),
        room: None,
        settings: &[],
    };
    let mut chance = options::chance();
    let mut server = installation.start().await;
    let mut talkers = case::open(&server, TICKETS).await;
    let (mut acknowledged, mut again) = (0, 0);
    for _ in 0..options::kills() {
        again += unacknowledged(&talkers);
        let (back, acks) = round(server, talkers, &mut chance).await;
        talkers = back;
        acknowledged += acks;
        if chance.random_ratio(1, 5) {
            // Also while it starts.
            let mut process = installation.spawn();
            tokio::time::sleep(Duration::from_millis(chance.random_range(0..300))).await;
            process.start_kill().unwrap();
            process.wait().await.unwrap();
        }
        server = installation.start().await;
        // Before anybody says anything again: what is there now survived by itself.
        installation.logs().await.keep(&talkers, Order::Kept);
    }
    again += unacknowledged(&talkers);
    acknowledged += finish(&server, &installation, &mut talkers).await;
    options::say(&format!(
        "{} kills, {acknowledged} messages acknowledged, {again} said again, 0 lost, 0 doubled, 0 out of order",
        options::kills()
    ));
    assert!(server.kill().await.code().is_none(), "the server ended by itself");
    database.drop().await;
}

fn unacknowledged(talkers: &[Talker]) -> usize {
    let said = talkers.iter().flat_map(|talker| &talker.channels).flat_map(|channel| &channel.said);
    said.filter(|said| said.promised.is_none()).count()
}

/// Everybody connects and talks; at some moment the server is killed.
async fn round(server: Server, talkers: Vec<Talker>, chance: &mut StdRng) -> (Vec<Talker>, usize) {
    let acks = Arc::new(Acks::default());
    let most: usize = talkers.iter().map(|talker| talker.channels.len() * FRESH).sum();
    let address = server.address;
    let mut tasks = JoinSet::new();
    for mut talker in talkers {
        let acks = Arc::clone(&acks);
        tasks.spawn(async move {
            let socket = match talker.connect(address).await {
                Ok(socket) => socket,
                // A connection that never came to be has nothing to tell.
                Err(Broken::Cut) => return talker,
                Err(Broken::Refused(why)) => panic!("{}: {why}", talker.name),
            };
            if let Ok(refusals) = talker.say(&socket, FRESH, &acks).await {
                assert!(refusals.is_empty(), "{refusals:?}");
            }
            socket.cut_within(TIMEOUT).await;
            talker.take_in(&socket);
            talker
        });
    }
    acks.reached(chance.random_range(0..=most)).await;
    // Any moment of the work on a batch, not only the one when it was answered.
    tokio::time::sleep(Duration::from_micros(chance.random_range(0..5_000))).await;
    assert!(server.kill().await.code().is_none(), "the server ended by itself");
    (tasks.join_all().await, acks.count())
}

/// Everybody says the rest, hears everything, and knows what the database and the REST interface know.
async fn finish(server: &Server, installation: &Installation, talkers: &mut [Talker]) -> usize {
    let acks = Acks::default();
    let mut sockets = Vec::new();
    for talker in talkers.iter_mut() {
        sockets.push(talker.connect(server.address).await.expect("the server is up"));
    }
    for (talker, socket) in talkers.iter_mut().zip(&sockets) {
        let refusals = talker.say(socket, 1, &acks).await.expect("the server is up");
        assert!(refusals.is_empty(), "{refusals:?}");
    }
    let logs = installation.logs().await;
    for (talker, socket) in talkers.iter_mut().zip(&sockets) {
        for channel in &talker.channels {
            let head = logs.head(&channel.id);
            let is_last = |event: &serde_json::Value| {
                event["conversation_id"] == channel.id.as_str() && event["message"]["seq"] == head
            };
            socket.next_where("new_message", is_last).await;
        }
        // Without another look at the log: what happens while one is connected is told.
        talker.take_in(socket);
    }
    logs.keep(talkers, Order::Kept);
    logs.are_known_to(talkers);
    for talker in talkers.iter() {
        let client = server.client(&talker.name, &talker.token);
        for channel in &talker.channels {
            logs.are_told_to(&client, &channel.id).await;
        }
    }
    acks.count()
}
