//! Bodies with limits: a request's body that trickles or swells is cut; an answer's body tells when it has ended.

use std::future::Future as _;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use thiserror::Error;
use tokio::time::{Instant, Sleep};

use super::watch::Watch;

/// Bytes for which an honest client is given one more second.
const BYTES_PER_SECOND: u64 = 16 * 1024;

/// Why a request's body was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BodyCut {
    /// It came too slowly.
    #[error("the request body took too long")]
    TooSlow,
    /// It is larger than any request may be.
    #[error("the request body is too large")]
    TooLarge,
}

/// Whether, and why, the body of a request was cut; shared with whoever writes the answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Fate(Arc<AtomicU8>);

impl Fate {
    pub(super) fn get(&self) -> Option<BodyCut> {
        match self.0.load(Ordering::Relaxed) {
            1 => Some(BodyCut::TooSlow),
            2 => Some(BodyCut::TooLarge),
            _ => None,
        }
    }

    fn set(&self, cut: BodyCut) {
        self.0.store(if cut == BodyCut::TooSlow { 1 } else { 2 }, Ordering::Relaxed);
    }
}

/// A request's body with a deadline and a size limit.
pub(super) struct LimitedBody {
    inner: Incoming,
    received: u64,
    most: u64,
    begun: Instant,
    timeout: Duration,
    /// Made when the body first has to be waited for.
    timer: Option<Pin<Box<Sleep>>>,
    fate: Fate,
}

impl LimitedBody {
    pub(super) fn new(inner: Incoming, most: u64, timeout: Duration, fate: Fate) -> Self {
        Self { inner, received: 0, most, begun: Instant::now(), timeout, timer: None, fate }
    }

    fn deadline(&self) -> Instant {
        self.begun + self.timeout + Duration::from_secs(self.received / BYTES_PER_SECOND)
    }

    fn cut(&self, why: BodyCut) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.fate.set(why);
        Poll::Ready(Some(Err(axum::Error::new(why))))
    }
}

impl HttpBody for LimitedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(why) = self.fate.get() {
            return self.cut(why);
        }
        match Pin::new(&mut self.inner).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                let length = frame.data_ref().map_or(0, Bytes::len);
                self.received = self.received.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
                if self.received > self.most {
                    return self.cut(BodyCut::TooLarge);
                }
                if Instant::now() > self.deadline() {
                    return self.cut(BodyCut::TooSlow);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(axum::Error::new(error)))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                let deadline = self.deadline();
                let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
                if timer.deadline() != deadline {
                    timer.as_mut().reset(deadline);
                }
                match timer.as_mut().poll(cx) {
                    Poll::Ready(()) => self.cut(BodyCut::TooSlow),
                    Poll::Pending => Poll::Pending,
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// An answer's body; when it is dropped, the connection waits for its next request.
pub(super) struct EndingBody {
    inner: Body,
    watch: Arc<Watch>,
}

impl EndingBody {
    pub(super) fn new(inner: Body, watch: Arc<Watch>) -> Self {
        Self { inner, watch }
    }
}

impl Drop for EndingBody {
    fn drop(&mut self) {
        self.watch.request_ends();
    }
}

impl HttpBody for EndingBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.inner).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
