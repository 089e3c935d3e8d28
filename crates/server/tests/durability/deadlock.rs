//! Another transaction and a batch of messages wait for each other, and PostgreSQL gives the batch up: it is stored all
//! the same, in order.

use std::time::{Duration, Instant};

use sea_orm::{
    ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, TransactionTrait as _,
};
use uuid::Uuid;

use crate::{
    case,
    harness::database::{Backend, Database as Fresh},
    log::Order,
    program::Installation,
    talker::Acks,
};

/// Only bounds a statement that never begins to wait.
const SOON: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_postgres_gives_up_because_of_a_deadlock_is_stored_after_it() {
    let Some(database) = Fresh::fresh(Backend::Postgres).await else { return };
    let url = database.url.clone().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let installation = Installation {
        folder: folder.path().to_owned(),
        database: Some(url.clone()),
        room: None,
        settings: &[("LIAISON_DATABASE_WRITERS", "1")],
    };
    let server = installation.start().await;
    let mut talkers = case::open(&server, 2).await;
    // The agent of both tickets, who talks in four channels.
    let mut agent = talkers.pop().unwrap();
    agent.channels.sort_by(|one, other| one.id.cmp(&other.id));
    let [first, _, last, gate] = [0, 1, 2, 3].map(|at| agent.channels[at].id.parse::<Uuid>().unwrap());
    let db = Database::connect(&url).await.unwrap();
    // While one channel is held, what is said in the others gathers: it becomes one batch.
    let held = db.begin().await.unwrap();
    lock(&held, gate).await;
    let other = db.begin().await.unwrap();
    lock(&other, last).await;
    let socket = agent.connect(server.address).await.unwrap();
    agent.channels.rotate_right(1);
    let said = tokio::spawn(async move {
        let refusals = agent.say(&socket, 1, &Acks::default()).await.unwrap();
        agent.catch_up(&socket).await.unwrap();
        (agent, refusals)
    });
    waiting(&db, 1).await;
    held.commit().await.unwrap();
    // The batch has `first` and waits for `last`; now the other one, which has `last`, asks for `first`.
    is_locked(&db, first).await;
    lock(&other, first).await;
    other.commit().await.unwrap();
    let (agent, refusals) = said.await.unwrap();
    assert!(refusals.is_empty(), "{refusals:?}");
    talkers.push(agent);
    installation.logs().await.keep(&talkers, Order::Kept);
    server.kill().await;
    db.close().await.unwrap();
    database.drop().await;
}

async fn lock(tx: &DatabaseTransaction, conversation: Uuid) {
    let sql = format!("SELECT 1 FROM conversations WHERE id = '{conversation}' FOR UPDATE");
    tx.execute_unprepared(&sql).await.unwrap();
}

/// Waits until so many statements of this database wait for a lock.
async fn waiting(db: &DatabaseConnection, count: i64) {
    let sql = "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() \
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
async fn is_locked(db: &DatabaseConnection, conversation: Uuid) {
    let sql = format!("SELECT 1 FROM conversations WHERE id = '{conversation}' FOR UPDATE NOWAIT");
    let begun = Instant::now();
    while db.execute_unprepared(&sql).await.is_ok() {
        assert!(begun.elapsed() < SOON, "nobody holds it");
        tokio::task::yield_now().await;
    }
}
