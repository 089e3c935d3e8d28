//! The count of one class of routes: this node's own, and permits leased from a counter that all nodes share.

use std::num::NonZeroU32;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dashmap::DashMap;
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter as Governor};
use tokio::sync::Mutex;

use super::{Limited, RouteClass};

/// Permits for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// How many. None: the window is used up.
    pub permits: u32,
    /// How long they may be used; when there are none, how long until there may be.
    pub valid_for: Duration,
}

/// The counter cannot be reached.
#[derive(Debug, thiserror::Error)]
#[error("the shared rate counter cannot be reached: {0}")]
pub struct SharedWindowDown(pub String);

/// What [`SharedWindow::lease`] gives.
pub type LeaseFuture<'a> = Pin<Box<dyn Future<Output = Result<Lease, SharedWindowDown>> + Send + 'a>>;

/// A counter that all nodes share.
pub trait SharedWindow: Send + Sync {
    /// Takes up to `wanted` permits of the current window, of which `limit` are given to `key` per minute in all.
    fn lease<'a>(&'a self, class: RouteClass, key: &'a str, wanted: u32, limit: u32) -> LeaseFuture<'a>;
}

pub(super) struct Window {
    class: RouteClass,
    per_minute: u32,
    pub(super) local: DefaultKeyedRateLimiter<Arc<str>>,
    leased: DashMap<Arc<str>, Leased>,
    most_keys: usize,
    checks: AtomicUsize,
}

struct Leased {
    permits: u32,
    until: Instant,
    /// The shared window had no permit left until then.
    is_used_up: bool,
    /// Held while a block is leased: requests that come at once wait for it, and do not lease one each.
    turn: Arc<Mutex<()>>,
}

impl Default for Leased {
    fn default() -> Self {
        Self { permits: 0, until: Instant::now(), is_used_up: false, turn: Arc::default() }
    }
}

/// Share of the limit that is leased at once.
const BLOCKS: u32 = 10;
/// Checks between two looks at the number of keys.
const SWEEP_EVERY: usize = 1024;
/// Counters that newcomers share while there are too many keys.
const SHARED_COUNTERS: u64 = 1024;

impl Window {
    pub(super) fn new(class: RouteClass, per_minute: u32, most_keys: usize) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            class,
            per_minute: per_minute.get(),
            local: Governor::keyed(Quota::per_minute(per_minute)),
            leased: DashMap::new(),
            most_keys,
            checks: AtomicUsize::new(0),
        }
    }

    /// The key itself, or one of a fixed number of shared ones while there are too many.
    pub(super) fn local_key(&self, key: &str) -> Arc<str> {
        let checks = self.checks.fetch_add(1, Ordering::Relaxed);
        if checks.is_multiple_of(SWEEP_EVERY) && self.local.len() > self.most_keys {
            self.sweep();
        }
        if self.local.len() <= self.most_keys {
            return key.into();
        }
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("crowd-{}", hash % SHARED_COUNTERS).into()
    }

    pub(super) fn check_local(&self, key: &Arc<str>) -> Result<(), Limited> {
        self.local
            .check_key(key)
            .map_err(|not_until| Limited { retry_after: not_until.wait_time_from(self.local.clock().now()) })
    }

    pub(super) async fn check_shared(
        &self,
        shared: &dyn SharedWindow,
        key: &Arc<str>,
    ) -> Result<(), Limited> {
        if self.use_leased(key, Instant::now())? {
            return Ok(());
        }
        let turn = Arc::clone(&self.leased.entry(key.clone()).or_default().turn);
        let _turn = turn.lock().await;
        if self.use_leased(key, Instant::now())? {
            return Ok(());
        }
        let wanted = (self.per_minute / BLOCKS).max(1);
        match shared.lease(self.class, key, wanted, self.per_minute).await {
            Ok(lease) => {
                self.keep_lease(key, lease, Instant::now());
                if lease.permits == 0 { Err(Limited { retry_after: lease.valid_for }) } else { Ok(()) }
            }
            Err(error) => {
                tracing::warn!(event = "shared_rate_counter_down", %error);
                Ok(())
            }
        }
    }

    /// Keeps what was leased, less the one permit for this request.
    fn keep_lease(&self, key: &Arc<str>, lease: Lease, now: Instant) {
        let mut kept = self.leased.entry(key.clone()).or_default();
        let left = if kept.until > now { kept.permits } else { 0 };
        kept.permits = left.saturating_add(lease.permits.saturating_sub(1));
        kept.until = now + lease.valid_for;
        kept.is_used_up = kept.permits == 0 && lease.permits == 0;
    }

    /// Whether a leased permit was left and used. While the shared window is known to be used up, it is not asked.
    fn use_leased(&self, key: &Arc<str>, now: Instant) -> Result<bool, Limited> {
        match self.leased.get_mut(key) {
            Some(mut lease) if lease.until > now && lease.permits > 0 => {
                lease.permits -= 1;
                Ok(true)
            }
            Some(lease) if lease.until > now && lease.is_used_up => {
                Err(Limited { retry_after: lease.until - now })
            }
            _ => Ok(false),
        }
    }

    pub(super) fn sweep(&self) {
        self.local.retain_recent();
        self.local.shrink_to_fit();
        let now = Instant::now();
        self.leased.retain(|_, lease| lease.until > now);
        self.leased.shrink_to_fit();
    }
}
