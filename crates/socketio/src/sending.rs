//! From the queue of a session into its websocket, and to its end.

use std::pin::Pin;
use std::task::Context;

use bytes::Bytes;
use futures_util::Sink;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{self, Utf8Bytes};

use crate::DisconnectReason;
use crate::outbox::Frame;
use crate::session::Session;
use crate::websocket::{FRAGMENT, Websocket};

/// Frames written at one go before the rest has its turn.
const FRAMES_IN_A_ROW: usize = 1024;

/// What of the messages taken from the queue is not with the client's side yet.
#[derive(Default)]
pub(crate) struct Sending {
    unflushed: bool,
    /// The rest of a message which is sent in fragments.
    rest: Option<Bytes>,
}

/// How far the end of a websocket has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Open,
    /// What is queued is still written, then the close frame.
    Closing,
    /// The close frame is queued or was received; the other side's end is awaited.
    Closed,
}

/// Writes what is queued and flushes it, as far as the client's side takes it; whether anything moved.
pub(crate) fn write(
    socket: &mut Websocket,
    sending: &mut Sending,
    stage: &mut Stage,
    session: &Session,
    cx: &mut Context<'_>,
) -> Result<bool, tungstenite::Error> {
    let mut moved = false;
    if *stage != Stage::Closed {
        for _frame in 0..FRAMES_IN_A_ROW {
            if Pin::new(&mut *socket).poll_ready(cx)?.is_pending() {
                break;
            }
            let frame = match sending.rest.take() {
                Some(rest) => fragment(rest, Data::Continue, &mut sending.rest),
                None => match session.outbox.lock().pop() {
                    Some(Frame::Text(text)) => fragment(text.into(), Data::Text, &mut sending.rest),
                    Some(Frame::Binary(data)) => fragment(data, Data::Binary, &mut sending.rest),
                    None => break,
                },
            };
            Pin::new(&mut *socket).start_send(frame)?;
            sending.unflushed = true;
            moved = true;
        }
        if *stage == Stage::Closing
            && sending.rest.is_none()
            && session.outbox.lock().is_empty()
            && Pin::new(&mut *socket).poll_ready(cx)?.is_ready()
        {
            let reason = session.closing().unwrap_or(DisconnectReason::ClientClosed);
            let frame = CloseFrame {
                code: reason.close_code().into(),
                reason: Utf8Bytes::from_static(reason.code()),
            };
            *stage = Stage::Closed;
            Pin::new(&mut *socket).start_send(tungstenite::Message::Close(Some(frame)))?;
            sending.unflushed = true;
            moved = true;
        }
    }
    if sending.unflushed && Pin::new(&mut *socket).poll_flush(cx)?.is_ready() {
        sending.unflushed = false;
    }
    session.set_unflushed(sending.unflushed || sending.rest.is_some());
    Ok(moved)
}

/// The first frame of a message, and what is left of it. The websocket keeps the memory of the largest frame
/// it ever wrote, so no frame is large.
fn fragment(mut data: Bytes, opcode: Data, rest: &mut Option<Bytes>) -> tungstenite::Message {
    if data.len() > FRAGMENT {
        *rest = Some(data.split_off(FRAGMENT));
    }
    tungstenite::Message::Frame(tungstenite::protocol::frame::Frame::message(
        data,
        OpCode::Data(opcode),
        rest.is_none(),
    ))
}
