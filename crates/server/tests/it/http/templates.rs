//! Texts that staff use again: who writes them, what may be in them, and what becomes of it.

use serde_json::json;

on_one_node!(leads_write_templates_and_agents_use_them, |server| {
    let case = server.case().await;
    let lead = server.staff_with("team_lead", "Lena Lead", json!({ "team": "north" })).await;
    let body = "Dear {{party.name}}, I am {{ agent.name }}: {{order.title}} ({{order.amount}}), ticket {{ticket.id}}.";
    let template = json!({ "title": "Hello", "shortcut": "hello", "body": body });
    let made = lead.post("/crm/templates", template.clone()).await.is(201);
    assert_eq!((&made["body"], &made["updated_by"]["public_id"]), (&json!(body), &json!(lead.public_id)));
    assert_eq!((made.get("channel_type"), made.get("locale")), (None, None));
    let path = format!("/crm/templates/{}", made["id"]);
    let render = |channel: &str| json!({ "ticket_id": case.order.ticket, "channel_type": channel });
    let to_brand = case.agent.post(&format!("{path}/render"), render("brand_agent")).await.ok();
    let text = to_brand["text"].as_str().unwrap();
    assert!(text.starts_with("Dear Brand b1, I am Asha Agent: Order b1-c1-"), "{text}");
    assert!(text.ends_with(&format!("(1250.00 INR), ticket {}.", case.order.ticket)), "{text}");
    let to_creator = case.agent.post(&format!("{path}/render"), render("creator_agent")).await.ok();
    assert!(to_creator["text"].as_str().unwrap().starts_with("Dear Creator c1,"));
    // Changed: what is not named stays; null and empty take away.
    let patch = json!({ "channel_type": "brand_agent", "locale": "de" });
    let changed = lead.patch(&path, patch).await.ok();
    assert_eq!((&changed["channel_type"], &changed["locale"]), (&json!("brand_agent"), &json!("de")));
    assert_eq!(changed["body"], made["body"]);
    case.agent.post(&format!("{path}/render"), render("creator_agent")).await.refused(422, "INVALID");
    let titled = lead.patch(&path, json!({ "title": "Hallo" })).await.ok();
    assert_eq!((&titled["title"], &titled["channel_type"]), (&json!("Hallo"), &json!("brand_agent")));
    let both = lead.patch(&path, json!({ "channel_type": null, "locale": "" })).await.ok();
    assert_eq!((both.get("channel_type"), both.get("locale")), (None, None));
    // Nobody below a lead writes, no party reads.
    for client in [&case.agent, &case.brand] {
        client.post("/crm/templates", template.clone()).await.refused(403, "FORBIDDEN");
        client.patch(&path, json!({ "title": "x" })).await.refused(403, "FORBIDDEN");
        client.delete(&path).await.refused(403, "FORBIDDEN");
    }
    case.brand.get("/crm/templates").await.refused(403, "FORBIDDEN");
    case.brand.post(&format!("{path}/render"), render("brand_agent")).await.refused(403, "FORBIDDEN");
    assert_eq!(case.agent.get("/crm/templates").await.ok()["items"][0], both);
    lead.delete(&path).await.is(204);
    lead.delete(&path).await.refused(404, "NOT_FOUND");
    lead.patch(&path, json!({ "title": "x" })).await.refused(404, "NOT_FOUND");
    case.agent.post(&format!("{path}/render"), render("brand_agent")).await.refused(404, "NOT_FOUND");
});

on_one_node!(templates_are_found_by_words_and_channel, |server| {
    let root = server.root();
    for (shortcut, channel, body) in [
        ("bye", None, "Good-bye"),
        ("b-only", Some("brand_agent"), "100% sure"),
        ("c_only", Some("creator_agent"), "Hello"),
    ] {
        let template = json!({ "title": format!("T {shortcut}"), "shortcut": shortcut, "body": body, "channel_type": channel });
        root.post("/crm/templates", template).await.is(201);
    }
    let found = |query: &'static str| async move {
        let page = root.get(&format!("/crm/templates?{query}")).await.ok();
        let items = page["items"].as_array().unwrap();
        assert_eq!(page["total"], items.len());
        items.iter().map(|one| one["shortcut"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("").await, ["b-only", "bye", "c_only"]);
    assert_eq!(found("q=GOOD").await, ["bye"]);
    assert_eq!(found("q=100%25").await, ["b-only"]);
    assert_eq!(found("q=_only").await, ["c_only"], "no wildcard");
    assert_eq!(found("channel_type=brand_agent").await, ["b-only", "bye"]);
    assert_eq!(found("channel_type=creator_agent&q=t").await, ["bye", "c_only"]);
    root.get("/crm/templates?channel_type=notes").await.refused(422, "INVALID");
});

on_one_node!(what_is_no_template_is_refused, |server| {
    let root = server.root();
    let good = json!({ "title": "T", "shortcut": "t", "body": "B", "locale": "en" });
    let with = |field: &str, value: serde_json::Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    for bad in [
        with("title", json!(" ")),
        with("title", json!("x".repeat(201))),
        with("shortcut", json!("Big")),
        with("shortcut", json!("")),
        with("shortcut", json!("x".repeat(41))),
        with("shortcut", json!("a b")),
        with("body", json!("")),
        with("body", json!("nul \u{0}")),
        with("body", json!("Dear {{creator.name}}")),
        with("body", json!("Dear {{party.name")),
        with("channel_type", json!("notes")),
        with("locale", json!("no language")),
        with("more", json!(1)),
    ] {
        root.post("/crm/templates", bad).await.refused(422, "INVALID");
    }
    let unknown = root.post("/crm/templates", with("body", json!("Dear {{brand.email}}"))).await;
    assert_eq!(unknown.refused(422, "INVALID")["variable"], "{{brand.email}}");
    let made = root.post("/crm/templates", good.clone()).await.is(201);
    root.post("/crm/templates", good.clone()).await.refused(409, "SHORTCUT_TAKEN");
    let second = root.post("/crm/templates", with("shortcut", json!("u"))).await.is(201);
    let path = format!("/crm/templates/{}", second["id"]);
    root.patch(&path, json!({ "shortcut": "t" })).await.refused(409, "SHORTCUT_TAKEN");
    root.patch(&path, json!({ "body": "{{x}}" })).await.refused(422, "INVALID");
    let listed = root.get("/crm/templates").await.ok();
    assert_eq!((&listed["items"][0], &listed["items"][1]), (&made, &second));
});
