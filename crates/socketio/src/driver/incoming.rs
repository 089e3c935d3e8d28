//! What comes from the client, on whichever transport, until the layer has it.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use tokio_tungstenite::tungstenite;

use super::{Driver, Transport};
use crate::DisconnectReason;
use crate::engine_packet::parse_text;
use crate::layer::{Layer, Message};
use crate::polling::Incoming;
use crate::sending::Stage;
use crate::session::Rules;

/// Messages read at one go before the rest has its turn.
const READS_IN_A_ROW: usize = 16;

impl<L: Layer> Driver<L> {
    /// Whether the layer and the client's allowance let another message in. Takes from the allowance.
    pub(super) fn may_take(&mut self, cx: &mut Context<'_>) -> bool {
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

    pub(super) fn receive(&mut self, message: Message) {
        if let Err(reason) = self.core.layer.receive(&self.link, &mut self.connection, message) {
            tracing::debug!(session = ?self.link.sid(), %reason, "closing a session");
            self.close(reason);
        }
        self.link.0.set_event_unfinished(self.core.layer.is_unfinished(&self.connection));
    }

    pub(super) fn take(&mut self, incoming: Incoming) {
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
    pub(super) fn poll_incoming(&mut self, cx: &mut Context<'_>) -> bool {
        match &self.transport {
            Transport::Websocket { stage: Stage::Open, .. } => self.poll_websocket(cx),
            Transport::Websocket { .. } => self.poll_drain(cx),
            Transport::Polling(_) => self.poll_inbox(cx),
            Transport::Gone => false,
        }
    }

    pub(super) fn poll_websocket(&mut self, cx: &mut Context<'_>) -> bool {
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
    pub(super) fn poll_drain(&mut self, cx: &mut Context<'_>) -> bool {
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
    pub(super) fn poll_inbox(&mut self, cx: &mut Context<'_>) -> bool {
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
