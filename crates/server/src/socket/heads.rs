//! Where joined conversations stand, told from time to time, so that even a lost last message is noticed.

use std::{collections::HashMap, time::Duration};

use liaison_domain::{app::App, messages::queries};
use liaison_protocol::{events, ids::ConversationId};
use liaison_socketio::Socket;

use super::{Application, Sockets};

/// Sockets whose heads are read with one query.
const SLICE: usize = 500;

/// Tells every socket where its conversations stand, every `interval`, for ever. A slice at a time, so that ten
/// thousand sockets are no burst.
pub async fn announce_heads(app: App, sockets: Sockets, interval: Duration) {
    let mut ticks = tokio::time::interval(interval);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        for slice in sockets.sockets().chunks(SLICE) {
            tell(&app, slice).await;
            tokio::task::yield_now().await;
        }
    }
}

/// Tells sockets where their conversations stand; the positions come from the database, never from the bus that may
/// have lost something.
pub(super) async fn tell(app: &App, sockets: &[Socket<Application>]) {
    let joined: Vec<_> = sockets.iter().map(|socket| socket.state().joined.conversations()).collect();
    let mut ids: Vec<ConversationId> = joined.iter().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return;
    }
    let heads = match queries::heads(app, ids).await {
        Ok(heads) => heads,
        Err(error) => return tracing::warn!(event = "heads_failed", %error),
    };
    for (socket, joined) in sockets.iter().zip(joined) {
        let own: HashMap<_, _> = joined.iter().filter_map(|id| heads.get_key_value(id)).collect();
        if !own.is_empty() {
            // Who is gone or too slow learns it from the engine.
            let _gone = socket.emit(events::HEADS, &own);
        }
    }
}
