//! Orders of the host: one call makes the whole case, the same call again makes nothing.

use serde_json::{Value, json};

use crate::harness::{Setup, order};

on_one_node!(an_order_makes_ticket_agent_channels_and_welcomes, |server| {
    let (agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let made = server.host().post("/orders", order::body("o1", "b1", "c1")).await.is(201);
    let ticket = made["ticket"]["id"].as_i64().unwrap();
    let id = |party: &str| made[party]["id"].as_i64().unwrap();
    let expected = json!({
        "id": made["id"], "external_id": "o1", "title": "Order o1", "amount": 125_000, "currency": "INR", "quantity": 1,
        "status": "awaiting_requirements", "revision_count": 0,
        "brand": {
            "id": id("brand"), "public_id": format!("brand-{}", id("brand")), "external_id": "b1",
            "name": "Brand b1", "user_type": "brand",
        },
        "creator": {
            "id": id("creator"), "public_id": format!("creator-{}", id("creator")), "external_id": "c1",
            "name": "Creator c1", "user_type": "creator",
        },
        "ticket": {
            "id": ticket, "status": "open", "priority": "medium",
            "agent": { "id": agent.id, "public_id": agent.public_id, "name": "Asha Agent" },
            "brand_agent_channel": format!("ticket_{ticket}_brand_agent"),
            "creator_agent_channel": format!("ticket_{ticket}_creator_agent"),
        },
        "created_at": made["created_at"], "updated_at": made["updated_at"],
    });
    assert_eq!(made, expected);

    let again = server.host().post("/orders", order::body("o1", "b1", "c1")).await.ok();
    assert_eq!(again, made, "the same order again, and nothing new");
    assert_eq!(server.root().get("/crm/tickets").await.ok()["total"], 1);

    for (kind, sub, channel) in [("brand", "b1", "brand_agent"), ("creator", "c1", "creator_agent")] {
        let party = server.user(kind, sub, "As its token says").await;
        let channels = party.get("/chat/channels").await.ok();
        assert_eq!(channels["total"], 1);
        assert_eq!(channels["items"][0]["channel"], format!("ticket_{ticket}_{channel}"));
        let name = format!("ticket_{ticket}_{channel}");
        let log = party.get(&format!("/messages/conversations/{name}/messages")).await.ok();
        let welcome = &log["items"][0];
        assert_eq!(log["items"].as_array().unwrap().len(), 1);
        assert_eq!((welcome["seq"].as_i64(), welcome["message_type"].as_str()), (Some(1), Some("system")));
        assert!(welcome["text"].as_str().unwrap().contains("Asha Agent"), "{welcome}");
    }
});

on_each_database!(the_same_order_by_many_calls_at_once_is_one_order, |server| {
    let (_agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let calls = (0..8).map(|_| {
        let host = server.host();
        tokio::spawn(async move { host.post("/orders", order::body("o1", "b1", "c1")).await })
    });
    let mut answers = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        answers.push(call.await.unwrap());
    }
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1, "{answers:#?}");
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 7, "{answers:#?}");
    let ids: std::collections::BTreeSet<i64> =
        answers.iter().map(|answer| answer.json()["ticket"]["id"].as_i64().unwrap()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(server.root().get("/crm/tickets").await.ok()["total"], 1);
});

on_each_database!(orders_at_once_may_share_people_who_are_new, |server| {
    let (_agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let calls = (0..8).map(|n| {
        let host = server.host();
        tokio::spawn(async move { host.post("/orders", order::body(&format!("o{n}"), "b1", "c1")).await })
    });
    let mut brands = std::collections::BTreeSet::new();
    for call in calls.collect::<Vec<_>>() {
        brands.insert(call.await.unwrap().is(201)["brand"]["id"].as_i64().unwrap());
    }
    assert_eq!(brands.len(), 1);
});

on_one_node!(without_staff_there_is_no_order, Setup::without_staff(), |server| {
    server.host().post("/orders", order::body("o1", "b1", "c1")).await.refused(409, "NO_AGENT");
    // Nothing was stored: not the ticket, not the order, and `b1` may still become a creator.
    assert_eq!(server.host().get("/crm/tickets").await.ok()["total"], 0);
    server.host().get("/orders/1").await.refused(404, "NOT_FOUND");
    assert!(server.creator("b1").await.public_id.starts_with("creator-"));
});

on_one_node!(a_person_does_not_change_its_kind, |server| {
    let (_agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    server.creator("x").await;
    let host = server.host();
    let details =
        host.post("/orders", order::body("o1", "x", "c1")).await.refused(409, "PERSON_KIND_MISMATCH");
    assert_eq!(details["field"], "brand");
    let details =
        host.post("/orders", order::body("o1", "y", "y")).await.refused(409, "PERSON_KIND_MISMATCH");
    assert_eq!(details["field"], "creator");
    assert_eq!(host.get("/crm/tickets").await.ok()["total"], 0);
    assert!(server.creator("y").await.public_id.starts_with("creator-"), "the refused order left no person");
});

on_one_node!(what_an_order_may_not_say_is_refused, |server| {
    let (_agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let host = server.host();
    let bad: &[(&str, Value)] = &[
        ("/amount", json!(-1)),
        ("/amount", json!(9_007_199_254_740_992_i64)),
        ("/amount", json!(1.5)),
        ("/amount", json!("100")),
        ("/amount", json!(true)),
        ("/currency", json!("inr")),
        ("/currency", json!("IN")),
        ("/currency", json!("INRS")),
        ("/currency", json!("₹₹₹")),
        ("/currency", json!("")),
        ("/title", json!("")),
        ("/title", json!("   ")),
        ("/title", json!("x".repeat(301))),
        ("/title", json!("a\u{0}b")),
        ("/external_id", json!("x".repeat(201))),
        ("/external_id", json!("a\u{0}b")),
        ("/quantity", json!(0)),
        ("/quantity", json!(-1)),
        ("/quantity", json!(1_000_001)),
        ("/requirements", json!(7)),
        ("/requirements", json!(["a"])),
        ("/requirements", json!("x".repeat(40_000))),
        ("/requirements", json!({ "text": "a\u{0}b" })),
        ("/brand/external_id", json!("")),
        ("/brand/name", json!("")),
        ("/brand/name", json!("a\u{0}b")),
        ("/brand/name", json!("x".repeat(201))),
        ("/brand/email", json!("nobody")),
        ("/creator/email", json!("a b@example.org")),
        ("/creator", json!(null)),
        ("/creator/kind", json!("brand")),
        ("/status", json!("completed")),
    ];
    for (pointer, value) in bad {
        let mut body = order::body("o1", "b1", "c1");
        set(&mut body, pointer, value.clone());
        let answer = host.post("/orders", body).await;
        assert_eq!(
            (answer.status, answer.error_code().as_str()),
            (422, "INVALID"),
            "{pointer} {value}: {answer:?}"
        );
    }
    assert_eq!(host.get("/crm/tickets").await.ok()["total"], 0);
});

/// Sets a field that may not be there yet.
fn set(body: &mut Value, pointer: &str, value: Value) {
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[field] = value;
}

on_each_database!(a_new_status_is_told_in_both_channels_once, |server| {
    let case = server.case().await;
    let path = format!("/orders/{}", case.order.id);
    assert_eq!(
        server.host().patch(&path, json!({ "status": "delivered" })).await.ok()["status"],
        "delivered"
    );
    server.host().patch(&path, json!({ "status": "delivered" })).await.ok();
    for (party, channel) in
        [(&case.brand, &case.order.brand_channel), (&case.creator, &case.order.creator_channel)]
    {
        let log = party.get(&format!("/messages/conversations/{channel}/messages")).await.ok();
        let said = log["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["action_data"]["event"] == "order_status");
        assert_eq!(said.count(), 1, "{log}");
    }
    case.brand.patch(&path, json!({ "amount": 1 })).await.refused(403, "FORBIDDEN");
    server.brand("stranger").await.patch(&path, json!({ "amount": 1 })).await.refused(404, "NOT_FOUND");
});

on_one_node!(forms_move_the_order_by_rule, |server| {
    let case = server.case().await;
    let forms = format!("/crm/tickets/{}/forms", case.order.ticket);
    let form = |kind: &str, key: &str| json!({ "form_type": kind, "fields": { "colour": "green" }, "client_id": key });
    let refused = case.brand.post(&forms, form("revision", "too-early")).await.refused(409, "CONFLICT");
    assert_eq!(refused["current_status"], "awaiting_requirements");
    let done = case.brand.post(&forms, form("requirements", "k1")).await.ok();
    assert_eq!(
        (done["order"]["status"].as_str(), done["order"]["revision_count"].as_i64()),
        (Some("in_progress"), Some(0))
    );
    let done = case.brand.post(&forms, form("revision", "k2")).await.ok();
    assert_eq!(
        (done["order"]["status"].as_str(), done["order"]["revision_count"].as_i64()),
        (Some("revision_requested"), Some(1))
    );
    let again = case.brand.post(&forms, form("revision", "k2")).await.ok();
    assert_eq!(again["message"]["id"], done["message"]["id"]);
    assert_eq!(again["order"]["revision_count"], 1, "the same key counts once");
    assert_eq!(case.agent.post(&forms, form("revision", "k3")).await.ok()["order"]["revision_count"], 2);
    case.creator.post(&forms, form("revision", "k4")).await.refused(403, "FORBIDDEN");
    let seen = case.creator.get(&format!("/orders/{}", case.order.id)).await.ok();
    assert!(seen.get("requirements").is_none(), "{seen}");
});
