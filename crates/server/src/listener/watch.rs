//! What each connection is waiting for and since when, and the one task that looks.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::Limits;
use super::heads::Heads;
use super::permits::Permit;

/// No bytes of a request yet.
const IDLE: u8 = 0;
/// Some bytes of a request's head.
const HEAD: u8 = 1;
/// A request in progress; its body has a deadline of its own.
const BUSY: u8 = 2;
/// Closed, or upgraded: not ours to watch any more.
const GONE: u8 = 3;

const NOT_STALLED: u64 = 0;

/// What one connection is doing. Written by its task, read by the sweeper.
#[derive(Debug)]
pub struct Watch {
    start: Instant,
    phase: AtomicU8,
    /// Milliseconds after `start` at which the phase began.
    since: AtomicU64,
    /// Milliseconds after `start` at which a write began to wait for the client.
    stalled: AtomicU64,
    /// A head was not as HTTP has it, though the library takes it.
    malformed: AtomicBool,
}

impl Watch {
    pub(super) fn new(start: Instant) -> Self {
        let watch = Self {
            start,
            phase: AtomicU8::new(IDLE),
            since: AtomicU64::new(0),
            stalled: AtomicU64::new(NOT_STALLED),
            malformed: AtomicBool::new(false),
        };
        watch.since.store(watch.now(), Ordering::Relaxed);
        watch
    }

    pub(super) fn request_begins(&self) {
        self.enter(BUSY);
    }

    pub(super) fn request_ends(&self) {
        // An upgrade has also an answer that ends.
        if self.phase.load(Ordering::Relaxed) == BUSY {
            self.enter(IDLE);
        }
    }

    pub(super) fn is_malformed(&self) -> bool {
        self.malformed.load(Ordering::Relaxed)
    }

    pub(super) fn leaves(&self) {
        self.phase.store(GONE, Ordering::Relaxed);
    }

    /// Nothing is being done for it: there is no request yet, or not all of its head.
    fn waits_for_client(&self) -> bool {
        matches!(self.phase.load(Ordering::Relaxed), IDLE | HEAD)
    }

    fn bytes_read(&self) {
        if self.phase.load(Ordering::Relaxed) == IDLE {
            self.enter(HEAD);
        }
    }

    fn write_waits(&self) {
        if self.stalled.load(Ordering::Relaxed) == NOT_STALLED {
            self.stalled.store(self.now().max(1), Ordering::Relaxed);
        }
    }

    fn write_moves(&self) {
        if self.stalled.load(Ordering::Relaxed) != NOT_STALLED {
            self.stalled.store(NOT_STALLED, Ordering::Relaxed);
        }
    }

    fn enter(&self, phase: u8) {
        self.since.store(self.now(), Ordering::Relaxed);
        self.phase.store(phase, Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// One task for all connections.
#[derive(Debug)]
pub(super) struct Sweeper {
    start: Instant,
    header: u64,
    idle: u64,
    send: u64,
    pause: Duration,
    connections: Mutex<Vec<(Arc<Watch>, AbortHandle)>>,
}

enum Verdict {
    Stay,
    Cut(&'static str),
    Forget,
}

impl Sweeper {
    pub(super) fn new(limits: &Limits) -> Self {
        let shortest = limits.header.min(limits.idle).min(limits.send);
        let millis = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        Self {
            start: Instant::now(),
            header: millis(limits.header),
            idle: millis(limits.idle),
            send: millis(limits.send),
            pause: (shortest / 4).clamp(Duration::from_millis(20), Duration::from_secs(1)),
            connections: Mutex::default(),
        }
    }

    pub(super) fn clock(&self) -> Instant {
        self.start
    }

    pub(super) fn add(&self, watch: Arc<Watch>, task: AbortHandle) {
        self.connections.lock().push((watch, task));
    }

    pub(super) async fn run(self: Arc<Self>) {
        loop {
            tokio::time::sleep(self.pause).await;
            self.sweep();
        }
    }

    /// Ends every connection that is still ours, and says how many those were.
    pub(super) fn cut_all(&self) -> usize {
        let connections = std::mem::take(&mut *self.connections.lock());
        let left = connections.iter().filter(|(_, task)| !task.is_finished());
        left.map(|(_, task)| task.abort()).count()
    }

    /// Ends up to so many connections that wait for nothing but their client's next request, those that have waited
    /// longest first, and gives how many those were.
    pub(super) fn shed(&self, count: usize) -> usize {
        let connections = self.connections.lock();
        let mut idle: Vec<_> = connections
            .iter()
            .filter(|(watch, task)| watch.waits_for_client() && !task.is_finished())
            .map(|(watch, task)| (watch.since.load(Ordering::Relaxed), task))
            .collect();
        if idle.len() > count {
            idle.select_nth_unstable_by_key(count, |(since, _)| *since);
            idle.truncate(count);
        }
        for (_, task) in &idle {
            task.abort();
        }
        metrics::counter!(crate::telemetry::metrics::CONNECTIONS_CUT_TOTAL, "reason" => "shed")
            .increment(idle.len() as u64);
        idle.len()
    }

    fn sweep(&self) {
        self.connections.lock().retain(|(watch, task)| match self.judge(watch, task) {
            Verdict::Stay => true,
            Verdict::Forget => false,
            Verdict::Cut(reason) => {
                metrics::counter!(crate::telemetry::metrics::CONNECTIONS_CUT_TOTAL, "reason" => reason)
                    .increment(1);
                task.abort();
                false
            }
        });
    }

    fn judge(&self, watch: &Watch, task: &AbortHandle) -> Verdict {
        let now = watch.now();
        let longer_than = |since: u64, limit: u64| now.saturating_sub(since) > limit;
        let since = watch.since.load(Ordering::Relaxed);
        let stalled = watch.stalled.load(Ordering::Relaxed);
        match watch.phase.load(Ordering::Relaxed) {
            GONE => Verdict::Forget,
            _ if task.is_finished() => Verdict::Forget,
            _ if stalled != NOT_STALLED && longer_than(stalled, self.send) => Verdict::Cut("send"),
            HEAD if longer_than(since, self.header) => Verdict::Cut("header"),
            IDLE if longer_than(since, self.idle) => Verdict::Cut("idle"),
            _ => Verdict::Stay,
        }
    }
}

/// A connection that tells its [`Watch`] what moves, and holds its permit until it is dropped.
#[derive(Debug)]
pub struct Watched<T> {
    inner: T,
    watch: Arc<Watch>,
    /// None once the connection is upgraded.
    heads: Option<Box<Heads>>,
    _permit: Permit,
}

impl<T> Watched<T> {
    pub(super) fn new(inner: T, watch: Arc<Watch>, permit: Permit) -> Self {
        Self { inner, watch, heads: Some(Box::default()), _permit: permit }
    }

    fn read_along(&mut self, read: &[u8]) {
        let Some(heads) = &mut self.heads else { return };
        match self.watch.phase.load(Ordering::Relaxed) {
            GONE => {
                self.heads = None;
                return;
            }
            IDLE => heads.next_request(),
            _ => {}
        }
        if !heads.read(read) {
            self.watch.malformed.store(true, Ordering::Relaxed);
        }
    }

    /// The connection itself.
    pub fn get_ref(&self) -> &T {
        &self.inner
    }
}

impl<T> Drop for Watched<T> {
    fn drop(&mut self) {
        self.watch.leaves();
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Watched<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(cx, buf);
        if let Some(read) = buf.filled().get(before..).filter(|read| !read.is_empty()) {
            self.read_along(read);
            self.watch.bytes_read();
        }
        polled
    }
}

impl<T: AsyncWrite + Unpin> Watched<T> {
    fn note<R>(&self, polled: Poll<R>) -> Poll<R> {
        match &polled {
            Poll::Pending => self.watch.write_waits(),
            Poll::Ready(_) => self.watch.write_moves(),
        }
        polled
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Watched<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.inner).poll_write(cx, buf);
        self.note(polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.inner).poll_write_vectored(cx, bufs);
        self.note(polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Says nothing about the client: it succeeds at once on a socket.
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
