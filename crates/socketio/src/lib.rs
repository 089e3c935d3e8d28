//! Socket.IO protocol 5 over Engine.IO protocol 4: the server side, small and measured.
//!
//! Three promises hold for every socket: its events are handled in the order sent; everything is registered
//! before a CONNECT is answered, so an event sent at once is never lost; and a broadcast which finds the queue
//! of a slow client full is never skipped in silence: [`Handler::lagged`] follows.
//!
//! One task drives one connection, whatever its transport, and one task looks after the deadlines of all. An
//! application implements [`Handler`], and hands every request below its path to [`Server::handle`]:
//!
//! ```
//! use http::request::Parts;
//! use liaison_socketio::{Config, ConnectError, Connecting, Event, Handler, Packet, Refusal, Server, Socket};
//! use serde_json::value::RawValue;
//! use std::net::IpAddr;
//!
//! struct Chat;
//!
//! #[derive(serde::Deserialize)]
//! struct Auth {
//!     name: String,
//! }
//!
//! impl Handler for Chat {
//!     type Info = ();
//!     /// Who it is.
//!     type State = String;
//!
//!     fn handshake(&self, _request: &Parts, _peer: IpAddr) -> Result<(), Refusal> {
//!         Ok(())
//!     }
//!
//!     async fn connect(
//!         &self,
//!         socket: &mut Connecting<()>,
//!         auth: Option<&RawValue>,
//!     ) -> Result<String, ConnectError> {
//!         let auth = auth.ok_or_else(|| ConnectError::new("unauthorized"))?;
//!         let auth: Auth =
//!             serde_json::from_str(auth.get()).map_err(|_| ConnectError::new("unauthorized"))?;
//!         socket.join("lobby");
//!         Ok(auth.name)
//!     }
//!
//!     async fn event(&self, socket: &Socket<Self>, event: Event) {
//!         let Ok(text) = event.args.first::<String>() else { return };
//!         if let Ok(said) = Packet::new("said", &(socket.state(), text)) {
//!             // Fails only for what is too large for any client.
//!             let _delivery = socket.to("lobby").emit(&said);
//!         }
//!         if let Some(ack) = event.ack {
//!             // Whoever asked may be gone by now.
//!             let _gone = ack.send(&true);
//!         }
//!     }
//! }
//!
//! let server = Server::new(Config::default(), Chat);
//! // In the service of an HTTP server: `server.handle(request, peer_address).await`
//! assert_eq!(server.stats().connections, 0);
//! ```
//!
//! Connections must be served with upgrades (`with_upgrades` in hyper) and should have `TCP_NODELAY` set.

mod broadcast;
mod config;
mod connection;
mod driver;
pub mod engine;
mod engine_packet;
mod event;
mod frames;
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
mod sending;
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
