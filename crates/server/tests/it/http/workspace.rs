//! What admins set, what becomes of it, and the log of what was done.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{TestServer, people::Person};

async fn settings(root: &Person) -> Value {
    root.get("/support/settings").await.ok()
}

/// Puts changed settings, and waits until every node has them in force.
async fn set(server: &TestServer, change: Value) -> Value {
    let mut body = settings(server.root()).await;
    body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let set = server.root().put("/support/settings", body).await.ok();
    let begun = Instant::now();
    let mut in_a_row = 0;
    // Requests go to the nodes in turn.
    while in_a_row < 2 {
        let config = server.nobody().get("/widget/config").await.ok();
        in_a_row = if config["organisation_name"] == set["organisation_name"] { in_a_row + 1 } else { 0 };
        assert!(begun.elapsed() < Duration::from_secs(15), "a node has not taken the settings over");
    }
    set
}

on_each_database!(settings_are_changed_from_the_version_that_was_seen, |server| {
    let root = server.root();
    let first = settings(root).await;
    assert_eq!((&first["version"], &first["default_capacity"]), (&json!(0), &json!(5)));
    let changed = set(&server, json!({ "organisation_name": "Acme", "primary_color": "#123abc" })).await;
    assert_eq!((&changed["version"], &changed["organisation_name"]), (&json!(1), &json!("Acme")));
    assert_eq!(settings(root).await, changed);
    // Whoever saw the old ones is refused, and nothing changes.
    assert_eq!(root.put("/support/settings", first).await.refused(409, "CONFLICT")["version"], 1);
    let mut ahead = changed.clone();
    ahead["version"] = json!(7);
    root.put("/support/settings", ahead).await.refused(409, "CONFLICT");
    assert_eq!(settings(root).await, changed);
    let calls = ["one", "two", "three"].map(|name| {
        let (root, mut body) = (root.clone(), changed.clone());
        body["organisation_name"] = json!(name);
        tokio::spawn(async move { root.put("/support/settings", body).await.status })
    });
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.await.unwrap());
    }
    answers.sort_unstable();
    assert_eq!(answers, [200, 409, 409]);
    let supervisor = server.staff("supervisor", "Sven Supervisor").await;
    for client in [&supervisor.client, &server.host()] {
        client.get("/support/settings").await.refused(403, "FORBIDDEN");
        client.put("/support/settings", changed.clone()).await.refused(403, "FORBIDDEN");
        client.get("/support/activity").await.refused(403, "FORBIDDEN");
    }
});

on_one_node!(what_cannot_be_set_is_refused, |server| {
    let root = server.root();
    let good = settings(root).await;
    for (field, value) in [
        ("organisation_name", json!(" ")),
        ("primary_color", json!("blue")),
        ("primary_color", json!("#12345g")),
        ("masking_patterns", json!([{ "name": "all", "pattern": ".*" }])),
        ("masking_patterns", json!([{ "name": "open", "pattern": "(" }])),
        ("masking_patterns", json!([{ "name": "", "pattern": "x" }])),
        ("masking_patterns", json!([{ "name": "huge", "pattern": "(a{1000}){1000}" }])),
        ("auto_away_minutes", json!(-1)),
        ("default_capacity", json!(1001)),
        ("welcome_brand", json!("Dear {{creator.name}}")),
        ("more", json!(true)),
    ] {
        let mut body = good.clone();
        body[field] = value;
        root.put("/support/settings", body).await.refused(422, "INVALID");
    }
    assert_eq!(settings(root).await, good);
});

on_each_database!(every_setting_has_its_effect, |server| {
    let before = server.case().await;
    let change = json!({
        "organisation_name": "Acme", "primary_color": "#123abc", "default_capacity": 2, "auto_away_minutes": 7,
        "welcome_brand": "Hi {{party.name}}, about {{order.amount}}", "welcome_creator": "Hello there",
        "masking_patterns": [{ "name": "staff numbers", "pattern": r"EMP-\d{5}" }],
    });
    set(&server, change).await;
    let config = server.nobody().get("/widget/config").await.ok();
    assert_eq!((&config["organisation_name"], &config["primary_color"]), (&json!("Acme"), &json!("#123abc")));
    assert!(
        config["max_file_bytes"].as_u64().unwrap() > 0 && config["locales"].as_array().unwrap().len() > 1
    );
    assert!(config["file_types"].as_array().unwrap().contains(&json!("image/png")), "{config}");
    let me = server.staff("agent", "Nora New").await.get("/me").await.ok();
    assert_eq!((&me["capacity"], &me["auto_away_minutes"]), (&json!(2), &json!(7)));
    // In tickets from now on; what was said before stays.
    let order = server.order("b9", "c9").await;
    let mut first = Vec::new();
    for channel in [&order.brand_channel, &order.creator_channel, &before.order.brand_channel] {
        let log = server.root().get(&format!("/messages/conversations/{channel}/messages")).await.ok();
        first.push(log["items"][0]["text"].as_str().unwrap().to_owned());
    }
    assert_eq!(first[..2], ["Hi Brand b9, about 1250.00 INR", "Hello there"]);
    assert!(first[2].starts_with("Welcome, Brand b1! Asha Agent is here"), "{first:?}");
    for _ in 0..2 {
        let say = json!({ "conversation_id": before.order.brand_channel, "message": "I am EMP-12345, ok?" });
        let said = before.brand.post("/messages/send", say).await.ok();
        assert_eq!(said["message"]["text"], "I am ****, ok?");
    }
});

on_each_database!(what_was_done_is_written_down_and_chained, |server| {
    let case = server.case().await;
    let root = server.root();
    let ticket = format!("/crm/tickets/{}", case.order.ticket);
    // The same again is no act.
    for _ in 0..2 {
        case.agent.put(&format!("{ticket}/priority"), json!({ "priority": "high" })).await.ok();
    }
    let say = json!({ "conversation_id": case.order.brand_channel, "message": "hello" });
    let source = case.brand.post("/messages/send", say).await.ok();
    let relay = json!({ "message_id": source["message"]["id"], "client_id": "once" });
    for _ in 0..2 {
        case.agent.post(&format!("{ticket}/relay"), relay.clone()).await.ok();
    }
    // What somebody else said is taken away; what one said oneself is one's own affair.
    let say = json!({ "conversation_id": case.order.brand_channel, "message": "an insult" });
    for by in [root, &case.brand] {
        let said = case.brand.post("/messages/send", say.clone()).await.ok();
        by.delete(&format!("/messages/{}", said["message"]["id"].as_str().unwrap())).await.is(204);
    }
    root.put(&format!("{ticket}/reassign"), json!({ "agent_id": root.id })).await.ok();
    root.put(&format!("{ticket}/status"), json!({ "status": "resolved" })).await.ok();
    let of_ticket = root.get(&format!("/support/activity?subject=ticket:{}", case.order.ticket)).await.ok();
    let items = of_ticket["items"].as_array().unwrap();
    let actions: Vec<_> = items.iter().map(|one| one["action"].as_str().unwrap()).collect();
    assert_eq!(
        actions,
        ["ticket.status", "ticket.reassigned", "message.deleted", "message.relayed", "ticket.priority"]
    );
    assert_eq!(items[2]["details"]["author"], json!(case.brand.id));
    assert!(!items[2].to_string().contains("insult"), "{}", items[2]);
    let (actor, name) = (json!(case.agent.public_id), json!("Asha Agent"));
    assert_eq!((&items[4]["actor"], &items[4]["actor_name"]), (&actor, &name));
    assert_eq!(items[4]["details"], json!({ "from": "medium", "to": "high" }));
    let template = json!({ "title": "T", "shortcut": "t", "body": "B" });
    let template = format!("/crm/templates/{}", root.post("/crm/templates", template).await.is(201)["id"]);
    root.patch(&template, json!({ "title": "U" })).await.ok();
    root.delete(&template).await.is(204);
    let key = root.post("/admin/api-keys", json!({ "name": "K", "scopes": ["orders"] })).await.is(201);
    root.delete(&format!("/admin/api-keys/{}", key["id"])).await.is(204);
    let password = json!({ "password": "a sentence that is secret" });
    root.patch(&format!("/admin/staff/{}", case.agent.id), password).await.ok();
    set(&server, json!({ "organisation_name": "Acme" })).await;
    // A refused act is none.
    case.brand
        .put(&format!("{ticket}/status"), json!({ "status": "closed" }))
        .await
        .refused(403, "FORBIDDEN");
    let all = root.get("/support/activity?limit=100").await.ok();
    let items = all["items"].as_array().unwrap();
    let newest: Vec<_> = items.iter().take(7).map(|one| one["action"].as_str().unwrap()).collect();
    let expected = [
        "settings.changed",
        "staff.changed",
        "api_key.revoked",
        "api_key.created",
        "template.deleted",
        "template.changed",
        "template.created",
    ];
    assert_eq!(newest, expected);
    assert!(items.iter().any(|one| one["action"] == "login" && one["actor"] == case.agent.public_id));
    assert!(!all.to_string().contains("a sentence that is secret"));
    // Dense, the newest first, in pages.
    let ids: Vec<_> = items.iter().map(|one| one["id"].as_i64().unwrap()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1] + 1) && ids.last() == Some(&1), "{ids:?}");
    let page = root.get(&format!("/support/activity?limit=2&before={}", ids[1])).await.ok();
    assert_eq!((&page["items"][0]["id"], &page["has_more"]), (&json!(ids[2]), &json!(true)));
    let mine = root.get(&format!("/support/activity?actor={}", case.agent.public_id)).await.ok();
    let mine = mine["items"].as_array().unwrap();
    assert!(mine.len() >= 3 && mine.iter().all(|one| one["actor"] == case.agent.public_id), "{mine:?}");
    server.the_activity_log_is_whole(ids.len()).await;
});

on_each_database!(acts_at_once_make_one_chain, |server| {
    let root = server.root();
    let calls: Vec<_> = (0..8)
        .map(|number| {
            let root = root.clone();
            let body = json!({ "title": "T", "shortcut": format!("t{number}"), "body": "B" });
            tokio::spawn(async move { root.post("/crm/templates", body).await.is(201) })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    let all = root.get("/support/activity?limit=100").await.ok();
    server.the_activity_log_is_whole(all["items"].as_array().unwrap().len()).await;
});

on_one_node!(who_handled_a_ticket_and_why_is_kept, |server| {
    let case = server.case().await;
    let root = server.root();
    let path = format!("/crm/tickets/{}/assignments", case.order.ticket);
    let reassign = json!({ "agent_id": root.id });
    root.put(&format!("/crm/tickets/{}/reassign", case.order.ticket), reassign).await.ok();
    let items = case.agent.get(&path).await.ok()["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 2);
    let (now, before) = (&items[0], &items[1]);
    assert_eq!((&now["agent"]["id"], &now["decided_by"]), (&json!(root.id), &json!(root.public_id)));
    assert_eq!((&before["agent"]["id"], &before["decided_by"]), (&json!(case.agent.id), &json!("rule")));
    assert_eq!((now.get("until"), &before["until"]), (None, &now["from"]));
    assert!(
        !before["candidates"].as_array().unwrap().is_empty()
            && !before["reasons"].as_array().unwrap().is_empty()
    );
    case.brand.get(&path).await.refused(403, "FORBIDDEN");
    server.brand("strange").await.get(&path).await.refused(404, "NOT_FOUND");
    // The live page: who has how much, and where somebody waits.
    let ask = json!({ "text": "hello?" });
    case.brand.post(&format!("/crm/tickets/{}/messages", case.order.ticket), ask).await.ok();
    let agents = root.get("/admin/agents").await.ok();
    let of =
        |id: i64| agents["items"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    assert_eq!((&of(root.id)["open_tickets"], &of(root.id)["waiting_tickets"]), (&json!(1), &json!(1)));
    let agent = of(case.agent.id);
    assert_eq!((&agent["open_tickets"], &agent["waiting_tickets"]), (&json!(0), &json!(0)));
    assert_eq!(agent["is_online"], true);
});
