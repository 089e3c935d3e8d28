//! Search: what is found, in which order, by whom, and what is found no more.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::people::Person;

/// How long the index of one node may stay behind what another one wrote.
const TIMEOUT: Duration = Duration::from_secs(10);

async fn say(person: &Person, channel: &str, text: &str) -> Value {
    let body = json!({ "conversation_id": channel, "message": text });
    person.post("/messages/send", body).await.ok()["message"].clone()
}

/// The excerpts of an answer that is as it should be, sooner or later: the index follows the log.
async fn found(person: &Person, query: &str, expected: &[&str]) -> Vec<Value> {
    let start = Instant::now();
    loop {
        let answer = person.get(&format!("/search/messages?{query}")).await.ok();
        let items = answer["items"].as_array().unwrap().clone();
        let excerpts: Vec<_> = items.iter().map(|item| item["excerpt"].as_str().unwrap()).collect();
        if excerpts == expected {
            return items;
        }
        assert!(start.elapsed() < TIMEOUT, "{query}: {excerpts:?} instead of {expected:?}");
        tokio::task::yield_now().await;
    }
}

on_one_node!(staff_find_messages_of_both_sides_and_notes, |server| {
    let case = server.case().await;
    let order = &case.order;
    let first = say(&case.brand, &order.brand_channel, "The Façade of the café is PAINTED").await;
    say(&case.creator, &order.creator_channel, "painting the cafe tomorrow").await;
    let note = json!({ "text": "café pays late, paint it anyway" });
    case.agent.post(&format!("/crm/tickets/{}/notes", order.ticket), note).await.ok();
    let items = found(
        &case.agent,
        "q=CAFE%20paint",
        &[
            "café pays late, paint it anyway",
            "painting the cafe tomorrow",
            "The Façade of the café is PAINTED",
        ],
    )
    .await;
    let channels: Vec<_> = items.iter().map(|item| item["channel_type"].as_str().unwrap()).collect();
    assert_eq!(channels, ["notes", "creator_agent", "brand_agent"]);
    let oldest = &items[2];
    assert_eq!((&oldest["message_id"], &oldest["seq"]), (&first["id"], &first["seq"]));
    assert_eq!(
        (&oldest["ticket_id"], &oldest["conversation_id"]),
        (&json!(order.ticket), &first["conversation_id"])
    );
    assert!(oldest["order_title"].as_str().unwrap().starts_with("Order b1-c1-"), "{oldest}");
    assert_eq!((&oldest["author"], &oldest["at"]), (&first["sender"], &first["created_at"]));
    assert_eq!(oldest["marks"], json!([{ "from": 18, "to": 22 }, { "from": 26, "to": 33 }]));
    // Every word counts, each from its beginning on.
    found(&case.agent, "q=caf%20tomor", &["painting the cafe tomorrow"]).await;
    found(&case.agent, "q=ainting", &[]).await;
    found(&case.agent, "q=cafe%20absent", &[]).await;
    // One ticket, one page after the other.
    found(&case.agent, &format!("q=cafe&ticket_id={}", order.ticket + 1), &[]).await;
    let ticket = format!("q=cafe&ticket_id={}&limit=2", order.ticket);
    let page = case.agent.get(&format!("/search/messages?{ticket}")).await.ok();
    assert_eq!((page["items"].as_array().unwrap().len(), &page["is_complete"]), (2, &json!(true)));
    let next = page["next"].as_str().unwrap();
    let rest = case.agent.get(&format!("/search/messages?{ticket}&before={next}")).await.ok();
    let ids: Vec<_> = rest["items"].as_array().unwrap().iter().map(|item| &item["message_id"]).collect();
    assert_eq!((ids, rest.get("next")), (vec![&first["id"]], None));
});

on_each_database!(a_changed_message_is_found_by_what_it_says_now, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let message = say(&case.brand, channel, "the parcel is green").await;
    let other = say(&case.brand, channel, "the parcel is gone").await;
    found(&case.agent, "q=parcel", &["the parcel is gone", "the parcel is green"]).await;
    let path = |message: &Value| format!("/messages/{}", message["id"].as_str().unwrap());
    case.brand.patch(&path(&message), json!({ "text": "the parcel is blue" })).await.ok();
    found(&case.agent, "q=blue", &["the parcel is blue"]).await;
    found(&case.agent, "q=green", &[]).await;
    case.brand.delete(&path(&other)).await.is(204);
    found(&case.agent, "q=parcel", &["the parcel is blue"]).await;
    // A message that is changed before the index has come by.
    let hasty = say(&case.brand, channel, "teh hasty parcel").await;
    case.brand.patch(&path(&hasty), json!({ "text": "the hasty parcel" })).await.ok();
    found(&case.agent, "q=hasty", &["the hasty parcel"]).await;
    found(&case.agent, "q=teh", &[]).await;
});

on_one_node!(what_was_masked_and_what_the_server_wrote_is_not_found, |server| {
    let case = server.case().await;
    say(&case.brand, &case.order.brand_channel, "my card 4111 1111 1111 1111 please").await;
    found(&case.agent, "q=card%20please", &["my card **** 1111 please"]).await;
    found(&case.agent, "q=4111", &[]).await;
    // The welcome names the agent.
    found(&case.agent, "q=Asha", &[]).await;
});

on_one_node!(only_staff_and_keys_for_tickets_search, |server| {
    let case = server.case().await;
    say(&case.brand, &case.order.brand_channel, "words of the brand").await;
    for party in [&case.brand, &case.creator] {
        party.get("/search/messages?q=words").await.refused(403, "FORBIDDEN");
    }
    server.host().get("/search/messages?q=words").await.ok();
    let made =
        server.root().post("/admin/api-keys", json!({ "name": "K", "scopes": ["orders"] })).await.is(201);
    let key = server.client("key", Some(made["key"].as_str().unwrap().to_owned()));
    key.get("/search/messages?q=words").await.refused(403, "SCOPE_MISSING");
    // A key reads no notes, so it finds none.
    let note = json!({ "text": "words among colleagues" });
    case.agent.post(&format!("/crm/tickets/{}/notes", case.order.ticket), note).await.ok();
    found(&case.agent, "q=words", &["words among colleagues", "words of the brand"]).await;
    let seen = server.host().get("/search/messages?q=words").await.ok();
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
});

on_one_node!(what_cannot_be_looked_for_is_refused, |server| {
    let root = server.root();
    for query in ["q=", "q=%20", "q=%2D%2D", "q=%00", "q=a&before=x", "q=a&limit=0"] {
        root.get(&format!("/search/messages?{query}")).await.refused(422, "INVALID");
    }
    root.get(&format!("/search/messages?q={}", "a".repeat(201))).await.refused(422, "INVALID");
    root.get("/search/messages").await.refused(400, "QUERY_MALFORMED");
    // Nothing of these means anything to a database.
    for query in
        ["%22%20OR%20a", "a*%20NEAR(b)", "%27%20%7C%20a%3A*", "%5C%27a", "NOT%20a", "%E2%80%8Da%CC%81"]
    {
        root.get(&format!("/search/messages?q={query}")).await.ok();
    }
});
