//! What runs on top of an Engine.IO session.

use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::request::Parts;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::outbox::{Class, Parcel, Pushed};
use crate::session::Session;
use crate::{DisconnectReason, Refusal, Sid};

/// A message as Engine.IO carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Text, without the leading packet kind.
    Text(Text),
    /// Binary data.
    Binary(Bytes),
}

impl Message {
    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.as_str().len(),
            Self::Binary(data) => data.len(),
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A part of a received text; cloning shares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    whole: Utf8Bytes,
    start: usize,
}

impl Text {
    /// The text after `start` bytes; nothing when that is no boundary.
    pub(crate) fn after(whole: Utf8Bytes, start: usize) -> Self {
        Self { whole, start }
    }

    /// The same without its first `bytes`.
    pub(crate) fn skip(&self, bytes: usize) -> Self {
        Self { whole: self.whole.clone(), start: self.start + bytes }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.whole.as_str().get(self.start..).unwrap_or_default()
    }
}

/// Work of a layer for one connection; one at a time is polled, inside the connection's task.
pub type Work<O> = Pin<Box<dyn Future<Output = O> + Send>>;

/// What runs on top of Engine.IO sessions. Socket.IO is one such layer.
///
/// The methods are called by the task of the connection, one at a time; they must not block.
pub trait Layer: Send + Sync + 'static {
    /// What the handshake hands to the connection.
    type Info: Send + 'static;
    /// What the layer keeps per connection.
    type Connection: Send + Unpin + 'static;
    /// What a piece of work results in.
    type Outcome: Send + 'static;

    /// Judges the first request of a client, before anything is allocated for it.
    ///
    /// # Errors
    /// The answer to a client which is refused.
    fn handshake(&self, request: &Parts, peer: IpAddr) -> Result<Self::Info, Refusal>;

    /// Begins a connection.
    fn open(&self, link: &Link, info: Self::Info) -> Self::Connection;

    /// Takes a message.
    ///
    /// # Errors
    /// The reason why the connection must end.
    fn receive(
        &self,
        link: &Link,
        connection: &mut Self::Connection,
        message: Message,
    ) -> Result<(), DisconnectReason>;

    /// Whether a message was taken that means nothing without those that must follow it.
    fn is_unfinished(&self, _connection: &Self::Connection) -> bool {
        false
    }

    /// Whether another message may be taken; if not, nothing more is read until some work is done.
    fn wants_more(&self, _connection: &Self::Connection) -> bool {
        true
    }

    /// The next piece of work, asked for when none is going on.
    fn next(&self, _link: &Link, _connection: &mut Self::Connection) -> Option<Work<Self::Outcome>> {
        None
    }

    /// Takes the result of a piece of work.
    fn finish(&self, _link: &Link, _connection: &mut Self::Connection, _outcome: Self::Outcome) {}

    /// Broadcasts were dropped, and the queue has drained since. Broadcasts are held aside until
    /// [`Link::release`] is called.
    fn lagged(&self, link: &Link, _connection: &mut Self::Connection) {
        link.release();
    }

    /// The connection is over. No message follows; [`next`](Self::next) is asked until it has nothing more.
    fn closed(&self, _link: &Link, _connection: &mut Self::Connection, _reason: DisconnectReason) {}
}

/// The way to send on a session. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Link(pub(crate) Arc<Session>);

impl Link {
    /// The session's id. It lets its holder read the session: do not show it to others.
    #[must_use]
    pub fn sid(&self) -> Sid {
        self.0.sid
    }

    /// Sends a text message; `false` when the session is closing.
    pub fn send_text(&self, text: &str) -> bool {
        self.send(&Parcel::text(format!("4{text}")))
    }

    /// Sends a binary message; `false` when the session is closing.
    pub fn send_binary(&self, data: Bytes) -> bool {
        let pushed = self.0.outbox.lock().push_binary(data, self.0.rules.allowance);
        self.0.after_push(pushed);
        matches!(pushed, Pushed::Queued { .. })
    }

    pub(crate) fn send(&self, parcel: &Parcel) -> bool {
        matches!(self.0.push(parcel, Class::Direct), Pushed::Queued { .. })
    }

    /// Says whether the connection is of use to the layer. One which is not for longer than the connect
    /// timeout is closed.
    pub fn established(&self, established: bool) {
        self.0.established(established);
    }

    /// The client has asked for what makes the connection of use, and now waits for us.
    pub(crate) fn is_judged(&self) {
        self.0.is_judged();
    }

    /// Ends the session.
    pub fn close(&self, reason: DisconnectReason) {
        self.0.close(reason);
    }

    /// Holds broadcasts aside until [`release`](Self::release); direct messages overtake them.
    pub(crate) fn hold(&self) {
        self.0.outbox.lock().hold();
    }

    /// Lets broadcasts flow again after [`Layer::lagged`].
    pub fn release(&self) {
        self.0.release();
    }
}
