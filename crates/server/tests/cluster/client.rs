//! A client that speaks the protocol of the sockets by hand.

use std::{collections::VecDeque, net::SocketAddr};

use futures_util::{SinkExt, StreamExt};
use liaison_protocol::ids::ConversationId;
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use crate::node::DEADLINE;

/// A client of the node at an address.
pub(crate) struct Client {
    socket: WebSocketStream<TcpStream>,
    calls: u32,
    /// Events that came while an answer was awaited.
    pub(crate) inbox: VecDeque<(String, Value)>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr, token: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        let url = format!("ws://{address}/socket.io/?EIO=4&transport=websocket");
        let (socket, _) = client_async(url, stream).await.unwrap();
        let mut client = Self { socket, calls: 0, inbox: VecDeque::new() };
        assert!(client.text().await.unwrap().starts_with('0'));
        client.send(format!("40{}", json!({ "token": token }))).await;
        let answer = client.text().await.unwrap();
        assert!(answer.starts_with("40{"), "{answer}");
        client
    }

    /// Connects and joins; the client and the position it begins at.
    pub(crate) async fn join(address: SocketAddr, token: &str, channel: ConversationId) -> (Self, i64) {
        let mut client = Self::connect(address, token).await;
        let answer = client.call("join_conversation", &json!(channel)).await;
        let last_seq = answer["last_seq"].as_i64().unwrap_or_else(|| panic!("{answer}"));
        (client, last_seq)
    }

    pub(crate) async fn send(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    /// The next packet; nothing when the server has closed the connection.
    pub(crate) async fn text(&mut self) -> Option<String> {
        loop {
            match timeout(DEADLINE, self.socket.next()).await.expect("nothing arrived") {
                Some(Ok(Message::Text(text))) if text.as_str() == "2" => self.send("3".to_owned()).await,
                Some(Ok(Message::Text(text))) => return Some(text.as_str().to_owned()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Sends an event and waits for the answer.
    pub(crate) async fn call(&mut self, name: &str, argument: &Value) -> Value {
        self.calls += 1;
        let expected = format!("43{}", self.calls);
        self.send(format!("42{}{}", self.calls, json!([name, argument]))).await;
        loop {
            let text = self.text().await.expect("the connection ended");
            if let Some(answer) = text.strip_prefix(&expected) {
                let answer: [Value; 1] = serde_json::from_str(answer).unwrap();
                let [answer] = answer;
                return answer;
            }
            self.keep(&text);
        }
    }

    pub(crate) fn keep(&mut self, text: &str) {
        let Some(event) = text.strip_prefix("42") else { panic!("not an event: {text}") };
        let event: (String, Value) = serde_json::from_str(event).unwrap();
        self.inbox.push_back(event);
    }

    /// The next event of that name; others are passed over.
    pub(crate) async fn next(&mut self, name: &str) -> Value {
        loop {
            let (event, payload) = self.event().await;
            if event == name {
                return payload;
            }
        }
    }

    /// The next event.
    pub(crate) async fn event(&mut self) -> (String, Value) {
        loop {
            if let Some(event) = self.inbox.pop_front() {
                return event;
            }
            let text = self.text().await.expect("the connection ended");
            self.keep(&text);
        }
    }

    pub(crate) async fn post(&mut self, channel: ConversationId, text: &str) -> i64 {
        let message = json!({ "conversationId": channel, "message": text });
        let answer = self.call("send_message", &message).await;
        answer["seq"].as_i64().unwrap_or_else(|| panic!("{answer}"))
    }

    /// The positions and texts of the next messages.
    pub(crate) async fn messages(&mut self, count: usize) -> Vec<(i64, String)> {
        let mut messages = Vec::new();
        for _ in 0..count {
            let event = self.next("new_message").await;
            let message = &event["message"];
            messages.push((message["seq"].as_i64().unwrap(), message["text"].as_str().unwrap().to_owned()));
        }
        messages
    }

    pub(crate) async fn positions(&mut self, count: usize) -> Vec<i64> {
        self.messages(count).await.into_iter().map(|(seq, _)| seq).collect()
    }

    /// Reads on until the server has closed the connection.
    pub(crate) async fn closed(&mut self) {
        while self.text().await.is_some() {}
    }
}
