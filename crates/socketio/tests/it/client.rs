//! Clients which speak the protocol by hand, so that they can also break it.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

const TIMEOUT: Duration = Duration::from_secs(20);

/// A websocket client.
pub(crate) struct Ws {
    socket: WebSocketStream<TcpStream>,
    /// Whether pings are answered, and hidden from the test.
    pub(crate) answers_pings: bool,
}

impl Ws {
    /// Opens a websocket with this query, and reads nothing.
    pub(crate) async fn raw(address: SocketAddr, query: &str) -> Self {
        Self::try_raw(address, query).await.expect("the server accepts the websocket")
    }

    pub(crate) async fn try_raw(
        address: SocketAddr,
        query: &str,
    ) -> Result<Self, tokio_tungstenite::tungstenite::Error> {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(8 * 1024).unwrap();
        let stream = socket.connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let url = format!("ws://{address}/socket.io/?{query}");
        let (socket, _) = client_async(url, stream).await?;
        Ok(Self { socket, answers_pings: true })
    }

    /// Opens a session and reads its introduction.
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let mut ws = Self::raw(address, "EIO=4&transport=websocket").await;
        assert!(ws.text().await.starts_with("0{"));
        ws
    }

    /// Opens a session and connects to the main namespace.
    pub(crate) async fn connect(address: SocketAddr, auth: &str) -> Self {
        let mut ws = Self::open(address).await;
        ws.send(format!("40{auth}")).await;
        let answer = ws.text().await;
        assert!(answer.starts_with("40{\"sid\":\""), "{answer}");
        ws
    }

    pub(crate) async fn send(&mut self, text: impl Into<String>) {
        self.socket.send(Message::text(text.into())).await.unwrap();
    }

    pub(crate) async fn send_binary(&mut self, data: &[u8]) {
        self.socket.send(Message::binary(data.to_vec())).await.unwrap();
    }

    /// Sends bytes beside the websocket, such as a part of a frame.
    pub(crate) async fn send_bytes(&mut self, bytes: &[u8]) {
        self.socket.get_mut().write_all(bytes).await.unwrap();
    }

    /// Queues without flushing, so that many arrive at once.
    pub(crate) async fn feed(&mut self, text: impl Into<String>) {
        self.socket.feed(Message::text(text.into())).await.unwrap();
    }

    pub(crate) async fn flush(&mut self) {
        self.socket.flush().await.unwrap();
    }

    async fn message(&mut self) -> Option<Message> {
        loop {
            let next = tokio::time::timeout(TIMEOUT, self.socket.next()).await.expect("nothing arrived");
            match next?.ok()? {
                Message::Text(text) if self.answers_pings && text.as_str() == "2" => self.send("3").await,
                message => return Some(message),
            }
        }
    }

    /// The next text.
    pub(crate) async fn text(&mut self) -> String {
        match self.message().await {
            Some(Message::Text(text)) => text.as_str().to_owned(),
            other => panic!("expected a text, not {other:?}"),
        }
    }

    /// The next binary message.
    pub(crate) async fn binary(&mut self) -> Vec<u8> {
        match self.message().await {
            Some(Message::Binary(data)) => data.to_vec(),
            other => panic!("expected binary data, not {other:?}"),
        }
    }

    /// The JSON of the next packet, which must be an event or an ack; with what stands before it.
    pub(crate) async fn packet(&mut self) -> (String, Value) {
        let text = self.text().await;
        let data = text.find('[').unwrap_or_else(|| panic!("no event: {text}"));
        (text[..data].to_owned(), serde_json::from_str(&text[data..]).unwrap())
    }

    /// Reads on until the server closes; the reason it gave, empty when it gave none.
    pub(crate) async fn closed(&mut self) -> String {
        let mut reason = String::new();
        // To the very end: the close is only answered while reading.
        while let Some(message) = self.message().await {
            if let Message::Close(Some(frame)) = message {
                reason = frame.reason.as_str().to_owned();
            }
        }
        reason
    }

    pub(crate) async fn close(mut self) {
        self.socket.close(None).await.unwrap();
        while let Some(Ok(_)) = self.socket.next().await {}
    }

    /// Lets go of the connection without a word.
    pub(crate) fn vanish(self) {}
}

/// A client which polls.
#[derive(Clone)]
pub(crate) struct Poll {
    address: SocketAddr,
    pub(crate) sid: String,
}

impl Poll {
    /// Opens a session.
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let (status, body) = http(address, "GET", "EIO=4&transport=polling", "").await;
        assert_eq!(status, 200, "{body}");
        let introduction: Value = serde_json::from_str(body.strip_prefix('0').unwrap()).unwrap();
        Self { address, sid: introduction["sid"].as_str().unwrap().to_owned() }
    }

    /// Opens a session and connects to the main namespace.
    pub(crate) async fn connect(address: SocketAddr, auth: &str) -> Self {
        let poll = Self::open(address).await;
        assert_eq!(poll.post(&format!("40{auth}")).await, (200, "ok".to_owned()));
        let (status, body) = poll.get().await;
        assert!(status == 200 && body.starts_with("40{\"sid\":"), "{body}");
        poll
    }

    pub(crate) async fn get(&self) -> (u16, String) {
        http(self.address, "GET", &self.query("polling"), "").await
    }

    pub(crate) async fn post(&self, body: &str) -> (u16, String) {
        http(self.address, "POST", &self.query("polling"), body).await
    }

    pub(crate) fn query(&self, transport: &str) -> String {
        format!("EIO=4&transport={transport}&sid={}", self.sid)
    }

    /// Polls until there is something else than a ping, which is answered.
    pub(crate) async fn receive(&self) -> (u16, String) {
        loop {
            let (status, body) = self.get().await;
            if body != "2" {
                return (status, body);
            }
            self.post("3").await;
        }
    }
}

/// One request on a connection of its own.
pub(crate) async fn http(address: SocketAddr, method: &str, query: &str, body: &str) -> (u16, String) {
    let length = body.len();
    http_raw(
        address,
        &format!("{method} /socket.io/?{query} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"),
    )
    .await
}

/// One request as written; status and body of the answer.
pub(crate) async fn http_raw(address: SocketAddr, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may answer, and close, before it has read everything.
    let _cut_off = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let reading = tokio::time::timeout(TIMEOUT, stream.read_to_end(&mut answer)).await.expect("no answer");
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{reading:?}: {answer}"));
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}
