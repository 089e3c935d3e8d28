//! Following what happens to cases: rows are brought up to what the log says, and lists of this node's staff are told.

use std::{collections::HashSet, sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{access, rows};
use crate::{
    app::App,
    conversations::standing,
    error::Result,
    event::{CaseEvent, Event},
    facts::{Item, ItemKind},
    sessions,
    work::{catch_up::catch_up, list, news::Changed},
};

/// How long news wait for more of them.
const GATHER: Duration = Duration::from_millis(150);
/// After a step the follower rests this many times as long as the step took: it takes a twentieth of the time at most.
const REST: u32 = 19;
/// How long it rests after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// Cases of one step at most. SQLite's writer waits for it.
const CASES: usize = 64;
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
                app.case_news().doubt();
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

/// Follows what this node has heard so far.
pub async fn step(app: &App) -> Result<()> {
    let Changed { conversations, items, is_incomplete } = app.case_news().take();
    let conversations: Vec<_> = conversations.into_iter().collect();
    let mut changed: HashSet<Item> = items;
    for some in conversations.chunks(1_000) {
        changed.extend(standing::cases_of(app.db().read(), some).await?);
    }
    let mut changed: Vec<Item> = changed.into_iter().collect();
    changed.sort_unstable();
    for some in changed.chunks(CASES) {
        catch_up(app, some).await?;
    }
    if is_incomplete {
        catch_up_with_all(app).await?;
    }
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

/// Brings up to date whatever is behind the log.
async fn catch_up_with_all(app: &App) -> Result<()> {
    let mut before = Vec::new();
    loop {
        let items = list::behind_the_log(app.db().read(), CASES as i64).await?;
        // What stays behind however often it is looked at is not looked at for ever.
        if items.is_empty() || items == before {
            return Ok(());
        }
        catch_up(app, &items).await?;
        before = items;
    }
}

/// Every node follows for itself, so that nothing of it travels between nodes.
fn tell(app: &App, event: CaseEvent) {
    app.tell_here(Event::Case(event), access::audience());
}
