//! Runs jobs: claims what is due, and does and removes each in one transaction. Jobs of a kind that permits it share
//! one; when one of them cannot be done, nothing of that transaction happened, and each gets its own.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use liaison_protocol::job::{JobCounts, JobKind, JobQueue, JobState};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{claim, commands, entity::Model, kind, retry};
use crate::{
    app::App,
    counted,
    error::{Error, Result},
};

/// The longest sleep while nothing is due: what another node scheduled may not have been heard of.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How often claims are renewed, and those of lost nodes taken back.
const UPKEEP: Duration = Duration::from_secs(10);
/// How long a node that stops waits for the jobs it runs.
const LAST_WAIT: Duration = Duration::from_secs(5);

/// Runs jobs until told to stop; then waits for those that run, and gives the others back.
pub async fn run(app: App, stop: CancellationToken) {
    let mut queues = JoinSet::new();
    for queue in JobQueue::ALL {
        queues.spawn(run_queue(app.clone(), *queue, stop.clone()));
    }
    queues.spawn(keep_claims(app.clone(), stop));
    while queues.join_next().await.is_some() {}
    if let Err(error) = claim::give_back(&app).await {
        tracing::warn!(event = "jobs_not_given_back", cause = error.cause());
    }
}

/// Runs everything that is due now and returns when nothing is: for tests, whose time stands still.
pub async fn run_due(app: &App) -> Result<()> {
    claim::take_back(app).await?;
    for queue in JobQueue::ALL {
        loop {
            let claimed = claim::claim(app, *queue, kind::claimed(*queue)).await?;
            if claimed.is_empty() {
                break;
            }
            for jobs in by_transaction(claimed) {
                attempt_all(app, jobs).await;
            }
        }
    }
    Ok(())
}

async fn run_queue(app: App, queue: JobQueue, stop: CancellationToken) {
    let workers = kind::workers(queue);
    let free = Arc::new(Semaphore::new(workers));
    let mut running = JoinSet::new();
    while !stop.is_cancelled() {
        while running.try_join_next().is_some() {}
        let claimed = match claim_due(&app, queue, free.available_permits()).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::warn!(event = "jobs_not_claimed", queue = queue.as_str(), cause = error.cause());
                pause(&app, queue, LOOK_AGAIN, &stop).await;
                continue;
            }
        };
        match claimed {
            Claimed::Jobs(jobs) => {
                for jobs in by_transaction(jobs) {
                    let permit = stop.run_until_cancelled(Arc::clone(&free).acquire_owned()).await;
                    // Those that were not begun are given back.
                    let Some(Ok(permit)) = permit else { break };
                    let app = app.clone();
                    running.spawn(async move {
                        attempt_all(&app, jobs).await;
                        drop(permit);
                        app.jobs().of(queue).notify_one();
                    });
                }
            }
            Claimed::Nothing(wait) => pause(&app, queue, wait, &stop).await,
        }
    }
    // Who is slower than this loses its claim, and its transaction with it.
    drop(timeout(LAST_WAIT, async { while running.join_next().await.is_some() {} }).await);
}

enum Claimed {
    Jobs(Vec<Model>),
    /// How long there is nothing to do.
    Nothing(Duration),
}

/// Looks before it claims: claiming writes, and most of the time nothing is due.
async fn claim_due(app: &App, queue: JobQueue, free: usize) -> Result<Claimed> {
    if free == 0 {
        return Ok(Claimed::Nothing(LOOK_AGAIN));
    }
    let wait = match claim::next_due(app, queue).await? {
        None => LOOK_AGAIN,
        Some(due) => (due - app.now()).to_std().unwrap_or_default().min(LOOK_AGAIN),
    };
    if !wait.is_zero() {
        return Ok(Claimed::Nothing(wait));
    }
    let jobs = claim::claim(app, queue, kind::claimed(queue)).await?;
    Ok(if jobs.is_empty() { Claimed::Nothing(LOOK_AGAIN) } else { Claimed::Jobs(jobs) })
}

async fn pause(app: &App, queue: JobQueue, wait: Duration, stop: &CancellationToken) {
    tokio::select! {
        () = sleep(wait) => {}
        () = app.jobs().of(queue).notified() => {}
        () = stop.cancelled() => {}
    }
}

async fn keep_claims(app: App, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(UPKEEP);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let kept = async {
            claim::renew(&app).await?;
            show(&commands::counts(&app).await?);
            claim::take_back(&app).await
        };
        match kept.await {
            Ok(0) => {}
            Ok(jobs) => tracing::info!(event = "jobs_taken_back", jobs),
            Err(error) => tracing::warn!(event = "jobs_not_kept", cause = error.cause()),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "metrics are floats")]
fn show(counts: &JobCounts) {
    for (state, count) in
        [(JobState::Ready, counts.ready), (JobState::Running, counts.running), (JobState::Dead, counts.dead)]
    {
        metrics::gauge!(counted::JOBS, "state" => state.as_str()).set(count as f64);
    }
    metrics::gauge!(counted::JOBS_LATE).set(counts.late as f64);
}

/// Claimed jobs by the transactions that do them.
fn by_transaction(jobs: Vec<Model>) -> Vec<Vec<Model>> {
    let mut kinds: BTreeMap<String, Vec<Model>> = BTreeMap::new();
    for job in jobs {
        kinds.entry(job.kind.clone()).or_default().push(job);
    }
    let mut all = Vec::new();
    for (kind, jobs) in kinds {
        let together = JobKind::parse(&kind).map_or(1, |kind| kind::of(kind).together);
        let mut jobs = jobs.into_iter().peekable();
        while jobs.peek().is_some() {
            all.push(jobs.by_ref().take(together.max(1)).collect());
        }
    }
    all
}

/// One attempt at jobs of a kind that this node has claimed: all in one transaction, or else one by one, so that none
/// fails with another.
pub(super) async fn attempt_all(app: &App, jobs: Vec<Model>) {
    if jobs.len() > 1 && is_done_together(app, &jobs).await {
        return;
    }
    for job in jobs {
        attempt(app, job).await;
    }
}

/// Does jobs of a kind in one transaction; `false` when that was not possible and nothing happened.
async fn is_done_together(app: &App, jobs: &[Model]) -> bool {
    let Some(kind) = jobs.first().and_then(|job| JobKind::parse(&job.kind)) else { return false };
    let mut ordered = jobs.to_vec();
    // Keys are ids: this is their order, in which everybody locks.
    ordered.sort_by_cached_key(|job| job.key.as_ref().map(|key| (key.len(), key.clone())));
    let outcome = tried(app, kind, ordered).await;
    if let Err(error) = &outcome {
        tracing::info!(event = "jobs_not_done_together", kind = kind.as_str(), cause = error.cause());
    }
    let is_done = matches!(outcome, Ok(true));
    if is_done {
        count(kind, "done", jobs.len());
    }
    is_done
}

/// Tries jobs of a kind in a task of their own, which may panic, for as long as one attempt may take.
async fn tried(app: &App, kind: JobKind, jobs: Vec<Model>) -> Result<bool> {
    match tokio::spawn(timeout(kind::of(kind).timeout, do_jobs(app.clone(), kind, jobs))).await {
        Ok(Ok(done)) => done,
        Ok(Err(_)) => Err(Error::unavailable("the attempt timed out")),
        Err(panic) => Err(Error::internal(panic)),
    }
}

fn count(kind: JobKind, outcome: &'static str, jobs: usize) {
    let jobs = u64::try_from(jobs).unwrap_or(u64::MAX);
    metrics::counter!(counted::JOBS_RUN_TOTAL, "kind" => kind.as_str(), "outcome" => outcome).increment(jobs);
}

/// One attempt at a job that this node has claimed.
async fn attempt(app: &App, job: Model) {
    let Some(kind) = JobKind::parse(&job.kind) else {
        // A newer version scheduled it, and has nodes that know it.
        let later = Some(app.now() + claim::LEASE);
        return store_failure(app, &job, "UNKNOWN_KIND: this version does not know this kind", later).await;
    };
    let outcome = tried(app, kind, vec![job.clone()]).await;
    let word = match &outcome {
        Ok(true) => "done",
        Ok(false) => "lost",
        Err(_) => "failed",
    };
    count(kind, word, 1);
    let Err(error) = outcome else { return };
    let is_last = job.attempts >= job.max_attempts || !error.is_transient();
    let next = (!is_last)
        .then(|| app.now() + retry::pause(kind::of(kind).pause, job.attempts, app.random_fraction()));
    tracing::warn!(
        event = "job_failed",
        kind = kind.as_str(),
        job = %job.id,
        attempt = job.attempts,
        is_dead = is_last,
        code = error.code().as_str(),
        cause = error.cause()
    );
    let said = format!("{}: {}", error.code().as_str(), error.code().message());
    store_failure(app, &job, &said, next).await;
}

/// Does jobs and removes them in one transaction; `false` when one was no longer this node's, and nothing was done.
async fn do_jobs(app: App, kind: JobKind, jobs: Vec<Model>) -> Result<bool> {
    let mut tx = app.begin().await?;
    for job in &jobs {
        (app.reactions().job)(&mut tx, &app, kind, &job.args).await?;
    }
    if !claim::finish(&tx, &jobs).await? {
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

async fn store_failure(app: &App, job: &Model, error: &str, next: Option<chrono::DateTime<chrono::Utc>>) {
    if let Err(error) = claim::fail(app, job, error, next).await {
        // Its lease ends by itself, and it is tried again.
        tracing::warn!(event = "job_failure_not_stored", job = %job.id, cause = error.cause());
    }
}
