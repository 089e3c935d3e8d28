//! Jobs by what they promise: each effect once, however often claims are lost, retried or replaced.

use std::{collections::BTreeMap, path::Path};

use chrono::{DateTime, TimeDelta, Utc};
use liaison_protocol::{
    error_code::ErrorCode,
    job::{JobKind, JobQueue, JobState},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::json;

use super::{
    Job, SameKey, claim, commands,
    entity::{Column, Entity, Model},
    runner,
};
use crate::{
    actor::Actor,
    app::{App, Options},
    clock::Clock,
    presence,
};

/// An application whose clock moves only when it is told to.
async fn app(folder: &Path) -> (App, Clock) {
    let clock = Clock::manual(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000));
    let app = App::open(Options { clock: clock.clone(), ..Options::in_folder(folder) }).await.unwrap();
    presence::keep_lease(&app).await.unwrap();
    (app, clock)
}

async fn schedule(app: &App, key: &str, same_key: SameKey, after: TimeDelta) {
    let mut tx = app.begin().await.unwrap();
    let at = tx.now() + after;
    tx.schedule(Job::once(JobKind::Probe, key, json!({ "key": key }), same_key), at).await.unwrap();
    tx.commit().await.unwrap();
}

async fn all(app: &App) -> Vec<Model> {
    Entity::find().order_by_asc(Column::Id).all(app.db().read()).await.unwrap()
}

async fn due(app: &App) -> Vec<Model> {
    claim::claim(app, JobQueue::Timers, 10).await.unwrap()
}

#[tokio::test]
async fn a_job_exists_with_its_transaction_and_is_run_at_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = app(folder.path()).await;
    let mut tx = app.begin().await.unwrap();
    let at = tx.now();
    tx.schedule(Job::once(JobKind::Probe, "undone", json!({}), SameKey::Keep), at).await.unwrap();
    drop(tx);
    assert!(all(&app).await.is_empty(), "a transaction that is undone leaves no job");
    schedule(&app, "a", SameKey::Keep, TimeDelta::minutes(5)).await;
    runner::run_due(&app).await.unwrap();
    assert_eq!(all(&app).await.len(), 1, "not before its time");
    clock.advance(TimeDelta::minutes(5));
    runner::run_due(&app).await.unwrap();
    assert!(all(&app).await.is_empty(), "done is gone");
}

#[tokio::test]
async fn one_key_is_one_job_kept_replaced_or_moved_up() {
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = app(folder.path()).await;
    let minutes = async || {
        let job = all(&app).await.pop().unwrap();
        (job.run_at - app.now()).num_minutes()
    };
    schedule(&app, "k", SameKey::Keep, TimeDelta::minutes(10)).await;
    for (same_key, after, expected) in [
        (SameKey::Keep, 3, 10),
        (SameKey::Earlier, 20, 10),
        (SameKey::Earlier, 7, 7),
        (SameKey::Replace, 30, 30),
    ] {
        schedule(&app, "k", same_key, TimeDelta::minutes(after)).await;
        assert_eq!((all(&app).await.len(), minutes().await), (1, expected), "{same_key:?} {after}");
    }
    schedule(&app, "another", SameKey::Keep, TimeDelta::minutes(1)).await;
    assert_eq!(all(&app).await.len(), 2);
}

#[tokio::test]
async fn a_job_that_is_replaced_while_it_runs_is_run_again_and_its_first_run_changes_nothing() {
    for same_key in [SameKey::Keep, SameKey::Replace, SameKey::Earlier] {
        let folder = tempfile::tempdir().unwrap();
        let (app, _) = app(folder.path()).await;
        schedule(&app, "k", SameKey::Keep, TimeDelta::zero()).await;
        let running = due(&app).await.pop().unwrap();
        schedule(&app, "k", same_key, TimeDelta::zero()).await;
        let tx = app.begin().await.unwrap();
        assert!(
            !claim::finish(&tx, std::slice::from_ref(&running)).await.unwrap(),
            "{same_key:?}: the old claim counts no more"
        );
        drop(tx);
        let again = due(&app).await.pop().unwrap();
        assert!(again.epoch > running.epoch, "{same_key:?}");
    }
}

#[tokio::test]
async fn what_a_node_lost_is_run_by_another_and_finished_once() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = app(folder.path()).await;
    schedule(&app, "k", SameKey::Keep, TimeDelta::zero()).await;
    let first = due(&app).await.pop().unwrap();
    assert!(due(&app).await.is_empty(), "claimed once");
    assert_eq!(claim::take_back(&app).await.unwrap(), 0, "its node lives");
    clock.advance(claim::LEASE);
    presence::keep_lease(&app).await.unwrap();
    assert_eq!(claim::take_back(&app).await.unwrap(), 1, "the claim was not renewed");
    let second = due(&app).await.pop().unwrap();
    for (job, is_held) in [(&first, false), (&second, true), (&second, false)] {
        let tx = app.begin().await.unwrap();
        assert_eq!(
            claim::finish(&tx, std::slice::from_ref(job)).await.unwrap(),
            is_held,
            "epoch {}",
            job.epoch
        );
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn renewed_claims_hold_and_a_node_that_stops_gives_its_own_back() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = app(folder.path()).await;
    schedule(&app, "k", SameKey::Keep, TimeDelta::zero()).await;
    assert_eq!(due(&app).await.len(), 1);
    for _ in 0..10 {
        clock.advance(TimeDelta::seconds(20));
        presence::keep_lease(&app).await.unwrap();
        claim::renew(&app).await.unwrap();
        assert_eq!(claim::take_back(&app).await.unwrap(), 0);
    }
    assert_eq!(claim::give_back(&app).await.unwrap(), 1);
    assert_eq!(due(&app).await.len(), 1);
    // The node's own lease ends: what it runs is taken back at once.
    clock.advance(TimeDelta::seconds(16));
    assert_eq!(claim::take_back(&app).await.unwrap(), 1);
}

#[tokio::test]
async fn a_clock_that_jumps_an_hour_either_way_loses_and_repeats_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = app(folder.path()).await;
    for (jump, key) in [(TimeDelta::hours(1), "forward"), (TimeDelta::hours(-1), "back")] {
        schedule(&app, key, SameKey::Keep, TimeDelta::minutes(2)).await;
        clock.advance(jump);
        presence::keep_lease(&app).await.unwrap();
        runner::run_due(&app).await.unwrap();
        clock.advance(TimeDelta::hours(2));
        presence::keep_lease(&app).await.unwrap();
        runner::run_due(&app).await.unwrap();
        assert!(all(&app).await.is_empty(), "{key}");
    }
}

#[tokio::test]
async fn a_job_that_fails_waits_longer_each_time_and_is_dead_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = app(folder.path()).await;
    // The ticket of a snooze must be a number.
    let mut tx = app.begin().await.unwrap();
    let at = tx.now();
    let broken = Job::once(JobKind::SnoozeEnds, "x", json!({ "ticket": "x" }), SameKey::Keep);
    tx.schedule(broken, at).await.unwrap();
    tx.commit().await.unwrap();
    let mut waits = Vec::new();
    loop {
        runner::run_due(&app).await.unwrap();
        let job = all(&app).await.pop().unwrap();
        assert_eq!(job.last_error.as_deref().map(|error| error.starts_with("INTERNAL")), Some(true));
        if job.state.0 == JobState::Dead {
            assert_eq!(job.attempts, job.max_attempts);
            break;
        }
        let wait = job.run_at - app.now();
        waits.push(wait);
        clock.advance(wait);
        presence::keep_lease(&app).await.unwrap();
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1] * 2), "{waits:?}");
    assert!(waits.iter().all(|wait| *wait <= TimeDelta::hours(1)), "{waits:?}");
    // A dead job keeps its key free.
    schedule(&app, "x", SameKey::Keep, TimeDelta::zero()).await;
    let counts = commands::counts(&app).await.unwrap();
    assert_eq!((counts.ready, counts.running, counts.dead), (1, 0, 1));
}

#[tokio::test]
async fn a_job_that_fails_or_is_lost_takes_no_other_of_its_transaction_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = app(folder.path()).await;
    let mut tx = app.begin().await.unwrap();
    let at = tx.now();
    for ticket in [json!(1), json!("x"), json!(3), json!(4)] {
        let job = Job::once(JobKind::SnoozeEnds, &ticket, json!({ "ticket": ticket }), SameKey::Keep);
        tx.schedule(job, at).await.unwrap();
    }
    tx.commit().await.unwrap();
    let claimed = due(&app).await;
    let mut tx = app.begin().await.unwrap();
    let again = Job::once(JobKind::SnoozeEnds, 4, json!({ "ticket": 4 }), SameKey::Replace);
    tx.schedule(again, at + TimeDelta::hours(1)).await.unwrap();
    tx.commit().await.unwrap();
    runner::attempt_all(&app, claimed).await;
    let left: BTreeMap<_, _> =
        all(&app).await.into_iter().filter_map(|job| Some((job.key?, job.last_error.is_some()))).collect();
    assert_eq!(left, BTreeMap::from([("\"x\"".to_owned(), true), ("4".to_owned(), false)]));
}

#[tokio::test]
async fn dead_jobs_are_replayed_or_discarded_and_others_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = app(folder.path()).await;
    schedule(&app, "k", SameKey::Keep, TimeDelta::hours(1)).await;
    let job = all(&app).await.pop().unwrap();
    let system = Actor::System;
    let refusal = commands::replay(&app, &system, job.id).await.unwrap_err();
    assert_eq!(refusal.code(), ErrorCode::Forbidden, "the server itself is no admin");
    let id = crate::access_matrix::staff(&app, liaison_protocol::staff::StaffRole::Admin, "").await;
    let admin = crate::access_matrix::person(&app, id).await;
    assert_eq!(commands::replay(&app, &admin, job.id).await.unwrap_err().code(), ErrorCode::Conflict);
    assert_eq!(commands::discard(&app, &admin, job.id).await.unwrap_err().code(), ErrorCode::Conflict);
    let mut dead = job.clone().into_active_model();
    dead.state = Set(crate::db::Stored(JobState::Dead));
    dead.update(app.db().write()).await.unwrap();
    let shown = commands::list(&app, &admin, JobState::Dead, 10).await.unwrap();
    assert_eq!((shown.items.len(), shown.counts.dead), (1, 1));
    assert_eq!(commands::replay(&app, &admin, job.id).await.unwrap().state, JobState::Ready);
    runner::run_due(&app).await.unwrap();
    assert!(all(&app).await.is_empty());
    assert_eq!(commands::discard(&app, &admin, job.id).await.unwrap_err().code(), ErrorCode::NotFound);
}
