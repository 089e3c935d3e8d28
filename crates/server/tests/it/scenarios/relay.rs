//! Carrying a message over: the other side gets the agent's own message, and nothing of where it came from.

use serde_json::{Value, json};

use crate::harness::people::Person;

/// A small picture.
const PICTURE: &[u8] = include_bytes!("isolation/picture.png");

async fn upload(person: &Person, name: &str) -> Value {
    let part = reqwest::multipart::Part::bytes(PICTURE.to_vec()).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new().part("file", part);
    person.send(person.request(reqwest::Method::POST, "/files").multipart(form)).await.is(201)["id"].clone()
}

async fn log(person: &Person, channel: &str) -> Vec<Value> {
    let page = person.get(&format!("/messages/conversations/{channel}/messages")).await.ok();
    page["items"].as_array().unwrap().clone()
}

on_each_database!(the_other_side_gets_a_message_of_the_agent, |server| {
    let case = server.case().await;
    let (brands, creators) = (&case.order.brand_channel, &case.order.creator_channel);
    let file = upload(&case.brand, "Brand b1 secret plan.png").await;
    let say =
        json!({ "conversation_id": brands, "message": "logo to the left, please", "attachment_ids": [file] });
    let source = case.brand.post("/messages/send", say).await.ok()["message"].clone();
    let (creator, brand) = (case.creator.socket().await, case.brand.socket().await);
    creator.join(creators).await;
    brand.join(brands).await;
    case.agent_socket.join(creators).await;
    let path = format!("/crm/tickets/{}/relay", case.order.ticket);
    let command = json!({ "message_id": source["id"], "client_id": "relay-1" });
    let made = case.agent.post(&path, command.clone()).await.ok()["message"].clone();
    assert_eq!((&made["text"], &made["conversation_id"]), (&source["text"], &json!(creators)));
    assert_eq!(made["sender"]["public_id"], case.agent.public_id);
    assert_eq!(made["relayed_from"], json!({ "conversation_id": brands, "seq": source["seq"] }));
    // Told live: staff with its origin, the party without.
    let told =
        case.agent_socket.next_where("new_message", |event| event["message"]["id"] == made["id"]).await;
    assert_eq!(told["message"]["relayed_from"], made["relayed_from"]);
    let heard = creator.next_where("new_message", |event| event["message"]["id"] == made["id"]).await;
    assert_eq!(heard["message"].get("relayed_from"), None);
    // The same key gives the first result again, and copies nothing.
    assert_eq!(case.agent.post(&path, command).await.ok()["message"], made);
    let seen = log(&case.creator, creators).await;
    assert_eq!(seen.iter().filter(|message| message["text"] == source["text"]).count(), 1);
    let got = seen.iter().find(|message| message["id"] == made["id"]).unwrap();
    let picture = &got["attachments"][0];
    assert_eq!(
        (&picture["name"], &picture["content_type"]),
        (&json!("attachment-1.png"), &json!("image/png"))
    );
    assert_ne!(picture["id"], file);
    let bytes = case.creator.get(&format!("/files/{}", picture["id"].as_str().unwrap())).await;
    assert_eq!(bytes.status, 200);
    case.creator.get(&format!("/files/{}", file.as_str().unwrap())).await.refused(404, "NOT_FOUND");
    let all = format!("{}{:?}", json!(seen), creator.everything());
    for origin in
        [brands, &case.brand.public_id, "Brand b1", "secret plan", "relayed", file.as_str().unwrap()]
    {
        assert!(!all.contains(origin), "`{origin}` in {all}");
    }
    assert!(!json!(log(&case.brand, brands).await).to_string().contains("relayed"));
    // Staff see both ends, wherever they read.
    let of_brand = log(&case.agent, brands).await;
    let first = of_brand.iter().find(|message| message["id"] == source["id"]).unwrap();
    assert_eq!(first["relayed_to"], json!({ "conversation_id": creators, "seq": made["seq"] }));
    let merged = case.agent.get(&format!("/crm/tickets/{}/messages", case.order.ticket)).await.ok();
    let there =
        merged["items"].as_array().unwrap().iter().find(|message| message["id"] == made["id"]).unwrap();
    assert_eq!(there["relayed_from"], made["relayed_from"]);
});

on_each_database!(words_and_files_can_be_chosen, |server| {
    let case = server.case().await;
    let (brands, creators) = (&case.order.brand_channel, &case.order.creator_channel);
    let files = [upload(&case.creator, "one.png").await, upload(&case.creator, "two.png").await];
    let say = json!({ "conversation_id": creators, "message": "call me: I am Creator c1", "attachment_ids": files });
    let source = case.creator.post("/messages/send", say).await.ok()["message"].clone();
    let path = format!("/crm/tickets/{}/relay", case.order.ticket);
    let relay = |text: &str, files: Value| json!({ "message_id": source["id"], "text": text, "attachment_ids": files });
    let none = case.agent.post(&path, relay("They ask for a call.", json!([]))).await.ok()["message"].clone();
    assert_eq!((&none["text"], &none["attachments"]), (&json!("They ask for a call."), &json!([])));
    assert_eq!(none["conversation_id"], json!(brands));
    let one = case.agent.post(&path, relay("card 4111 1111 1111 1111", json!([files[1]]))).await.ok();
    assert_eq!(one["message"]["attachments"].as_array().unwrap().len(), 1);
    assert!(!one.to_string().contains("4111 1111"), "{one}");
    // The newest one counts as where it went.
    let read = log(&case.agent, creators).await;
    let first = read.iter().find(|message| message["id"] == source["id"]).unwrap();
    assert_eq!(first["relayed_to"]["seq"], one["message"]["seq"]);
    // Taken back: then the one before counts, and in the end none.
    for (taken, left) in [(&one["message"], none["seq"].clone()), (&none, Value::Null)] {
        case.agent.delete(&format!("/messages/{}", taken["id"].as_str().unwrap())).await.is(204);
        let read = log(&case.agent, creators).await;
        let first = read.iter().find(|message| message["id"] == source["id"]).unwrap();
        assert_eq!(first["relayed_to"]["seq"], left);
    }
    let foreign = upload(&case.agent, "mine.png").await;
    case.agent.post(&path, relay("x", json!([foreign]))).await.refused(422, "INVALID");
    case.agent
        .post(&path, json!({ "message_id": source["id"], "text": "", "attachment_ids": [] }))
        .await
        .refused(422, "MESSAGE_EMPTY");
});

on_each_database!(only_who_may_write_there_relays_what_is_there, |server| {
    let case = server.case().await;
    let source = case
        .brand
        .post("/messages/send", json!({ "conversation_id": case.order.brand_channel, "message": "hello" }))
        .await
        .ok();
    let path = format!("/crm/tickets/{}/relay", case.order.ticket);
    let command = json!({ "message_id": source["message"]["id"] });
    let colleague = server.staff("agent", "Omar Other").await;
    colleague.post(&path, command.clone()).await.refused(403, "FORBIDDEN");
    case.brand.post(&path, command.clone()).await.refused(403, "FORBIDDEN");
    case.creator.post(&path, command.clone()).await.refused(403, "FORBIDDEN");
    server.brand("strange").await.post(&path, command.clone()).await.refused(404, "NOT_FOUND");
    server.host().post(&path, command.clone()).await.refused(403, "FORBIDDEN");
    // A message of another ticket, a note, what the server said, what was taken back.
    let other = server.order("b2", "c2").await;
    let theirs = json!({ "text": "x", "channel_type": "brand_agent" });
    let theirs = server.root().post(&format!("/crm/tickets/{}/messages", other.ticket), theirs).await.ok();
    case.agent.post(&path, json!({ "message_id": theirs["message"]["id"] })).await.refused(404, "NOT_FOUND");
    let note = case
        .agent
        .post(&format!("/crm/tickets/{}/notes", case.order.ticket), json!({ "text": "n" }))
        .await
        .ok();
    case.agent.post(&path, json!({ "message_id": note["id"] })).await.refused(404, "NOT_FOUND");
    let welcome = log(&case.agent, &case.order.brand_channel).await[0].clone();
    case.agent.post(&path, json!({ "message_id": welcome["id"] })).await.refused(422, "INVALID");
    let gone = case
        .brand
        .post("/messages/send", json!({ "conversation_id": case.order.brand_channel, "message": "oh" }))
        .await
        .ok();
    case.brand.delete(&format!("/messages/{}", gone["message"]["id"].as_str().unwrap())).await.is(204);
    case.agent.post(&path, json!({ "message_id": gone["message"]["id"] })).await.refused(404, "NOT_FOUND");
    let status = format!("/crm/tickets/{}/status", case.order.ticket);
    case.agent.put(&status, json!({ "status": "closed" })).await.ok();
    case.agent.post(&path, command).await.refused(409, "CHANNEL_FROZEN");
    let seen = log(&case.creator, &case.order.creator_channel).await;
    assert!(seen.iter().all(|message| message["message_type"] == "system"), "{seen:?}");
});

on_each_database!(the_same_key_at_once_is_one_message, |server| {
    let case = server.case().await;
    let file = upload(&case.brand, "plan.png").await;
    let say =
        json!({ "conversation_id": case.order.brand_channel, "message": "hello", "attachment_ids": [file] });
    let source = case.brand.post("/messages/send", say).await.ok();
    let path = format!("/crm/tickets/{}/relay", case.order.ticket);
    let command = json!({ "message_id": source["message"]["id"], "client_id": "once" });
    let calls: Vec<_> = (0..4)
        .map(|_| {
            let (agent, path, command) = (case.agent.clone(), path.clone(), command.clone());
            tokio::spawn(async move { agent.post(&path, command).await })
        })
        .collect();
    let mut made = Vec::new();
    for call in calls {
        made.push(call.await.unwrap().ok()["message"]["id"].clone());
    }
    made.dedup();
    assert_eq!(made.len(), 1, "{made:?}");
    let seen = log(&case.creator, &case.order.creator_channel).await;
    assert_eq!(seen.iter().filter(|message| message["text"] == "hello").count(), 1);
});
