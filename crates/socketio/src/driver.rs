//! The one task of a session: it reads, lets the layer work, and writes, whichever is possible.
//!
//! Nothing here waits for one of the three alone: a handler which takes its time holds up neither what is sent
//! nor the heartbeat, and a client which does not read holds up no handler.

mod incoming;
mod polls;

use std::collections::VecDeque;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use tokio::sync::oneshot;
use tokio::time::Sleep;

use crate::DisconnectReason;
use crate::engine::Core;
use crate::layer::{Layer, Link, Message, Work};
use crate::limits::{Bucket, Place};
use crate::sending::{Sending, Stage, write};
use crate::session::Session;
use crate::websocket::Websocket;

/// Drives one session to its end, as a future to be spawned.
pub(crate) struct Driver<L: Layer> {
    core: Arc<Core<L>>,
    link: Link,
    connection: L::Connection,
    work: Option<Work<L::Outcome>>,
    transport: Transport,
    bucket: Bucket,
    /// Until when nothing is read, because the client sent too fast.
    throttle: Option<Pin<Box<Sleep>>>,
    /// What polling requests brought and the layer has not taken yet.
    inbox: VecDeque<Message>,
    /// The layer has been told that the session is over.
    over: bool,
    _place: Place,
}

#[expect(clippy::large_enum_variant, reason = "one allocation per connection: the task itself")]
pub(crate) enum Transport {
    Websocket { socket: Websocket, sending: Sending, stage: Stage },
    Polling(Box<Poller>),
    Gone,
}

/// The state of a session which polls.
#[derive(Default)]
pub(crate) struct Poller {
    poll: Option<oneshot::Sender<String>>,
    /// Answered when the inbox is empty.
    post: Option<oneshot::Sender<()>>,
    /// A websocket is about to take over.
    probed: bool,
    /// When a poll which came during the probe is answered with nothing.
    noop_at: Option<Pin<Box<Sleep>>>,
}

impl<L: Layer> Driver<L> {
    /// Begins a session whose introduction is queued.
    pub(crate) fn new(
        core: Arc<Core<L>>,
        session: Arc<Session>,
        info: L::Info,
        transport: Transport,
        place: Place,
    ) -> Self {
        let link = Link(session);
        core.sessions.insert(link.0.clone());
        transport.count(&core, true);
        let connection = core.layer.open(&link, info);
        let bucket = Bucket::full(core.rules.config.packet_burst, core.rules.now());
        Self {
            core,
            link,
            connection,
            work: None,
            transport,
            bucket,
            throttle: None,
            inbox: VecDeque::new(),
            over: false,
            _place: place,
        }
    }

    fn close(&self, reason: DisconnectReason) {
        self.link.0.close(reason);
    }

    /// Lets the work in hand go on, and begins the next; whether anything was done.
    fn poll_work(&mut self, cx: &mut Context<'_>) -> bool {
        let mut moved = false;
        loop {
            let Some(work) = self.work.as_mut() else {
                self.work = self.core.layer.next(&self.link, &mut self.connection);
                if self.work.is_none() {
                    return moved;
                }
                continue;
            };
            match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx))) {
                Ok(Poll::Pending) => return moved,
                Ok(Poll::Ready(outcome)) => {
                    self.work = None;
                    self.core.layer.finish(&self.link, &mut self.connection, outcome);
                }
                Err(_panic) => {
                    self.work = None;
                    tracing::error!(session = ?self.link.sid(), "a handler panicked");
                    self.close(DisconnectReason::HandlerPanicked);
                }
            }
            moved = true;
        }
    }

    /// Tells the layer once that broadcasts were lost and the queue has drained.
    ///
    /// Not while a handler runs: what that results in may itself hold broadcasts and let them go.
    fn begin_resume(&mut self) -> bool {
        if self.work.is_some() {
            return false;
        }
        let begins = self.link.0.outbox.lock().begin_resume();
        if begins {
            self.core.counters.lagged.fetch_add(1, Ordering::Relaxed);
            self.core.layer.lagged(&self.link, &mut self.connection);
        }
        begins
    }

    /// Writes what is queued, all of it with one flush.
    fn poll_outgoing(&mut self, cx: &mut Context<'_>) -> bool {
        let Transport::Websocket { socket, sending, stage } = &mut self.transport else { return false };
        match write(socket, sending, stage, &self.link.0, cx) {
            Ok(moved) => moved,
            Err(error) => {
                tracing::debug!(session = ?self.link.sid(), %error, "writing to a websocket failed");
                self.close(DisconnectReason::ConnectionLost);
                self.set_transport(Transport::Gone);
                true
            }
        }
    }

    /// Carries the end out, once somebody has asked for it.
    fn poll_end(&mut self, cx: &mut Context<'_>) -> bool {
        let Some(reason) = self.link.0.closing() else { return false };
        let mut moved = false;
        if !self.over {
            // What the client sent before its end still counts, unless nothing of it is wanted any more.
            while let Some(message) = self.inbox.pop_front() {
                if !reason.drops_received() {
                    self.receive(message);
                }
            }
            self.poll_inbox(cx);
            self.over = true;
            self.core.counters.closed(reason);
            self.core.layer.closed(&self.link, &mut self.connection, reason);
            moved = true;
        }
        match &mut self.transport {
            Transport::Gone => return moved,
            _ if reason.is_abrupt() || self.link.0.aborted() => self.set_transport(Transport::Gone),
            Transport::Websocket { stage: stage @ Stage::Open, .. } => *stage = Stage::Closing,
            Transport::Websocket { .. } => return moved,
            Transport::Polling(poller) => {
                // Polls, now or within the grace, get what is left and then the end of the session.
                let Some(poll) = poller.poll.take_if(|poll| !poll.is_closed()) else { return moved };
                if !polls::close_poll(&self.link.0, reason, poll) {
                    self.set_transport(Transport::Gone);
                }
            }
        }
        true
    }

    fn set_transport(&mut self, transport: Transport) {
        self.transport.count(&self.core, false);
        transport.count(&self.core, true);
        if matches!(transport, Transport::Gone) {
            self.link.0.close_desk();
            self.core.sessions.remove(self.link.sid());
        }
        self.transport = transport;
    }
}

impl<L: Layer> Future for Driver<L> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        this.link.0.task.register(cx.waker());
        loop {
            let mut moved = this.serve_commands(cx);
            moved |= this.poll_incoming(cx);
            moved |= this.poll_work(cx);
            moved |= this.poll_outgoing(cx);
            moved |= this.begin_resume();
            moved |= this.poll_end(cx);
            if this.over && matches!(this.transport, Transport::Gone) && this.work.is_none() && !moved {
                return Poll::Ready(());
            }
            if !moved {
                return Poll::Pending;
            }
        }
    }
}

impl<L: Layer> Drop for Driver<L> {
    fn drop(&mut self) {
        // Also reached when the runtime stops, or the layer panics.
        self.close(DisconnectReason::ConnectionLost);
        self.set_transport(Transport::Gone);
    }
}

impl Transport {
    fn count<L: Layer>(&self, core: &Core<L>, begins: bool) {
        let counter = match self {
            Self::Websocket { .. } => &core.counters.websocket,
            Self::Polling(_) => &core.counters.polling,
            Self::Gone => return,
        };
        if begins {
            counter.fetch_add(1, Ordering::Relaxed);
        } else {
            counter.fetch_sub(1, Ordering::Relaxed);
        }
    }
}
