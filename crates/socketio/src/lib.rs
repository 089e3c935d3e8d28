//! Socket.IO protocol 5 over Engine.IO protocol 4: the server side, small and measured.
//!
//! Three promises hold for every socket: its events are handled in the order sent; everything is registered
//! before a CONNECT is answered, so an event sent at once is never lost; and a broadcast which finds the queue
//! of a slow client full is never skipped in silence: [`Handler::lagged`] follows.

mod broadcast;
mod config;
mod connection;
mod driver;
pub mod engine;
mod engine_packet;
mod event;
mod handler;
mod handshake;
mod layer;
mod limits;
mod namespace;
mod outbox;
mod outgoing;
pub mod packet;
mod polling;
mod reason;
mod refusal;
mod rooms;
mod server;
mod session;
mod sid;
mod socket;
mod stats;
mod upgrade;
mod vitals;
mod websocket;

pub use broadcast::{Broadcast, Delivery};
pub use config::Config;
pub use event::{Ack, Answer, Args, Event};
pub use handler::{ConnectError, Handler};
pub use outgoing::{EmitError, Packet};
pub use reason::DisconnectReason;
pub use refusal::Refusal;
pub use server::{Drain, Server};
pub use sid::Sid;
pub use socket::{AckError, Connecting, Socket};
pub use stats::Stats;
