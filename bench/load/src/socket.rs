//! A Socket.IO client over a bare websocket, as cheap as it can be: the load must not be what is measured.
//!
//! Frames are masked with a key of zeros, which RFC 6455 allows and which leaves the payload as it is.

use std::cell::RefCell;
use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpSocket, TcpStream};

/// How long a server may take to let a client in, or to answer a call.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Connections from one source address; beyond some 28,000 its ports run out.
const PER_SOURCE: usize = 20_000;
const READ: usize = 16 * 1024;

/// A connected client.
pub(crate) struct Socket {
    reader: OwnedReadHalf,
    pub(crate) writer: Writer,
    received: Vec<u8>,
    calls: u64,
}

/// The sending side, for any task.
#[derive(Clone)]
pub(crate) struct Writer(Rc<Sending>);

struct Sending {
    half: OwnedWriteHalf,
    /// What the system would not take yet, in order.
    rest: RefCell<Vec<u8>>,
}

/// How a connection came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    Frames,
    Closed,
}

impl Socket {
    /// Connects to the server and to its main namespace. `number` chooses the source address.
    pub(crate) async fn open(server: SocketAddr, token: &str, number: usize) -> Result<Self> {
        tokio::time::timeout(TIMEOUT, Self::begin(server, token, number))
            .await
            .context("the server did not answer")?
    }

    async fn begin(server: SocketAddr, token: &str, number: usize) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        let source = u8::try_from(number / PER_SOURCE + 1)?;
        socket.bind((Ipv4Addr::new(127, 0, 0, source), 0).into())?;
        let stream = socket.connect(server).await?;
        stream.set_nodelay(true)?;
        let received = upgrade(&stream, server).await?;
        let (reader, half) = stream.into_split();
        let writer = Writer(Rc::new(Sending { half, rest: RefCell::default() }));
        let mut socket = Self { reader, writer, received, calls: 0 };
        socket.until(|text| text.starts_with('0').then_some(())).await?;
        socket.writer.send(&format!("40{}", serde_json::json!({ "token": token })));
        let answer = socket.until(|text| text.starts_with('4').then(|| text.to_owned())).await?;
        if !answer.starts_with("40") {
            bail!("the server refused the connection: {answer}");
        }
        Ok(socket)
    }

    /// Sends an event and waits for its acknowledgement; what else arrives meanwhile is ignored.
    pub(crate) async fn call(&mut self, event: &str, argument: &Value) -> Result<Value> {
        self.calls += 1;
        let id = self.calls;
        self.writer.emit(event, argument, Some(id));
        let head = format!("43{id}[");
        let answer = self.until(|text| text.starts_with(&head).then(|| text.to_owned()));
        let answer = tokio::time::timeout(TIMEOUT, answer).await.context("no acknowledgement came")??;
        let answer: Vec<Value> = serde_json::from_str(answer.get(head.len() - 1..).unwrap_or_default())?;
        let answer = answer.into_iter().next().context("an empty acknowledgement")?;
        if answer["success"] != true {
            bail!("`{event}` was refused: {answer}");
        }
        Ok(answer)
    }

    async fn until<T>(&mut self, mut find: impl FnMut(&str) -> Option<T>) -> Result<T> {
        let mut found = None;
        loop {
            let heard = self
                .hear(|text| {
                    if found.is_none() {
                        found = find(text)
                    }
                })
                .await?;
            if let Some(found) = found {
                return Ok(found);
            }
            if heard == Heard::Closed {
                bail!("the server closed the connection");
            }
        }
    }

    /// Waits for the next frames and hands over every Engine.IO text; pings are answered here.
    pub(crate) async fn hear(&mut self, mut handle: impl FnMut(&str)) -> Result<Heard> {
        loop {
            let mut heard = false;
            let mut begin = 0;
            while let Some((opcode, text, end)) = frame(&self.received, begin)? {
                begin = end;
                match (opcode, text) {
                    (8, _) => return Ok(Heard::Closed),
                    (_, b"2") => self.writer.send("3"),
                    (1, text) => {
                        handle(std::str::from_utf8(text)?);
                        heard = true;
                    }
                    _ => {}
                }
            }
            self.received.drain(..begin);
            if heard {
                return Ok(Heard::Frames);
            }
            if self.read().await? == 0 {
                return Ok(Heard::Closed);
            }
        }
    }

    async fn read(&mut self) -> Result<usize> {
        loop {
            self.reader.readable().await?;
            self.received.reserve(READ);
            match self.reader.try_read_buf(&mut self.received) {
                Ok(read) => {
                    return Ok(read);
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Cuts the connection without a word, as a network that goes away.
    pub(crate) fn cut(self) -> Result<()> {
        let linger = socket2::SockRef::from(self.reader.as_ref());
        linger.set_linger(Some(Duration::ZERO))?;
        Ok(())
    }
}

impl Writer {
    /// Sends an event, with a number when an acknowledgement is wanted.
    pub(crate) fn emit(&self, event: &str, argument: &Value, ack: Option<u64>) {
        let ack = ack.map(|id| id.to_string()).unwrap_or_default();
        self.send(&format!("42{ack}[\"{event}\",{argument}]"));
    }

    /// Sends an Engine.IO text.
    pub(crate) fn send(&self, text: &str) {
        let mut bytes = Vec::with_capacity(text.len() + 14);
        bytes.push(0x81);
        match text.len() {
            length @ ..126 => bytes.push(0x80 | u8::try_from(length).unwrap_or_default()),
            length @ ..65_536 => {
                bytes.push(0x80 | 126);
                bytes.extend(u16::try_from(length).unwrap_or_default().to_be_bytes());
            }
            length => {
                bytes.push(0x80 | 127);
                bytes.extend((length as u64).to_be_bytes());
            }
        }
        bytes.extend([0; 4]);
        bytes.extend(text.as_bytes());
        let mut rest = self.0.rest.borrow_mut();
        if !rest.is_empty() {
            rest.extend(bytes);
            return;
        }
        // A connection that is gone is noticed by its reader.
        let written = self.0.half.try_write(&bytes).unwrap_or(0);
        if written < bytes.len() {
            rest.extend(bytes.get(written..).unwrap_or_default());
            let writer = self.clone();
            tokio::task::spawn_local(async move { writer.flush().await });
        }
    }

    async fn flush(&self) {
        while self.0.half.writable().await.is_ok() {
            let mut rest = self.0.rest.borrow_mut();
            match self.0.half.try_write(&rest) {
                Ok(written) => {
                    rest.drain(..written);
                    if rest.is_empty() {
                        return;
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    }
}

/// The websocket handshake. What arrived behind it.
async fn upgrade(stream: &TcpStream, server: SocketAddr) -> Result<Vec<u8>> {
    let request = format!(
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {server}\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.writable().await?;
    stream.try_write(request.as_bytes())?;
    let mut received = Vec::with_capacity(1_024);
    loop {
        stream.readable().await?;
        match stream.try_read_buf(&mut received) {
            Ok(0) => bail!("closed during the handshake"),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => continue,
            Err(error) => return Err(error.into()),
        }
        if let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") {
            if !received.starts_with(b"HTTP/1.1 101") {
                let status = received.get(9..12).map(String::from_utf8_lossy).unwrap_or_default();
                return Err(Refused(status.parse().unwrap_or_default()).into());
            }
            received.drain(..end + 4);
            return Ok(received);
        }
    }
}

/// The status of an HTTP answer that was no websocket.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) u16);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the server answered {} to the handshake", self.0)
    }
}

impl std::error::Error for Refused {}

/// The frame that begins there: its opcode, its payload and where it ends; nothing while it is incomplete.
fn frame(bytes: &[u8], begin: usize) -> Result<Option<(u8, &[u8], usize)>> {
    let bytes = bytes.get(begin..).unwrap_or_default();
    let [first, second, rest @ ..] = bytes else { return Ok(None) };
    if first & 0x80 == 0 || second & 0x80 != 0 {
        bail!("a frame in parts, or masked: not what these servers send");
    }
    let (length, head) = match (second & 0x7f, rest) {
        (126, [a, b, ..]) => (usize::from(u16::from_be_bytes([*a, *b])), 4),
        (127, [a, b, c, d, e, f, g, h, ..]) => {
            (usize::try_from(u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]))?, 10)
        }
        (126 | 127, _) => return Ok(None),
        (length, _) => (usize::from(length), 2),
    };
    Ok(bytes.get(head..head + length).map(|payload| (first & 0x0f, payload, begin + head + length)))
}
