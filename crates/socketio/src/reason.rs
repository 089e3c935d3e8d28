//! Why a connection, or a socket on it, ended.

use std::fmt;

/// Why a connection or a socket ended. Printed as a short lower-case code, fit for logs and metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DisconnectReason {
    /// The client left the namespace and kept its connection.
    ClientLeft,
    /// The client closed the connection in order.
    ClientClosed,
    /// The network connection broke off.
    ConnectionLost,
    /// The client did not answer a ping in time.
    PingTimeout,
    /// The client connected to no namespace in time.
    ConnectTimeout,
    /// The client began to send something and did not go on.
    PacketTimeout,
    /// The client sent something that the protocol does not allow.
    Malformed,
    /// The client sent more than a limit allows.
    TooLarge,
    /// More direct emits and acks waited for the client than allowed.
    SlowConsumer,
    /// The client took nothing for the whole stall timeout while something waited for it.
    Stalled,
    /// The client made two polling requests of one kind at the same time.
    OverlappingRequests,
    /// The application disconnected the client, for the reason given.
    Application(&'static str),
    /// A handler of the application panicked.
    HandlerPanicked,
    /// The server is shutting down.
    Shutdown,
}

impl DisconnectReason {
    /// The code under which the reason is logged, and told to websocket clients when they are closed.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ClientLeft => "client_left",
            Self::ClientClosed => "client_closed",
            Self::ConnectionLost => "connection_lost",
            Self::PingTimeout => "ping_timeout",
            Self::ConnectTimeout => "connect_timeout",
            Self::PacketTimeout => "packet_timeout",
            Self::Malformed => "malformed",
            Self::TooLarge => "too_large",
            Self::SlowConsumer => "slow_consumer",
            Self::Stalled => "stalled",
            Self::OverlappingRequests => "overlapping_requests",
            Self::Application(reason) => reason,
            Self::HandlerPanicked => "handler_panicked",
            Self::Shutdown => "shutdown",
        }
    }

    /// Whether waiting for the client any longer is useless, so that the connection is cut at once.
    pub(crate) fn is_abrupt(self) -> bool {
        matches!(self, Self::ConnectionLost | Self::PingTimeout | Self::SlowConsumer | Self::Stalled)
    }

    /// Whether the client broke the protocol or its limits: it is not waited for as long as others.
    pub(crate) fn is_fault(self) -> bool {
        matches!(
            self,
            Self::ConnectTimeout
                | Self::PacketTimeout
                | Self::Malformed
                | Self::TooLarge
                | Self::OverlappingRequests
        )
    }

    /// Whether events received before the end, but not begun, are dropped: the application wants no more of
    /// this client.
    pub(crate) fn drops_received(self) -> bool {
        matches!(self, Self::Application(_) | Self::Shutdown | Self::HandlerPanicked)
    }

    /// The status code of the websocket close frame.
    pub(crate) fn close_code(self) -> u16 {
        match self {
            Self::ClientLeft | Self::ClientClosed | Self::ConnectionLost | Self::Application(_) => 1000,
            Self::Shutdown => 1001,
            Self::Malformed => 1002,
            Self::TooLarge => 1009,
            Self::HandlerPanicked => 1011,
            _ => 1008,
        }
    }
}

impl fmt::Display for DisconnectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
