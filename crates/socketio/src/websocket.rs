//! How a request becomes a websocket, and how large its buffers are.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use crate::Config;
use crate::frames::Frames;
use crate::refusal::Fault;
use crate::session::Session;

/// Allocated for every connection, so small; longer messages take their own memory while they arrive.
const READ_BUFFER: usize = 1024;
/// Bytes collected before they are written; stays allocated once used.
const WRITE_BUFFER: usize = 8 * 1024;
/// Longer messages are sent in pieces of this many bytes.
pub(crate) const FRAGMENT: usize = 8 * 1024;

/// A websocket whose reads and writes are noticed.
pub(crate) type Websocket = WebSocketStream<Metered<TokioIo<Upgraded>>>;

/// Answers a request to switch to websocket, and gives what to wait for.
///
/// The request is used up: its headers would keep the buffer alive which they were read into.
pub(crate) fn accept(mut parts: Parts) -> Result<(Response<Full<Bytes>>, OnUpgrade), Fault> {
    let names = |header, word: &str| {
        parts.headers.get_all(header).iter().any(|value| {
            value
                .to_str()
                .is_ok_and(|value| value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word)))
        })
    };
    let asks_for_websocket = parts.method == Method::GET
        && names(CONNECTION, "upgrade")
        && names(UPGRADE, "websocket")
        && names(SEC_WEBSOCKET_VERSION, "13");
    let key = parts.headers.get(SEC_WEBSOCKET_KEY).filter(|key| asks_for_websocket && key.len() == 24);
    let key = key.ok_or(Fault::BadRequest)?;
    let accept = HeaderValue::try_from(derive_accept_key(key.as_bytes())).map_err(|_| Fault::BadRequest)?;
    // Whether the connection can be upgraded at all.
    if parts.extensions.get::<OnUpgrade>().is_none() {
        return Err(Fault::BadRequest);
    }

    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    parts.headers.clear();
    let upgrade = hyper::upgrade::on(Request::from_parts(parts, ()));
    Ok((response, upgrade))
}

/// Waits until the connection is ours, and speaks websocket on it.
pub(crate) async fn open(upgrade: OnUpgrade, session: Arc<Session>) -> Option<Websocket> {
    let config = websocket_config(&session.rules.config);
    let upgraded = tokio::time::timeout(session.rules.config.connect_timeout, upgrade).await.ok()?.ok()?;
    let io = Metered { io: TokioIo::new(upgraded), session, frames: Frames::default() };
    Some(WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await)
}

fn websocket_config(config: &Config) -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        // A frame is written only when those before it are, so the buffer never holds more than this.
        .max_write_buffer_size(WRITE_BUFFER + FRAGMENT + 1024)
        .max_message_size(Some(config.max_payload))
        .max_frame_size(Some(config.max_payload))
}

/// Tells the session of every byte which the client's side takes, and of messages which it begins and does not end:
/// progress is what a slow client is judged by.
#[derive(Debug)]
pub(crate) struct Metered<S> {
    io: S,
    session: Arc<Session>,
    frames: Frames,
}

impl<S: AsyncRead + Unpin> AsyncRead for Metered<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.io).poll_read(cx, buf);
        if let Some(read) = buf.filled().get(before..).filter(|read| !read.is_empty()) {
            self.frames.read(read);
            self.session.arrived(read.len());
            self.session.set_frame_unfinished(self.frames.is_unfinished());
        }
        polled
    }
}

impl<S> Drop for Metered<S> {
    fn drop(&mut self) {
        // What a websocket that is gone had begun is no longer waited for: the session may go on without it.
        self.session.set_frame_unfinished(false);
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(cx, buf);
        if let Poll::Ready(Ok(1..)) = written {
            self.session.moved();
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
