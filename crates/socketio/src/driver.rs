//! The one task of a session: it reads, lets the layer work, and writes, whichever is possible.
//!
//! Nothing here waits for one of the three alone: a handler which takes its time holds up neither what is sent
//! nor the heartbeat, and a client which does not read holds up no handler.

use std::collections::VecDeque;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use futures_util::Stream;
use tokio::sync::oneshot;
use tokio::time::Sleep;
use tokio_tungstenite::tungstenite::{self, Utf8Bytes};

use crate::DisconnectReason;
use crate::engine::Core;
use crate::engine_packet::parse_text;
use crate::layer::{Layer, Link, Message, Work};
use crate::limits::{Bucket, Place};
use crate::outbox::Frame;
use crate::polling::{Command, Incoming, POLL_DURING_UPGRADE, payload};
use crate::sending::{Sending, Stage, write};
use crate::session::{Rules, Session};
use crate::websocket::Websocket;

/// Messages read at one go before the rest has its turn.
const READS_IN_A_ROW: usize = 16;

/// Packets in the answer to one poll; a widely used client library takes no more than 16.
const FRAMES_PER_POLL: usize = 15;

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

    /// Whether the layer and the client's allowance let another message in. Takes from the allowance.
    fn may_take(&mut self, cx: &mut Context<'_>) -> bool {
        if !self.core.layer.wants_more(&self.connection) {
            return false;
        }
        if let Some(throttle) = self.throttle.as_mut() {
            if throttle.as_mut().poll(cx).is_pending() {
                return false;
            }
            self.throttle = None;
        }
        let config = &self.core.rules.config;
        match self.bucket.take(self.core.rules.now(), config.max_packets_per_second, config.packet_burst) {
            Ok(()) => true,
            Err(wait) => {
                let mut throttle = Box::pin(tokio::time::sleep_until(Rules::after(wait)));
                // Polled once so that it wakes this task.
                let ready = throttle.as_mut().poll(cx).is_ready();
                self.throttle = (!ready).then_some(throttle);
                if ready {
                    cx.waker().wake_by_ref();
                }
                false
            }
        }
    }

    fn receive(&mut self, message: Message) {
        if let Err(reason) = self.core.layer.receive(&self.link, &mut self.connection, message) {
            tracing::debug!(session = ?self.link.sid(), %reason, "closing a session");
            self.close(reason);
        }
        self.link.0.set_event_unfinished(self.core.layer.is_unfinished(&self.connection));
    }

    fn take(&mut self, incoming: Incoming) {
        self.link.0.heard();
        match incoming {
            Incoming::Close => self.close(DisconnectReason::ClientClosed),
            Incoming::Pong => self.link.0.pong(),
            Incoming::Message(message) => self.receive(message),
            Incoming::Ignored => {}
            Incoming::Forbidden => self.close(DisconnectReason::Malformed),
        }
    }

    /// Reads from the websocket, or from what polling requests brought; whether anything came.
    fn poll_incoming(&mut self, cx: &mut Context<'_>) -> bool {
        match &self.transport {
            Transport::Websocket { stage: Stage::Open, .. } => self.poll_websocket(cx),
            Transport::Websocket { .. } => self.poll_last_words(cx),
            Transport::Polling(_) => self.poll_inbox(cx),
            Transport::Gone => false,
        }
    }

    fn poll_websocket(&mut self, cx: &mut Context<'_>) -> bool {
        // What came before the move to websocket goes first.
        if !self.inbox.is_empty() {
            return self.poll_inbox(cx);
        }
        for round in 0..READS_IN_A_ROW {
            if self.link.0.closing().is_some() {
                return true;
            }
            if !self.may_take(cx) {
                self.link.0.set_paused(true);
                return round > 0;
            }
            self.link.0.set_paused(false);
            let Transport::Websocket { socket, stage, .. } = &mut self.transport else { return true };
            let message = match Pin::new(socket).poll_next(cx) {
                Poll::Pending => {
                    self.bucket.give_back();
                    return round > 0;
                }
                Poll::Ready(Some(Ok(message))) => message,
                Poll::Ready(Some(Err(error))) => {
                    let reason = reason_of(&error);
                    tracing::debug!(session = ?self.link.sid(), %error, "reading from a websocket failed");
                    self.close(reason);
                    return true;
                }
                Poll::Ready(None) => {
                    self.close(DisconnectReason::ConnectionLost);
                    return true;
                }
            };
            match message {
                tungstenite::Message::Text(text) => {
                    let incoming = parse_text(&text).map(|packet| Incoming::text(&packet, &text));
                    self.take(incoming.unwrap_or(Incoming::Forbidden));
                }
                tungstenite::Message::Binary(data) => self.take(Incoming::Message(Message::Binary(data))),
                tungstenite::Message::Close(_) => {
                    *stage = Stage::Closed;
                    self.close(DisconnectReason::ClientClosed);
                }
                _ => self.link.0.heard(),
            }
        }
        true
    }

    /// Reads on until the other side ends too; what it still says is dropped.
    fn poll_last_words(&mut self, cx: &mut Context<'_>) -> bool {
        let Transport::Websocket { socket, stage: Stage::Closed, .. } = &mut self.transport else {
            return false;
        };
        for _round in 0..READS_IN_A_ROW {
            match Pin::new(&mut *socket).poll_next(cx) {
                Poll::Pending => return false,
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(Some(Err(_)) | None) => {
                    self.set_transport(Transport::Gone);
                    return true;
                }
            }
        }
        cx.waker().wake_by_ref();
        false
    }

    /// Hands the layer what polling requests brought; answers the request when all is taken.
    fn poll_inbox(&mut self, cx: &mut Context<'_>) -> bool {
        let mut moved = false;
        while !self.inbox.is_empty() {
            let refused = self.link.0.closing().is_some_and(DisconnectReason::drops_received);
            if refused {
                self.inbox = VecDeque::new();
            } else if !self.may_take(cx) {
                self.link.0.set_paused(true);
                return moved;
            } else if let Some(message) = self.inbox.pop_front() {
                self.receive(message);
            }
            moved = true;
        }
        self.link.0.set_paused(false);
        self.inbox = VecDeque::new();
        if let Transport::Polling(poller) = &mut self.transport
            && let Some(post) = poller.post.take()
        {
            // The client may have given its request up; what it sent is taken all the same.
            let _gone = post.send(());
        }
        moved
    }

    /// Does what polling requests ask for.
    fn serve_commands(&mut self, cx: &mut Context<'_>) -> bool {
        let mut moved = false;
        while let Transport::Polling(_) = &self.transport {
            let Some(command) = self.link.0.next_command() else { break };
            self.serve(command, cx);
            moved = true;
        }
        moved | self.answer_poll(cx)
    }

    fn serve(&mut self, command: Command, cx: &mut Context<'_>) {
        let Transport::Polling(poller) = &mut self.transport else { return };
        match command {
            Command::Poll(poll) => match poller.poll.take_if(|pending| !pending.is_closed()) {
                Some(pending) => {
                    // Only a confused client polls twice; it cannot be told which answer counts.
                    let _gone = pending.send("1".to_owned());
                    drop(poll);
                    self.close(DisconnectReason::OverlappingRequests);
                    self.set_transport(Transport::Gone);
                }
                None => {
                    poller.poll = Some(poll);
                    if poller.probed {
                        let mut noop_at =
                            Box::pin(tokio::time::sleep_until(Rules::after(POLL_DURING_UPGRADE)));
                        let _pending = noop_at.as_mut().poll(cx);
                        poller.noop_at = Some(noop_at);
                    }
                }
            },
            Command::Post(_, _) if !self.inbox.is_empty() => {
                // Even if the first request was given up: nobody may pile up what is not handled.
                self.close(DisconnectReason::OverlappingRequests);
                self.set_transport(Transport::Gone);
            }
            Command::Post(packets, post) => {
                if self.link.0.closing().is_some() {
                    return;
                }
                poller.post = Some(post);
                for packet in packets {
                    // Messages wait for the layer; the heartbeat does not wait for them.
                    match packet {
                        Incoming::Message(message) => {
                            self.link.0.heard();
                            self.inbox.push_back(message);
                        }
                        other => self.take(other),
                    }
                }
            }
            Command::Broken => {
                self.close(DisconnectReason::Malformed);
                self.set_transport(Transport::Gone);
            }
            Command::Probed => {
                poller.probed = true;
                if let Some(poll) = poller.poll.take() {
                    let gone = answer(&self.link.0, poll);
                    if let Err(frames) = gone {
                        self.link.0.outbox.lock().restore(frames);
                    }
                }
            }
            Command::ProbeFailed => {
                poller.probed = false;
                poller.noop_at = None;
            }
            Command::Upgrade(socket) => {
                // Whoever is sent away while it changes over has no poll any more, and hears the last words here.
                let closing = self.link.0.closing();
                if closing.is_some_and(|why| why.is_abrupt() || why == DisconnectReason::ClientClosed) {
                    return;
                }
                let post = poller.post.take();
                self.link.0.close_desk();
                self.set_transport(Transport::Websocket {
                    socket: *socket,
                    sending: Sending::default(),
                    stage: Stage::Open,
                });
                if let Some(post) = post {
                    // Its messages are in the inbox.
                    let _gone = post.send(());
                }
            }
        }
    }

    /// Answers the pending poll when there is something to say.
    fn answer_poll(&mut self, cx: &mut Context<'_>) -> bool {
        let Transport::Polling(poller) = &mut self.transport else { return false };
        if poller.poll.is_none() || self.link.0.closing().is_some() {
            return false;
        }
        let something = !self.link.0.outbox.lock().is_empty();
        let waited = poller.noop_at.as_mut().is_some_and(|noop_at| noop_at.as_mut().poll(cx).is_ready());
        if !something && !waited {
            return false;
        }
        poller.noop_at = None;
        let Some(poll) = poller.poll.take() else { return false };
        if let Err(frames) = answer(&self.link.0, poll) {
            self.link.0.outbox.lock().restore(frames);
            return false;
        }
        true
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
                // The last poll, now or within the grace, gets what is left and the end of the session. One
                // that crossed the client's own end on the way is let go.
                let Some(poll) = poller.poll.take_if(|poll| !poll.is_closed()) else { return moved };
                let mut frames = take_some(&self.link.0);
                if reason == DisconnectReason::ClientClosed {
                    frames = vec![Frame::Text(Utf8Bytes::from_static("6"))];
                } else if self.link.0.outbox.lock().is_empty() {
                    frames.push(Frame::Text(Utf8Bytes::from_static("1")));
                } else {
                    let _gone = poll.send(payload(&frames));
                    return true;
                }
                let _gone = poll.send(payload(&frames));
                self.set_transport(Transport::Gone);
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

/// Takes what one poll is answered with.
fn take_some(session: &Session) -> Vec<Frame> {
    let mut outbox = session.outbox.lock();
    std::iter::from_fn(|| outbox.pop()).take(FRAMES_PER_POLL).collect()
}

/// Answers a poll with all that is queued, or with nothing; `Err` gives back what a vanished client missed.
fn answer(session: &Session, poll: oneshot::Sender<String>) -> Result<(), Vec<Frame>> {
    let frames = take_some(session);
    let body = if frames.is_empty() { "6".to_owned() } else { payload(&frames) };
    poll.send(body).map_err(|_gone| frames)?;
    session.moved();
    Ok(())
}

fn reason_of(error: &tungstenite::Error) -> DisconnectReason {
    use tungstenite::Error;
    use tungstenite::error::ProtocolError;
    match error {
        Error::Capacity(_) => DisconnectReason::TooLarge,
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => DisconnectReason::ConnectionLost,
        Error::Protocol(_) | Error::Utf8(_) => DisconnectReason::Malformed,
        _ => DisconnectReason::ConnectionLost,
    }
}
