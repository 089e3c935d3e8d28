//! `client_id`: the same key by the same sender is the same message, whatever way it comes.

use std::collections::BTreeSet;

use serde_json::json;

on_each_database!(the_same_key_gives_the_first_result, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let socket = case.brand.socket().await;
    socket.join(channel).await;
    let send = |text: &str| json!({ "conversationId": channel, "message": text, "clientId": "k1" });
    let first = socket.ask("send_message", send("first")).await;
    let second = socket.ask("send_message", send("second")).await;
    assert_eq!(second["message"], first["message"]);
    assert_eq!(second["message"]["text"], "first");
    let rest = json!({ "conversation_id": channel, "message": "third", "client_id": "k1" });
    assert_eq!(
        case.brand.post("/messages/send", rest).await.ok()["message"],
        first["message"],
        "by REST too"
    );
    let ticket = format!("/crm/tickets/{}/messages", case.order.ticket);
    let rest = json!({ "text": "fourth", "client_id": "k1" });
    assert_eq!(case.brand.post(&ticket, rest).await.ok()["message"]["id"], first["message"]["id"]);
    let d = json!({ "session_id": channel, "text": "fifth", "client_id": "k1" });
    assert_eq!(socket.ask("message:send", d).await["message"]["id"], first["message"]["id"]);
    socket.settled().await;
    assert_eq!(
        socket.all("new_message").iter().filter(|event| event["message"]["client_id"] == "k1").count(),
        1
    );

    // Another sender's key is another key.
    let other = json!({ "conversation_id": channel, "message": "mine", "client_id": "k1" });
    assert_ne!(case.agent.post("/messages/send", other).await.ok()["message"]["id"], first["message"]["id"]);
    // So is the same key elsewhere.
    let elsewhere =
        json!({ "conversation_id": case.order.creator_channel, "message": "mine", "client_id": "k1" });
    assert_eq!(case.agent.post("/messages/send", elsewhere).await.ok()["message"]["text"], "mine");
});

on_each_database!(the_same_keys_by_several_ways_at_once_are_stored_once, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let (one, two) = (case.brand.socket().await, case.brand.socket().await);
    let first = one.join(channel).await["last_seq"].as_i64().unwrap();
    const KEYS: usize = 40;
    // No digits: forty numbers that come in any order are now and then the pieces of a card number, and are masked.
    const TEXT: &str = "the same words";
    let mut acks = Vec::new();
    let mut rests = Vec::new();
    for n in 0..KEYS {
        let event = json!({ "conversationId": channel, "message": TEXT, "clientId": format!("k{n}") });
        // Twice by the same socket, so that one batch holds the key twice.
        acks.extend([
            one.hand_in("send_message", event.clone()),
            one.hand_in("send_message", event.clone()),
            two.hand_in("send_message", event),
        ]);
        let (brand, channel) = (case.brand.clone(), channel.clone());
        rests.push(tokio::spawn(async move {
            let body = json!({ "conversation_id": channel, "message": TEXT, "client_id": format!("k{n}") });
            brand.post("/messages/send", body).await.ok()["message"].clone()
        }));
    }
    let mut stored = BTreeSet::new();
    for ack in acks {
        let ack = ack.await.unwrap();
        assert_eq!(ack["success"], true, "{ack}");
        stored.insert(ack["message"].to_string());
    }
    for rest in rests {
        stored.insert(rest.await.unwrap().to_string());
    }
    assert_eq!(stored.len(), KEYS, "one message for each key, the same to all who asked");
    let log = case
        .brand
        .get(&format!("/messages/conversations/{channel}/messages?after_seq={first}&limit=100"))
        .await
        .ok();
    let seqs: Vec<i64> =
        log["items"].as_array().unwrap().iter().map(|entry| entry["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs, (first + 1..=first + KEYS as i64).collect::<Vec<_>>());
});
