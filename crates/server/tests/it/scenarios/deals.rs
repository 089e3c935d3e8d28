//! A guided deal as a front end of reference C goes through it: REST for what is done, sockets for what is told.

use serde_json::{Value, json};

use crate::harness::{
    TestServer,
    answer::{done, refused},
    people::Person,
};

/// A brand connected to a creator's bid.
async fn deal(server: &TestServer) -> (Person, Person, String) {
    let (brand, creator) = (server.brand("b1").await, server.creator("c1").await);
    let bid = json!({ "title": "Three reels", "description": "Tea", "amount": 500_000, "currency": "INR" });
    let bid = creator.post("/bids", bid).await.is(201);
    let started = brand.post(&format!("/bids/{}/connect", bid["id"]), json!({})).await.is(201);
    let id = started["conversation_id"].as_str().unwrap().to_owned();
    (brand, creator, id)
}

fn path(id: &str, what: &str) -> String {
    format!("/messages/conversations/{id}/{what}")
}

async fn click(person: &Person, id: &str, button: &str, data: Value) -> Value {
    let body = json!({ "button_id": button, "additional_data": data });
    person.post(&path(id, "button-click"), body).await.ok()
}

on_each_database!(a_deal_is_guided_to_its_payment_and_each_side_is_told_what_it_may_see, |server| {
    let (brand, creator, id) = deal(&server).await;
    let (brands, creators) = (brand.socket().await, creator.socket().await);
    for socket in [&brands, &creators] {
        socket.join(&id).await;
    }
    refused(
        &creators.ask("send_message", json!({ "conversationId": id, "message": "hi" })).await,
        "CHAT_NOT_OPEN",
    );
    let context = creator.get(&path(&id, "context")).await.ok();
    assert_eq!(
        (&context["chat_status"], &context["flow_state"], &context["awaiting_role"]),
        (&json!("automated"), &json!("influencer_responding"), &json!("influencer"))
    );
    let card = &context["current_action_data"];
    assert!(card["title"].as_str().unwrap().contains("wants to work with you"));
    let answered = click(&creator, &id, "accept_connection", card["buttons"][0]["data"].clone()).await;
    assert_eq!(answered["flow_update"]["flow_state"], "brand_owner_details");
    let told = brands.next("button_action").await;
    assert_eq!((&told["button_id"], &told["conversationId"]), (&json!("accept_connection"), &json!(id)));
    assert_eq!(told["flow_update"]["previous_state"], "influencer_responding");
    assert!(told["conversation_context"]["current_action_data"].is_object(), "it is the brand's turn");
    let told = creators.next("button_action").await;
    assert!(told["conversation_context"]["current_action_data"].is_null());
    let moved = brands.next("conversation_state_changed").await;
    assert_eq!(
        (&moved["previous_state"], &moved["new_state"], &moved["reason"]),
        (&json!("influencer_responding"), &json!("brand_owner_details"), &json!("accept_connection"))
    );
    assert!(moved["seq"].as_i64().unwrap() > 0);

    let typed = json!({ "text": "Three reels about tea", "input_type": "details" });
    brand.post(&path(&id, "text-input"), typed).await.ok();
    let told = creators.next("text_input").await;
    assert_eq!(told["flow_update"]["flow_state"], "influencer_reviewing");
    click(&creator, &id, "accept_project", json!({})).await;
    brand.post(&path(&id, "text-input"), json!({ "text": "about five" })).await.refused(422, "INVALID");
    brand.post(&path(&id, "text-input"), json!({ "text": "₹5,000", "input_type": "price" })).await.ok();
    let late = json!({ "button_id": "accept_project", "additional_data": {} });
    creator.post(&path(&id, "button-click"), late).await.refused(409, "FLOW_STATE_INVALID");
    click(&creator, &id, "accept_price", json!({ "price": 500_000 })).await;
    let body = json!({ "button_id": "proceed_to_payment" });
    creator.post(&path(&id, "button-click"), body).await.refused(403, "FLOW_ROLE_INVALID");
    let asked = click(&brand, &id, "proceed_to_payment", json!({})).await;
    let order = &asked["payment_order"];
    assert_eq!((&order["amount"], &order["provider"]), (&json!(500_000), &json!("sandbox")));
    let payment = json!({ "order_id": order["order_id"], "outcome": "captured" });
    let paid = brand.post("/payments/sandbox", payment).await.ok();
    assert_eq!(paid["flow_state"], "payment_completed");
    click(&creator, &id, "start_work", json!({})).await;
    let work = json!({ "deliverables": "https://example.org/reel", "description": "Three reels" });
    creator.post(&path(&id, "work"), work).await.ok();
    let approved = click(&brand, &id, "approve_work", json!({ "note": "Wonderful" })).await;
    assert_eq!(approved["conversation_context"]["chat_status"], "real_time");
    done(creators.ask("send_message", json!({ "conversationId": id, "message": "Thank you!" })).await);
    let heard = brands.next_where("new_message", |event| event["message"]["text"] == "Thank you!").await;
    assert_eq!(heard["conversation_id"], json!(id));

    // Whoever reads everything again reads what was told, without a gap.
    for (person, socket) in [(&brand, &brands), (&creator, &creators)] {
        let resumed = done(socket.ask("resume", json!({ "conversationId": id, "afterSeq": 0 })).await);
        let page = person.get(&format!("{}?after_seq=0&limit=100", path(&id, "messages"))).await.ok();
        assert_eq!(resumed["items"], page["items"]);
        let seqs: Vec<i64> =
            page["items"].as_array().unwrap().iter().map(|one| one["seq"].as_i64().unwrap()).collect();
        assert_eq!(seqs, (1..=i64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>());
    }
});

on_each_database!(of_two_clicks_on_two_nodes_one_is_taken_and_strangers_see_nothing, |server| {
    let (brand, creator, id) = deal(&server).await;
    let clicks = (0..8).map(|_| async {
        let body = json!({ "button_id": "accept_connection" });
        creator.post(&path(&id, "button-click"), body).await
    });
    let answers = futures_util::future::join_all(clicks).await;
    let taken = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(taken, 1);
    for stranger in [server.brand("b2").await, server.creator("c2").await, server.visitor().await] {
        stranger.get(&path(&id, "context")).await.refused(404, "NOT_FOUND");
        stranger.post(&path(&id, "text-input"), json!({ "text": "x" })).await.refused(404, "NOT_FOUND");
        let socket = stranger.socket().await;
        refused(&socket.ask("join_conversation", json!(id)).await, "NOT_FOUND");
    }
    let agent = server.staff("agent", "Asha Agent").await;
    agent.get(&path(&id, "context")).await.refused(404, "NOT_FOUND");
    let seen = server.root().get(&path(&id, "context")).await.ok();
    assert_eq!(
        (&seen["flow_state"], &seen["current_action_data"]),
        (&json!("brand_owner_details"), &json!(null))
    );
    brand.post("/bids/1/connect", json!({})).await.refused(409, "CONFLICT");
    done(brand.socket().await.ask("join_bid_room", json!(1)).await);
});

on_each_database!(people_who_could_make_a_deal_write_to_each_other_directly_and_nobody_else_does, |server| {
    let (brand, creator, _) = deal(&server).await;
    let hello = |target: Value| json!({ "target_user_id": target, "initial_message": "Hello!" });
    let connected = brand.post("/messages/direct-connect", hello(json!(creator.id))).await.ok();
    assert_eq!(
        (&connected["conversation"]["kind"], &connected["message"]["text"]),
        (&json!("direct"), &json!("Hello!"))
    );
    let id = connected["conversation"]["id"].clone();
    // Again, from the other end, and by a message to the person: it is the same conversation.
    let back = creator.post("/messages/direct-connect", hello(json!(brand.public_id))).await.ok();
    assert_eq!(back["conversation"]["id"], id);
    let sent = json!({ "receiver_id": creator.public_id, "message": "Are you there?" });
    assert_eq!(brand.post("/messages/send", sent).await.ok()["message"]["conversation_id"], id);
    let calls = (0..6).map(|_| brand.post("/messages/direct-connect", hello(json!(creator.id))));
    for answer in futures_util::future::join_all(calls).await {
        assert_eq!(answer.ok()["conversation"]["id"], id);
    }
    for person in [&brand, &creator] {
        let page = person.get("/messages/direct-connections").await.ok();
        assert_eq!((&page["total"], &page["items"][0]["id"]), (&json!(1), &id));
    }
    let (other, stranger) = (server.brand("b2").await, server.creator("c2").await);
    for (caller, target) in [
        (&stranger, json!(brand.id)),
        (&brand, json!(stranger.id)),
        (&brand, json!(other.id)),
        (&brand, json!(999_999)),
        (&brand, json!("nobody")),
        (&brand, json!(format!("brand-{}", creator.id))),
    ] {
        caller.post("/messages/direct-connect", hello(target)).await.refused(404, "NOT_FOUND");
    }
    server
        .visitor()
        .await
        .post("/messages/direct-connect", hello(json!(creator.id)))
        .await
        .refused(403, "FORBIDDEN");
    let empty = json!({ "target_user_id": creator.id, "initial_message": " " });
    brand.post("/messages/direct-connect", empty).await.refused(422, "MESSAGE_EMPTY");
    brand.post("/messages/send", json!({ "message": "to whom?" })).await.refused(422, "INVALID");
    stranger.get(&path(id.as_str().unwrap(), "messages")).await.refused(404, "NOT_FOUND");
});
