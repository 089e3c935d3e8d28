//! How a websocket takes over a polling session: it proves that it works, then says so.

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::OnUpgrade;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use crate::engine_packet::{EnginePacket, parse_text};
use crate::polling::Command;
use crate::session::Session;
use crate::websocket::{self, Websocket};

/// Probes the websocket and hands it to the session's task; gives up after the upgrade timeout.
pub(crate) async fn take_over(upgrade: OnUpgrade, session: Arc<Session>) {
    let deadline = session.rules.config.upgrade_timeout;
    match tokio::time::timeout(deadline, probe(upgrade, &session)).await {
        Ok(Some(socket)) => {
            // A session which is over takes nothing; the websocket is dropped with the command.
            let _over = session.leave(Command::Upgrade(Box::new(socket)));
        }
        Ok(None) | Err(_) => session.cancel_upgrade(),
    }
}

/// Closes a websocket which wants a session that has one already, or is over.
pub(crate) async fn turn_away(upgrade: OnUpgrade, session: Arc<Session>) {
    let grace = session.rules.config.close_grace;
    let closing = async {
        let mut socket = websocket::open(upgrade, session).await?;
        let reason = Utf8Bytes::from_static("session has a websocket");
        socket.close(Some(CloseFrame { code: CloseCode::Policy, reason })).await.ok()?;
        // Until the other side closes too.
        while let Some(Ok(_)) = socket.next().await {}
        Some(())
    };
    // Whether or not the other side was polite, it is gone after this.
    let _gone = tokio::time::timeout(grace, closing).await;
}

async fn probe(upgrade: OnUpgrade, session: &Arc<Session>) -> Option<Websocket> {
    let mut socket = websocket::open(upgrade, session.clone()).await?;
    if !matches!(parse_text(&next_text(&mut socket).await?), Ok(EnginePacket::Ping("probe"))) {
        return None;
    }
    session.leave(Command::Probed).ok()?;
    socket.send(Message::text("3probe")).await.ok()?;
    matches!(parse_text(&next_text(&mut socket).await?), Ok(EnginePacket::Upgrade)).then_some(socket)
}

async fn next_text(socket: &mut Websocket) -> Option<Utf8Bytes> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => return Some(text),
            Message::Ping(_) | Message::Pong(_) => {}
            _ => return None,
        }
    }
}
