//! Where joined conversations stand, told from time to time, so that even a lost last message is noticed.

use std::{collections::HashMap, sync::Arc, time::Duration};

use liaison_domain::{app::App, messages::queries};
use liaison_protocol::{events::Heads, ids::ConversationId};
use liaison_socketio::Socket;
use tokio::sync::Notify;

use super::{Application, Sockets, fanout::say};

/// Sockets whose heads are read with one query.
const SLICE: usize = 500;

/// Says that events of other nodes may have been lost.
#[derive(Default)]
pub struct Lost {
    heads: Notify,
    seats: Notify,
}

impl Lost {
    /// Notes it; many notes at once are one.
    pub fn note(&self) {
        self.heads.notify_one();
        self.seats.notify_one();
    }

    /// Waits until something was lost that seats may depend on.
    pub(super) async fn seats(&self) {
        self.seats.notified().await;
    }
}

/// Least time between two rounds, however often something is lost.
const REST: Duration = Duration::from_secs(1);

/// Tells every socket where its conversations stand, every `interval` and at once after a loss, for ever. A slice at
/// a time, so that ten thousand sockets are no burst.
pub async fn announce_heads(app: App, sockets: Sockets, interval: Duration, lost: Arc<Lost>) {
    let mut ticks = tokio::time::interval(interval);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    ticks.tick().await;
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = lost.heads.notified() => {}
        }
        for slice in sockets.sockets().chunks(SLICE) {
            tell(&app, slice).await;
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(REST.min(interval)).await;
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
        let own: HashMap<_, _> = joined.iter().filter_map(|id| Some((*id, *heads.get(id)?))).collect();
        if !own.is_empty() {
            // Who is gone or too slow learns it from the engine.
            let _gone = say(socket, &Heads(own));
        }
    }
}
