//! The lanes of all conversations with traffic, and the task that fetches what a lane misses.
//!
//! Needed wherever entries may arrive in another order than their positions: from other nodes, and on PostgreSQL also
//! from this one, because two transactions may be published in another order than they were committed.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{BuildHasher, RandomState},
    time::Duration,
};

use liaison_protocol::ids::ConversationId;
use parking_lot::{Mutex, MutexGuard};

use super::lane::{Lane, Outcome};
use crate::{
    app::{App, WeakApp},
    event::Published,
    messages,
};

/// Conversations of one shard at most, about 150 bytes each.
const LANES: usize = 1_024;
/// Shards: as many conversations can be delivered at the same time.
const SHARDS: usize = 64;
/// How long a missing entry may be on its way before it is fetched: the other writer's commit is a moment away.
const GRACE: Duration = Duration::from_millis(30);
/// Waits between two tries to fetch; after the last one the lane goes on without.
const RETRIES: [Duration; 6] = [
    Duration::from_millis(100),
    Duration::from_millis(300),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

/// The order of all conversations on this node.
pub(crate) struct Lanes {
    shards: Vec<Mutex<Shard>>,
    hasher: RandomState,
}

#[derive(Default)]
struct Shard {
    lanes: HashMap<ConversationId, Used>,
    offers: u64,
}

struct Used {
    lane: Lane<Published>,
    /// Which offer of the shard was the last one here.
    offer: u64,
    is_repaired: bool,
}

impl Default for Lanes {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| Mutex::default()).collect(), hasher: RandomState::new() }
    }
}

impl Lanes {
    /// Takes an entry that arrived and delivers what is ready, the entries of a conversation one after the other.
    /// Whether a [`repair`] has to be started.
    pub(crate) fn offer(
        &self,
        conversation: ConversationId,
        seq: i64,
        entry: &Published,
        deliver: impl FnMut(&Published),
    ) -> bool {
        let Some(mut shard) = self.shard(conversation) else { return false };
        let used = shard.lane(conversation, seq);
        let outcome = used.lane.offer(seq, entry, deliver);
        let starts = outcome == Outcome::Held && !used.is_repaired;
        used.is_repaired |= starts;
        starts
    }

    /// Says where a conversation stands that somebody here begins to follow. A lane that is known knows better.
    pub(crate) fn follow(&self, conversation: ConversationId, last_seq: i64) {
        if let Some(mut shard) = self.shard(conversation) {
            shard.lane(conversation, last_seq.saturating_add(1));
        }
    }

    /// What has to be fetched; when it is nothing, the repair is over in the same moment.
    fn missing_or_done(&self, conversation: ConversationId) -> Option<std::ops::RangeInclusive<i64>> {
        let mut shard = self.shard(conversation)?;
        let used = shard.lanes.get_mut(&conversation)?;
        let missing = used.lane.missing();
        used.is_repaired = missing.is_some();
        missing
    }

    fn shard(&self, conversation: ConversationId) -> Option<MutexGuard<'_, Shard>> {
        let shard = self.hasher.hash_one(conversation) % SHARDS as u64;
        // There are exactly so many shards.
        self.shards.get(usize::try_from(shard).ok()?).map(Mutex::lock)
    }
}

impl Shard {
    fn lane(&mut self, conversation: ConversationId, next: i64) -> &mut Used {
        self.offers += 1;
        if self.lanes.len() >= LANES && !self.lanes.contains_key(&conversation) {
            self.forget_quiet_half();
        }
        let used = match self.lanes.entry(conversation) {
            Entry::Occupied(lane) => lane.into_mut(),
            Entry::Vacant(place) => {
                place.insert(Used { lane: Lane::starting_at(next), offer: 0, is_repaired: false })
            }
        };
        used.offer = self.offers;
        used
    }

    /// Half at once, so that the search for quiet ones is rare. What is being repaired stays.
    fn forget_quiet_half(&mut self) {
        let mut offers: Vec<u64> = self.lanes.values().map(|used| used.offer).collect();
        let middle = offers.len() / 2;
        let (_, middle, _) = offers.select_nth_unstable(middle);
        let middle = *middle;
        self.lanes.retain(|_, used| used.offer >= middle || used.is_repaired);
    }
}

/// Fetches what a lane misses until it misses nothing.
pub(crate) async fn repair(app: WeakApp, conversation: ConversationId) {
    tokio::time::sleep(GRACE).await;
    let mut retries = RETRIES.iter();
    loop {
        let Some(app) = app.upgrade() else { return };
        let Some(stretch) = app.lanes().and_then(|lanes| lanes.missing_or_done(conversation)) else { return };
        let pause = match messages::queries::published(&app, conversation, stretch.clone()).await {
            Ok(entries) => {
                tracing::debug!(event = "gap_filled", %conversation, from = stretch.start(), entries = entries.len());
                on_lane(&app, conversation, |lane, deliver| lane.fetched(&stretch, &entries, deliver));
                continue;
            }
            Err(error) => match retries.next() {
                Some(pause) => {
                    tracing::warn!(event = "gap_not_filled", %conversation, cause = error.cause());
                    *pause
                }
                None => {
                    tracing::error!(event = "gap_left_open", %conversation, cause = error.cause());
                    on_lane(&app, conversation, |lane, deliver| lane.give_up(deliver));
                    continue;
                }
            },
        };
        drop(app);
        tokio::time::sleep(pause).await;
    }
}

fn on_lane(
    app: &App,
    conversation: ConversationId,
    act: impl FnOnce(&mut Lane<Published>, &mut dyn FnMut(&Published)),
) {
    let listener = app.listener();
    let Some(mut shard) = app.lanes().and_then(|lanes| lanes.shard(conversation)) else { return };
    if let Some(used) = shard.lanes.get_mut(&conversation) {
        act(&mut used.lane, &mut |entry| listener(entry));
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::event::{Audience, ConversationEvent};

    fn entry() -> Published {
        Published {
            event: ConversationEvent::AccessChanged { conversation: ConversationId(Uuid::nil()) }.into(),
            audience: Audience::default(),
        }
    }

    #[test]
    fn one_repair_at_a_time_and_conversations_apart() {
        let (lanes, one, two) =
            (Lanes::default(), ConversationId(Uuid::from_u128(1)), ConversationId(Uuid::from_u128(2)));
        lanes.follow(one, 4);
        assert!(lanes.offer(one, 7, &entry(), |_| panic!("5 is missing")));
        assert!(!lanes.offer(one, 8, &entry(), |_| panic!("5 is missing")), "a repair is on its way");
        assert_eq!(lanes.missing_or_done(one), Some(5..=6));
        let mut delivered = 0;
        assert!(!lanes.offer(two, 70, &entry(), |_| delivered += 1), "the first one seen starts a lane");
        for seq in [5, 6] {
            assert!(!lanes.offer(one, seq, &entry(), |_| delivered += 1));
        }
        assert_eq!(delivered, 5);
        assert_eq!(lanes.missing_or_done(one), None);
        lanes.follow(one, 1);
        assert!(!lanes.offer(one, 2, &entry(), |_| panic!("it was delivered before")));
        assert!(
            lanes.offer(one, 10, &entry(), |_| panic!("9 is missing")),
            "the next gap has its own repair"
        );
    }

    #[test]
    fn memory_is_bounded_and_what_is_repaired_stays() {
        let lanes = Lanes::default();
        let broken = ConversationId(Uuid::from_u128(0));
        lanes.follow(broken, 0);
        lanes.offer(broken, 2, &entry(), |_| panic!("1 is missing"));
        for id in 1..(2 * LANES * SHARDS) as u128 {
            lanes.offer(ConversationId(Uuid::from_u128(id)), 1, &entry(), |_| {});
        }
        let kept: usize = lanes.shards.iter().map(|shard| shard.lock().lanes.len()).sum();
        assert!(kept <= LANES * SHARDS, "{kept}");
        assert_eq!(lanes.missing_or_done(broken), Some(1..=1));
    }
}
