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

on_one_node!(words_and_files_can_be_chosen, |server| {
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

on_one_node!(only_who_may_write_there_relays_what_is_there, |server| {
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

/// A picture of a camera: with an artist, a comment, and something behind its end.
fn photo() -> Vec<u8> {
    let secret = b"Lena Fox <lena@fox.example>";
    let chunk = |kind: &[u8], data: &[u8]| [&(data.len() as u32).to_be_bytes(), kind, data, &[0; 4]].concat();
    let text = chunk(b"tEXt", &[b"Author\0".as_slice(), secret].concat());
    [&PICTURE[..33], &text, &PICTURE[33..], secret].concat()
}

async fn upload_content(person: &Person, name: &str, content: Vec<u8>) -> Value {
    let part = reqwest::multipart::Part::bytes(content).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new().part("file", part);
    person.send(person.request(reqwest::Method::POST, "/files").multipart(form)).await.is(201)["id"].clone()
}

async fn content(person: &Person, file: &Value) -> (Vec<u8>, String) {
    let path = format!("/files/{}", file.as_str().unwrap());
    let response = person.request(reqwest::Method::GET, &path).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let etag = response.headers()["etag"].to_str().unwrap().to_owned();
    (response.bytes().await.unwrap().to_vec(), etag)
}

fn tells(content: &[u8]) -> bool {
    content.windows(4).any(|window| window == b"Lena")
}

on_one_node!(files_do_not_say_who_made_them, |server| {
    let case = server.case().await;
    let (brands, creators) = (&case.order.brand_channel, &case.order.creator_channel);
    let pdf = b"%PDF-1.7\n1 0 obj<</Author(Lena Fox)>>endobj\ntrailer<</Info 1 0 R>>\n%%EOF".to_vec();
    let files = [
        upload_content(&case.creator, "Lena at home.png", photo()).await,
        upload_content(&case.creator, "Lena's offer.pdf", pdf.clone()).await,
    ];
    // Gone before it was stored: nobody reads it, whoever they are.
    assert!(!tells(&content(&case.creator, &files[0]).await.0));
    let say = json!({ "conversation_id": creators, "message": "here", "attachment_ids": files });
    let source = case.creator.post("/messages/send", say).await.ok()["message"].clone();
    let path = format!("/crm/tickets/{}/relay", case.order.ticket);
    let asked =
        case.agent.post(&path, json!({ "message_id": source["id"] })).await.refused(409, "METADATA_REMAINS");
    let expected = json!([{ "id": files[1], "name": "Lena's offer.pdf", "remains": ["pdf_properties"] }]);
    assert_eq!(asked["files"], expected);
    let seen = log(&case.brand, brands).await;
    assert!(seen.iter().all(|message| message["message_type"] == "system"), "nothing was sent: {seen:?}");
    // Only files of the message can be confirmed, and only those that were named are.
    let confirm = |files: Value| json!({ "message_id": source["id"], "confirm_metadata": files });
    case.agent.post(&path, confirm(json!([source["id"]]))).await.refused(422, "INVALID");
    case.agent.post(&path, confirm(json!([files[0]]))).await.refused(409, "METADATA_REMAINS");
    let one = json!({ "message_id": source["id"], "attachment_ids": [files[0]] });
    let one = case.agent.post(&path, one).await.ok()["message"].clone();
    let (picture, etag) = content(&case.brand, &one["attachments"][0]["id"]).await;
    assert!(picture.starts_with(b"\x89PNG") && !tells(&picture));
    let (of_source, etag_of_source) = content(&case.creator, &files[0]).await;
    assert_eq!(picture, of_source);
    assert_ne!(etag, etag_of_source, "the same content is not to be recognised by its tag");
    let both = case.agent.post(&path, confirm(json!([files[1]]))).await.ok()["message"].clone();
    let names: Vec<_> =
        both["attachments"].as_array().unwrap().iter().map(|file| file["name"].clone()).collect();
    assert_eq!(names, ["attachment-1.png", "attachment-2.pdf"]);
    assert_eq!(content(&case.brand, &both["attachments"][1]["id"]).await.0, pdf, "confirmed: as it is");
});

on_each_database!(the_same_message_is_relayed_once, |server| {
    let case = server.case().await;
    let creators = &case.order.creator_channel;
    let file = upload(&case.brand, "plan.png").await;
    let say =
        json!({ "conversation_id": case.order.brand_channel, "message": "hello", "attachment_ids": [file] });
    let source = case.brand.post("/messages/send", say).await.ok()["message"]["id"].clone();
    let path = format!("/crm/tickets/{}/relay", case.order.ticket);
    let colleague = server.root().clone();
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let agent = if number % 2 == 0 { case.agent.clone() } else { colleague.clone() };
            let (path, key) = (path.clone(), format!("click-{number}"));
            let command = json!({ "message_id": source, "client_id": key });
            tokio::spawn(async move { agent.post(&path, command).await })
        })
        .collect();
    let mut made = Vec::new();
    for call in calls {
        made.push(call.await.unwrap().ok()["message"].clone());
    }
    assert!(made.iter().all(|message| message["id"] == made[0]["id"]), "{made:?}");
    let copies = async || {
        let seen = log(&case.creator, creators).await;
        seen.iter().filter(|message| message["text"] == "hello").count()
    };
    assert_eq!(copies().await, 1);
    // The files of the brand, of the one copy, and their thumbnails: nothing is left over.
    assert_eq!(server.stored_files().await, 4);
    // Without a key as well, and in other words it is another message.
    let plain = json!({ "message_id": source });
    assert_eq!(case.agent.post(&path, plain.clone()).await.ok()["message"]["id"], made[0]["id"]);
    let other = json!({ "message_id": source, "text": "good day" });
    assert_ne!(case.agent.post(&path, other).await.ok()["message"]["id"], made[0]["id"]);
    // What was taken back can be relayed again.
    server.root().delete(&format!("/messages/{}", made[0]["id"].as_str().unwrap())).await.is(204);
    let again = case.agent.post(&path, plain).await.ok()["message"].clone();
    assert_ne!(again["id"], made[0]["id"]);
    assert_eq!(copies().await, 1);
});
