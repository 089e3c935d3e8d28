//! A live chat over REST and sockets: greeting, queue with places, agent, end, and nobody else learns of it.

use serde_json::{Value, json};

use crate::harness::{
    TestServer,
    answer::{done, refused},
    people::Person,
};

async fn start(server: &TestServer) -> (Person, String) {
    let visitor = server.visitor().await;
    let started = visitor.post("/support/chat/sessions/user", json!({})).await.is(201);
    (visitor, started["id"].as_str().unwrap().to_owned())
}

fn chat(id: &str) -> String {
    format!("/support/chat/sessions/{id}")
}

on_each_database!(a_visitor_is_greeted_waits_with_a_place_and_is_answered_by_an_agent, |server| {
    let (visitor, id) = start(&server).await;
    let socket = visitor.socket().await;
    done(socket.ask("join:session", json!(id)).await);
    let history = socket.next("session:history").await;
    assert_eq!(history["session"]["kind"], "live_chat");
    let greeting = &history["messages"][0];
    assert_eq!(
        greeting["sender"],
        json!({ "id": null, "public_id": "AI_ASSISTANT", "name": "Assistant", "kind": "assistant" })
    );
    assert_eq!(
        (&greeting["message_type"], &greeting["action_required"]),
        (&json!("automated"), &json!(true))
    );
    assert_eq!(greeting["action_data"]["buttons"][0]["action"], "hand_over");
    let (second, second_id) = start(&server).await;
    let second_socket = second.socket().await;

    // What the assistant does not know it hands over, and says so.
    done(socket.ask("message:send", json!({ "session_id": id, "text": "Where is my parcel?" })).await);
    let updated = socket.next_where("session:updated", |event| event["session"]["status"] == "waiting").await;
    assert_eq!((&updated["session"]["id"], &updated["session"]["position"]), (&json!(id), &json!(null)));
    let handed = socket
        .next_where("message:new", |event| event["message"]["action_data"]["event"] == "assistant_hands_over")
        .await;
    assert_eq!(handed["message"]["sender_role"], "assistant");
    assert_eq!(socket.next("queue:position").await, json!({ "session_id": id, "position": 1 }));
    let asked = second.post(&format!("{}/handover", chat(&second_id)), json!({})).await.ok();
    assert_eq!((&asked["status"], &asked["position"]), (&json!("waiting"), &json!(2)));
    assert_eq!(second_socket.next("queue:position").await, json!({ "session_id": second_id, "position": 2 }));

    // An agent takes the first one; the second one moves up.
    let agent = server.staff_with("agent", "Asha Agent", json!({ "capacity": 1 })).await;
    let agents = agent.socket().await;
    let queue = agent.get("/support/chat/queue").await.ok();
    assert_eq!(
        (&queue["total"], &queue["items"][0]["id"], &queue["items"][1]["id"]),
        (&json!(2), &json!(id), &json!(second_id))
    );
    let waiting = agent.get("/support/chat/sessions?status=waiting,assigned").await.ok();
    assert_eq!(waiting["total"], 2);
    let case = queue["items"][1]["case_key"].as_str().unwrap().replace("session-", "");
    let of_case = agent.get(&format!("/support/chat/sessions?case={case}")).await.ok();
    assert_eq!((&of_case["total"], &of_case["items"][0]["id"]), (&json!(1), &json!(second_id)));
    done(agents.ask("join:session", json!(id)).await);
    refused(&agents.ask("message:send", json!({ "session_id": id, "text": "hi" })).await, "FORBIDDEN");
    let key = queue["items"][0]["case_key"].as_str().unwrap().replace('-', "/");
    let case = agent.post(&format!("/inbox/cases/{key}/take"), json!({})).await.ok();
    assert_eq!(
        (&case["kind"], &case["status"], &case["agent"]["name"]),
        (&json!("session"), &json!("assigned"), &json!("Asha Agent"))
    );
    let updated =
        socket.next_where("session:updated", |event| event["session"]["status"] == "assigned").await;
    assert_eq!(updated["session"]["agent"]["name"], "Asha Agent");
    assert_eq!(updated["session"].get("case_key"), None);
    assert_eq!(second_socket.next("queue:position").await, json!({ "session_id": second_id, "position": 1 }));
    done(agents.ask("message:send", json!({ "session_id": id, "text": "On its way." })).await);
    let heard = socket.next_where("message:new", |event| event["message"]["sender_role"] == "agent").await;
    assert_eq!(heard["message"]["text"], "On its way.");

    // Ended, nothing is written any more; the agent has room, though not before coming to work.
    let ended = visitor.post(&format!("{}/end", chat(&id)), json!({})).await.ok();
    assert_eq!(ended["status"], "ended");
    agents.next_where("session:updated", |event| event["session"]["status"] == "ended").await;
    refused(&socket.ask("message:send", json!({ "session_id": id, "text": "late" })).await, "CHANNEL_FROZEN");
    agent.put("/agent/status", json!({ "status": "available" })).await.ok();
    let assigned = second.get("/support/chat/sessions/active").await.ok();
    assert_eq!((&assigned["status"], &assigned["agent"]["name"]), (&json!("assigned"), &json!("Asha Agent")));
    let words = json!({ "message": "hello", "senderId": second.public_id });
    let sent = second.post(&format!("{}/messages", chat(&second_id)), words).await.ok();
    assert_eq!(sent["message"]["text"], "hello");
    let again =
        visitor.post("/support/chat/sessions/user", json!({ "message": "one more thing" })).await.is(201);
    assert_ne!(again["id"], json!(id));
});

on_each_database!(nobody_else_learns_of_a_live_chat, |server| {
    let (visitor, id) = start(&server).await;
    visitor.post(&format!("{}/messages", chat(&id)), json!({ "text": "a secret of Vera" })).await.ok();
    let strangers = [
        server.visitor().await,
        server.user("customer", "k1", "Carl Customer").await,
        server.brand("b1").await,
    ];
    for stranger in &strangers {
        let socket = stranger.socket().await;
        for (event, argument) in [
            ("join:session", json!(id)),
            ("join_conversation", json!(id)),
            ("message:send", json!({ "session_id": id, "text": "let me in" })),
            ("resume", json!({ "conversationId": id, "afterSeq": 0 })),
            ("typing:start", json!({ "session_id": id })),
            ("message:read", json!({ "session_id": id })),
        ] {
            refused(&socket.ask(event, argument).await, "NOT_FOUND");
        }
        for path in
            [chat(&id), format!("/messages/conversations/{id}/messages"), format!("/chat/channels/{id}")]
        {
            stranger.get(&path).await.refused(404, "NOT_FOUND");
        }
        for action in ["handover", "end"] {
            stranger.post(&format!("{}/{action}", chat(&id)), json!({})).await.refused(404, "NOT_FOUND");
        }
        let words = json!({ "text": "let me in" });
        stranger.post(&format!("{}/messages", chat(&id)), words).await.refused(404, "NOT_FOUND");
        for path in [chat(&id) + "/assign", chat(&id) + "/transfer"] {
            stranger.post(&path, json!({ "agent_id": 1 })).await.refused(403, "FORBIDDEN");
        }
        visitor.post(&format!("{}/messages", chat(&id)), json!({ "text": "more of Vera" })).await.ok();
        socket.settled().await;
        let told =
            socket.everything().join("\n") + &stranger.get("/messages/conversations").await.ok().to_string();
        assert!(!told.contains(&id) && !told.contains("Vera"), "{told}");
    }
    let words = json!({ "text": "x", "sender_id": strangers[0].public_id });
    visitor.post(&format!("{}/messages", chat(&id)), words).await.refused(403, "IDENTITY_MISMATCH");
    strangers[2].post("/support/chat/sessions/user", json!({})).await.refused(403, "FORBIDDEN");
    strangers[0].get("/support/chat/sessions/active").await.refused(404, "NOT_FOUND");
    server.host().get(&chat(&id)).await.refused(404, "NOT_FOUND");
    visitor.get("/support/chat/sessions?status=ai,ajar").await.refused(422, "INVALID");
    let root: Value = server.root().get("/support/chat/sessions").await.ok();
    assert_eq!(root["total"], 1);
});
