//! Typing and presence: told to those who may see the person, and to nobody else.

use serde_json::json;

use crate::harness::answer::refused;

on_each_database!(typing_is_seen_in_the_same_conversation_only, |server| {
    let case = server.case().await;
    let (brand, creator) = (case.brand.socket().await, case.creator.socket().await);
    brand.join(&case.order.brand_channel).await;
    creator.join(&case.order.creator_channel).await;
    case.agent_socket.join(&case.order.brand_channel).await;
    let typing = json!({ "conversationId": case.order.brand_channel, "userId": case.brand.public_id });
    assert_eq!(brand.ask("typing_start", typing.clone()).await["success"], true);
    let told = case.agent_socket.next("user_typing").await;
    assert_eq!(
        told,
        json!({ "conversationId": case.order.brand_channel, "userId": case.brand.public_id, "isTyping": true })
    );
    brand.ask("typing_stop", typing.clone()).await;
    assert_eq!(case.agent_socket.next("user_typing").await["isTyping"], false);
    refused(
        &creator.ask("typing_start", json!({ "conversationId": case.order.brand_channel })).await,
        "NOT_FOUND",
    );
    creator.settled().await;
    brand.settled().await;
    assert!(creator.all("user_typing").is_empty());
    assert!(brand.all("user_typing").is_empty(), "who types need not be told");
    let other = server.staff("agent", "Omar Other").await;
    let other = other.socket().await;
    other.join(&case.order.brand_channel).await;
    refused(
        &other.ask("typing_start", json!({ "conversationId": case.order.brand_channel })).await,
        "FORBIDDEN",
    );
});

on_each_database!(coming_and_going_is_told_to_those_who_may_see_the_person, |server| {
    let case = server.case().await;
    let (creator, colleague) = (case.creator.socket().await, server.staff("agent", "Omar Other").await);
    let colleague = colleague.socket().await;
    creator.join(&case.order.creator_channel).await;
    case.agent_socket.join(&case.order.brand_channel).await;
    // The brand becomes a member, so there is somebody to be seen.
    let brand = case.brand.socket().await;
    brand.join(&case.order.brand_channel).await;
    let second = case.brand.socket().await;
    drop(brand);
    second.settled().await;
    drop(second);
    let gone = case.agent_socket.next("user_offline").await;
    assert_eq!(gone["userId"], case.brand.public_id);
    let brand = case.brand.socket().await;
    let back = case
        .agent_socket
        .next_where("user_status_change", |event| {
            event["userId"] == case.brand.public_id && event["is_online"] == true
        })
        .await;
    assert_eq!(back["status"], "online");
    creator.settled().await;
    colleague.settled().await;
    for stranger in [&creator, &colleague] {
        let told = stranger.everything().join("\n");
        assert!(!told.contains(&format!("\"{}\"", case.brand.public_id)), "{told}");
    }

    // An agent's status is told to both parties and to colleagues.
    brand.join(&case.order.brand_channel).await;
    case.agent.put("/agent/status", json!({ "status": "busy" })).await.ok();
    for viewer in [&brand, &creator, &colleague] {
        viewer
            .next_where("user_status_change", |event| {
                event["userId"] == case.agent.public_id && event["status"] == "busy"
            })
            .await;
    }
    let path = format!("/crm/tickets/{}/agent-status", case.order.ticket);
    let seen = case.brand.get(&path).await.ok();
    assert_eq!((&seen["agent_status"], &seen["is_online"]), (&json!("busy"), &json!(true)));
    let public_id = case.agent.public_id.clone();
    drop(case.agent_socket);
    brand.next_where("user_offline", |event| event["userId"] == public_id).await;
    let seen = case.brand.get(&path).await.ok();
    assert_eq!(seen["is_online"], false);
    assert!(seen["last_online_at"].is_string());
});

on_each_database!(whoever_reconnects_at_once_is_online, |server| {
    let case = server.case().await;
    let path = format!("/chat/channels/{}", case.order.brand_channel);
    let mut socket = case.brand.socket().await;
    socket.join(&case.order.brand_channel).await;
    for _ in 0..20 {
        // The old connection ends while the new one begins.
        drop(socket);
        socket = case.brand.socket().await;
    }
    socket.settled().await;
    let online = || async {
        let one = case.agent.get(&path).await.ok();
        let brand = one["participants"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == case.brand.id)
            .unwrap()
            .clone();
        brand["is_online"] == true
    };
    // The ends of the old connections may be noticed late; then one more look after the last of them.
    assert!(online().await);
    let last = case.brand.socket().await;
    drop(last);
    socket.settled().await;
    assert!(online().await, "another connection is still there");
});

on_each_database!(joining_and_leaving_is_said_once, |server| {
    let case = server.case().await;
    let join = format!("/chat/tickets/{}/join", case.order.ticket);
    let calls: Vec<_> = (0..6)
        .map(|_| {
            let (brand, join) = (case.brand.clone(), join.clone());
            tokio::spawn(async move { brand.call(reqwest::Method::POST, &join, None).await })
        })
        .collect();
    for call in calls {
        let joined = call.await.unwrap().ok();
        assert_eq!(joined["channel_id"], format!("ticket_{}_brand_agent", case.order.ticket));
    }
    let said = |log: &serde_json::Value, event: &str| {
        log["items"].as_array().unwrap().iter().filter(|entry| entry["action_data"]["event"] == event).count()
    };
    let log_path = format!("/messages/conversations/{}/messages", case.order.brand_channel);
    assert_eq!(said(&case.brand.get(&log_path).await.ok(), "joined"), 1);
    let leave = format!("/chat/tickets/{}/leave", case.order.ticket);
    for _ in 0..2 {
        case.brand.call(reqwest::Method::POST, &leave, None).await.ok();
    }
    let log = case.brand.get(&log_path).await.ok();
    assert_eq!(said(&log, "left"), 1);
    // A staff member who names no channel means the brand's; the ticket's agent cannot leave.
    case.agent.call(reqwest::Method::POST, &leave, None).await.refused(409, "CONFLICT");
    let creators = case
        .creator
        .get(&format!("/messages/conversations/{}/messages", case.order.creator_channel))
        .await
        .ok();
    assert_eq!(said(&creators, "joined"), 0, "{creators}");
});
