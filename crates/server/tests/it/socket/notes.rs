//! Notes of a ticket are a log like any other, for staff only.

use serde_json::json;

use crate::harness::answer::{done, refused};

on_each_database!(staff_follow_the_notes_by_their_name, |server| {
    let case = server.case().await;
    let name = format!("ticket_{}_notes", case.order.ticket);
    let colleague = server.staff("agent", "Omar Other").await;
    let (one, two) = (&case.agent_socket, colleague.socket().await);
    one.join(&name).await;
    let joined = two.join(&name).await;
    assert_eq!(joined["last_seq"], 0);
    let said = two.say(&name, "look at the contract").await;
    let heard = one.next("new_message").await;
    assert_eq!(heard["message"]["text"], "look at the contract");
    assert_eq!(heard["message"]["id"], said["id"]);
    let resumed = done(one.ask("resume", json!({ "conversationId": name, "afterSeq": 0 })).await);
    assert_eq!(resumed["items"][0]["id"], said["id"]);
    let page = colleague.get(&format!("/messages/conversations/{name}/messages")).await.ok();
    assert_eq!((&page["items"][0]["id"], &page["last_seq"]), (&said["id"], &json!(1)));
    let channel = colleague.get(&format!("/chat/channels/{name}")).await.ok();
    assert_eq!((&channel["channel"], &channel["ticket_id"]), (&json!(name), &json!(case.order.ticket)));
    assert_eq!(channel["kind"], "ticket_notes");
    // A party is told neither of the notes nor that there are any.
    let brand = case.brand.socket().await;
    for (event, argument) in [
        ("join_conversation", json!(name)),
        ("send_message", json!({ "conversationId": name, "message": "hello" })),
        ("resume", json!({ "conversationId": name, "afterSeq": 0 })),
    ] {
        refused(&brand.ask(event, argument).await, "NOT_FOUND");
    }
    case.brand.get(&format!("/messages/conversations/{name}/messages")).await.refused(404, "NOT_FOUND");
    server.host().get(&format!("/messages/conversations/{name}/messages")).await.refused(404, "NOT_FOUND");
});

on_each_database!(the_newest_page_says_where_the_log_stands, |server| {
    let case = server.case().await;
    let log = format!("/messages/conversations/{}/messages", case.order.brand_channel);
    let said = case.agent_socket.say(&case.order.brand_channel, "hello").await;
    case.agent
        .patch(&format!("/messages/{}", said["id"].as_str().unwrap()), json!({ "text": "hallo" }))
        .await
        .ok();
    let page = case.agent.get(&log).await.ok();
    // The edit is an entry of its own, and no message of the page.
    assert_eq!(page["last_seq"], said["seq"].as_i64().unwrap() + 1);
    assert_eq!(page["items"].as_array().unwrap().last().unwrap()["text"], "hallo");
    let older = case.agent.get(&format!("{log}?before_seq=2")).await.ok();
    assert_eq!(older.get("last_seq"), None);
});
