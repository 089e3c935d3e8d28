//! Whatever happens in whatever order: the log is dense, and a client that replays it has what the database has.

use std::{collections::BTreeMap, sync::Arc};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::{Value, json};

use crate::harness::{Socket, TestServer, answer::done, order::Case};

/// One step of somebody.
#[derive(Debug, Clone)]
enum Step {
    Post { key: Option<u8> },
    Edit { which: u8 },
    Delete { which: u8 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => proptest::option::of(0..6_u8).prop_map(|key| Step::Post { key }),
        2 => any::<u8>().prop_map(|which| Step::Edit { which }),
        1 => any::<u8>().prop_map(|which| Step::Delete { which }),
    ];
    proptest::collection::vec(step, 5..25)
}

/// Takes the steps one after the other, over a socket and by REST.
async fn take(
    server: Arc<TestServer>,
    who: crate::harness::people::Person,
    channel: String,
    steps: Vec<Step>,
) {
    let socket = who.socket().await;
    let mut own: Vec<String> = Vec::new();
    for (n, step) in steps.into_iter().enumerate() {
        match step {
            Step::Post { key } => {
                let client_id = key.map(|key| format!("k{key}"));
                let event = json!({ "conversationId": channel, "message": format!("{} {n}", who.public_id), "clientId": client_id });
                let stored = done(socket.ask("send_message", event).await);
                own.push(stored["message"]["id"].as_str().unwrap().to_owned());
            }
            Step::Edit { which } | Step::Delete { which } if !own.is_empty() => {
                let path = format!("/messages/{}", own[usize::from(which) % own.len()]);
                let answer = match step {
                    Step::Edit { .. } => who.patch(&path, json!({ "text": format!("edited {n}") })).await,
                    _ => who.delete(&path).await,
                };
                assert!(answer.status < 300 || answer.error_code() == "MESSAGE_DELETED", "{answer:?}");
            }
            _ => {}
        }
    }
    drop(server);
}

/// What a client shows after applying entries in the order of their positions: text per message.
#[derive(Default, PartialEq, Debug)]
struct Shown(BTreeMap<String, String>);

impl Shown {
    fn apply(&mut self, entry: &Value) {
        let text = entry["text"].as_str().unwrap().to_owned();
        let id = if entry["change"].is_string() { &entry["message_id"] } else { &entry["id"] };
        self.0.insert(id.as_str().unwrap().to_owned(), text);
    }
}

/// The whole log by `resume`; also checks that it is dense.
async fn log(socket: &Socket, channel: &str) -> Vec<Value> {
    let mut entries: Vec<Value> = Vec::new();
    loop {
        let after = entries.last().map_or(0, |entry| entry["seq"].as_i64().unwrap());
        let page = done(socket.ask("resume", json!({ "conversationId": channel, "afterSeq": after })).await);
        entries.extend(page["items"].as_array().unwrap().iter().cloned());
        if page["has_more"] == false {
            let seqs: Vec<i64> = entries.iter().map(|entry| entry["seq"].as_i64().unwrap()).collect();
            assert_eq!(seqs, (1..=page["last_seq"].as_i64().unwrap()).collect::<Vec<_>>());
            return entries;
        }
    }
}

async fn replay(server: &Arc<TestServer>, case: &Case, plans: Vec<Vec<Step>>) {
    let channel = &case.order.brand_channel;
    let listener = case.brand.socket().await;
    listener.join(channel).await;
    // The listener begins with what is there, and then applies what it is told.
    let mut known: BTreeMap<i64, Value> = BTreeMap::new();
    for entry in log(&listener, channel).await {
        known.insert(entry["seq"].as_i64().unwrap(), entry);
    }
    let people = [&case.brand, &case.agent, &case.brand];
    let tasks: Vec<_> = people
        .into_iter()
        .zip(plans)
        .map(|(who, plan)| tokio::spawn(take(Arc::clone(server), who.clone(), channel.clone(), plan)))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    listener.settled().await;
    for (event, field) in
        [("new_message", "message"), ("message_updated", "change"), ("message_deleted", "change")]
    {
        for told in listener.all(event) {
            let entry = told[field].clone();
            known.insert(entry["seq"].as_i64().unwrap(), entry);
        }
    }
    let stored = log(&listener, channel).await;
    let seqs: Vec<i64> = known.keys().copied().collect();
    assert_eq!(seqs, (1..=stored.len() as i64).collect::<Vec<_>>(), "nothing was missed");

    let (mut live, mut resumed, mut read) = (Shown::default(), Shown::default(), Shown::default());
    known.values().for_each(|entry| live.apply(entry));
    stored.iter().for_each(|entry| resumed.apply(entry));
    let mut before = i64::MAX;
    loop {
        let path = format!("/messages/conversations/{channel}/messages?limit=100&before_seq={before}");
        let page = case.agent.get(&path).await.ok();
        page["items"].as_array().unwrap().iter().for_each(|entry| read.apply(entry));
        if page["has_more"] == false {
            break;
        }
        before = page["items"][0]["seq"].as_i64().unwrap();
    }
    assert_eq!(live, read, "what was told is what is stored");
    assert_eq!(resumed, read, "what is resumed is what is stored");
}

on_each_database!(a_replayed_log_is_what_the_database_has, |server| {
    let case = server.case().await;
    let mut runner = TestRunner::deterministic();
    for _ in 0..5 {
        // Each plan once more in another interleaving; the plans are the same in every run, so a failure comes again.
        let plans = proptest::collection::vec(steps(), 3).new_tree(&mut runner).unwrap().current();
        replay(&server, &case, plans).await;
    }
});
