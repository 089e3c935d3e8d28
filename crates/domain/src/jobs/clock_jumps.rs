//! The clock jumps by an hour, forward or back, while jobs run, leases hold and tickets are snoozed.

use chrono::{DateTime, TimeDelta, Utc};
use liaison_protocol::{
    ids::TicketId,
    job::{JobKind, JobQueue},
    staff::StaffRole,
    ticket::Snooze,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use super::{
    Job, SameKey, claim,
    entity::{Entity, Model},
    runner,
};
use crate::{
    access_matrix::{order, person, staff},
    app::{App, Options},
    clock::Clock,
    presence, tickets,
};

const JUMPS: [TimeDelta; 2] = [TimeDelta::hours(1), TimeDelta::hours(-1)];

/// Two nodes with one clock.
async fn nodes(folder: &std::path::Path) -> (App, App, Clock) {
    let clock = Clock::manual(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000));
    let open = async || {
        let app = App::open(Options { clock: clock.clone(), ..Options::in_folder(folder) }).await.unwrap();
        presence::keep_lease(&app).await.unwrap();
        app
    };
    (open().await, open().await, clock)
}

async fn claimed(app: &App) -> Model {
    let mut tx = app.begin().await.unwrap();
    let at = tx.now();
    tx.schedule(Job::once(JobKind::Probe, "k", json!({}), SameKey::Keep), at).await.unwrap();
    tx.commit().await.unwrap();
    claim::claim(app, JobQueue::Timers, 1).await.unwrap().pop().unwrap()
}

async fn is_finished(app: &App, job: &Model) -> bool {
    let tx = app.begin().await.unwrap();
    let is_finished = claim::finish(&tx, std::slice::from_ref(job)).await.unwrap();
    tx.commit().await.unwrap();
    is_finished
}

#[tokio::test]
async fn a_node_that_lives_keeps_what_it_runs() {
    for jump in JUMPS {
        let folder = tempfile::tempdir().unwrap();
        let (runs, other, clock) = nodes(folder.path()).await;
        let job = claimed(&runs).await;
        clock.advance(jump);
        for node in [&runs, &other] {
            presence::keep_lease(node).await.unwrap();
            claim::renew(node).await.unwrap();
        }
        for node in [&runs, &other] {
            assert_eq!(claim::take_back(node).await.unwrap(), 0, "{jump}");
        }
        assert!(is_finished(&runs, &job).await, "{jump}");
    }
}

#[tokio::test]
async fn what_another_node_takes_back_too_early_is_run_again_and_finished_once() {
    let folder = tempfile::tempdir().unwrap();
    let (runs, other, clock) = nodes(folder.path()).await;
    let job = claimed(&runs).await;
    clock.advance(TimeDelta::hours(1));
    // The other one looks before the leases are renewed at the new time.
    assert_eq!(claim::take_back(&other).await.unwrap(), 1);
    let again = claim::claim(&other, JobQueue::Timers, 1).await.unwrap().pop().unwrap();
    assert!(!is_finished(&runs, &job).await);
    assert!(is_finished(&other, &again).await);
}

#[tokio::test]
async fn what_a_dead_node_ran_is_taken_back_without_the_hour() {
    for jump in JUMPS {
        let folder = tempfile::tempdir().unwrap();
        let (dies, stays, clock) = nodes(folder.path()).await;
        let job = claimed(&dies).await;
        clock.advance(jump);
        presence::keep_lease(&stays).await.unwrap();
        claim::renew(&stays).await.unwrap();
        assert_eq!(claim::take_back(&stays).await.unwrap(), 1, "{jump}");
        assert!(!is_finished(&dies, &job).await, "{jump}");
    }
}

#[tokio::test]
async fn a_snooze_ends_once_and_at_its_time() {
    for jump in JUMPS {
        let folder = tempfile::tempdir().unwrap();
        let (app, other, clock) = nodes(folder.path()).await;
        staff(&app, StaffRole::Agent, "").await;
        order(&app).await;
        let lead = person(&app, staff(&app, StaffRole::Supervisor, "").await).await;
        let until = app.now() + TimeDelta::hours(2);
        let ticket = tickets::snooze::snooze(&app, &lead, TicketId(1), Snooze { until: Some(until) });
        assert!(ticket.await.unwrap().snoozed.is_some());
        clock.advance(jump);
        let run = async || {
            for node in [&app, &other] {
                presence::keep_lease(node).await.unwrap();
                runner::run_due(node).await.unwrap();
            }
            let shown = tickets::queries::one(&app, &lead, tickets::access::Which::Ticket(TicketId(1)));
            (shown.await.unwrap().snoozed.is_some(), Entity::find().count(app.db().read()).await.unwrap())
        };
        assert_eq!(run().await, (true, 1), "{jump}: not before its time");
        clock.advance(until - app.now());
        assert_eq!(run().await, (false, 0), "{jump}: at its time");
        clock.advance(-jump);
        assert_eq!(run().await, (false, 0), "{jump}: it does not begin again");
    }
}
