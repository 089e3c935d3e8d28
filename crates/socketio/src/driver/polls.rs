//! Polling requests: each is a command that the session's task carries out in its turn.

use std::future::Future;
use std::task::Context;

use tokio::sync::oneshot;

use super::{Driver, Transport};
use crate::DisconnectReason;
use crate::engine_packet::SEPARATOR;
use crate::layer::Layer;
use crate::outbox::Frame;
use crate::polling::{Command, Incoming, POLL_DURING_UPGRADE, payload};
use crate::sending::{Sending, Stage};
use crate::session::{Rules, Session};

/// Packets in the answer to one poll; a widely used client library takes no more than 16.
const FRAMES_PER_POLL: usize = 15;

impl<L: Layer> Driver<L> {
    /// Does what polling requests ask for.
    pub(super) fn serve_commands(&mut self, cx: &mut Context<'_>) -> bool {
        let mut moved = false;
        while let Transport::Polling(_) = &self.transport {
            let Some(command) = self.link.0.next_command() else { break };
            self.serve(command, cx);
            moved = true;
        }
        moved | self.answer_poll(cx)
    }

    pub(super) fn serve(&mut self, command: Command, cx: &mut Context<'_>) {
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
                // Whoever is sent away while it changes over has no poll any more, and gets what is left here.
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
    pub(super) fn answer_poll(&mut self, cx: &mut Context<'_>) -> bool {
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
}

/// Answers a poll of a session that ends; whether more is to be said to the next one.
///
/// The end has a poll of its own. Client libraries hand on the packets of an answer a moment after they have read it,
/// and when the end is among them, they drop the others unread: the reason for it would never be heard. Only where the
/// server shuts down and takes no further request, all of it goes at once.
pub(super) fn close_poll(session: &Session, reason: DisconnectReason, poll: oneshot::Sender<String>) -> bool {
    if reason == DisconnectReason::ClientClosed {
        // It crossed the client's own end on the way.
        let _gone = poll.send("6".to_owned());
        return false;
    }
    let frames = take_some(session);
    let is_all = session.outbox.lock().is_empty();
    let ends = frames.is_empty() || (is_all && reason == DisconnectReason::Shutdown);
    let mut body = payload(&frames);
    if ends {
        if !body.is_empty() {
            body.push(SEPARATOR);
        }
        body.push('1');
    }
    if poll.send(body).is_err() {
        session.outbox.lock().restore(frames);
        return true;
    }
    !ends
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
