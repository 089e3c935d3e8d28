//! Following what happens to cases: rows are brought up to what the log says, and lists of this node's staff are told.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{access, rows};
use crate::{
    app::App,
    error::Result,
    event::{CaseEvent, Event},
    facts::{Item, ItemKind},
    sessions,
    work::{catch_up, list, news::CaughtUp},
};

/// How long news wait for more of them.
const GATHER: Duration = Duration::from_millis(150);
/// After a step the follower rests this many times as long as the step took: it takes a twentieth of the time at most.
const REST: u32 = 19;
/// How long it rests after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// Lists are told to reload when more rows than this changed at once.
const TOLD: usize = 256;
/// How often the database is asked for what nobody told of: news that were lost, and nodes that ended before they had
/// followed theirs.
const CHECK: Duration = Duration::from_secs(600);

/// Follows for ever. One task of a node does it.
pub async fn follow(app: App) {
    let mut check = tokio::time::interval(CHECK);
    check.tick().await;
    loop {
        tokio::select! {
            () = app.case_news().news.notified() => tokio::time::sleep(GATHER).await,
            _ = check.tick() => app.case_news().doubt(),
        }
        let start = Instant::now();
        match step(&app).await {
            Ok(()) => tokio::time::sleep(start.elapsed() * REST).await,
            Err(error) => {
                tracing::warn!(event = "case_list_failed", cause = error.cause());
                // Lists may not have been told of what their rows say.
                app.case_news().doubt();
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

/// Follows what this node has heard so far.
pub async fn step(app: &App) -> Result<()> {
    catch_up::with_news(app).await?;
    let CaughtUp { items, is_incomplete } = app.case_news().caught_up();
    let changed: Vec<Item> = items.into_iter().collect();
    if is_incomplete || changed.iter().any(|item| item.kind == ItemKind::Session) {
        sessions::positions::tell(app).await?;
    }
    if is_incomplete || changed.len() > TOLD {
        tell(app, CaseEvent::Reload);
    }
    if changed.len() <= TOLD && !changed.is_empty() {
        let found = list::rows(app.db().read(), &changed).await?;
        tell(app, CaseEvent::Changed(Arc::new(rows::show(app, None, found).await?)));
    }
    Ok(())
}

/// Every node follows for itself, so that nothing of it travels between nodes.
fn tell(app: &App, event: CaseEvent) {
    app.tell_here(Event::Case(event), access::audience());
}
