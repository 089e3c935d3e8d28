//! Messages over sockets: dense positions under load, edits and deletions in the same sequence, read state.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::harness::{Socket, answer::refused};

/// The positions of `new_message` events, in the order they came.
pub(super) fn positions(socket: &Socket) -> Vec<i64> {
    socket.all("new_message").iter().map(|event| event["message"]["seq"].as_i64().unwrap()).collect()
}

on_each_database!(eight_sockets_post_at_once_and_everybody_sees_one_dense_order, |server| {
    const SOCKETS: usize = 8;
    const EACH: usize = 50;
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let mut sockets = Vec::new();
    for n in 0..SOCKETS {
        let socket = if n % 2 == 0 { case.brand.socket().await } else { case.agent.socket().await };
        sockets.push(Arc::new(socket));
    }
    let mut first = 0;
    for socket in &sockets {
        first = socket.join(channel).await["last_seq"].as_i64().unwrap();
    }
    let mut posts = Vec::new();
    for (n, socket) in sockets.iter().enumerate() {
        let acks: Vec<_> = (0..EACH)
            .map(|m| {
                socket.hand_in(
                    "send_message",
                    json!({ "conversationId": channel, "message": format!("{n}:{m}") }),
                )
            })
            .collect();
        posts.push(tokio::spawn(async move {
            let mut seqs = Vec::new();
            for ack in acks {
                let ack = ack.await.unwrap();
                assert_eq!(ack["success"], true, "{ack}");
                seqs.push(ack["seq"].as_i64().unwrap());
            }
            seqs
        }));
    }
    let mut given = Vec::new();
    for post in posts {
        let seqs = post.await.unwrap();
        assert!(seqs.is_sorted(), "one socket's messages keep their order: {seqs:?}");
        given.extend(seqs);
    }
    given.sort_unstable();
    let expected: Vec<i64> = (first + 1..=first + (SOCKETS * EACH) as i64).collect();
    assert_eq!(given, expected, "every position once, none left out");
    for socket in &sockets {
        socket.settled().await;
        let seen: Vec<i64> = positions(socket).into_iter().filter(|seq| *seq > first).collect();
        assert_eq!(seen, expected, "every receiver sees them in order");
    }
    let log = case
        .brand
        .get(&format!("/messages/conversations/{channel}/messages?after_seq={first}&limit=100"))
        .await
        .ok();
    assert_eq!(log["has_more"], true);
    assert_eq!(log["items"].as_array().unwrap().len(), 100);
});

on_each_database!(edits_and_deletions_take_positions_of_the_same_sequence, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let (brand, agent) = (case.brand.socket().await, &case.agent_socket);
    brand.join(channel).await;
    agent.join(channel).await;
    agent.ask("join:session", json!(channel)).await;
    let message = brand.say(channel, "first words").await;
    let (id, seq) = (message["id"].as_str().unwrap(), message["seq"].as_i64().unwrap());
    let path = format!("/messages/{id}");

    let edited = case.brand.patch(&path, json!({ "text": "better words" })).await.ok();
    assert_eq!((edited["text"].as_str(), edited["seq"].as_i64()), (Some("better words"), Some(seq)));
    assert!(edited["edited_at"].is_string());
    let told = agent.next("message_updated").await;
    assert_eq!(told["seq"], seq + 1);
    assert_eq!(
        (told["change"]["message_id"].as_str(), told["change"]["text"].as_str()),
        (Some(id), Some("better words"))
    );
    assert_eq!(agent.next("message:changed").await["change"], told["change"]);

    case.brand.delete(&path).await.is(204);
    let told = agent.next("message_deleted").await;
    assert_eq!((told["seq"].as_i64(), told["change"]["text"].as_str()), (Some(seq + 2), Some("")));

    let log = case
        .agent
        .get(&format!("/messages/conversations/{channel}/messages?after_seq={}", seq - 1))
        .await
        .ok();
    let kinds: Vec<_> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["change"].as_str().unwrap_or("message"))
        .collect();
    assert_eq!(kinds, ["message", "edit", "deletion"]);
    let text = log.to_string();
    assert!(!text.contains("words"), "a deleted message leaves no text behind: {text}");

    case.brand.patch(&path, json!({ "text": "again" })).await.refused(409, "MESSAGE_DELETED");
    case.brand.delete(&path).await.refused(409, "MESSAGE_DELETED");
});

on_each_database!(only_authors_edit_and_only_authors_and_supervisors_delete, |server| {
    let case = server.case().await;
    let supervisor = server.staff("supervisor", "Sam Supervisor").await;
    let channel = &case.order.brand_channel;
    let brand = case.brand.socket().await;
    let message = brand.say(channel, "mine").await;
    let path = format!("/messages/{}", message["id"].as_str().unwrap());
    for other in [&case.agent, &supervisor] {
        other.patch(&path, json!({ "text": "not mine" })).await.refused(403, "FORBIDDEN");
    }
    case.agent.delete(&path).await.refused(403, "FORBIDDEN");
    case.creator.patch(&path, json!({ "text": "x" })).await.refused(404, "NOT_FOUND");
    case.creator.delete(&path).await.refused(404, "NOT_FOUND");
    supervisor.delete(&path).await.is(204);
    let welcome =
        case.brand.get(&format!("/messages/conversations/{channel}/messages")).await.ok()["items"][0].clone();
    let path = format!("/messages/{}", welcome["id"].as_str().unwrap());
    supervisor.delete(&path).await.refused(403, "FORBIDDEN");
});

on_each_database!(of_an_edit_and_a_deletion_at_once_the_deletion_stays, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let brand = case.brand.socket().await;
    for round in 0..10 {
        let id = brand.say(channel, &format!("secret {round}")).await["id"].as_str().unwrap().to_owned();
        let path = format!("/messages/{id}");
        let (edit, delete) = tokio::join!(
            case.brand.patch(&path, json!({ "text": "secret again" })),
            case.brand.delete(&path)
        );
        delete.is(204);
        assert!(edit.status == 200 || edit.error_code() == "MESSAGE_DELETED", "{edit:?}");
        let log = case.brand.get(&format!("/messages/conversations/{channel}/messages?limit=1")).await.ok();
        assert_eq!(log["items"][0]["text"], "", "{log}");
    }
});

on_each_database!(reading_moves_forward_only_and_is_told_to_the_others, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let brand = case.brand.socket().await;
    brand.join(channel).await;
    case.agent_socket.join(channel).await;
    assert_eq!(
        case.brand.get("/messages/unread-count").await.ok()["unread_count"],
        0,
        "what the server says is not counted"
    );
    let mut sent: Vec<Value> = Vec::new();
    for n in 0..3 {
        sent.push(case.agent_socket.say(channel, &format!("message {n}")).await);
    }
    assert_eq!(case.brand.get("/messages/unread-count").await.ok()["unread_count"], 3);
    assert_eq!(
        case.agent.get("/messages/unread-count").await.ok()["unread_count"],
        0,
        "own messages are not unread"
    );
    let seq = |n: usize| sent[n]["seq"].as_i64().unwrap();
    let seen = |n: usize| json!({ "conversationId": channel, "messageId": sent[n]["id"], "userId": case.brand.public_id });
    assert_eq!(brand.ask("mark_seen", seen(1)).await["last_read_seq"], seq(1));
    let told = case.agent_socket.next("message_seen").await;
    assert_eq!(
        (told["seq"].as_i64(), told["userId"].as_str()),
        (Some(seq(1)), Some(case.brand.public_id.as_str()))
    );
    assert_eq!(case.brand.get("/messages/unread-count").await.ok()["unread_count"], 1);
    assert_eq!(brand.ask("mark_seen", seen(0)).await["last_read_seq"], seq(1), "never back");
    let path = format!("/messages/conversations/{channel}/seen");
    assert_eq!(case.brand.post(&path, json!({})).await.ok()["last_read_seq"], seq(2));
    assert_eq!(case.brand.get("/messages/unread-count").await.ok()["unread_count"], 0);
    let one = case.agent.get(&format!("/chat/channels/{channel}")).await.ok();
    let reader = one["participants"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == case.brand.id)
        .unwrap()
        .clone();
    assert_eq!(reader["last_read_seq"], seq(2));
    // A message of elsewhere is none of this conversation.
    let elsewhere = case.agent_socket.say(&case.order.creator_channel, "elsewhere").await;
    let wrong = json!({ "conversationId": channel, "messageId": elsewhere["id"] });
    refused(&brand.ask("mark_seen", wrong).await, "NOT_FOUND");
});

on_each_database!(both_vocabularies_say_the_same, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let name = format!("ticket_{}_brand_agent", case.order.ticket);
    let brand = case.brand.socket().await;
    let joined = brand.ask("join:session", json!({ "id": name, "after_seq": 0 })).await;
    assert_eq!(joined["conversation_id"], *channel);
    let history = brand.next("session:history").await;
    assert_eq!(history["messages"][0]["seq"], 1);
    case.agent_socket.join(&format!("ticket-{}", case.order.id)).await;
    let sent =
        brand.ask("message:send", json!({ "session_id": name, "text": "hello", "client_id": "k" })).await;
    let told = case.agent_socket.next_where("new_message", |event| event["message"]["text"] == "hello").await;
    assert_eq!(told["message"], sent["message"]);
    let own = brand.next_where("message:new", |event| event["message"]["text"] == "hello").await;
    assert_eq!(own["message"], sent["message"]);
    let answer = case
        .agent
        .post("/messages/send", json!({ "conversation_id": name, "message": "by REST" }))
        .await
        .ok();
    let told = brand.next_where("message:new", |event| event["message"]["text"] == "by REST").await;
    assert_eq!(told["message"], answer["message"]);
    assert!(brand.all("new_message").is_empty(), "each socket in the words it joined with");
    // Not in the room, but a member: told that something is there.
    let other = case.brand.socket().await;
    case.agent_socket.say(channel, "ping").await;
    // On another node the notification of the message before may only arrive now.
    let notification = other.next_where("notification", |event| event["data"]["message"] == "ping").await;
    assert_eq!(notification["type"], "new_message");
});

on_each_database!(cards_are_masked_before_anybody_sees_them, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let brand = case.brand.socket().await;
    case.agent_socket.join(channel).await;
    let stored = brand.say(channel, "my card is 4111 1111 1111 1111").await;
    assert!(!stored["text"].as_str().unwrap().contains("4111 1111"), "{stored}");
    let told =
        case.agent_socket.next_where("new_message", |event| event["message"]["seq"] == stored["seq"]).await;
    assert_eq!(told["message"]["text"], stored["text"]);
    let path = format!("/messages/{}", stored["id"].as_str().unwrap());
    let edited = case.brand.patch(&path, json!({ "text": "it is 5555 5555 5555 4444" })).await.ok();
    assert!(!edited["text"].as_str().unwrap().contains("5555 5555"), "{edited}");
});
