//! Waiting for an agent: into the queue, out of it when nobody was free in time, and back with the next message.

use chrono::TimeDelta;
use liaison_protocol::{job::JobKind, session::SessionStatus, ticket::Priority};
use serde_json::json;

use super::{
    access,
    assistant::{self, Says},
    commands::set_status,
    entity,
};
use crate::{
    actor::Actor,
    app::App,
    conversations::{self, card::Card},
    db::Tx,
    error::Result,
    jobs::{self, Job, SameKey},
    work::{self, Phase, commands::NewItem},
};

/// Puts a chat into the queue, where it may find an agent at once. The turn must have been taken and the chat locked.
pub(super) async fn ask_for_an_agent(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    row: entity::Model,
    cause: &str,
) -> Result<()> {
    let item = row.item();
    if row.status.0 != SessionStatus::Abandoned {
        say(tx, app, &row, Says::HandsOver).await?;
        make_case(tx, app, actor, row, cause).await?;
        return work::commands::offer(tx, app, actor).await;
    }
    // Whoever left a message waits for an answer, not in front of the screen: for as long as it takes.
    say(tx, app, &row, Says::MessageKept).await?;
    set_status(tx, row, SessionStatus::Waiting).await?;
    let moved = (SessionStatus::Waiting.as_str(), Phase::Open);
    work::commands::move_to(tx, app, actor, item, moved).await
}

/// Makes a case of a chat that the assistant answers, without offering it to anyone yet.
pub(super) async fn make_case(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    row: entity::Model,
    cause: &str,
) -> Result<()> {
    let row = set_status(tx, row, SessionStatus::Waiting).await?;
    start_waiting(tx, app, row.id).await?;
    let new = NewItem {
        item: row.item(),
        status: SessionStatus::Waiting.as_str(),
        priority: Priority::Medium,
        skills: &[],
        team: None,
        cause,
    };
    work::commands::insert(tx, actor, new).await
}

async fn say(tx: &mut Tx, app: &App, row: &entity::Model, says: Says<'_>) -> Result<()> {
    let id = row.conversation();
    conversations::commands::lock(tx, [id.0]).await?;
    let card = Card::load(tx.conn(), id).await?;
    assistant::say(tx, app, &card, says).await.map(drop)
}

/// From now on a chat waits as long as the settings say.
pub(super) async fn start_waiting(tx: &mut Tx, app: &App, session: i64) -> Result<()> {
    let wait = TimeDelta::seconds(i64::from(app.settings().get().settings.queue_timeout_seconds));
    let at = tx.now() + wait;
    let job = Job::once(JobKind::SessionTimesOut, session, json!({ "session": session }), SameKey::Replace);
    tx.schedule(job, at).await
}

/// A chat waits no longer.
pub(super) async fn stop_waiting(tx: &Tx, session: i64) -> Result<()> {
    jobs::cancel(tx, JobKind::SessionTimesOut, &session.to_string()).await
}

/// Nobody was free in time: the chat leaves the queue, and its party is offered to leave a message.
pub(crate) async fn time_out(tx: &mut Tx, app: &App, session: i64) -> Result<()> {
    work::turns::take(tx).await?;
    let Some(row) = access::lock(tx, session).await? else { return Ok(()) };
    if row.status.0 != SessionStatus::Waiting {
        return Ok(());
    }
    let item = row.item();
    say(tx, app, &row, Says::NobodyFree).await?;
    set_status(tx, row, SessionStatus::Abandoned).await?;
    let moved = (SessionStatus::Abandoned.as_str(), Phase::Ended);
    work::commands::move_to(tx, app, &Actor::System, item, moved).await
}
