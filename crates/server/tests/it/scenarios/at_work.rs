//! Colleagues at one ticket: each has their own drafts, and all see who else is there.

use serde_json::{Value, json};

use crate::harness::{
    Socket,
    answer::{done, refused},
};

on_each_database!(drafts_are_ones_own_and_outlive_the_page, |server| {
    let case = server.case().await;
    let colleague = server.staff("agent", "Omar Other").await;
    let drafts = format!("/crm/tickets/{}/drafts", case.order.ticket);
    assert_eq!(case.agent.get(&drafts).await.ok(), json!({ "items": [] }));
    let kept = case.agent.put(&format!("{drafts}/brand_agent"), json!({ "text": "Dear brand " })).await.ok();
    assert_eq!((&kept["text"], &kept["channel_type"]), (&json!("Dear brand "), &json!("brand_agent")));
    case.agent.put(&format!("{drafts}/notes"), json!({ "text": "note" })).await.ok();
    let card = json!({ "text": "card 4111 1111 1111 1111" });
    let masked = case.agent.put(&format!("{drafts}/notes"), card).await.ok();
    assert!(!masked.to_string().contains("4111 1111"), "{masked}");
    let listed = case.agent.get(&drafts).await.ok();
    assert_eq!(listed, json!({ "items": [kept, masked] }));
    // Nobody else has them, and sending does not remove them.
    assert_eq!(colleague.get(&drafts).await.ok(), json!({ "items": [] }));
    colleague.put(&format!("{drafts}/brand_agent"), json!({ "text": "mine" })).await.ok();
    case.agent_socket.say(&case.order.brand_channel, "Dear brand").await;
    assert_eq!(case.agent.get(&drafts).await.ok(), listed);
    for _ in 0..2 {
        let removed = case.agent.put(&format!("{drafts}/notes"), json!({ "text": "" })).await.ok();
        assert_eq!(removed["text"], "");
    }
    assert_eq!(case.agent.get(&drafts).await.ok(), json!({ "items": [kept] }));
    assert_eq!(colleague.get(&drafts).await.ok()["items"][0]["text"], "mine");
    let path = format!("{drafts}/brand_agent");
    case.agent.put(&format!("{drafts}/customer"), json!({ "text": "x" })).await.refused(422, "INVALID");
    case.agent.put(&path, json!({ "text": "\u{0}" })).await.refused(422, "INVALID");
    case.agent.put(&path, json!({ "text": "x".repeat(10_001) })).await.refused(422, "MESSAGE_TOO_LONG");
    case.agent.put(&path, json!({})).await.refused(422, "INVALID");
    case.agent.get("/crm/tickets/999999/drafts").await.refused(404, "NOT_FOUND");
    case.brand.get(&drafts).await.refused(403, "FORBIDDEN");
    server.host().get(&drafts).await.refused(403, "FORBIDDEN");
    assert_eq!(case.agent.get(&drafts).await.ok(), json!({ "items": [kept] }));
    // The same at once is one draft.
    let (one, two) =
        (case.agent.put(&path, json!({ "text": "a" })), case.agent.put(&path, json!({ "text": "b" })));
    let (one, two) = tokio::join!(one, two);
    one.ok();
    two.ok();
    assert_eq!(case.agent.get(&drafts).await.ok()["items"].as_array().unwrap().len(), 1);
});

on_each_database!(a_draft_follows_its_writer_to_every_device_and_nobody_else, |server| {
    let case = server.case().await;
    let (here, there) = (&case.agent_socket, case.agent.socket().await);
    let colleague = server.staff("supervisor", "Omar Other").await.socket().await;
    let brand = case.brand.socket().await;
    let path = format!("/crm/tickets/{}/drafts/brand_agent", case.order.ticket);
    let kept = case.agent.put(&path, json!({ "text": "card 4111 1111 1111 1111" })).await.ok();
    let told = there.next_where("draft_changed", |_| true).await;
    let expected = json!({
        "ticket_id": case.order.ticket, "channel_type": "brand_agent", "text": kept["text"],
        "updated_at": kept["updated_at"],
    });
    assert_eq!(told, expected, "as it is kept: masked");
    assert_eq!(here.next_where("draft_changed", |_| true).await, expected);
    // Sent, it is gone everywhere. What was never there is no news.
    for _ in 0..2 {
        case.agent.put(&path, json!({ "text": "" })).await.ok();
    }
    there.next_where("draft_changed", |told| told["text"] == "").await;
    for socket in [&there, &colleague, &brand] {
        socket.settled().await;
    }
    assert_eq!(there.all("draft_changed").len(), 2);
    assert!(colleague.all("draft_changed").is_empty());
    assert!(brand.all("draft_changed").is_empty());
});

async fn open(socket: &Socket, ticket: i64, state: &str) -> Value {
    let event = json!({ "ticketId": ticket, "state": state, "channelType": "brand_agent" });
    done(socket.ask("ticket_viewing", event).await)["viewers"].clone()
}

fn states(viewers: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    viewers.as_array().unwrap().iter().map(|one| (text(&one["public_id"]), text(&one["state"]))).collect()
}

on_each_database!(colleagues_see_who_is_at_a_ticket, |server| {
    let case = server.case().await;
    let ticket = case.order.ticket;
    let colleague = server.staff("agent", "Omar Other").await;
    let (first, second, third) = (&case.agent_socket, colleague.socket().await, colleague.socket().await);
    let onlooker = server.staff("agent", "Lars Later").await.socket().await;
    let agent = case.agent.public_id.clone();
    let is = |id: &str, state: &str| (id.to_owned(), state.to_owned());
    assert_eq!(states(&open(first, ticket, "viewing").await), [is(&agent, "viewing")]);
    let both = open(&second, ticket, "viewing").await;
    assert_eq!(states(&both), [is(&agent, "viewing"), is(&colleague.public_id, "viewing")]);
    assert_eq!(both[1].get("channel_type"), None, "{both}");
    first.next_where("ticket_viewers", |told| told["viewers"] == both).await;
    // Of a person's sockets the one that does most counts; the person is named once.
    let replying = open(&third, ticket, "replying").await;
    assert_eq!(states(&replying), [is(&agent, "viewing"), is(&colleague.public_id, "replying")]);
    assert_eq!(replying[1]["channel_type"], "brand_agent");
    assert_eq!(replying[1]["since"], both[1]["since"]);
    let told = first.next_where("ticket_viewers", |told| told["viewers"] == replying).await;
    assert_eq!(told["ticket_id"], ticket);
    let asked = colleague.get(&format!("/crm/tickets/{ticket}/viewers")).await.ok();
    assert_eq!(asked, json!({ "ticket_id": ticket, "viewers": replying }));
    // A socket's end takes it out, and so does leaving.
    drop(third);
    first.next_where("ticket_viewers", |told| told["viewers"] == both).await;
    assert_eq!(states(&open(&second, ticket, "left").await), [is(&agent, "viewing")]);
    first.next_where("ticket_viewers", |told| told["viewers"].as_array().unwrap().len() == 1).await;
    let so_far = second.all("ticket_viewers").len();
    open(first, ticket, "replying").await;
    for stranger in [&second, &onlooker] {
        stranger.settled().await;
    }
    assert_eq!(second.all("ticket_viewers").len(), so_far, "whoever left is told no more");
    assert!(onlooker.all("ticket_viewers").is_empty(), "nor who never came");
    let brand = case.brand.socket().await;
    let event = json!({ "ticketId": ticket, "state": "viewing" });
    refused(&brand.ask("ticket_viewing", event).await, "FORBIDDEN");
    let nowhere = json!({ "ticketId": 999_999, "state": "viewing" });
    refused(&first.ask("ticket_viewing", nowhere).await, "NOT_FOUND");
    let bad = json!({ "ticketId": ticket, "state": "asleep" });
    refused(&first.ask("ticket_viewing", bad).await, "BODY_MALFORMED");
    case.brand.get(&format!("/crm/tickets/{ticket}/viewers")).await.refused(403, "FORBIDDEN");
});
