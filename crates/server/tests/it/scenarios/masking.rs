//! A secret gets nowhere: not into the database, whatever field it comes in, nor into an answer or an event; not in
//! pieces, and not as the answer to a question, on whatever node both are posted.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, answer, order, people::Person};

/// A card number whose digits stand nowhere else.
const CARD: &str = "4111000700000019";

async fn upload(person: &Person, name: &str) -> Value {
    let part = reqwest::multipart::Part::bytes(&b"a text"[..]).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new().part("file", part);
    fine(person.send(person.request(Method::POST, "/files").multipart(form)).await)
}

/// The body of a success, in which the number does not stand either.
#[track_caller]
fn fine(answer: Answer) -> Value {
    assert!(answer.status < 300 && !answer.text.contains(CARD), "{answer:?}");
    answer.json()
}

on_one_node!(a_card_number_in_any_field_is_stored_nowhere, |server| {
    let mut body = order::body("with-a-card", "b9", "c9");
    body["title"] = json!(format!("Reel {CARD}"));
    body["brand"]["name"] = json!(format!("Brand {CARD}"));
    body["creator"]["name"] = json!(format!("Creator {CARD}"));
    let number: u64 = CARD.parse().unwrap();
    body["requirements"] = json!({ "text": CARD, "card": number, "list": [{ "card": number }], CARD: true });
    let case = server.case().await;
    let made = fine(server.host().post("/orders", body).await);
    let path = format!("/orders/{}", made["id"]);
    let patched = json!({ "title": format!("Two {CARD}"), "requirements": { "pin": 4821, "card": number } });
    fine(server.host().patch(&path, patched).await);
    server.user("creator", "named", &format!("Named {CARD}")).await.get("/me").await.ok();
    fine(server.nobody().post("/widget/session", json!({ "name": format!("V {CARD}") })).await);

    let root = server.root();
    let key = json!({ "name": format!("Key {CARD}"), "scopes": ["orders"] });
    fine(root.post("/admin/api-keys", key).await);
    let staff = json!({
        "name": format!("S {CARD}"), "team": format!("T {CARD}"), "skills": [format!("K {CARD}")],
        "email": "card@staff.example.org", "role": "agent",
    });
    let staff = fine(root.post("/admin/staff", staff).await);
    fine(root.patch(&format!("/admin/staff/{}", staff["id"]), json!({ "name": format!("P {CARD}") })).await);
    let mut settings = root.get("/support/settings").await.ok();
    settings["organisation_name"] = json!(format!("Workspace {CARD}"));
    settings["welcome_brand"] = json!(format!("Welcome {CARD}"));
    fine(root.put("/support/settings", settings).await);
    fine(root.post("/crm/labels", json!({ "name": format!("L {CARD}"), "color": "blue" })).await);
    let template = json!({ "title": format!("T {CARD}"), "shortcut": "card", "body": format!("B {CARD}") });
    fine(root.post("/crm/templates", template).await);
    let shortcut = json!({ "title": "T", "shortcut": CARD, "body": "B" });
    root.post("/crm/templates", shortcut).await.refused(422, "INVALID");
    fine(root.patch("/me", json!({ "preferences": { "card": number, CARD: [CARD] } })).await);

    let ticket = format!("/crm/tickets/{}", case.order.ticket);
    let file = upload(&case.brand, &format!("card {CARD}.txt")).await;
    let message = json!({
        "conversation_id": case.order.brand_channel, "message": format!("my card {CARD}"), "attachment_ids": [file["id"]],
        "media_url": format!("https://cdn.example/{CARD}.png"),
    });
    fine(case.brand.post("/messages/send", message.clone()).await);
    let mut keyed = message;
    keyed["attachment_ids"] = json!([]);
    keyed["client_id"] = json!(CARD);
    case.brand.post("/messages/send", keyed).await.refused(422, "INVALID");
    let note = json!({ "text": format!("note {CARD}") });
    fine(case.agent.post(&format!("{ticket}/notes"), note).await);
    let draft = json!({ "text": format!("draft {CARD}") });
    fine(case.agent.put(&format!("{ticket}/drafts/creator_agent"), draft).await);
    let tabbed =
        json!({ "text": CARD, "channel_type": "creator_agent", "target_tab": format!("tab {CARD}") });
    fine(case.agent.post(&format!("{ticket}/messages"), tabbed).await);
    let form = json!({ "form_type": "requirements", "fields": { "card": number, "other": CARD, CARD: 1 } });
    fine(case.brand.post(&format!("{ticket}/forms"), form).await);
    let said = case.brand.socket().await.say(&case.order.brand_channel, "hello").await;
    let edit = format!("/messages/{}", said["id"].as_str().unwrap());
    fine(case.brand.patch(&edit, json!({ "text": CARD })).await);
    let relayed = json!({ "message_id": said["id"], "text": format!("they say {CARD}") });
    fine(case.agent.post(&format!("{ticket}/relay"), relayed).await);

    case.agent_socket.settled().await;
    let events = case.agent_socket.everything().concat();
    assert!(!events.contains(CARD), "{events}");
    let rows = server.every_row().await;
    assert!(rows.len() > 30, "the walk finds what is stored");
    for row in rows {
        assert!(!row.contains(CARD), "{row}");
    }
});

on_each_database!(a_question_and_its_answer_may_be_posted_on_different_nodes, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    case.agent_socket.join(channel).await;
    let brand = case.brand.socket().await;
    brand.join(channel).await;
    for (question, answer, stored) in [
        ("What is your PIN?", "4821", "****"),
        ("Please send me the OTP you received", "it is 482910", "it is ****"),
        ("Please type your bank account number", "123456789012", "****"),
    ] {
        case.agent_socket.say(channel, question).await;
        assert_eq!(brand.say(channel, answer).await["text"], stored, "{question}");
    }
    // Handed in without waiting, the question just before.
    let send = |text: &str| json!({ "conversationId": channel, "message": text });
    let asked = case.agent_socket.hand_in("send_message", send("And the CVV?"));
    answer::done(asked.await.unwrap());
    assert_eq!(brand.say(channel, "123").await["text"], "****");
});

on_each_database!(a_form_answers_what_was_asked_for_just_before, |server| {
    let case = server.case().await;
    case.agent_socket.join(&case.order.brand_channel).await;
    case.agent_socket.say(&case.order.brand_channel, "What is your PIN?").await;
    let fields = json!({ "answer": 4821, "text": "it is 4822", "order": 4823, "colours": ["green", "4824"] });
    let form = json!({ "form_type": "requirements", "fields": fields });
    let path = format!("/crm/tickets/{}/forms", case.order.ticket);
    let made = case.brand.post(&path, form).await.ok();
    let kept = json!({ "answer": "****", "text": "it is ****", "order": 4823, "colours": ["green", "****"] });
    assert_eq!(made["message"]["action_data"]["fields"], kept);
    assert_eq!(made["order"]["requirements"], kept);
});

on_each_database!(a_card_in_pieces_is_masked_with_the_pieces_before, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let path = format!("/messages/conversations/{channel}/messages");
    let brand = &case.brand;
    let say = |text: &'static str| {
        let message = json!({ "conversation_id": channel, "message": text });
        async move { brand.post("/messages/send", message).await }
    };
    for text in ["my card number is", "4111 0007", "0000 0019"] {
        say(text).await;
    }
    let log = case.brand.get(&path).await.ok();
    // With the space: ids and the order's title are random, and hold any four digits now and then.
    assert!(!log.to_string().contains("4111 0007") && !log.to_string().contains("0000 0019"), "{log}");
    // Both at once: whoever is stored second finds the other one.
    futures_util::future::join_all([say("4242 4242 4242"), say("4242")]).await;
    let rows = server.every_row().await.into_iter().filter(|row| row.contains("4242")).count();
    assert_ne!(rows, 2, "a piece each");
});

on_each_database!(a_form_completes_no_number_that_a_message_began, |server| {
    let case = server.case().await;
    let brand = case.brand.socket().await;
    brand.join(&case.order.brand_channel).await;
    brand.say(&case.order.brand_channel, "4111 0007").await;
    let fields = json!({ "rest": "0000 0019", "reels": 3, "order": 1900 });
    let form = json!({ "form_type": "requirements", "fields": fields });
    let made = case.brand.post(&format!("/crm/tickets/{}/forms", case.order.ticket), form).await.ok();
    let kept = json!({ "rest": "****", "reels": 3, "order": 1900 });
    assert_eq!(made["message"]["action_data"]["fields"], kept);
    assert_eq!(made["order"]["requirements"], kept);
    for row in server.every_row().await {
        assert!(!row.contains("4111 0007") && !row.contains("0000 0019"), "{row}");
    }
});
