//! Who is told what without having asked: notifications, reading, tickets, the end of a seat.

use serde_json::{Value, json};

use crate::harness::{Setup, answer::done};

on_each_database!(a_party_is_notified_before_it_ever_joined, |server| {
    let case = server.case().await;
    let (brand, creator) = (case.brand.socket().await, case.creator.socket().await);
    case.agent_socket.say(&case.order.brand_channel, "are you there?").await;
    let told = brand.next("notification").await;
    assert_eq!(told["data"]["message"], "are you there?");
    assert_eq!(told["data"]["conversation_id"], case.order.brand_channel);
    creator.settled().await;
    assert!(creator.all("notification").is_empty());
    // It belongs to its channel from the beginning; coming in is said all the same, once.
    let seen = case.agent.get(&format!("/chat/channels/{}", case.order.brand_channel)).await.ok();
    let members: Vec<_> =
        seen["participants"].as_array().unwrap().iter().map(|one| &one["public_id"]).collect();
    assert!(members.contains(&&json!(case.brand.public_id)), "{members:?}");
    case.agent_socket.join(&case.order.brand_channel).await;
    brand.join(&case.order.brand_channel).await;
    brand.join(&case.order.brand_channel).await;
    let joined = case.agent_socket.next("new_message").await;
    assert_eq!(joined["message"]["action_data"]["event"], "joined");
    case.agent_socket.settled().await;
    assert_eq!(case.agent_socket.all("new_message").len(), 1);
});

on_each_database!(own_reading_reaches_the_persons_other_sockets, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let (reading, other) = (case.brand.socket().await, case.brand.socket().await);
    let creator = case.creator.socket().await;
    case.agent_socket.join(channel).await;
    reading.join(channel).await;
    let said = case.agent_socket.say(channel, "hello").await;
    // By position, without knowing the message.
    let ack = reading.ask("mark_seen", json!({ "conversationId": channel, "seq": said["seq"] })).await;
    assert_eq!(done(ack)["last_read_seq"], said["seq"]);
    for event in ["message_seen", "message:read"] {
        let told = other.next(event).await;
        assert_eq!(told["seq"], said["seq"], "{event}");
    }
    let agents = case.agent_socket.next("message_seen").await;
    assert_eq!((&agents["userId"], &agents["messageId"]), (&json!(case.brand.public_id), &said["id"]));
    // A colleague who only watches hears of their own presence; nobody else hears of it.
    let colleague = server.staff("supervisor", "Sven Supervisor").await;
    let (here, there) = (colleague.socket().await, colleague.socket().await);
    done(here.ask("message:read", json!({ "session_id": channel, "seq": said["seq"] })).await);
    assert_eq!(there.next("message_seen").await["userId"], colleague.public_id);
    for socket in [&reading, &case.agent_socket, &creator] {
        socket.settled().await;
        let told = [socket.all("message_seen"), socket.all("message:read")].concat();
        let user =
            |event: &Value| event["userId"] == colleague.public_id || event["user_id"] == colleague.public_id;
        assert!(!told.iter().any(user), "{told:?}");
    }
    // Everything, when nothing is named; a position that never was has nothing to be read.
    done(here.ask("mark_seen", json!({ "conversationId": channel })).await);
    let none = here.ask("mark_seen", json!({ "conversationId": channel, "seq": 0 })).await;
    crate::harness::answer::refused(&none, "NOT_FOUND");
});

on_each_database!(a_changed_ticket_names_the_channels_that_the_viewer_may_know, |server| {
    let case = server.case().await;
    let (brand, creator) = (case.brand.socket().await, case.creator.socket().await);
    let path = format!("/crm/tickets/{}/priority", case.order.ticket);
    case.agent.put(&path, json!({ "priority": "high" })).await.ok();
    let of = |channel: &str, which: &str| json!({ "conversation_id": channel, "channel_type": which });
    let (brands, creators) =
        (of(&case.order.brand_channel, "brand_agent"), of(&case.order.creator_channel, "creator_agent"));
    let high = |event: &Value| event["priority"] == "high";
    assert_eq!(brand.next_where("ticket_updated", high).await["channels"], json!([brands]));
    assert_eq!(creator.next_where("ticket_updated", high).await["channels"], json!([creators]));
    let told = case.agent_socket.next_where("ticket_updated", high).await;
    assert_eq!(told["channels"], json!([brands, creators]));
});

on_each_database!(whoever_leaves_has_left_with_all_sockets, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let (brand, other) = (case.brand.socket().await, case.brand.socket().await);
    case.agent_socket.join(channel).await;
    done(case.agent_socket.ask("join:session", json!(channel)).await);
    brand.join(channel).await;
    // Vocabulary D names who comes and goes.
    let joined = case.agent_socket.next("user:joined").await;
    assert_eq!(
        (&joined["session_id"], &joined["user"]["public_id"]),
        (&json!(channel), &json!(case.brand.public_id))
    );
    done(other.ask("join:session", json!(channel)).await);
    let leave = format!("/chat/tickets/{}/leave", case.order.ticket);
    case.brand.call(reqwest::Method::POST, &leave, None).await.ok();
    for socket in [&brand, &other] {
        let told = socket.next("conversation_left").await;
        assert_eq!(told, json!({ "conversation_id": channel, "reason": "left" }));
    }
    assert_eq!(case.agent_socket.next("user:left").await["user"]["public_id"], case.brand.public_id);
    case.agent_socket.say(channel, "too late").await;
    for socket in [&brand, &other] {
        socket.settled().await;
        assert!(!socket.everything().join("\n").contains("too late"));
    }
    // The agent stays joined, and whoever comes back receives events again.
    assert!(case.agent_socket.all("conversation_left").is_empty());
    brand.join(channel).await;
    case.agent_socket.say(channel, "welcome back").await;
    brand.next_where("new_message", |event| event["message"]["text"] == "welcome back").await;
});

on_each_database!(
    whoever_says_too_much_is_told_when_to_go_on,
    Setup::configured(|config| config.limits.sends_per_minute = 1),
    |server| {
        let case = server.case().await;
        let say = || json!({ "conversationId": case.order.brand_channel, "message": "again" });
        let brand = case.brand.socket().await;
        let refused = loop {
            let ack = brand.ask("send_message", say()).await;
            if ack["success"] == false {
                break ack;
            }
        };
        assert_eq!(refused["error_code"], "RATE_LIMITED");
        let seconds = refused["details"]["retry_after"].as_i64().unwrap();
        assert!((1..=60).contains(&seconds), "{refused}");
    }
);

on_each_database!(staff_are_told_that_something_was_said_whoever_handles_it, |server| {
    let case = server.case().await;
    let supervisor = server.staff("supervisor", "Sven Supervisor").await;
    let (onlooker, brand) = (supervisor.socket().await, case.brand.socket().await);
    brand.say(&case.order.brand_channel, "hello").await;
    assert_eq!(onlooker.next("ticket_activity").await, json!({}));
    // What was said is in the row of the inbox; the message itself is for those who handle the case.
    let is_row = |event: &Value| event["cases"][0]["last"]["text"] == "hello";
    onlooker.next_where("cases_changed", is_row).await;
    onlooker.settled().await;
    let others = onlooker.everything().into_iter().filter(|event| !event.starts_with("cases_changed "));
    assert_eq!(others.filter(|event| event.contains("hello")).count(), 0);
    brand.settled().await;
    for event in ["ticket_activity", "cases_changed"] {
        assert!(brand.all(event).is_empty(), "{event} is for staff");
    }
});
