//! A socket lasts as long as its token is accepted. Before that the client is told, and may show another one; after that
//! the connection ends, in a way that makes clients which reconnect by themselves come back with a new token.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use liaison_domain::error::{Error, Result};
use liaison_protocol::{error_code::ErrorCode, events::TokenExpiring, ids::LoginId};
use liaison_socketio::{Sid, Socket};
use parking_lot::Mutex;
use tokio::time::MissedTickBehavior;

use super::{Application, Sockets, fanout::say};
use crate::{http::caller::person_key, identify::TokenTimes, rate_limit::RouteClass};

/// Seconds before the end of a token at which its client is told. Of a short token half its time, if that is less.
const NOTICE: i64 = 60;
/// How often it is looked whose token has ended.
const INTERVAL: Duration = Duration::from_secs(1);

/// The token that a socket has shown last.
pub(super) struct Held {
    /// The login it belongs to.
    pub(super) login: Option<LoginId>,
    times: TokenTimes,
    /// When it is looked at next, in seconds since 1970.
    due: i64,
    is_told: bool,
}

impl Held {
    pub(super) fn new(login: Option<LoginId>, times: TokenTimes, now: i64) -> Self {
        let notice = NOTICE.min(times.expires_at.saturating_sub(now) / 2).max(0);
        let due = times.expires_at.saturating_sub(notice);
        Self { login, times, due: due.min(times.accepted_until), is_told: false }
    }
}

/// When to look at which socket.
#[derive(Default)]
pub(super) struct Agenda(Mutex<BTreeSet<(i64, Sid)>>);

impl Agenda {
    fn put(&self, due: i64, socket: Sid) {
        self.0.lock().insert((due, socket));
    }

    fn remove(&self, due: i64, socket: Sid) {
        self.0.lock().remove(&(due, socket));
    }

    fn take_until(&self, now: i64) -> Vec<Sid> {
        let mut agenda = self.0.lock();
        let mut due = Vec::new();
        while agenda.first().is_some_and(|(at, _)| *at <= now) {
            due.extend(agenda.pop_first().map(|(_, socket)| socket));
        }
        due
    }
}

impl Application {
    fn now(&self) -> i64 {
        self.app.now().timestamp()
    }

    /// A socket is there: its token's end is looked at from now on.
    pub(super) fn follow_token(&self, socket: &Socket<Self>) {
        let held = socket.state().held.lock();
        self.agenda.put(held.due, socket.id());
    }

    /// A socket is gone.
    pub(super) fn forget_token(&self, socket: &Socket<Self>) {
        let held = socket.state().held.lock();
        self.agenda.remove(held.due, socket.id());
    }

    /// Refuses what comes after the token has ended.
    pub(super) fn token_holds(&self, socket: &Socket<Self>) -> Result<()> {
        match self.now() < socket.state().held.lock().times.accepted_until {
            true => Ok(()),
            false => Err(ErrorCode::TokenExpired.into()),
        }
    }

    /// Takes another token of the same person in place of the one there was; gives the seconds until it expires.
    pub(super) async fn renew(&self, socket: &Socket<Self>, token: &str) -> Result<i64> {
        let began = Instant::now();
        let state = socket.state();
        self.limits.check(RouteClass::Default, &person_key(state.identity.id)).await?;
        let known = self.identify(token).await?;
        let identity = known.actor.person()?;
        let times = known.times.ok_or(ErrorCode::Forbidden)?;
        if identity.id != state.identity.id {
            return Err(ErrorCode::IdentityMismatch.into());
        }
        let now = self.now();
        {
            let mut held = state.held.lock();
            self.agenda.remove(held.due, socket.id());
            *held = Held::new(identity.login, times, now);
            self.agenda.put(held.due, socket.id());
        }
        // A revocation that came between the check and now found the login of before.
        if self.revocations.since(identity, began) {
            socket.disconnect(true, "revoked");
            return Err(ErrorCode::TokenInvalid.into());
        }
        Ok(times.expires_at.saturating_sub(now).max(0))
    }

    /// Ends a socket whose token is no longer accepted. There is no packet that tells it to stay away: standard clients
    /// connect again, and ask for a token when they do.
    pub(super) fn expire(socket: &Socket<Self>) {
        if let Err(error) = say(socket, &Error::new(ErrorCode::TokenExpired).body()) {
            tracing::debug!(event = "end_not_told", %error);
        }
        socket.hang_up("token_expired");
    }

    fn look_at(&self, socket: &Socket<Self>, now: i64) {
        let mut held = socket.state().held.lock();
        if now >= held.times.accepted_until {
            drop(held);
            return Self::expire(socket);
        }
        // Unless another token was shown meanwhile.
        if now >= held.due && !held.is_told {
            held.is_told = true;
            held.due = held.times.accepted_until;
            let expires_in = held.times.expires_at.saturating_sub(now).max(0);
            if let Err(error) = say(socket, &TokenExpiring { expires_in }) {
                tracing::debug!(event = "notice_not_sent", %error);
            }
        }
        self.agenda.put(held.due, socket.id());
    }
}

/// Looks for ever whose token ends, by the application's own clock.
pub async fn watch_tokens(sockets: Sockets) {
    let mut ticks = tokio::time::interval(INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let application = sockets.handler();
        let now = application.now();
        for id in application.agenda.take_until(now) {
            if let Some(socket) = sockets.socket("/", id) {
                application.look_at(&socket, now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_told_a_minute_before_or_half_way() {
        let due = |lifetime: i64, leeway: i64| {
            let times = TokenTimes {
                issued_at: 1000,
                expires_at: 1000 + lifetime,
                accepted_until: 1000 + lifetime + leeway,
            };
            Held::new(None, times, 1000).due - 1000
        };
        assert_eq!(due(900, 5), 840);
        assert_eq!(due(60, 30), 30);
        assert_eq!(due(2, 30), 1);
        assert_eq!(due(1, 0), 1);
        assert_eq!(due(0, 30), 0);
        assert_eq!(due(-3, 30), -3, "within the leeway: at once");
    }
}
