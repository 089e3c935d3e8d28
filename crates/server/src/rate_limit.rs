//! How often one identity may ask.
//!
//! Each node counts by itself. In a cluster a [`SharedWindow`] counts for all nodes: permits are leased from it in
//! blocks, so that it is not asked for every request. When it cannot be reached, the node's own count remains.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use dashmap::DashMap;
use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter as Governor};
use liaison_domain::error::Error;
use liaison_protocol::error_code::ErrorCode;
use serde_json::json;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

use crate::config::limits::LimitsConfig;
use crate::http::Refused;
use crate::listener::ClientAddr;
use crate::listener::seats::network;

/// Kinds of routes, each with a limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RouteClass {
    /// Everything else.
    Default,
    /// Logging in and refreshing.
    Login,
    /// Posting messages.
    Send,
    /// Uploading files.
    Upload,
    /// Whatever an API key asks for.
    ApiKey,
}

impl RouteClass {
    /// For metrics and for shared counters.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Login => "login",
            Self::Send => "send",
            Self::Upload => "upload",
            Self::ApiKey => "api_key",
        }
    }
}

/// Who is counted; an extension of the request, set by whoever has established the identity. Without it the client's
/// address is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateKey(pub Arc<str>);

/// The limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limited {
    /// When asking again may help.
    pub retry_after: Duration,
}

impl Limited {
    /// Whole seconds, at least one.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.retry_after.as_secs().saturating_add(u64::from(self.retry_after.subsec_nanos() > 0)).max(1)
    }
}

impl From<Limited> for Error {
    fn from(limited: Limited) -> Self {
        let seconds = limited.seconds();
        Self::new(ErrorCode::RateLimited)
            .details(json!({ "retry_after": seconds, "retry_after_seconds": seconds }))
    }
}

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

/// Counts requests.
pub struct RateLimits {
    default: Window,
    login: Window,
    send: Window,
    upload: Window,
    api_key: Window,
    shared: Option<Arc<dyn SharedWindow>>,
}

struct Window {
    class: RouteClass,
    per_minute: u32,
    local: DefaultKeyedRateLimiter<Arc<str>>,
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

impl RateLimits {
    /// By this configuration, and with a shared counter in a cluster.
    #[must_use]
    pub fn new(config: &LimitsConfig, shared: Option<Arc<dyn SharedWindow>>) -> Self {
        let window = |class, per_minute| Window::new(class, per_minute, config.tracked_identities);
        Self {
            default: window(RouteClass::Default, config.requests_per_minute),
            login: window(RouteClass::Login, config.logins_per_minute),
            send: window(RouteClass::Send, config.sends_per_minute),
            upload: window(RouteClass::Upload, config.uploads_per_minute),
            api_key: window(RouteClass::ApiKey, config.api_key_requests_per_minute),
            shared,
        }
    }

    /// Counts one request; also for events of real-time connections.
    ///
    /// # Errors
    /// When the limit is reached.
    pub async fn check(&self, class: RouteClass, key: &str) -> Result<(), Limited> {
        let window = self.window(class);
        let key = window.local_key(key);
        window.check_local(&key)?;
        match &self.shared {
            Some(shared) => window.check_shared(shared.as_ref(), &key).await,
            None => Ok(()),
        }
    }

    /// Forgets keys that were not used lately. To be called every minute or so.
    pub fn sweep(&self) {
        for window in [&self.default, &self.login, &self.send, &self.upload, &self.api_key] {
            window.sweep();
        }
    }

    fn window(&self, class: RouteClass) -> &Window {
        match class {
            RouteClass::Default => &self.default,
            RouteClass::Login => &self.login,
            RouteClass::Send => &self.send,
            RouteClass::Upload => &self.upload,
            RouteClass::ApiKey => &self.api_key,
        }
    }
}

impl Window {
    fn new(class: RouteClass, per_minute: u32, most_keys: usize) -> Self {
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
    fn local_key(&self, key: &str) -> Arc<str> {
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

    fn check_local(&self, key: &Arc<str>) -> Result<(), Limited> {
        self.local
            .check_key(key)
            .map_err(|not_until| Limited { retry_after: not_until.wait_time_from(self.local.clock().now()) })
    }

    async fn check_shared(&self, shared: &dyn SharedWindow, key: &Arc<str>) -> Result<(), Limited> {
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

    fn sweep(&self) {
        self.local.retain_recent();
        self.local.shrink_to_fit();
        let now = Instant::now();
        self.leased.retain(|_, lease| lease.until > now);
        self.leased.shrink_to_fit();
    }
}

impl std::fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RateLimits").field("shared", &self.shared.is_some()).finish_non_exhaustive()
    }
}

/// How a request is counted: by its identity, else by its address.
pub(crate) fn key(request: &Request) -> Arc<str> {
    if let Some(RateKey(key)) = request.extensions().get() {
        return key.clone();
    }
    match request.extensions().get() {
        Some(ClientAddr(address)) => format!("ip-{}", network(*address)).into(),
        // Counted together: whoever comes without an address is nobody in particular.
        None => "unknown".into(),
    }
}

/// The answer to who asks too often.
pub(crate) fn answer(class: RouteClass, limited: Limited) -> Response {
    metrics::counter!(crate::telemetry::metrics::RATE_LIMITED_TOTAL, "class" => class.name()).increment(1);
    Refused(limited.into()).into_response()
}

/// Passwords of one network that are looked at at the same time at most; the next ones wait.
const LOGINS_AT_ONCE: usize = 5;
/// Logins of one network that are looked at or wait at most.
const LOGINS_UNDER_WAY: usize = 15;

/// The logins of each network that are under way now: no network takes the places of all others.
#[derive(Debug, Default)]
pub(crate) struct AtOnce(Arc<parking_lot::Mutex<HashMap<IpAddr, Turns>>>);

#[derive(Debug)]
struct Turns {
    under_way: usize,
    free: Arc<Semaphore>,
}

/// One login under way; dropping it ends it.
#[derive(Debug)]
pub(crate) struct UnderWay {
    all: Arc<parking_lot::Mutex<HashMap<IpAddr, Turns>>>,
    network: IpAddr,
}

impl AtOnce {
    /// Counts one more.
    ///
    /// # Errors
    /// When the network has as many under way as it may.
    pub(crate) fn enter(&self, network: IpAddr) -> Result<UnderWay, Limited> {
        let mut all = self.0.lock();
        let turns = all
            .entry(network)
            .or_insert_with(|| Turns { under_way: 0, free: Arc::new(Semaphore::new(LOGINS_AT_ONCE)) });
        if turns.under_way >= LOGINS_UNDER_WAY {
            metrics::counter!(crate::telemetry::metrics::RATE_LIMITED_TOTAL, "class" => "logins_at_once")
                .increment(1);
            return Err(Limited { retry_after: Duration::from_secs(1) });
        }
        turns.under_way += 1;
        Ok(UnderWay { all: Arc::clone(&self.0), network })
    }
}

impl UnderWay {
    /// Waits until it is its turn, which lasts as long as what this gives.
    pub(crate) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        let free = self.all.lock().get(&self.network).map(|turns| Arc::clone(&turns.free))?;
        // Never closed.
        free.acquire_owned().await.ok()
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut all = self.all.lock();
        if let Some(turns) = all.get_mut(&self.network) {
            turns.under_way -= 1;
            if turns.under_way == 0 {
                all.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};

    use axum::Router;
    use axum::body::Body;
    use axum::extract::State;
    use axum::middleware::{Next, from_fn_with_state};
    use axum::routing::get;
    use parking_lot::Mutex;
    use tower::ServiceExt as _;

    use super::*;

    fn config(logins: u32) -> LimitsConfig {
        LimitsConfig { logins_per_minute: logins, ..LimitsConfig::default() }
    }

    async fn allowed(limits: &RateLimits, key: &str, tries: u32) -> u32 {
        let mut allowed = 0;
        for _ in 0..tries {
            allowed += u32::from(limits.check(RouteClass::Login, key).await.is_ok());
        }
        allowed
    }

    #[tokio::test]
    async fn each_identity_has_a_count_of_its_own_in_each_class() {
        let limits = RateLimits::new(&config(3), None);
        assert_eq!(allowed(&limits, "ann", 10).await, 3);
        assert_eq!(allowed(&limits, "bob", 10).await, 3);
        assert!(limits.check(RouteClass::Send, "ann").await.is_ok());
        let limited = limits.check(RouteClass::Login, "ann").await.unwrap_err();
        assert!((1..=20).contains(&limited.seconds()), "{limited:?}");
    }

    #[tokio::test]
    async fn a_network_has_a_few_logins_under_way_and_no_more() {
        let at_once = AtOnce::default();
        let (one, other): (IpAddr, IpAddr) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let mut under_way: Vec<_> = (0..LOGINS_UNDER_WAY).map(|_| at_once.enter(one).unwrap()).collect();
        assert_eq!(at_once.enter(one).unwrap_err().seconds(), 1);
        assert!(at_once.enter(other).is_ok());
        let mut turns = Vec::new();
        for entered in &under_way[..LOGINS_AT_ONCE] {
            turns.push(entered.turn().await.unwrap());
        }
        let mut next = Box::pin(under_way[LOGINS_AT_ONCE].turn());
        assert!(next.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        turns.pop();
        assert!(next.await.is_some());
        under_way.pop();
        assert!(at_once.enter(one).is_ok());
        under_way.clear();
        assert!(at_once.0.lock().is_empty(), "nothing is kept of those who are gone");
    }

    async fn login_only(State(limits): State<Arc<RateLimits>>, request: Request, next: Next) -> Response {
        let key = key(&request);
        match limits.check(RouteClass::Login, &key).await {
            Ok(()) => next.run(request).await,
            Err(limited) => answer(RouteClass::Login, limited),
        }
    }

    #[tokio::test]
    async fn a_refusal_says_when_to_come_back() {
        let limits = Arc::new(RateLimits::new(&config(1), None));
        let app = Router::new().route("/", get(async || "ok")).layer(from_fn_with_state(limits, login_only));
        let ask = async |address: [u8; 4]| {
            let mut request = Request::new(Body::empty());
            request.extensions_mut().insert(ClientAddr(address.into()));
            app.clone().oneshot(request).await.unwrap()
        };
        assert_eq!(ask([10, 0, 0, 1]).await.status(), 200);
        assert_eq!(ask([10, 0, 0, 2]).await.status(), 200);
        let refused = ask([10, 0, 0, 1]).await;
        assert_eq!(refused.status(), 429);
        let seconds: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        let body = axum::body::to_bytes(refused.into_body(), 4096).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["error_code"], "RATE_LIMITED");
        assert_eq!(body["success"], false);
        assert_eq!(body["details"]["retry_after_seconds"], seconds);
    }

    #[tokio::test]
    async fn memory_is_bounded_by_sharing_counters() {
        let limits = RateLimits::new(&LimitsConfig { tracked_identities: 1000, ..config(5) }, None);
        for n in 0..20_000 {
            let _outcome = limits.check(RouteClass::Login, &format!("ip-{n}")).await;
        }
        assert!(limits.login.local.len() <= 1001 + 1024);
    }

    /// A window shared by two nodes, in memory.
    #[derive(Default)]
    struct Shared {
        used: Mutex<u32>,
        calls: Mutex<u32>,
        is_down: bool,
    }

    impl SharedWindow for Shared {
        fn lease<'a>(&'a self, _: RouteClass, _: &'a str, wanted: u32, limit: u32) -> LeaseFuture<'a> {
            *self.calls.lock() += 1;
            if self.is_down {
                return Box::pin(async { Err(SharedWindowDown("no route".into())) });
            }
            let mut used = self.used.lock();
            let permits = wanted.min(limit - *used);
            *used += permits;
            Box::pin(async move {
                // As when a database is asked: others come meanwhile.
                tokio::task::yield_now().await;
                Ok(Lease { permits, valid_for: Duration::from_secs(30) })
            })
        }
    }

    #[tokio::test]
    async fn two_nodes_share_one_window_and_ask_for_blocks() {
        let shared = Arc::new(Shared::default());
        let node = || RateLimits::new(&config(100), Some(shared.clone()));
        let (one, two) = (node(), node());
        let total = allowed(&one, "ann", 80).await + allowed(&two, "ann", 80).await;
        assert_eq!(total, 100);
        assert_eq!(*shared.calls.lock(), 11, "ten blocks, and one refusal that is remembered");
    }

    #[tokio::test]
    async fn requests_at_once_wait_for_one_block() {
        let shared = Arc::new(Shared::default());
        let limits = RateLimits::new(&config(100), Some(shared.clone()));
        let checks = (0..50).map(|_| limits.check(RouteClass::Login, "ann"));
        let allowed = futures_util::future::join_all(checks).await.into_iter().filter(Result::is_ok).count();
        assert_eq!((allowed, *shared.calls.lock()), (50, 5), "one block of ten after the other");
    }

    #[tokio::test]
    async fn without_the_shared_counter_the_own_count_remains() {
        let shared = Arc::new(Shared { is_down: true, ..Shared::default() });
        let limits = RateLimits::new(&config(10), Some(shared));
        assert_eq!(allowed(&limits, "ann", 50).await, 10);
    }
}
