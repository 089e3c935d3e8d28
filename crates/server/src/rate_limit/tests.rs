//! Counting, alone and together with other nodes.

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
