//! One client in one namespace.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use serde::Serialize;
use thiserror::Error;
use tokio::sync::oneshot;

use crate::broadcast::Broadcast;
use crate::event::Answer;
use crate::layer::Link;
use crate::namespace::Namespace;
use crate::outbox::Parcel;
use crate::outgoing::{EmitError, Packet};
use crate::packet::{Reply, encode};
use crate::{DisconnectReason, Handler, Sid};

/// A client connected to a namespace. Cheap to clone; stays valid, but mute, after the client has gone.
pub struct Socket<H: Handler> {
    pub(crate) core: Arc<SocketCore<H>>,
}

impl<H: Handler> Clone for Socket<H> {
    fn clone(&self) -> Self {
        Self { core: self.core.clone() }
    }
}

impl<H: Handler> fmt::Debug for Socket<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket").field("id", &self.core.id).field("namespace", &self.namespace()).finish()
    }
}

/// A client which asks to be connected.
#[derive(Debug)]
pub struct Connecting<I> {
    pub(crate) id: Sid,
    pub(crate) namespace: Arc<str>,
    pub(crate) info: Arc<I>,
    pub(crate) rooms: Vec<String>,
}

impl<I> Connecting<I> {
    /// The id which the socket will have.
    #[must_use]
    pub fn id(&self) -> Sid {
        self.id
    }

    /// The namespace which it asks for; always one of those configured.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// What [`Handler::handshake`] returned for this connection.
    #[must_use]
    pub fn info(&self) -> &I {
        &self.info
    }

    /// Puts the socket into a room, if it is accepted: before the client learns that it is connected.
    pub fn join(&mut self, room: impl Into<String>) {
        self.rooms.push(room.into());
    }
}

/// Why an event was not answered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AckError {
    /// The event could not be sent.
    #[error(transparent)]
    Emit(#[from] EmitError),
    /// The client did not answer in time.
    #[error("not answered in time")]
    Timeout,
    /// The client left before it answered.
    #[error("client left before it answered")]
    Disconnected,
}

pub(crate) struct SocketCore<H: Handler> {
    pub(crate) id: Sid,
    pub(crate) link: Link,
    pub(crate) namespace: Arc<Namespace<H>>,
    state: H::State,
    membership: Mutex<Membership>,
    awaited: Mutex<Awaited>,
    next_ack: AtomicU64,
}

/// Who waits for the answer to which event; nothing is allocated while nobody does.
type Awaited = Option<Box<HashMap<u64, oneshot::Sender<Answer>>>>;

/// Locked before a room, never while a room is locked.
#[derive(Debug, Default)]
struct Membership {
    rooms: Vec<Arc<str>>,
    /// The socket has left, or been told to: it joins nothing more.
    left: bool,
    /// Told to leave by the application; its task has yet to notice.
    kicked: Option<DisconnectReason>,
}

impl<H: Handler> Socket<H> {
    /// Its id. Other clients may know it.
    #[must_use]
    pub fn id(&self) -> Sid {
        self.core.id
    }

    /// Its namespace.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.core.namespace.name
    }

    /// What the application keeps of it.
    #[must_use]
    pub fn state(&self) -> &H::State {
        &self.core.state
    }

    /// Whether it is still connected, as far as is known.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        !self.core.membership.lock().left && self.core.link.0.closing().is_none()
    }

    /// Enters a room; from here on its broadcasts are queued. `false` when the socket has left.
    pub fn join(&self, room: &str) -> bool {
        self.core.join(room)
    }

    /// Leaves a room.
    pub fn leave(&self, room: &str) {
        let mut membership = self.core.membership.lock();
        if let Some(index) = membership.rooms.iter().position(|name| &**name == room) {
            membership.rooms.swap_remove(index);
            self.core.namespace.rooms.leave(room, self.core.id);
        }
    }

    /// The rooms which it is in.
    #[must_use]
    pub fn rooms(&self) -> Vec<Arc<str>> {
        self.core.membership.lock().rooms.clone()
    }

    /// Sends an event with one argument. Queued, never waits.
    ///
    /// # Errors
    /// When the argument cannot be written as JSON, or the client is gone or too slow.
    pub fn emit(&self, event: &str, argument: &(impl Serialize + ?Sized)) -> Result<(), EmitError> {
        self.emit_packet(&Packet::new(event, argument)?)
    }

    /// Sends an event written already. Queued, never waits.
    ///
    /// # Errors
    /// When the client is gone or too slow, or the event larger than its allowance.
    pub fn emit_packet(&self, packet: &Packet) -> Result<(), EmitError> {
        if self.core.membership.lock().left {
            return Err(EmitError::Closed);
        }
        self.core.link.emit(&packet.for_namespace(self.namespace()))
    }

    /// Sends an event and waits for the client's answer.
    ///
    /// Inside [`Handler::event`] this waits for an answer which may stand behind events that the client sent
    /// before: give it a short time.
    ///
    /// # Errors
    /// When the event could not be sent, or the answer does not come in time.
    pub async fn emit_with_ack(&self, packet: &Packet, timeout: Duration) -> Result<Answer, AckError> {
        let (sender, receiver) = oneshot::channel();
        let id = self.core.next_ack.fetch_add(1, Ordering::Relaxed);
        {
            let membership = self.core.membership.lock();
            if membership.left {
                return Err(EmitError::Closed.into());
            }
            self.core.awaited.lock().get_or_insert_default().insert(id, sender);
        }
        // Also when this future is dropped half-way.
        let _forget = Forget { core: &self.core, id };
        self.core.link.emit(&packet.with_ack(self.namespace(), Some(id)))?;
        match tokio::time::timeout(timeout, receiver).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(AckError::Disconnected),
            Err(_) => Err(AckError::Timeout),
        }
    }

    /// A broadcast to a room of this socket's namespace, but not to this socket.
    pub fn to(&self, room: &str) -> Broadcast<H> {
        Broadcast::new(self.core.namespace.clone()).to(room).except(self.core.id)
    }

    /// Ends it: the client is told, and does not come back by itself. With `close` the whole connection ends.
    /// Events of the client which were not begun are dropped. `reason` is a short code for logs.
    pub fn disconnect(&self, close: bool, reason: &'static str) {
        let reason = DisconnectReason::Application(reason);
        {
            let mut membership = self.core.membership.lock();
            if membership.left {
                drop(membership);
                if close {
                    self.core.link.close(reason);
                }
                return;
            }
            membership.kicked = Some(reason);
        }
        self.core.detach();
        self.core.link.send(&Parcel::text(encode(Reply::Disconnect, self.namespace(), None, 0)));
        if close {
            self.core.link.close(reason);
        } else {
            self.core.link.0.task.wake();
        }
    }

    /// Ends the connection without a word about this socket: a client that reconnects by itself does so. Events of the
    /// client which were not begun are dropped. `reason` is a short code for logs.
    pub fn hang_up(&self, reason: &'static str) {
        let reason = DisconnectReason::Application(reason);
        {
            let mut membership = self.core.membership.lock();
            if !membership.left {
                membership.kicked = Some(reason);
            }
        }
        self.core.detach();
        self.core.link.close(reason);
    }
}

impl<H: Handler> SocketCore<H> {
    pub(crate) fn new(id: Sid, link: Link, namespace: Arc<Namespace<H>>, state: H::State) -> Self {
        Self {
            id,
            link,
            namespace,
            state,
            membership: Mutex::default(),
            awaited: Mutex::new(None),
            next_ack: AtomicU64::new(0),
        }
    }

    pub(crate) fn join(self: &Arc<Self>, room: &str) -> bool {
        let mut membership = self.membership.lock();
        if membership.left {
            return false;
        }
        if membership.rooms.iter().any(|name| &**name == room) {
            return true;
        }
        let Some(name) = self.namespace.rooms.join(room, self.id, self.clone()) else { return false };
        if membership.rooms.capacity() == 0 {
            membership.rooms.reserve_exact(1);
        }
        membership.rooms.push(name);
        true
    }

    /// Leaves every room and the namespace, and gives up waiting for answers.
    pub(crate) fn detach(&self) {
        let rooms = {
            let mut membership = self.membership.lock();
            membership.left = true;
            std::mem::take(&mut membership.rooms)
        };
        for room in rooms {
            self.namespace.rooms.leave(&room, self.id);
        }
        self.namespace.remove(self.id);
        *self.awaited.lock() = None;
    }

    /// Why the application told it to leave, if so.
    pub(crate) fn kicked(&self) -> Option<DisconnectReason> {
        self.membership.lock().kicked
    }

    /// Hands an answer to whoever waits for it; one which nobody waits for is dropped.
    pub(crate) fn answered(&self, id: u64, answer: Answer) {
        if let Some(sender) = self.forget(id) {
            let _gave_up = sender.send(answer);
        }
    }

    fn forget(&self, id: u64) -> Option<oneshot::Sender<Answer>> {
        let mut awaited = self.awaited.lock();
        let sender = awaited.as_mut()?.remove(&id);
        if awaited.as_ref().is_some_and(|awaited| awaited.is_empty()) {
            *awaited = None;
        }
        sender
    }
}

struct Forget<'a, H: Handler> {
    core: &'a SocketCore<H>,
    id: u64,
}

impl<H: Handler> Drop for Forget<'_, H> {
    fn drop(&mut self) {
        self.core.forget(self.id);
    }
}
