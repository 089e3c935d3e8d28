//! Two nodes share a database and are killed at random moments while jobs run: each job's effect happens once.
//!
//! The jobs end snoozes. Triggers of this test record, in the transaction that does it, each job that is scheduled or
//! removed and each snooze that ends. A job that is run a second time ends its snooze again, which is recorded again:
//! an effect that can be repeated hides nothing. There is no bus: what one node schedules, the other one finds by itself.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant, SystemTime},
};

use chrono::{DateTime, Utc};
use futures_util::{StreamExt as _, stream};
use rand::{RngExt as _, rngs::StdRng};
use reqwest::Method;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use serde_json::json;

use crate::{
    case,
    harness::{
        Client,
        database::{self, Backend, Database},
        host,
    },
    options,
    program::{Installation, Server},
    talker::Acks,
};

const TICKETS: usize = 60;
/// Requests under way at the same time.
const AT_ONCE: usize = 4;
/// All snoozes of a round end at the same moment, so many are due together. This far away most are stored before it.
const AHEAD: Duration = Duration::from_millis(600);
/// Only bounds a job that is never run.
const SOON: Duration = Duration::from_secs(60);

/// Both nodes accept each other's tokens.
const SETTINGS: &[(&str, &str)] =
    &[("LIAISON_TOKENS_SIGNING_KEY", "the nodes of this test sign with this, 5e6f7a8b9c0d")];

const TRIGGERS: &str = "
    CREATE TABLE proof (tx text NOT NULL DEFAULT pg_current_xact_id()::text, what text NOT NULL, ticket text NOT NULL);
    CREATE FUNCTION proof_of_job() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'INSERT' THEN INSERT INTO proof (what, ticket) VALUES ('scheduled', NEW.key);
        ELSE INSERT INTO proof (what, ticket) VALUES ('removed', OLD.key); END IF;
        RETURN NULL; END $$;
    CREATE TRIGGER proof_of_job AFTER INSERT OR DELETE ON jobs FOR EACH ROW EXECUTE FUNCTION proof_of_job();
    CREATE FUNCTION proof_of_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO proof (what, ticket) VALUES ('ended', NEW.item_id::text); RETURN NULL; END $$;
    CREATE TRIGGER proof_of_end AFTER UPDATE OF is_snoozed ON work_items FOR EACH ROW WHEN (NOT NEW.is_snoozed)
        EXECUTE FUNCTION proof_of_end();";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_effect_of_a_job_happens_once_when_both_nodes_are_killed_again_and_again() {
    let Some(schema) = Database::fresh(Backend::Postgres).await else { return };
    let mut nodes = [Node::start(&schema).await, Node::start(&schema).await];
    let root = case::staff(nodes[0].server()).await.token.unwrap();
    let tickets = orders(&nodes[0].server().client("host", host::API_KEY)).await;
    let proof = Proof::begin(schema.url.as_deref().unwrap()).await;
    let mut chance = options::chance();
    let mut tally = Tally::default();
    for _ in 0..options::kills().div_ceil(6) {
        let mut open = tickets.clone();
        let (acks, is_over) = (Acks::default(), AtomicBool::new(false));
        let clients = nodes.each_ref().map(|node| node.server().client("root", &root));
        let snoozing = async {
            let left = snooze(&clients, &open, &acks).await;
            is_over.store(true, Ordering::SeqCst);
            left
        };
        let kill = kill(&proof, &mut nodes, &acks, &is_over, &mut chance, &mut tally);
        open = tokio::join!(snoozing, kill).0;
        for node in &mut nodes {
            node.is_up().await;
        }
        let clients = nodes.each_ref().map(|node| node.server().client("root", &root));
        // What was not answered is there or is not. Said again, it may replace a job that is there.
        while !open.is_empty() {
            open = snooze(&clients, &open, &acks).await;
        }
        proof.nothing_is_left().await;
    }
    let (run, replaced) = proof.each_effect_happened_once(&tickets, options::kills().div_ceil(6)).await;
    let Tally { kills, running } = tally;
    options::say(&format!(
        "{kills} kills, {run} jobs run and {replaced} replaced, {running} of them taken from killed nodes; 0 lost, 0 doubled"
    ));
    proof.db.close().await.unwrap();
    for node in nodes {
        node.server.unwrap().kill().await;
    }
    schema.drop().await;
}

/// What happened.
#[derive(Default)]
struct Tally {
    kills: usize,
    /// Jobs that a node had claimed when it was killed.
    running: u64,
}

/// One of the two.
struct Node {
    installation: Installation,
    server: Option<Server>,
    _folder: tempfile::TempDir,
}

impl Node {
    async fn start(schema: &Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation {
            folder: folder.path().to_owned(),
            database: schema.url.clone(),
            room: None,
            settings: SETTINGS,
        };
        let server = Some(installation.start().await);
        Self { installation, server, _folder: folder }
    }

    fn server(&self) -> &Server {
        self.server.as_ref().expect("it is up")
    }

    async fn is_up(&mut self) {
        if self.server.is_none() {
            self.server = Some(self.installation.start().await);
        }
    }
}

async fn orders(shop: &Client) -> Vec<i64> {
    let all =
        stream::iter(0..TICKETS).map(async |number| case::order(shop, number).await["ticket"]["id"].as_i64());
    all.buffered(AT_ONCE).map(Option::unwrap).collect().await
}

fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// Snoozes tickets, through each node in turn, all until the same moment. Gives those for which there was no answer.
async fn snooze(clients: &[Client; 2], tickets: &[i64], acks: &Acks) -> Vec<i64> {
    let until = now() + AHEAD;
    let each = stream::iter(tickets.iter().enumerate()).map(async |(number, ticket)| {
        let path = format!("/crm/tickets/{ticket}/snooze");
        let request = clients[number % 2].request(Method::PUT, &path).json(&json!({ "until": until }));
        let is_stored = match request.send().await {
            Ok(answer) if answer.status().is_success() => true,
            Ok(answer) => {
                assert!(until < now(), "{}", answer.text().await.unwrap_or_default());
                false
            }
            Err(_) => false,
        };
        acks.add(usize::from(is_stored));
        (!is_stored).then_some(*ticket)
    });
    each.buffer_unordered(AT_ONCE).filter_map(std::future::ready).collect().await
}

/// Kills one node or both, while a round's jobs are scheduled or while they run.
async fn kill(
    proof: &Proof,
    nodes: &mut [Node; 2],
    acks: &Acks,
    is_over: &AtomicBool,
    chance: &mut StdRng,
    tally: &mut Tally,
) {
    let before = proof.count("SELECT count(*) AS count FROM proof WHERE what = 'ended'").await;
    let (answered, ended) = match chance.random() {
        true => (chance.random_range(0..=TICKETS), 0),
        false => (0, chance.random_range(1..TICKETS as i64)),
    };
    let which = chance.random_range(0..3);
    proof
        .until("the moment of a kill", async || {
            let ran = proof.count("SELECT count(*) AS count FROM proof WHERE what = 'ended'").await - before;
            (acks.count() >= answered && ran >= ended)
                || (is_over.load(Ordering::SeqCst)
                    && proof.count("SELECT count(*) AS count FROM jobs").await == 0)
        })
        .await;
    for (number, node) in nodes.iter_mut().enumerate() {
        if which == 2 || which == number {
            let server = node.server.take().expect("it is up");
            let id = server.node;
            assert!(server.kill().await.code().is_none(), "a node ended by itself");
            tally.kills += 1;
            tally.running += proof.end_lease(id).await;
        }
    }
}

/// What the database records of each job.
struct Proof {
    db: DatabaseConnection,
}

impl Proof {
    async fn begin(url: &str) -> Self {
        let db = database::connect(url).await;
        db.execute_unprepared(TRIGGERS).await.unwrap();
        Self { db }
    }

    async fn count(&self, sql: &str) -> i64 {
        let row = self.db.query_one_raw(Statement::from_string(self.db.get_database_backend(), sql)).await;
        row.unwrap().unwrap().try_get("", "count").unwrap()
    }

    async fn until(&self, what: &str, is_so: impl AsyncFn() -> bool) {
        let begun = Instant::now();
        while !is_so().await {
            assert!(begun.elapsed() < SOON, "{what} does not come");
            tokio::task::yield_now().await;
        }
    }

    /// Ends the lease of a node that was killed, which would end by itself within 15 seconds; how many jobs it ran.
    async fn end_lease(&self, node: uuid::Uuid) -> u64 {
        let running =
            format!("SELECT count(*) AS count FROM jobs WHERE state = 'running' AND node = '{node}'");
        let running = self.count(&running).await;
        let end = format!("UPDATE nodes SET expires_at = now() - interval '1 second' WHERE id = '{node}'");
        self.db.execute_unprepared(&end).await.unwrap();
        running.unsigned_abs()
    }

    /// Waits until every job has run. None may be given up.
    async fn nothing_is_left(&self) {
        self.until("the last job", async || {
            let dead = self.count("SELECT count(*) AS count FROM jobs WHERE state = 'dead'").await;
            assert_eq!(dead, 0, "jobs are dead");
            self.count("SELECT count(*) AS count FROM jobs").await == 0
        })
        .await;
    }

    /// Compares, transaction by transaction, jobs with effects. How many jobs were run, and how many replaced.
    async fn each_effect_happened_once(&self, tickets: &[i64], rounds: u64) -> (u64, u64) {
        let sql = "SELECT ticket, count(*) FILTER (WHERE what = 'scheduled') AS scheduled, \
                   count(*) FILTER (WHERE what = 'removed') AS removed, \
                   count(*) FILTER (WHERE what = 'ended') AS ended FROM proof GROUP BY tx, ticket";
        let rows = self.db.query_all_raw(Statement::from_string(self.db.get_database_backend(), sql)).await;
        let (mut run, mut scheduled, mut replaced) = (BTreeMap::new(), 0, 0);
        for row in rows.unwrap() {
            let ticket: String = row.try_get("", "ticket").unwrap();
            let count = |name: &str| row.try_get::<i64>("", name).unwrap();
            match (count("scheduled"), count("removed"), count("ended")) {
                (1, 0, 0) => scheduled += 1,
                (1, 1, 0) => (scheduled, replaced) = (scheduled + 1, replaced + 1),
                (0, 1, 1) => *run.entry(ticket).or_insert(0) += 1,
                other => panic!(
                    "ticket {ticket}: {other:?} jobs scheduled, jobs removed and snoozes ended at once"
                ),
            }
        }
        for ticket in tickets {
            let run = run.get(&ticket.to_string()).copied().unwrap_or_default();
            assert!(run >= rounds, "ticket {ticket}: snoozed {rounds} times, ended {run} times");
        }
        let run = run.values().sum();
        assert_eq!(run + replaced, scheduled, "a job was lost or run twice");
        (run, replaced)
    }
}
