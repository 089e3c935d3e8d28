//! Closing freezes both channels, reopening thaws them, and nothing slips in between.

use serde_json::{Value, json};

use crate::harness::answer::{done, refused};

on_each_database!(a_closed_ticket_takes_no_messages_until_it_is_opened_again, |server| {
    let case = server.case().await;
    let (brand, creator) = (case.brand.socket().await, case.creator.socket().await);
    let channels = [
        (&case.brand, &brand, &case.order.brand_channel),
        (&case.creator, &creator, &case.order.creator_channel),
    ];
    let mut messages = Vec::new();
    for (_, socket, channel) in &channels {
        socket.join(channel).await;
        messages.push(socket.say(channel, "before").await["id"].as_str().unwrap().to_owned());
    }
    let status = format!("/crm/tickets/{}/status", case.order.ticket);
    let closed = case.agent.put(&status, json!({ "status": "closed" })).await.ok();
    assert!(closed["closed_at"].is_string());
    for ((person, socket, channel), message) in channels.iter().zip(&messages) {
        let told = socket.next("conversation_state_changed").await;
        assert_eq!((&told["previous_state"], &told["new_state"]), (&json!("open"), &json!("frozen")));
        let event = json!({ "conversationId": channel, "message": "after" });
        refused(&socket.ask("send_message", event).await, "CHANNEL_FROZEN");
        refused(&socket.ask("typing_start", json!({ "conversationId": channel })).await, "CHANNEL_FROZEN");
        let body = json!({ "conversation_id": channel, "message": "after" });
        person.post("/messages/send", body).await.refused(409, "CHANNEL_FROZEN");
        let path = format!("/crm/tickets/{}/messages", case.order.ticket);
        person.post(&path, json!({ "text": "after" })).await.refused(409, "CHANNEL_FROZEN");
        person
            .patch(&format!("/messages/{message}"), json!({ "text": "after" }))
            .await
            .refused(409, "CHANNEL_FROZEN");
        person.delete(&format!("/messages/{message}")).await.refused(409, "CHANNEL_FROZEN");
        assert_eq!(person.get(&format!("/chat/channels/{channel}")).await.ok()["frozen"], true);
    }
    let forms = format!("/crm/tickets/{}/forms", case.order.ticket);
    case.brand
        .post(&forms, json!({ "form_type": "requirements", "fields": { "a": 1 } }))
        .await
        .refused(409, "CHANNEL_FROZEN");
    let notes = format!("/crm/tickets/{}/notes", case.order.ticket);
    case.agent.post(&notes, json!({ "text": "colleagues still write why" })).await.ok();

    case.agent.put(&status, json!({ "status": "in_progress" })).await.ok();
    for (_, socket, channel) in &channels {
        let told = socket.next("conversation_state_changed").await;
        assert_eq!((&told["previous_state"], &told["new_state"]), (&json!("frozen"), &json!("open")));
        socket.say(channel, "thawed").await;
    }
});

on_each_database!(a_message_racing_a_close_is_before_it_or_refused, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let brand = case.brand.socket().await;
    brand.join(channel).await;
    let status = format!("/crm/tickets/{}/status", case.order.ticket);
    for round in 0..6 {
        let own = brand.say(channel, "to be changed").await["id"].as_str().unwrap().to_owned();
        let acks: Vec<_> = (0..30)
            .map(|n| {
                brand.hand_in(
                    "send_message",
                    json!({ "conversationId": channel, "message": format!("{round}:{n}") }),
                )
            })
            .collect();
        let path = format!("/messages/{own}");
        let forms = format!("/crm/tickets/{}/forms", case.order.ticket);
        let (edit, form, close) = tokio::join!(
            case.brand.patch(&path, json!({ "text": "changed" })),
            case.brand.post(&forms, json!({ "form_type": "requirements", "fields": { "round": round } })),
            case.agent.put(&status, json!({ "status": "closed" })),
        );
        close.ok();
        for answer in [&edit, &form] {
            assert!(answer.status == 200 || answer.error_code() == "CHANNEL_FROZEN", "{answer:?}");
        }
        let mut accepted = 0;
        for ack in acks {
            let ack = ack.await.unwrap();
            if ack["success"] == true { accepted += 1 } else { refused(&ack, "CHANNEL_FROZEN") }
        }
        let log = case.agent.get(&format!("/messages/conversations/{channel}/messages?limit=100")).await.ok();
        let items = log["items"].as_array().unwrap();
        let closing = items.iter().rposition(|entry| entry["action_data"]["to"] == "closed").unwrap();
        assert_eq!(closing, items.len() - 1, "nothing after the closing message: {:#?}", &items[closing..]);
        let prefix = format!("{round}:");
        let stored =
            items.iter().filter(|entry| entry["text"].as_str().unwrap().starts_with(&prefix)).count();
        assert_eq!(stored, accepted, "what was acknowledged is there, what was refused is not");
        let last = items[closing]["seq"].as_i64().unwrap();
        let one = case.agent.get(&format!("/chat/channels/{channel}")).await.ok();
        assert_eq!(one["last_seq"], last, "no edit after the closing message either");
        case.agent.put(&status, json!({ "status": "open" })).await.ok();
    }
});

on_each_database!(everything_at_once_ends_without_a_failure, |server| {
    let case = server.case().await;
    let supervisor = server.staff("supervisor", "Sam Supervisor").await;
    let other = server.staff_with("agent", "Omar Other", json!({ "team": "north" })).await;
    let (brand, creator) = (case.brand.socket().await, case.creator.socket().await);
    brand.join(&case.order.brand_channel).await;
    creator.join(&case.order.creator_channel).await;
    let base = format!("/crm/tickets/{}", case.order.ticket);
    let mut acks = Vec::new();
    let mut calls = Vec::new();
    for round in 0..12 {
        for n in 0..6 {
            let say = |channel: &str| json!({ "conversationId": channel, "message": format!("{round}:{n}") });
            acks.push(brand.hand_in("send_message", say(&case.order.brand_channel)));
            acks.push(creator.hand_in("send_message", say(&case.order.creator_channel)));
        }
        let status = if round % 2 == 0 { "closed" } else { "open" };
        let to = if round % 2 == 0 { other.id } else { case.agent.id };
        let order_status = if round % 2 == 0 { "delivered" } else { "in_progress" };
        let form = json!({ "form_type": "requirements", "fields": { "round": round } });
        let todo: [(_, _, String, Value); 4] = [
            (
                supervisor.client.clone(),
                reqwest::Method::PUT,
                format!("{base}/status"),
                json!({ "status": status }),
            ),
            (
                supervisor.client.clone(),
                reqwest::Method::PUT,
                format!("{base}/reassign"),
                json!({ "agent_id": to }),
            ),
            (
                server.host(),
                reqwest::Method::PATCH,
                format!("/orders/{}", case.order.id),
                json!({ "status": order_status }),
            ),
            (case.brand.client.clone(), reqwest::Method::POST, format!("{base}/forms"), form),
        ];
        for (client, method, path, body) in todo {
            calls.push(tokio::spawn(async move { client.call(method, &path, Some(body)).await }));
        }
    }
    for call in calls {
        let answer = call.await.unwrap();
        assert!(answer.status == 200 || answer.status == 409, "{answer:?}");
    }
    for ack in acks {
        let ack = ack.await.unwrap();
        let fits = ack["success"] == true
            || ["CHANNEL_FROZEN", "CONVERSATION_MOVED"].contains(&ack["error_code"].as_str().unwrap());
        assert!(fits, "{ack}");
    }
    for channel in [&case.order.brand_channel, &case.order.creator_channel] {
        let mut seqs = Vec::new();
        loop {
            let after = seqs.last().copied().unwrap_or(0_i64);
            let page = done(
                case.agent_socket
                    .ask("resume", json!({ "conversationId": channel, "afterSeq": after }))
                    .await,
            );
            seqs.extend(page["items"].as_array().unwrap().iter().map(|entry| entry["seq"].as_i64().unwrap()));
            if page["has_more"] == false {
                assert_eq!(seqs, (1..=page["last_seq"].as_i64().unwrap()).collect::<Vec<_>>());
                break;
            }
        }
    }
});
