//! The accept loop: who may connect, how long we wait for them, and how they leave.
//!
//! A connection has one task and no timer: one sweeper for all looks at each connection's [`watch::Watch`] and cuts
//! those whose deadline has passed. A connection that was upgraded (to a WebSocket) leaves the sweeper's list and this
//! module's buffers behind; only its [`permits::Permit`] stays with the socket until that is dropped.

pub mod body;
pub mod client_addr;
mod heads;
pub mod host;
pub mod permits;
mod service;
pub mod watch;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::http::HttpConfig;
use crate::descriptors::Room;
pub use client_addr::{ClientAddr, TrustedProxies};
pub use host::LocalAddr;
use permits::{Full, Permits};
use service::Guarded;
pub use watch::Watched;
use watch::{Sweeper, Watch};

/// How much, and for how long.
#[derive(Debug, Clone)]
pub struct Limits {
    /// For the complete head of a request, from its first byte.
    pub header: Duration,
    /// For the body of a request, besides one second for each 16 KiB received.
    pub body: Duration,
    /// Between two requests, and before the first.
    pub idle: Duration,
    /// For a client to read what waits for it.
    pub send: Duration,
    /// For requests in progress when the server stops.
    pub shutdown: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address.
    pub connections_per_ip: usize,
    /// Size of a request's head.
    pub header_bytes: usize,
    /// Size of a request's body.
    pub body_bytes: u64,
    /// Proxies whose word on the client's address is taken.
    pub trusted_proxies: TrustedProxies,
}

impl Limits {
    /// The limits that the configuration sets, within the room that the system gives.
    ///
    /// # Errors
    /// When a trusted proxy is not an address, or nearly everybody is one.
    pub fn new(config: &HttpConfig, room: Room) -> Result<Self, client_addr::ProxyError> {
        Ok(Self {
            header: Duration::from_secs(config.header_seconds),
            body: Duration::from_secs(config.body_seconds),
            idle: Duration::from_secs(config.idle_seconds),
            send: Duration::from_secs(config.send_seconds),
            shutdown: Duration::from_secs(config.shutdown_seconds),
            connections: room.connections,
            connections_per_ip: room.connections_per_ip,
            header_bytes: config.max_header_bytes,
            body_bytes: config.max_body_bytes,
            trusted_proxies: TrustedProxies::parse(&config.trusted_proxies)?,
        })
    }
}

/// How the connections ended when the server stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drained {
    /// Connections that did not finish in time and were cut.
    pub cut: usize,
}

/// Opens the port.
///
/// # Errors
/// When the address is taken or not ours.
pub fn bind(address: SocketAddr, backlog: u16) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(false)?;
    }
    socket.bind(&address.into())?;
    socket.listen(i32::from(backlog))?;
    TcpListener::from_std(socket.into())
}

/// Serves until `stop` is cancelled, then lets requests in progress finish.
///
/// Each request carries the extension [`ClientAddr`]. Upgraded connections are not waited for: whoever took them over
/// ends them.
pub async fn serve<S>(listener: TcpListener, app: S, limits: Limits, stop: CancellationToken) -> Drained
where
    S: tower::Service<Request<Body>, Response = Response<Body>, Error = Infallible>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send,
{
    let limits = Arc::new(limits);
    let permits = Arc::new(Permits::new(limits.connections, limits.connections_per_ip));
    let sweeper = Arc::new(Sweeper::new(&limits));
    let connections = TaskTracker::new();
    let sweeping = tokio::spawn(sweeper.clone().run());
    let mut failures = Failures::default();
    loop {
        let (stream, peer) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    failures.meet(&error, &sweeper, limits.connections).await;
                    continue;
                }
            },
        };
        let peer = peer.ip().to_canonical();
        let is_proxy = limits.trusted_proxies.contains(peer);
        let mut permit = permits.take(peer, !is_proxy);
        // Who waits for nothing but a client makes room, and whoever comes waits for the room; who is being answered does
        // not.
        if matches!(permit, Err(Full::Server)) && sweeper.shed(share(limits.connections)) > 0 {
            permit = permits.take_within(ROOM_WAIT, peer, !is_proxy).await;
        }
        let permit = match permit {
            Ok(permit) => permit,
            Err(full) => {
                refuse(&stream, full);
                continue;
            }
        };
        // Before the last permit is taken: whoever comes next, a probe of `/readyz` too, finds one.
        if permits.free() < share(limits.connections) {
            sweeper.shed(share(limits.connections));
        }
        let Ok(local) = stream.local_addr() else { continue };
        // Without it, two small writes in a row wait for each other's acknowledgement.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(event = "connection_lost", %error);
            continue;
        }
        let watch = Arc::new(Watch::new(sweeper.clock()));
        let guarded = Guarded::new(app.clone(), peer, LocalAddr(local), limits.clone(), watch.clone());
        let io = Watched::new(stream, watch.clone(), permit);
        let task = connections.spawn(converse(io, guarded, stop.clone()));
        sweeper.add(watch, task.abort_handle());
    }
    drop(listener);
    connections.close();
    let in_time = tokio::time::timeout(limits.shutdown, connections.wait()).await.is_ok();
    let cut = if in_time { 0 } else { sweeper.cut_all() };
    // Ended tasks take a moment to let go of their sockets; a stubborn one must not hold up the exit.
    if tokio::time::timeout(Duration::from_secs(1), connections.wait()).await.is_err() {
        tracing::warn!(event = "connections_left_behind", count = connections.len());
    }
    sweeping.abort();
    Drained { cut }
}

/// One connection, until it closes or is upgraded.
async fn converse<S>(io: Watched<TcpStream>, guarded: Guarded<S>, stop: CancellationToken)
where
    S: tower::Service<Request<Body>, Response = Response<Body>, Error = Infallible>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send,
{
    let header_bytes = guarded.limits().header_bytes;
    let mut builder = http1::Builder::new();
    builder
        // The sweeper's task, which needs no timer of each connection.
        .header_read_timeout(None)
        .max_header_size(header_bytes)
        .max_buf_size(header_bytes.max(8192))
        .half_close(false);
    let connection = builder.serve_connection(TokioIo::new(io), guarded).with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let result = tokio::select! {
        result = connection.as_mut() => result,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(event = "connection_lost", %error);
    }
}

/// How long connections that were ended take at most to give their permits back. Usually it is less than a millisecond.
const ROOM_WAIT: Duration = Duration::from_millis(100);

/// How many idle connections make room at once: a small part of all, so that looking for them is rare.
fn share(connections: usize) -> usize {
    (connections / 16).max(1)
}

/// What is done when the system gives no connection.
#[derive(Debug, Default)]
struct Failures {
    told: Option<tokio::time::Instant>,
}

impl Failures {
    /// How often it is logged.
    const TOLD_EVERY: Duration = Duration::from_secs(10);

    /// Out of file descriptors, the next attempt would fail at once and burn a core: idle connections give theirs, and
    /// it is tried again a little later.
    async fn meet(&mut self, error: &io::Error, sweeper: &Sweeper, connections: usize) {
        let is_of_one_client = matches!(
            error.kind(),
            io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::Interrupted
        );
        if is_of_one_client {
            return;
        }
        let shed = sweeper.shed(share(connections));
        if self.told.is_none_or(|told| told.elapsed() >= Self::TOLD_EVERY) {
            self.told = Some(tokio::time::Instant::now());
            tracing::error!(event = "accept_failed", %error, shed);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Says why in one packet, if the client can take it at once. Never waits.
fn refuse(stream: &TcpStream, full: Full) {
    let (status, body) = match full {
        Full::Server => (
            "503 Service Unavailable",
            r#"{"success":false,"message":"the server has too many connections","error_code":"SERVER_BUSY","details":{}}"#,
        ),
        Full::Address => (
            "429 Too Many Requests",
            r#"{"success":false,"message":"too many connections from this address","error_code":"RATE_LIMITED","details":{"retry_after_seconds":10}}"#,
        ),
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nretry-after: 10\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    );
    metrics::counter!(crate::telemetry::metrics::CONNECTIONS_REFUSED_TOTAL, "reason" => full.name())
        .increment(1);
    if let Err(error) = stream.try_write(answer.as_bytes()) {
        tracing::trace!(event = "refusal_not_sent", %error);
    }
}

#[cfg(test)]
mod tests;
