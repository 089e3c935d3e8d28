//! Facts are there for every change, once, and spans never overlap.

use chrono::{DateTime, TimeDelta, Utc};
use liaison_protocol::{
    ids::{PersonId, TicketId},
    message::PersonRef,
    staff::{AgentStatus, StaffRole},
    ticket::{Priority, TicketStatus},
};
use sea_orm::{EntityTrait, QueryOrder};

use super::{
    case_entity, span_entity,
    spans::{self, SpanKind},
};
use crate::{
    access_matrix::{order, person, staff},
    app::{App, Options},
    clock::Clock,
    people, presence, tickets,
};

async fn app(folder: &std::path::Path) -> (App, Clock) {
    let clock = Clock::manual(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000));
    (App::open(Options { clock: clock.clone(), ..Options::in_folder(folder) }).await.unwrap(), clock)
}

/// What was written down of cases, a line each.
async fn facts(app: &App) -> Vec<String> {
    let rows = case_entity::Entity::find().order_by_asc(case_entity::Column::Id).all(app.db().read()).await;
    let shown = |row: case_entity::Model| {
        let text = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let (from, to, team) = (text(row.from_value), text(row.to_value), text(row.team));
        let agent = row.agent_id.map_or("-".to_owned(), |agent| agent.to_string());
        format!("{:?} {from} -> {to}, {agent} of {team}, by {}: {}", row.kind, row.actor, row.cause)
    };
    rows.unwrap().into_iter().map(shown).collect()
}

/// Spans: what, and from when until when in minutes.
async fn spans_of(app: &App, start: DateTime<Utc>) -> Vec<(SpanKind, String, i64, Option<i64>)> {
    let rows = span_entity::Entity::find().order_by_asc(span_entity::Column::Id).all(app.db().read()).await;
    let minutes = |at: DateTime<Utc>| (at - start).num_minutes();
    let shown = |row: span_entity::Model| (row.kind, row.value, minutes(row.since), row.until.map(minutes));
    rows.unwrap().into_iter().map(shown).collect()
}

#[tokio::test]
async fn every_change_of_a_ticket_is_a_fact() {
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = app(folder.path()).await;
    let one = staff(&app, StaffRole::Agent, "north").await;
    order(&app).await;
    let two = staff(&app, StaffRole::Agent, "south").await;
    let lead = person(&app, staff(&app, StaffRole::Supervisor, "").await).await;
    let ticket = TicketId(1);
    for status in [TicketStatus::InProgress, TicketStatus::InProgress, TicketStatus::Resolved] {
        tickets::status::set_status(&app, &lead, ticket, status).await.unwrap();
    }
    tickets::status::set_priority(&app, &lead, ticket, Priority::Urgent).await.unwrap();
    tickets::reassign::reassign(&app, &lead, ticket, &PersonRef::Number(two.0)).await.unwrap();
    people::staff::deactivate(&app, &crate::actor::Actor::System, two).await.unwrap();
    let by = lead.name();
    assert_eq!(
        facts(&app).await,
        [
            "Created - -> medium, - of -, by system: order_created".to_owned(),
            format!("Assigned - -> {one}, {one} of north, by system: rule"),
            format!("Status open -> in_progress, {one} of north, by {by}: set"),
            format!("Status in_progress -> resolved, {one} of north, by {by}: set"),
            format!("Priority medium -> urgent, {one} of north, by {by}: set"),
            format!("Assigned {one} -> {two}, {two} of south, by {by}: reassigned"),
            format!("Assigned {two} -> {one}, {one} of north, by system: agent_left"),
        ]
    );
}

#[tokio::test]
async fn spans_of_status_follow_each_other_without_gap_or_overlap() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = app(folder.path()).await;
    let start = app.now();
    let agent = person(&app, staff(&app, StaffRole::Agent, "north").await).await;
    for status in [AgentStatus::Available, AgentStatus::Available, AgentStatus::Away, AgentStatus::Available]
    {
        presence::status::set(&app, &agent, status).await.unwrap();
        clock.advance(TimeDelta::minutes(10));
    }
    let status = |word: &str, since, until| (SpanKind::Status, word.to_owned(), since, until);
    assert_eq!(
        spans_of(&app, start).await,
        [status("available", 0, Some(20)), status("away", 20, Some(30)), status("available", 30, None)]
    );
}

#[tokio::test]
async fn who_is_online_twice_is_online_once() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = app(folder.path()).await;
    let start = app.now();
    let PersonId(agent) = staff(&app, StaffRole::Agent, "north").await;
    let write = app.db().write();
    for _ in 0..2 {
        spans::came_online(write, app.now(), PersonId(agent)).await.unwrap();
        clock.advance(TimeDelta::minutes(5));
    }
    for _ in 0..2 {
        spans::went_offline(write, app.now(), &[agent]).await.unwrap();
        clock.advance(TimeDelta::minutes(5));
    }
    spans::came_online(write, app.now(), PersonId(agent)).await.unwrap();
    let online = |since, until| (SpanKind::Online, "online".to_owned(), since, until);
    assert_eq!(spans_of(&app, start).await, [online(0, Some(10)), online(20, None)]);
}
