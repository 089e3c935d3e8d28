//! The metrics: their names, and the page that Prometheus reads.

use std::time::Duration;

use axum::http::HeaderMap;
use liaison_domain::counted::{
    JOBS, JOBS_LATE, JOBS_RUN_TOTAL, MESSAGES_POSTED_TOTAL, WRITER_BATCH_SIZE, WRITER_COMMIT_SECONDS,
    WRITER_QUEUE,
};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use parking_lot::Mutex;
use secrecy::ExposeSecret as _;
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use tokio_util::sync::CancellationToken;

use crate::auth::bearer;
use crate::config::Config;
use crate::listener::{ClientAddr, host};

/// Requests answered, by `method`, `route` and `status`.
pub const HTTP_REQUESTS_TOTAL: &str = "http_requests_total";
/// Time until the head of the answer, by `method` and `route`.
pub const HTTP_REQUEST_DURATION_SECONDS: &str = "http_request_duration_seconds";
/// Connections refused because there were too many, by `reason`.
pub const CONNECTIONS_REFUSED_TOTAL: &str = "connections_refused_total";
/// Connections cut because the client was too slow, by `reason`.
pub const CONNECTIONS_CUT_TOTAL: &str = "connections_cut_total";
/// Requests refused because of their number, by `class`.
pub const RATE_LIMITED_TOTAL: &str = "rate_limited_total";
/// Handlers that panicked.
pub const PANICS_TOTAL: &str = "panics_total";
/// Tokens refused, by `code`.
pub const TOKENS_REFUSED_TOTAL: &str = "tokens_refused_total";
/// Real-time connections open now.
pub const SOCKETS_CONNECTED: &str = "sockets_connected";
/// Bytes that wait for slow sockets.
pub const SOCKET_QUEUED_BYTES: &str = "socket_queued_bytes";
/// Broadcasts that were dropped for slow sockets, which were told to resume.
pub const BROADCASTS_DROPPED_TOTAL: &str = "broadcasts_dropped_total";
/// Times that a slow socket was told to resume.
pub const SOCKETS_LAGGED_TOTAL: &str = "sockets_lagged_total";
/// Connections that the socket server refused.
pub const SOCKETS_REFUSED_TOTAL: &str = "sockets_refused_total";
/// Real-time connections ended, by `reason`.
pub const SOCKETS_CLOSED_TOTAL: &str = "sockets_closed_total";
/// Events received from clients, by `event`.
pub const SOCKET_EVENTS_TOTAL: &str = "socket_events_total";
/// Events published to other nodes.
pub const BUS_PUBLISHED_TOTAL: &str = "bus_published_total";
/// Events received from other nodes.
pub const BUS_RECEIVED_TOTAL: &str = "bus_received_total";
/// Events that other nodes were not told: no connection, a full queue, or too large.
pub const BUS_DROPPED_TOTAL: &str = "bus_dropped_total";
/// Frames from the bus that were refused: forged, repeated, too old or unreadable.
pub const BUS_REFUSED_TOTAL: &str = "bus_refused_total";
/// Times that events of another node were missing.
pub const BUS_LOSSES_TOTAL: &str = "bus_losses_total";
/// Whether the bus is connected (1) or not (0).
pub const BUS_CONNECTED: &str = "bus_connected";

/// Counter, gauge or histogram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Distribution over these bounds.
    Histogram(&'static [f64]),
}

const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
const COUNTS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// Every metric: name, shape, meaning.
pub const ALL: &[(&str, Shape, &str)] = &[
    (HTTP_REQUESTS_TOTAL, Shape::Counter, "Requests answered, by method, route and status"),
    (HTTP_REQUEST_DURATION_SECONDS, Shape::Histogram(SECONDS), "Time until the head of the answer"),
    (CONNECTIONS_REFUSED_TOTAL, Shape::Counter, "Connections refused because there were too many, by reason"),
    (CONNECTIONS_CUT_TOTAL, Shape::Counter, "Connections cut because the client was too slow, by reason"),
    (RATE_LIMITED_TOTAL, Shape::Counter, "Requests refused because of their number, by class"),
    (PANICS_TOTAL, Shape::Counter, "Handlers that panicked"),
    (TOKENS_REFUSED_TOTAL, Shape::Counter, "Tokens refused, by code"),
    (SOCKETS_CONNECTED, Shape::Gauge, "Real-time connections open now"),
    (SOCKET_QUEUED_BYTES, Shape::Gauge, "Bytes that wait for slow sockets"),
    (
        BROADCASTS_DROPPED_TOTAL,
        Shape::Counter,
        "Broadcasts dropped for slow sockets, which were told to resume",
    ),
    (SOCKETS_LAGGED_TOTAL, Shape::Counter, "Times that a slow socket was told to resume"),
    (SOCKETS_REFUSED_TOTAL, Shape::Counter, "Connections that the socket server refused"),
    (SOCKETS_CLOSED_TOTAL, Shape::Counter, "Real-time connections ended, by reason"),
    (SOCKET_EVENTS_TOTAL, Shape::Counter, "Events received from clients, by event"),
    (MESSAGES_POSTED_TOTAL, Shape::Counter, "Messages stored by this node, by channel"),
    (WRITER_BATCH_SIZE, Shape::Histogram(COUNTS), "Messages taken together by one commit"),
    (WRITER_COMMIT_SECONDS, Shape::Histogram(SECONDS), "Time of one commit"),
    (WRITER_QUEUE, Shape::Gauge, "Messages that wait for the writer now"),
    (
        JOBS_RUN_TOTAL,
        Shape::Counter,
        "Attempts at jobs, by kind and outcome: done, failed, or lost to another node",
    ),
    (JOBS, Shape::Gauge, "Jobs now, by state: ready, running or dead"),
    (JOBS_LATE, Shape::Gauge, "Jobs that are due for longer than a minute"),
    (BUS_PUBLISHED_TOTAL, Shape::Counter, "Events published to other nodes"),
    (BUS_RECEIVED_TOTAL, Shape::Counter, "Events received from other nodes"),
    (BUS_DROPPED_TOTAL, Shape::Counter, "Events that other nodes were not told"),
    (BUS_REFUSED_TOTAL, Shape::Counter, "Frames from the bus that were refused"),
    (BUS_LOSSES_TOTAL, Shape::Counter, "Times that events of another node were missing"),
    (BUS_CONNECTED, Shape::Gauge, "Whether the bus is connected (1) or not (0)"),
];

/// Whether this request may read the metrics: by the configured token, or without one from this machine itself. A
/// request that a proxy on this machine has passed on is not from this machine.
#[must_use]
pub fn may_read(config: &Config, headers: &HeaderMap, client: ClientAddr) -> bool {
    match &config.metrics.token {
        Some(token) => bearer::token(headers)
            .ok()
            .flatten()
            .is_some_and(|given| given.as_bytes().ct_eq(token.expose_secret().as_bytes()).into()),
        None => {
            // A proxy on this machine may say nothing of whom it asks for.
            let has_proxy = config.http.public_url.is_some() || !config.http.trusted_proxies.is_empty();
            let was_passed_on = headers.keys().any(|name| {
                let name = name.as_str();
                name.starts_with("x-forwarded") || PASSED_ON.contains(&name)
            });
            !has_proxy && !was_passed_on && client.0.is_loopback() && host::is_loopback(headers)
        }
    }
}

/// Headers by which proxies and delivery networks say that a request came from somebody else.
const PASSED_ON: [&str; 9] = [
    "forwarded",
    "via",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-original-forwarded-for",
    "cf-connecting-ip",
    "true-client-ip",
    "fastly-client-ip",
];

/// Why metrics cannot be recorded.
#[derive(Debug, Error)]
pub enum MetricsError {
    /// A definition is wrong.
    #[error("failed setting up metrics: {0}")]
    Build(#[from] BuildError),
    /// Somebody else records them.
    #[error("another recorder of metrics is installed")]
    Taken,
}

/// The recorder of this process.
#[derive(Clone)]
pub struct Metrics {
    handle: PrometheusHandle,
}

impl Metrics {
    /// Starts recording. The recorder belongs to the process: a second call gives the same one.
    ///
    /// # Errors
    /// When a recorder of another kind is installed.
    pub fn start() -> Result<Self, MetricsError> {
        // Held to the end: of two servers that start at once in one process, one installs the recorder.
        static STARTED: Mutex<Option<PrometheusHandle>> = Mutex::new(None);
        let mut started = STARTED.lock();
        if let Some(handle) = &*started {
            return Ok(Self { handle: handle.clone() });
        }
        let mut builder = PrometheusBuilder::new();
        for (name, shape, _) in ALL {
            if let Shape::Histogram(bounds) = shape {
                builder = builder.set_buckets_for_metric(Matcher::Full((*name).to_owned()), bounds)?;
            }
        }
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            return Err(MetricsError::Taken);
        }
        *started = Some(handle.clone());
        for (name, shape, meaning) in ALL {
            match shape {
                Shape::Counter => metrics::describe_counter!(*name, *meaning),
                Shape::Gauge => metrics::describe_gauge!(*name, *meaning),
                Shape::Histogram(_) => metrics::describe_histogram!(*name, *meaning),
            }
        }
        Ok(Self { handle })
    }

    /// The page that Prometheus reads.
    #[must_use]
    pub fn render(&self) -> String {
        self.handle.render()
    }

    /// Keeps the memory of histograms small while nobody reads them.
    pub async fn keep_small(self, stop: CancellationToken) {
        let mut tick = tokio::time::interval(Duration::from_secs(5));
        while stop.run_until_cancelled(tick.tick()).await.is_some() {
            self.handle.run_upkeep();
        }
    }
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metrics")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_for_this_machine_or_for_the_token() {
        let client = |address: [u8; 4]| ClientAddr(address.into());
        let (here, there) = (client([127, 0, 0, 1]), client([203, 0, 113, 9]));
        let open = Config::default();
        let headers = |more: &[(&'static str, &'static str)]| {
            let all = [("host", "127.0.0.1:8080")].iter().chain(more);
            let pair = |(name, value): &(&'static str, &'static str)| {
                (name.parse().unwrap(), axum::http::HeaderValue::from_static(value))
            };
            all.map(pair).collect::<HeaderMap>()
        };
        let plain = headers(&[]);
        assert!(may_read(&open, &plain, here) && !may_read(&open, &plain, there));
        for passed_on in [
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-forwarded-by",
            "forwarded",
            "via",
            "x-real-ip",
            "cf-connecting-ip",
        ] {
            assert!(!may_read(&open, &headers(&[(passed_on, "203.0.113.9")]), here), "{passed_on}");
        }
        assert!(!may_read(&open, &HeaderMap::new(), here));
        let other: HeaderMap =
            [(axum::http::header::HOST, axum::http::HeaderValue::from_static("chat.example"))]
                .into_iter()
                .collect();
        assert!(!may_read(&open, &other, here), "a proxy on this machine that says nothing of its client");
        let mut closed = Config::default();
        closed.metrics.token = Some("kT7w-Zq2m_Vb8xR4".into());
        assert!(!may_read(&closed, &plain, here));
        assert!(may_read(&closed, &headers(&[("authorization", "Bearer kT7w-Zq2m_Vb8xR4")]), there));
    }

    #[test]
    fn behind_a_proxy_the_page_needs_the_token() {
        let here = ClientAddr([127, 0, 0, 1].into());
        let host: HeaderMap = [(axum::http::header::HOST, axum::http::HeaderValue::from_static("localhost"))]
            .into_iter()
            .collect();
        let configure: [fn(&mut Config); 2] = [
            |config| config.http.public_url = Some("https://chat.example".into()),
            |config| config.http.trusted_proxies = vec!["127.0.0.1".into()],
        ];
        for behind_a_proxy in configure {
            let mut config = Config::default();
            assert!(may_read(&config, &host, here));
            behind_a_proxy(&mut config);
            assert!(!may_read(&config, &host, here));
        }
    }

    #[test]
    fn what_is_counted_is_on_the_page() {
        let metrics = Metrics::start().unwrap();
        assert!(Metrics::start().is_ok(), "a second start is the same recorder");
        metrics::counter!(HTTP_REQUESTS_TOTAL, "method" => "GET", "route" => "/test", "status" => "200")
            .increment(1);
        metrics::histogram!(WRITER_BATCH_SIZE).record(7.0);
        let page = metrics.render();
        assert!(page.contains(r#"http_requests_total{method="GET",route="/test",status="200"} 1"#), "{page}");
        assert!(page.contains(r#"writer_batch_size_bucket{le="8"} 1"#), "{page}");
        assert!(page.contains("# HELP http_requests_total"), "{page}");
    }
}
