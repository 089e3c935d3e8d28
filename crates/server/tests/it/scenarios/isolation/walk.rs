//! Walking the tables as one visitor, and living through a case while everybody listens.

use serde_json::json;

use super::{
    PICTURE, Target, Visitor,
    routes::{self, Answered, Try},
};
use crate::harness::{Answer, Socket, TestServer, answer::refused};

/// The channel of its own that a party has in the first case.
fn own_channel(visitor: &Visitor, target: &Target) -> Option<String> {
    let side = visitor.party_of?;
    Some(format!("ticket_{}_{}", target.ticket, ["brand_agent", "creator_agent"][side]))
}

async fn send(visitor: &Visitor, attempt: &Try) -> Answer {
    let client = &visitor.client;
    if attempt.route == "/files" {
        let form = reqwest::multipart::Form::new()
            .part("file", reqwest::multipart::Part::bytes(PICTURE.to_vec()).file_name("mine.png"));
        return client.send(client.request(attempt.method.clone(), &attempt.path).multipart(form)).await;
    }
    client.call(attempt.method.clone(), &attempt.path, attempt.body.clone()).await
}

/// Every route with the target's ids.
pub(super) async fn routes(visitor: &Visitor, target: &Target) {
    let own = own_channel(visitor, target);
    for attempt in routes::tries(target, own.as_deref()) {
        let answer = send(visitor, &attempt).await;
        let (is_party, has_token) = (visitor.party_of.is_some(), visitor.socket.is_some());
        match attempt.answered {
            Answered::Open => assert!(answer.status < 500, "{answer:?}"),
            _ if !has_token => drop(answer.refused(401, "TOKEN_MISSING")),
            Answered::Harmless => assert!(answer.status < 500, "{answer:?}"),
            Answered::Staff => drop(answer.refused(403, "FORBIDDEN")),
            Answered::NotOwn => {
                let details = answer.refused(422, "INVALID");
                assert_eq!(details["rule"], "names a file that does not exist or is not yours", "{answer:?}");
            }
            Answered::OwnSide if is_party => assert!(answer.status < 300, "{answer:?}"),
            Answered::NotByParties if is_party => drop(answer.refused(403, "FORBIDDEN")),
            Answered::Absent | Answered::OwnSide | Answered::NotByParties => absent(&answer),
        }
        for canary in &target.canaries {
            assert!(!answer.text.contains(canary.as_str()), "`{canary}` leaks to {answer:?}");
        }
    }
}

/// The same words as for what never was there.
fn absent(answer: &Answer) {
    assert_eq!(answer.refused(404, "NOT_FOUND"), json!({}), "{answer:?}");
    assert_eq!(answer.json()["message"], "not found, or you do not have access to it", "{answer:?}");
}

/// Every event with the target's ids.
pub(super) async fn events(visitor: &Visitor, target: &Target) {
    let Some(socket) = &visitor.socket else { return };
    let own = own_channel(visitor, target);
    for (event, argument, code) in routes::events(target, own.as_deref()) {
        let ack = socket.ask(event, argument.clone()).await;
        assert_eq!(ack["error_code"], code, "{}: {event} {argument}: {ack}", visitor.client.who);
        refused(&ack, code);
        let ack = ack.to_string();
        for canary in &target.canaries {
            assert!(!ack.contains(canary.as_str()), "`{canary}` leaks by {event} {argument}: {ack}");
        }
    }
}

/// Both parties and the agent do everything that is told to others.
pub(super) async fn live(server: &TestServer, case: &[Target; 2], agent: &Socket, people: &[Visitor]) {
    for (side, target) in case.iter().enumerate() {
        let (person, mark, channel) = (&target.person, &target.name, &target.conversation);
        let socket = person.socket().await;
        socket.join(channel).await;
        let said = socket.say(channel, &format!("{mark}live")).await;
        socket.ask("typing_start", json!({ "conversationId": channel })).await;
        socket.ask("typing:start", json!({ "session_id": channel })).await;
        let answer = agent.say(channel, &format!("{mark}reply")).await;
        agent.ask("typing_start", json!({ "conversationId": channel })).await;
        socket.ask("mark_seen", json!({ "conversationId": channel, "messageId": answer["id"] })).await;
        socket.ask("user_status", json!({ "status": "away" })).await;
        let path = format!("/messages/{}", said["id"].as_str().unwrap());
        person.patch(&path, json!({ "text": format!("{mark}edited") })).await.ok();
        person.delete(&path).await.is(204);
        let file = super::upload(person, &format!("{mark}another.png")).await;
        let with_file =
            json!({ "conversation_id": channel, "message": format!("{mark}more"), "attachment_ids": [file] });
        person.post("/messages/send", with_file).await.ok();
        let base = format!("/chat/tickets/{}", target.ticket);
        person.call(reqwest::Method::POST, &format!("{base}/leave"), None).await.ok();
        // Whoever left hears no more: the listener of this side leaves too, and comes in again.
        let listener = people.iter().find(|visitor| visitor.party_of == Some(side)).unwrap();
        let listener = listener.socket.as_ref().unwrap();
        listener.next_where("conversation_left", |event| event["conversation_id"] == *channel).await;
        person.call(reqwest::Method::POST, &format!("{base}/join"), None).await.ok();
        listener.join(channel).await;
        listener.ask("join:session", json!(channel)).await;
    }
    let ticket = format!("/crm/tickets/{}", case[0].ticket);
    // What is relayed says nothing of where it came from, once its own words are others.
    for target in case {
        let relay = json!({ "message_id": target.message, "text": "in other words" });
        case[0].agent.post(&format!("{ticket}/relay"), relay).await.ok();
    }
    let form =
        |kind: &str| json!({ "form_type": kind, "fields": { "wish": format!("{}form", case[0].name) } });
    case[0].person.post(&format!("{ticket}/forms"), form("requirements")).await.ok();
    case[0].person.post(&format!("{ticket}/forms"), form("revision")).await.ok();
    let root = server.root();
    let new_name =
        |mark: &str| json!({ "external_id": format!("{mark}sub"), "name": format!("{mark}renamed") });
    let body = json!({ "external_id": "third", "title": "Third", "amount": 1, "currency": "EUR", "brand": new_name(&case[0].name), "creator": new_name(&case[1].name) });
    server.host().post("/orders", body).await.is(201);
    server.host().patch(&format!("/orders/{}", case[0].order), json!({ "status": "delivered" })).await.ok();
    root.put(&format!("{ticket}/priority"), json!({ "priority": "urgent" })).await.ok();
    root.put(&format!("{ticket}/reassign"), json!({ "agent_id": root.id })).await.ok();
    root.put(&format!("{ticket}/reassign"), json!({ "agent_id": case[0].agent.id })).await.ok();
    root.put(&format!("{ticket}/status"), json!({ "status": "closed" })).await.ok();
    root.put(&format!("{ticket}/status"), json!({ "status": "open" })).await.ok();
    root.post(
        &format!("{ticket}/notes"),
        json!({ "text": format!("{}note {}note", case[0].name, case[1].name) }),
    )
    .await
    .ok();
}

/// What ends a login comes last.
pub(super) async fn last(visitor: &Visitor) {
    let answer = visitor.client.call(reqwest::Method::POST, "/auth/logout", None).await;
    match &visitor.socket {
        None => drop(answer.refused(401, "TOKEN_MISSING")),
        Some(socket) => {
            answer.is(204);
            socket.cut_within(std::time::Duration::from_secs(2)).await;
        }
    }
}
