//! What HTTP long-polling requests leave for the task of their session, and how they are answered.
//!
//! The task decides everything, in one order; requests only put a command on its desk and wait.

use std::collections::VecDeque;
use std::error::Error;
use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use http::Response;
use http_body::Body;
use http_body_util::{BodyExt, Full};
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::DisconnectReason;
use crate::engine_packet::{self, EnginePacket, SEPARATOR};
use crate::layer::{Message, Text};
use crate::outbox::Frame;
use crate::refusal::{self, Fault, Refusal};
use crate::session::Session;
use crate::vitals::BYTES_A_SECOND;
use crate::websocket::Websocket;

/// The shortest packet takes two bytes of a body, with its separator; nobody needs as many.
const MAX_PACKETS: usize = 4096;

/// Where requests for a polling session lie until its task takes them.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    pub(crate) commands: VecDeque<Command>,
    /// A websocket wants to take the session over.
    pub(crate) upgrade_reserved: bool,
    /// A body is being received.
    pub(crate) posting: bool,
}

/// What a request wants of the task.
#[derive(Debug)]
pub(crate) enum Command {
    /// A client polls.
    Poll(oneshot::Sender<String>),
    /// A client sends; answered when everything has been taken in.
    Post(Vec<Incoming>, oneshot::Sender<()>),
    /// The body of a client's request could not be read as packets.
    Broken,
    /// A websocket has proved that it works.
    Probed,
    /// That websocket is gone.
    ProbeFailed,
    /// The websocket takes over.
    Upgrade(Box<Websocket>),
}

/// A packet from a client, kept without its body.
#[derive(Debug)]
pub(crate) enum Incoming {
    Close,
    Pong,
    Message(Message),
    /// A packet without any meaning here.
    Ignored,
    /// A packet which only the server may send.
    Forbidden,
}

impl Incoming {
    /// Takes over one packet of text; `whole` is the text which it was read from.
    pub(crate) fn text(packet: &EnginePacket<'_>, whole: &Utf8Bytes) -> Self {
        match packet {
            EnginePacket::Close => Self::Close,
            EnginePacket::Pong(_) => Self::Pong,
            EnginePacket::Message(_) => Self::Message(Message::Text(Text::after(whole.clone(), 1))),
            EnginePacket::Binary(data) => Self::Message(Message::Binary(data.clone())),
            EnginePacket::Upgrade | EnginePacket::Noop => Self::Ignored,
            EnginePacket::Ping(_) => Self::Forbidden,
        }
    }

    fn owned(packet: EnginePacket<'_>) -> Self {
        match packet {
            EnginePacket::Message(text) => {
                Self::Message(Message::Text(Text::after(text.to_owned().into(), 0)))
            }
            other => Self::text(&other, &Utf8Bytes::default()),
        }
    }
}

/// Answers a client which polls, once there is something to say.
pub(crate) async fn poll(session: &Session) -> Result<Response<Full<Bytes>>, Refusal> {
    let (sender, receiver) = oneshot::channel();
    session.leave(Command::Poll(sender)).map_err(|_| Fault::BadRequest)?;
    let payload = receiver.await.map_err(|_| Fault::BadRequest)?;
    Ok(refusal::text(payload))
}

/// Takes what a client sends, and answers when the task has taken it in.
pub(crate) async fn post<B>(session: &Session, body: B) -> Result<Response<Full<Bytes>>, Refusal>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let posting = Posting::begin(session).ok_or(Fault::BadRequest)?;
    let body = match read(body, session).await {
        Ok(body) => body,
        Err(fault) => {
            if fault == Fault::TooLarge {
                session.close(DisconnectReason::TooLarge);
            }
            return Err(fault.into());
        }
    };
    let packets = std::str::from_utf8(&body).ok().and_then(|text| {
        let packets = engine_packet::parse_payload(text, MAX_PACKETS).ok()?;
        Some(packets.into_iter().map(Incoming::owned).collect())
    });
    let Some(packets) = packets else {
        // The session may be over already; then there is nothing left to end.
        let _over = session.leave(Command::Broken);
        return Err(Fault::BadRequest.into());
    };
    let (sender, receiver) = oneshot::channel();
    session.leave(Command::Post(packets, sender)).map_err(|_| Fault::BadRequest)?;
    receiver.await.map_err(|_| Fault::BadRequest)?;
    drop(posting);
    Ok(refusal::text("ok"))
}

/// The one body which may be received for a session at a time; over when dropped.
struct Posting<'a>(&'a Session);

impl<'a> Posting<'a> {
    fn begin(session: &'a Session) -> Option<Self> {
        match session.set_posting(true) {
            Some(false) => Some(Self(session)),
            Some(true) => {
                session.close(DisconnectReason::OverlappingRequests);
                None
            }
            None => None,
        }
    }
}

impl Drop for Posting<'_> {
    fn drop(&mut self) {
        self.0.set_posting(false);
    }
}

/// Reads a body which is neither too large nor too slow.
async fn read<B>(body: B, session: &Session) -> Result<Bytes, Fault>
where
    B: Body,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let config = &session.rules.config;
    let limit = config.max_payload;
    if body.size_hint().lower() > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(Fault::TooLarge);
    }
    let mut body = std::pin::pin!(body);
    let mut whole = BytesMut::new();
    let begun = Instant::now();
    loop {
        let arrived = u64::try_from(whole.len()).unwrap_or(u64::MAX);
        let allowed = config.packet_timeout + Duration::from_millis(arrived * 1000 / BYTES_A_SECOND);
        let frame =
            tokio::time::timeout_at(begun + allowed, body.frame()).await.map_err(|_| Fault::TooSlow)?;
        let Some(frame) = frame else { return Ok(whole.freeze()) };
        let Ok(mut data) = frame.map_err(|_| Fault::BadRequest)?.into_data() else { continue };
        if whole.len() + data.remaining() > limit {
            return Err(Fault::TooLarge);
        }
        session.arrived(data.remaining());
        while data.has_remaining() {
            let chunk = data.chunk();
            whole.extend_from_slice(chunk);
            let length = chunk.len();
            data.advance(length);
        }
    }
}

/// Writes frames as one polling body.
pub(crate) fn payload(frames: &[Frame]) -> String {
    let mut body = String::new();
    for (index, frame) in frames.iter().enumerate() {
        if index > 0 {
            body.push(SEPARATOR);
        }
        match frame {
            Frame::Text(text) => body.push_str(text),
            Frame::Binary(data) => engine_packet::push_binary(&mut body, data),
        }
    }
    body
}

/// How long a poll which arrives during an upgrade is kept: usually the upgrade completes first.
pub(crate) const POLL_DURING_UPGRADE: Duration = Duration::from_millis(100);
