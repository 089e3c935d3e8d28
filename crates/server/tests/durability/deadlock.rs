//! Another transaction and a batch of messages wait for each other, and PostgreSQL gives the batch up: it is stored all
//! the same, in order.

use std::time::{Duration, Instant};

use sea_orm::{
    ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, TransactionTrait as _,
};
use serde_json::json;

use crate::{
    case,
    harness::database::{Backend, Database as Fresh},
    log::Order,
    program::Installation,
    talker::Acks,
};

/// Only bounds a statement that never begins to wait.
const SOON: Duration = Duration::from_secs(20);

/// Whoever waits looks for a circle once, after this time: by then there must be one, also on a busy machine.
const PATIENT: &str = "%20-c%20deadlock_timeout%3D5s";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_postgres_gives_up_because_of_a_deadlock_is_stored_after_it() {
    let Some(database) = Fresh::fresh(Backend::Postgres).await else { return };
    let url = database.url.clone().unwrap() + PATIENT;
    let folder = tempfile::tempdir().unwrap();
    let installation = Installation {
        folder: folder.path().to_owned(),
        database: Some(url.clone()),
        room: None,
        settings: &[("LIAISON_DATABASE_WRITERS", "1")],
    };
    let db = Database::connect(&url).await.unwrap();
    let server = installation.start().await;
    let mut talkers = case::open(&server, 2).await;
    // The agent of both tickets talks in three channels, the party of the fourth one in that.
    let mut agent = talkers.pop().unwrap();
    agent.channels.sort_by(|one, other| one.id.cmp(&other.id));
    let gate = agent.channels.pop().unwrap().id;
    let [first, last] = [0, 2].map(|at| agent.channels[at].id.clone());
    let at = talkers.iter().position(|party| party.channels[0].id == gate).unwrap();
    let mut party = talkers.swap_remove(at);
    let party_socket = party.connect(server.address).await.unwrap();
    let socket = agent.connect(server.address).await.unwrap();
    // While one channel is held, what is said in the others gathers: it becomes one batch.
    let held = db.begin().await.unwrap();
    lock(&held, &gate).await;
    let other = db.begin().await.unwrap();
    // It never looks for a circle itself, so it is not the one that is given up.
    other.execute_unprepared("SET LOCAL deadlock_timeout = '1h'").await.unwrap();
    lock(&other, &last).await;
    let acks = Acks::default();
    let circle = async {
        // What is asked after the messages were handed in is answered when they wait for their turn.
        socket.ask("leave_conversation", json!("none")).await;
        held.commit().await.unwrap();
        // The batch has `first` and waits for `last`; now the other one, which has `last`, asks for `first`.
        is_locked(&db, &first).await;
        lock(&other, &first).await;
        other.commit().await.unwrap();
    };
    let in_the_others = async {
        waiting(&db, 1).await;
        tokio::join!(agent.say(&socket, 1, &acks), circle).0.unwrap()
    };
    let (at_the_gate, in_the_others) = tokio::join!(party.say(&party_socket, 1, &acks), in_the_others);
    assert!(at_the_gate.unwrap().is_empty() && in_the_others.is_empty(), "{in_the_others:?}");
    agent.catch_up(&socket).await.unwrap();
    party.catch_up(&party_socket).await.unwrap();
    talkers.extend([agent, party]);
    installation.logs().await.keep(&talkers, Order::Kept);
    server.kill().await;
    db.close().await.unwrap();
    database.drop().await;
}

async fn lock(tx: &DatabaseTransaction, conversation: &str) {
    let sql = format!("SELECT 1 FROM conversations WHERE id = '{conversation}' FOR UPDATE");
    tx.execute_unprepared(&sql).await.unwrap();
}

/// Waits until so many statements of this server wait for a lock.
async fn waiting(db: &DatabaseConnection, count: i64) {
    let sql = "SELECT count(*) AS count FROM pg_stat_activity \
               WHERE application_name = current_setting('application_name') \
               AND wait_event_type = 'Lock' AND query LIKE '%UNNEST%' AND query NOT LIKE '%pg_stat%'";
    let begun = Instant::now();
    loop {
        let row = db
            .query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql))
            .await
            .unwrap()
            .unwrap();
        if row.try_get::<i64>("", "count").unwrap() >= count {
            return;
        }
        assert!(begun.elapsed() < SOON, "nothing waits");
        tokio::task::yield_now().await;
    }
}

/// Waits until somebody holds the row of a conversation.
async fn is_locked(db: &DatabaseConnection, conversation: &str) {
    let sql = format!("SELECT 1 FROM conversations WHERE id = '{conversation}' FOR UPDATE NOWAIT");
    let begun = Instant::now();
    while db.execute_unprepared(&sql).await.is_ok() {
        assert!(begun.elapsed() < SOON, "nobody holds it");
        tokio::task::yield_now().await;
    }
}
