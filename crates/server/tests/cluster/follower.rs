//! A client that follows a conversation as every client should: it takes the next entry, passes over what it has, and
//! asks for what is missing when an entry or `heads` shows that there is a gap.

use liaison_protocol::ids::ConversationId;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::client::Client;

/// Positions and texts.
pub(crate) type Log = Vec<(i64, String)>;

pub(crate) struct Follower {
    client: Client,
    channel: ConversationId,
    /// The position before the first of the log.
    pub(crate) begin: i64,
    pub(crate) log: Log,
    /// The highest position that came as an event.
    told: i64,
}

impl Follower {
    pub(crate) fn new((client, begin): (Client, i64), channel: ConversationId) -> Self {
        Self { client, channel, begin, log: Log::new(), told: begin }
    }

    fn have(&self) -> i64 {
        self.log.last().map_or(self.begin, |(seq, _)| *seq)
    }

    /// Follows until a position, which may become known later.
    pub(crate) async fn until(mut self, mut last: watch::Receiver<Option<i64>>) -> Self {
        loop {
            if last.borrow_and_update().is_some_and(|last| self.have() >= last) {
                return self;
            }
            let (name, event) = tokio::select! {
                event = self.client.event() => event,
                _ = last.changed() => continue,
            };
            match name.as_str() {
                "new_message" => {
                    let entry = entry(&event["message"]);
                    assert!(entry.0 > self.told, "{} is told after {}", entry.0, self.told);
                    self.told = entry.0;
                    if entry.0 > self.have() + 1 {
                        self.resume().await;
                    }
                    self.take(entry);
                }
                "heads" if event[self.channel.to_string()].as_i64() > Some(self.have()) => {
                    self.resume().await
                }
                _ => {}
            }
        }
    }

    /// Goes to the end of the log; for those who do not wait for events.
    pub(crate) async fn resume(&mut self) {
        loop {
            let ask = json!({ "conversationId": self.channel, "afterSeq": self.have() });
            let page = self.client.call("resume", &ask).await;
            for item in page["items"].as_array().unwrap_or_else(|| panic!("{page}")) {
                self.take(entry(item));
            }
            if page["has_more"] == false {
                return;
            }
        }
    }

    fn take(&mut self, entry: (i64, String)) {
        if entry.0 > self.have() {
            assert_eq!(entry.0, self.have() + 1, "never with a gap");
            self.log.push(entry);
        }
    }
}

fn entry(item: &Value) -> (i64, String) {
    (item["seq"].as_i64().unwrap(), item["text"].as_str().unwrap().to_owned())
}
