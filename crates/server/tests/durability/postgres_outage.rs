//! PostgreSQL goes away under load and comes back: sends are answered or refused for now, and nothing is lost.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use rand::RngExt as _;
use serde_json::Value;
use tokio::{task::JoinSet, time::timeout};

use crate::{
    case,
    log::Order,
    options,
    own_postgres::OwnPostgres,
    program::{Installation, Server},
    talker::{Acks, LONGEST_ANSWER, Talker},
};

/// How soon after its return messages are taken again.
const RECOVERY: Duration = Duration::from_secs(10);

/// A server on a PostgreSQL of its own.
struct Bench {
    postgres: OwnPostgres,
    installation: Installation,
    server: Server,
    talkers: Vec<Talker>,
    _folder: tempfile::TempDir,
}

async fn bench() -> Option<Bench> {
    let Some(programs) = options::postgres_programs() else {
        options::skip("LIAISON_TEST_POSTGRES_BIN is not set");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    // Others may look in, as the user that PostgreSQL runs as must.
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let postgres = OwnPostgres::start_new(&programs, folder.path().join("postgres"), None).await;
    let installation = Installation {
        folder: folder.path().join("data"),
        database: Some(postgres.url()),
        room: None,
        settings: &[],
    };
    let server = installation.start().await;
    let talkers = case::open(&server, 2).await;
    Some(Bench { postgres, installation, server, talkers, _folder: folder })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sends_are_answered_or_refused_for_now_while_postgres_restarts_and_none_is_lost() {
    let Some(mut bench) = bench().await else { return };
    let mut chance = options::chance();
    let load = Load::begin(&bench.server, std::mem::take(&mut bench.talkers)).await;
    let mut slowest = Duration::ZERO;
    // At once, and with a while in between in which nothing answers.
    for away in [0, 0, 2_000, 0, 500, 7_000] {
        load.acks.reached(load.acks.count() + 100).await;
        tokio::time::sleep(Duration::from_micros(chance.random_range(0..20_000))).await;
        bench.postgres.crash().await;
        tokio::time::sleep(Duration::from_millis(away)).await;
        bench.postgres.start().await;
        let back = Instant::now();
        load.everybody_is_answered(RECOVERY).await;
        slowest = slowest.max(back.elapsed());
    }
    let told = load.end_and_compare(&bench).await;
    options::say(&format!("6 restarts, {told}; taken again after {slowest:?} at most"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_ever_for_a_postgres_that_neither_answers_nor_refuses() {
    let Some(mut bench) = bench().await else { return };
    let reader = bench.server.client("reader", &bench.talkers[0].token);
    let load = Load::begin(&bench.server, std::mem::take(&mut bench.talkers)).await;
    load.acks.reached(200).await;
    bench.postgres.freeze(true);
    // Every talker waits for the answers to what it has said; each must get them, and they are refusals.
    let both = async { tokio::join!(load.everybody_is_refused(), reader.get("/messages/unread-count")) };
    let (_, read) = timeout(LONGEST_ANSWER, both).await.expect("everybody is answered in time");
    read.refused(503, "UNAVAILABLE");
    bench.postgres.freeze(false);
    let back = Instant::now();
    load.everybody_is_answered(RECOVERY).await;
    let recovery = back.elapsed();
    let told = load.end_and_compare(&bench).await;
    options::say(&format!("{told}; taken again after {recovery:?}"));
}

/// Talkers who go on talking, whatever they are answered.
struct Load {
    acks: Arc<Acks>,
    each: Vec<Arc<Progress>>,
    stop: Arc<AtomicBool>,
    tasks: JoinSet<Talker>,
}

/// How one talker gets on.
#[derive(Default)]
struct Progress {
    acks: Acks,
    refusals: Acks,
}

impl Load {
    /// Everybody is connected when it returns.
    async fn begin(server: &Server, talkers: Vec<Talker>) -> Self {
        let (acks, stop) = (Arc::new(Acks::default()), Arc::new(AtomicBool::new(false)));
        let (mut each, mut tasks) = (Vec::new(), JoinSet::new());
        for mut talker in talkers {
            let progress = Arc::new(Progress::default());
            each.push(Arc::clone(&progress));
            let (acks, stop) = (Arc::clone(&acks), Arc::clone(&stop));
            let socket = talker.connect(server.address).await.expect("PostgreSQL is still there");
            tasks.spawn(async move {
                while !stop.load(Ordering::SeqCst) {
                    let before = talker.promises();
                    let refusals = match talker.say(&socket, 5, &acks).await {
                        Ok(refusals) => refusals,
                        Err(why) => panic!("{}: {why:?}", talker.name),
                    };
                    progress.acks.add(talker.promises() - before);
                    progress.refusals.add(refusals.len());
                    refusals.iter().for_each(is_for_now);
                    if !refusals.is_empty() {
                        // As a client does that is asked to try again later.
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                }
                while !talker.is_content() {
                    talker.say(&socket, 0, &acks).await.expect("PostgreSQL is back");
                }
                talker
            });
        }
        Self { acks, each, stop, tasks }
    }

    /// Each talker gets a message stored that was said from now on.
    async fn everybody_is_answered(&self, limit: Duration) {
        let begun = Instant::now();
        for progress in &self.each {
            let wanted = progress.acks.count() + 1;
            let left = limit.saturating_sub(begun.elapsed());
            let reached = timeout(left, progress.acks.reached(wanted)).await;
            assert!(reached.is_ok(), "somebody is not answered {limit:?} after the return of PostgreSQL");
        }
    }

    async fn everybody_is_refused(&self) {
        // Counted first: while one is waited for, others get theirs.
        let wanted: Vec<usize> = self.each.iter().map(|progress| progress.refusals.count() + 1).collect();
        for (progress, wanted) in self.each.iter().zip(wanted) {
            progress.refusals.reached(wanted).await;
        }
    }

    async fn end_and_compare(self, bench: &Bench) -> String {
        self.stop.store(true, Ordering::SeqCst);
        let mut talkers = self.tasks.join_all().await;
        for talker in &mut talkers {
            talker.connect(bench.server.address).await.expect("PostgreSQL is back");
        }
        let logs = bench.installation.logs().await;
        logs.keep(&talkers, Order::Free);
        logs.are_known_to(&talkers);
        let refused: usize = self.each.iter().map(|progress| progress.refusals.count()).sum();
        let longest = talkers.iter().map(|talker| talker.longest).max().unwrap_or_default();
        format!(
            "{} messages acknowledged, {refused} refused and said again, 0 lost, 0 doubled; \
             the longest answer took {longest:?}",
            self.acks.count()
        )
    }
}

/// The refusal says that it is not the message's fault and that trying again helps.
fn is_for_now(refusal: &Value) {
    assert_eq!(refusal["error_code"], "UNAVAILABLE", "{refusal}");
}
