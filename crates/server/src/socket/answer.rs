//! Acknowledgements of client events.

use std::sync::Arc;

use liaison_domain::error::Result;
use liaison_protocol::{events::StoredMessage, message::Message};
use liaison_socketio::{Ack, Socket};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{Application, fanout::say, vocabulary::shown};

/// An answer that is no refusal.
#[derive(Serialize)]
pub(super) struct Success<T> {
    success: bool,
    #[serde(flatten)]
    facts: T,
}

impl<T> Success<T> {
    pub(super) fn of(facts: T) -> Self {
        Self { success: true, facts }
    }
}

/// `{success: true, …}` or the error, by acknowledgement; who asked for none is told of errors by event.
pub(super) fn answer(socket: &Socket<Application>, ack: Option<Ack>, result: Result<&RawValue>) {
    let sent = match (ack, result) {
        (Some(ack), Ok(facts)) => ack.send(facts),
        (Some(ack), Err(error)) => ack.send(&error.body()),
        (None, Ok(_)) => Ok(()),
        (None, Err(error)) => say(socket, &error.body()),
    };
    if let Err(error) = sent {
        tracing::debug!(event = "answer_not_sent", %error);
    }
}

/// Answers a message that is durable.
pub(super) fn acknowledge(socket: &Socket<Application>, ack: Option<Ack>, message: &Arc<Message>) {
    let Some(ack) = ack else { return };
    let side = socket.state().identity.kind.side();
    let stored = StoredMessage { message: shown(message, side), seq: message.seq };
    if let Err(error) = ack.send(&Success::of(stored)) {
        tracing::debug!(event = "answer_not_sent", %error);
    }
}
