//! What an application does with its clients.

use std::future::Future;
use std::net::IpAddr;

use http::request::Parts;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{Connecting, DisconnectReason, Event, Refusal, Socket};

/// The application.
///
/// All methods but [`handshake`](Self::handshake) run inside the task of the client's connection, one at a
/// time and in the order in which the client sent things. While one of them waits, what is sent to the client
/// still flows, and its heartbeat goes on. None is ever cancelled half-way, except when the runtime stops. A
/// panic ends the connection.
pub trait Handler: Sized + Send + Sync + 'static {
    /// What [`handshake`](Self::handshake) hands to [`connect`](Self::connect); kept as long as the
    /// connection, so small.
    type Info: Send + Sync + 'static;
    /// What the application keeps of a socket, such as whose it is.
    type State: Send + Sync + 'static;

    /// Judges the first request of a client (its origin, its cookies) before anything is allocated for it.
    /// Must not block. Copy what is needed: a header value which is kept keeps kilobytes alive.
    ///
    /// # Errors
    /// The answer to a client which is refused.
    fn handshake(&self, request: &Parts, peer: IpAddr) -> Result<Self::Info, Refusal>;

    /// Decides whether a client may connect to a namespace. `auth` is the JSON object which it sent.
    ///
    /// An accepted socket is in its rooms before the client learns of it, so nothing sent to it or by it from
    /// then on is lost. Do not count on [`disconnected`](Self::disconnected) here: the client may be gone
    /// before the answer; only sockets which were [`connected`](Self::connected) are disconnected.
    fn connect(
        &self,
        socket: &mut Connecting<Self::Info>,
        auth: Option<&RawValue>,
    ) -> impl Future<Output = Result<Self::State, ConnectError>> + Send;

    /// The client is connected and has been told so; its first event comes after this.
    fn connected(&self, _socket: &Socket<Self>) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// The client sent an event. The next one waits until this is done; an answer need not be given by then,
    /// [`Ack`](crate::Ack) can be handed on.
    fn event(&self, socket: &Socket<Self>, event: Event) -> impl Future<Output = ()> + Send;

    /// Broadcasts to this client were dropped because it read too slowly; all that was queued has gone out
    /// since. Tell the client to fetch what it lacks. Broadcasts made during this call are sent after what
    /// this call emits; called once for each such episode, for every socket of the connection.
    fn lagged(&self, _socket: &Socket<Self>) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// The socket is gone: it is in no room any more and nothing can be sent to it.
    fn disconnected(
        &self,
        _socket: &Socket<Self>,
        _reason: DisconnectReason,
    ) -> impl Future<Output = ()> + Send {
        async {}
    }
}

/// Why a client may not connect to a namespace; the client is told both.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectError {
    /// What is wrong.
    pub message: String,
    /// More about it, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<RawValue>>,
}

impl ConnectError {
    /// An error with a message only.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), data: None }
    }

    /// Adds data. Data which cannot be written as JSON is left out.
    #[must_use]
    pub fn with_data(mut self, data: &(impl Serialize + ?Sized)) -> Self {
        self.data = serde_json::value::to_raw_value(data).ok();
        self
    }
}
