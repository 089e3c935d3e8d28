//! A message looks the same wherever it is read: in the acknowledgement, the live event, a list, a resumed stretch.

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Map, Number, Value, json};

use crate::harness::{answer::done, people::Person};

/// What somebody says, of every shape that is taken.
#[derive(Debug, Clone)]
struct Said {
    text: String,
    key: Option<String>,
    media: bool,
    file: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let text = prop_oneof!["[ -~]{1,40}", "\\PC{1,40}", "[\\n\\t a-z😀é漢ß]{1,40}"];
    (text, proptest::option::of("[a-z-]{1,30}"), any::<bool>(), proptest::bool::weighted(0.2))
        .prop_map(|(text, key, media, file)| Said { text: format!("say {text}"), key, media, file })
}

/// Fields of a form: numbers of every spelling that JSON has, and texts.
fn fields() -> impl Strategy<Value = Map<String, Value>> {
    let number = prop_oneof![
        any::<i32>().prop_map(Number::from),
        (-1e6..1e6).prop_map(|number: f64| Number::from_f64(number).unwrap()),
        Just(Number::from_f64(100.0).unwrap()),
        Just(Number::from_f64(1.5e-7).unwrap()),
    ];
    let value = prop_oneof![
        number.prop_map(Value::Number),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        "[a-zA-Zé漢 ]{0,20}".prop_map(Value::String),
    ];
    proptest::collection::btree_map("[a-zA-Z_é]{1,12}", value, 1..8)
        .prop_map(|fields| fields.into_iter().collect())
}

fn some<T: std::fmt::Debug>(runner: &mut TestRunner, strategy: &impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).unwrap().current()
}

on_each_database!(a_message_looks_the_same_everywhere, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let (brand, agent) = (case.brand.socket().await, case.agent.socket().await);
    for socket in [&brand, &agent] {
        socket.join(channel).await;
    }
    let mut runner = TestRunner::default();
    let mut told: Vec<Value> = Vec::new();
    for _ in 0..25 {
        let what = some(&mut runner, &said());
        let file = if what.file { vec![upload(&case.brand).await] } else { Vec::new() };
        let event = json!({
            "conversationId": channel, "message": what.text, "clientId": what.key, "attachmentIds": file,
            "mediaUrl": what.media.then_some("https://cdn.example/a%20b.jpg"),
        });
        told.push(done(brand.ask("send_message", event).await)["message"].clone());
    }
    let forms = format!("/crm/tickets/{}/forms", case.order.ticket);
    let form = json!({ "form_type": "requirements", "fields": some(&mut runner, &fields()) });
    told.push(case.brand.post(&forms, form).await.ok()["message"].clone());

    let path = format!("/messages/conversations/{channel}/messages?after_seq=0&limit=200");
    let listed = case.brand.get(&path).await.ok();
    let resumed = done(brand.ask("resume", json!({ "conversationId": channel, "afterSeq": 0 })).await);
    agent.next_where("new_message", |event| event["message"]["seq"] == told.last().unwrap()["seq"]).await;
    let live = agent.all("new_message");
    for message in &told {
        assert_eq!(&entry(&listed, message), message, "listed");
        assert_eq!(&entry(&resumed, message), message, "resumed");
        let heard = live.iter().find(|event| event["message"]["seq"] == message["seq"]).unwrap();
        assert_eq!(&heard["message"], message, "live");
    }
});

fn entry(page: &Value, message: &Value) -> Value {
    let found = page["items"].as_array().unwrap().iter().find(|item| item["seq"] == message["seq"]);
    found.cloned().unwrap_or_default()
}

async fn upload(who: &Person) -> Value {
    let part = Part::bytes(b"some words".to_vec()).file_name("words.txt");
    let request = who.request(Method::POST, "/files").multipart(Form::new().part("file", part));
    who.send(request).await.is(201)["id"].clone()
}
