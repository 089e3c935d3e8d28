//! Identifiers are taken as they are, or not at all.

use serde_json::{Value, json};

use crate::harness::{host, order};

/// Names that look like `alice` and are not, each of a kind of its own.
const LOOK_ALIKES: &[&str] = &[
    " alice",
    "alice ",
    "\talice",
    "alice\n",
    "\u{a0}alice",
    "alice\u{a0}",
    "\u{2003}alice",
    "alice\u{3000}",
    "\u{85}alice",
    "\u{2028}alice",
    "alice\u{202f}",
    "\u{feff}alice",
    "al\u{200b}ice",
    "alice\u{200d}",
    "\u{202e}alice",
    "alice\u{2069}",
    "al\u{ad}ice",
    "alice\u{0}",
    "al\u{7f}ice",
    "\u{2060}alice",
    " ",
    "\u{a0}",
];

on_one_node!(a_sub_that_is_not_as_it_seems_is_refused_and_takes_nobody_s_place, |server| {
    let (_agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    for (number, sub) in LOOK_ALIKES.iter().enumerate() {
        for kind in ["brand", "creator", "customer"] {
            let client = server.client(sub, Some(host::token(sub, kind, "Alice", server.now())));
            client.get("/chat/token").await.refused(401, "TOKEN_INVALID");
            client.get("/me").await.refused(401, "TOKEN_INVALID");
            if number % 7 == 0 {
                assert_eq!(client.refused_socket().await["data"]["error_code"], "TOKEN_INVALID", "{sub:?}");
            }
            let word = json!({ "identity": host::token(sub, kind, "Alice", server.now()) });
            server.nobody().post("/widget/session", word).await.refused(401, "TOKEN_INVALID");
        }
    }
    let too_long = "x".repeat(201);
    for sub in [too_long.as_str(), ""] {
        let client = server.client("length", Some(host::token(sub, "brand", "Alice", server.now())));
        client.get("/chat/token").await.refused(401, "TOKEN_INVALID");
    }
    // The real person comes later, and gets the name.
    let order = server.order("alice", "c1").await;
    let alice = server.brand("alice").await;
    alice.get(&format!("/messages/conversations/{}/messages", order.brand_channel)).await.ok();
    for sub in LOOK_ALIKES {
        let client = server.client(sub, Some(host::token(sub, "brand", "Alice", server.now())));
        let answer = client.get(&format!("/messages/conversations/{}/messages", order.brand_channel)).await;
        answer.refused(401, "TOKEN_INVALID");
    }
    // What is inside is the host's own business.
    for sub in ["Alice", "alice smith", "user|42", "ali\u{a0}ce", "Ålice", "山田", "🦊"] {
        let client = server.client(sub, Some(host::token(sub, "brand", "Alice", server.now())));
        assert_eq!(client.get("/chat/token").await.ok()["user"]["external_id"], *sub);
    }
});

on_one_node!(external_ids_in_orders_are_not_trimmed, |server| {
    let (_agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let host = server.host();
    let with = |pointer: &str, id: &str| {
        let mut body = order::body("o-1", "b1", "c1");
        *body.pointer_mut(pointer).unwrap() = json!(id);
        body
    };
    for id in LOOK_ALIKES {
        for pointer in ["/external_id", "/brand/external_id", "/creator/external_id"] {
            host.post("/orders", with(pointer, id)).await.refused(422, "INVALID");
        }
    }
    for pointer in ["/brand/external_id", "/creator/external_id"] {
        host.post("/orders", with(pointer, "")).await.refused(422, "INVALID");
    }
    let made = host.post("/orders", with("/external_id", "o 1")).await.is(201);
    assert_eq!(made["external_id"], "o 1");
    assert_eq!(host.post("/orders", with("/external_id", "o 1")).await.ok()["id"], made["id"]);
    let nameless = host.post("/orders", with("/external_id", "")).await.is(201);
    assert_eq!(nameless.get("external_id").cloned().unwrap_or(Value::Null), Value::Null);
});
