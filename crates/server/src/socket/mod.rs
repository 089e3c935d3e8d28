//! The real-time side: who connects, what clients may say, and what they are told.

mod answer;
mod events;
mod fanout;
mod heads;
mod joined;
mod rooms;
mod stale_lists;
mod tokens;
mod vocabulary;

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use dashmap::DashMap;
use http::{StatusCode, request::Parts};
use liaison_domain::{
    actor::{Actor, Identity},
    app::App,
    error::{Error, Result},
    event::Published,
    presence, viewing,
};
use liaison_protocol::{
    error_code::ErrorCode,
    ids::{LoginId, PersonId, TicketId},
};
use liaison_socketio::{ConnectError, Connecting, DisconnectReason, Handler, Refusal, Server, Socket};
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::value::RawValue;

pub use fanout::check_seats_after_loss;
pub use heads::{Lost, announce_heads};
pub use stale_lists::announce_stale_lists;
pub use tokens::watch_tokens;

use self::{
    joined::Joined,
    stale_lists::StaleLists,
    tokens::{Agenda, Held},
};
use crate::{
    auth::Verifier,
    cors::Origins,
    identify::{Known, identify},
    rate_limit::RateLimits,
    request_timeout::within,
};

/// The socket server with our application in it.
pub type Sockets = Server<Application>;

/// What the socket server asks about its clients.
pub struct Application {
    app: App,
    verifier: Arc<Verifier>,
    origins: Origins,
    limits: Arc<RateLimits>,
    offline_grace: Duration,
    revocations: Revocations,
    stale_lists: StaleLists,
    agenda: Agenda,
}

/// What is kept of a socket.
pub struct SocketState {
    actor: Actor,
    identity: Arc<Identity>,
    held: Mutex<Held>,
    joined: Joined,
    /// The tickets it has open.
    viewing: Mutex<Vec<TicketId>>,
    began: Instant,
}

impl Application {
    /// The application; nothing happens before the first client.
    pub fn new(
        app: App,
        verifier: Arc<Verifier>,
        origins: Origins,
        limits: Arc<RateLimits>,
        offline_grace: Duration,
    ) -> Self {
        Self {
            app,
            verifier,
            origins,
            limits,
            offline_grace,
            revocations: Revocations::default(),
            stale_lists: StaleLists::default(),
            agenda: Agenda::default(),
        }
    }
}

/// Tells the sockets of this node of everything that reaches it.
pub fn listen(app: &App, sockets: &Sockets) {
    let sockets = sockets.clone();
    app.listen(Arc::new(move |published: &Published| fanout::deliver(&sockets, published)));
}

/// What clients send with CONNECT.
#[derive(Deserialize)]
struct Auth {
    token: String,
}

impl Handler for Application {
    type Info = ();
    type State = SocketState;

    fn handshake(&self, request: &Parts, _peer: IpAddr) -> Result<(), Refusal> {
        if self.origins.allow(&request.headers) {
            return Ok(());
        }
        Err(Refusal::new(StatusCode::FORBIDDEN, &Error::new(ErrorCode::OriginRefused).body()))
    }

    async fn connect(
        &self,
        socket: &mut Connecting<()>,
        auth: Option<&RawValue>,
    ) -> Result<SocketState, ConnectError> {
        let began = Instant::now();
        let Known { actor, times } = within(self.authenticate(auth)).await.map_err(connect_error)?;
        let identity = Arc::clone(actor.person().map_err(connect_error)?);
        let times = times.ok_or_else(|| connect_error(ErrorCode::Forbidden.into()))?;
        let held = Mutex::new(Held::new(identity.login, times, self.app.now().timestamp()));
        socket.join(rooms::person(identity.id));
        if identity.kind.is_staff() {
            socket.join(rooms::STAFF);
        }
        Ok(SocketState { actor, identity, held, joined: Joined::default(), viewing: Mutex::default(), began })
    }

    async fn connected(&self, socket: &Socket<Self>) {
        let state = socket.state();
        self.follow_token(socket);
        // A revocation that came between the check and the room found no socket to cut.
        if self.revocations.since(&state.identity, state.began) {
            socket.disconnect(true, "revoked");
        }
        if let Err(error) = within(presence::connected(&self.app, &state.identity)).await {
            tracing::warn!(event = "presence_failed", user_id = %state.identity.id, %error);
        }
    }

    async fn event(&self, socket: &Socket<Self>, event: liaison_socketio::Event) {
        events::dispatch(self, socket, event).await;
    }

    async fn lagged(&self, socket: &Socket<Self>) {
        heads::tell(&self.app, std::slice::from_ref(socket)).await;
    }

    async fn disconnected(&self, socket: &Socket<Self>, reason: DisconnectReason) {
        self.forget_token(socket);
        let (app, identity, grace) =
            (self.app.clone(), Arc::clone(&socket.state().identity), self.offline_grace);
        tracing::debug!(event = "socket_disconnected", user_id = %identity.id, reason = reason.code());
        let (sid, viewing) = (socket.id().to_string(), std::mem::take(&mut *socket.state().viewing.lock()));
        tokio::spawn(async move {
            if !viewing.is_empty()
                && let Err(error) = viewing::commands::end(&app, &sid, viewing).await
            {
                tracing::warn!(event = "viewers_failed", user_id = %identity.id, %error);
            }
            if let Err(error) = presence::disconnected(&app, &identity, grace).await {
                tracing::warn!(event = "presence_failed", user_id = %identity.id, %error);
            }
        });
    }
}

impl Application {
    async fn authenticate(&self, auth: Option<&RawValue>) -> Result<Known> {
        let auth = auth.ok_or(ErrorCode::TokenMissing)?;
        let auth: Auth = serde_json::from_str(auth.get()).map_err(|_| ErrorCode::TokenMissing)?;
        self.identify(&auth.token).await
    }

    async fn identify(&self, token: &str) -> Result<Known> {
        let token = token.strip_prefix("Bearer ").unwrap_or(token);
        identify(&self.app, &self.verifier, token).await
    }
}

fn connect_error(error: Error) -> ConnectError {
    let body = error.body();
    ConnectError::new(body.message.clone()).with_data(&body)
}

/// Revocations of the last moments, for sockets that were on their way in.
#[derive(Default)]
struct Revocations(DashMap<PersonId, (Option<LoginId>, Instant)>);

/// No connect takes longer than this between its check and its room.
const REMEMBERED: Duration = Duration::from_secs(60);

impl Revocations {
    fn add(&self, person: PersonId, login: Option<LoginId>) {
        self.0.retain(|_, (_, at)| at.elapsed() < REMEMBERED);
        self.0.insert(person, (login, Instant::now()));
    }

    fn since(&self, identity: &Identity, began: Instant) -> bool {
        self.0.get(&identity.id).is_some_and(|revoked| {
            let (login, at) = *revoked;
            at >= began && (login.is_none() || login == identity.login)
        })
    }
}
