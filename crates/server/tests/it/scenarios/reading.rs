//! How far somebody has read is kept for everybody who may read, and told only where it concerns somebody; what they read
//! has the shape in which it was written.

use serde_json::json;

on_each_database!(a_colleague_who_looks_on_is_not_told_to_the_party, |server| {
    let (agent, _agent) = server.agent_at_work("Agent One", json!({})).await;
    let order = server.order("b1", "c1").await;
    let brand = server.brand("b1").await;
    let messages = format!("/crm/tickets/{}/messages", order.ticket);
    brand.post(&messages, json!({ "text": "hello" })).await.ok();
    let boss = server.staff("supervisor", "Supervisor").await;
    let channel = format!("ticket_{}_brand_agent", order.ticket);
    let read = boss.post(&format!("/messages/conversations/{channel}/seen"), json!({})).await.ok();
    assert!(read["last_read_seq"].as_i64().unwrap() > 0, "{read}");
    let seen = brand.get(&format!("/crm/tickets/{}", order.ticket)).await.ok().to_string();
    assert!(!seen.contains("Supervisor"), "{seen}");
    let log = brand.get(&messages).await.ok().to_string();
    assert!(!log.contains("Supervisor") && log.contains("hello"), "{log}");
    drop(agent);
});

on_each_database!(a_closed_channel_can_be_read_by_a_party_who_never_joined, |server| {
    let (_agent, _there) = server.agent_at_work("Agent One", json!({})).await;
    let order = server.order("b1", "c1").await;
    let ticket = format!("/crm/tickets/{}", order.ticket);
    let note = json!({ "text": "we had to close this", "channel_type": "brand_agent" });
    server.root().post(&format!("{ticket}/messages"), note).await.ok();
    server.root().put(&format!("{ticket}/status"), json!({ "status": "closed" })).await.ok();
    let brand = server.brand("b1").await;
    assert_eq!(brand.get("/messages/unread-count").await.ok()["unread_count"], 1);
    let seen = format!("/messages/conversations/ticket_{}_brand_agent/seen", order.ticket);
    assert!(brand.post(&seen, json!({})).await.ok()["last_read_seq"].as_i64().unwrap() > 0);
    assert_eq!(brand.get("/messages/unread-count").await.ok()["unread_count"], 0);
});

on_one_node!(a_text_keeps_the_indentation_of_its_first_line, |server| {
    let (_agent, _there) = server.agent_at_work("Agent One", json!({})).await;
    let order = server.order("b1", "c1").await;
    let messages = format!("/crm/tickets/{}/messages", order.ticket);
    let brand = server.brand("b1").await;
    let text = json!({ "text": "    four\n        eight\n\n  \n" });
    let id = brand.post(&messages, text).await.ok()["message"]["id"].as_str().unwrap().to_owned();
    let newest =
        async || brand.get(&messages).await.ok()["items"].as_array().unwrap().last().unwrap()["text"].clone();
    assert_eq!(newest().await, "    four\n        eight");
    brand.patch(&format!("/messages/{id}"), json!({ "text": "\tnine\n" })).await.ok();
    assert_eq!(newest().await, "\tnine");
});
