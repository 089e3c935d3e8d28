//! Labels of tickets: who makes them, who adds them, and who never sees them.

use serde_json::{Value, json};

use crate::harness::people::Client;

async fn names(of: &Client, path: &str) -> Vec<String> {
    let body = of.get(path).await.ok();
    let labels = body["items"].as_array().or_else(|| body["labels"].as_array()).unwrap().clone();
    labels.iter().map(|label| label["name"].as_str().unwrap().to_owned()).collect()
}

on_each_database!(leads_make_labels_and_whoever_handles_a_ticket_gives_them, |server| {
    let case = server.case().await;
    let lead = server.staff_with("team_lead", "Lena Lead", json!({ "team": "north" })).await;
    let other = server.staff("agent", "Omar Other").await;
    let made = lead.post("/crm/labels", json!({ "name": " Refund ", "color": "red" })).await.is(201);
    assert_eq!(
        (&made["name"], &made["color"], &made["tickets"]),
        (&json!("Refund"), &json!("red"), &json!(0))
    );
    let late = lead.post("/crm/labels", json!({ "name": "late" })).await.is(201);
    assert_eq!(late["color"], "gray");
    let ticket = format!("/crm/tickets/{}", case.order.ticket);
    let on_ticket = |label: &Value| format!("{ticket}/labels/{}", label["id"]);
    let shown = case.agent.put(&on_ticket(&made), json!({})).await.ok();
    assert_eq!(shown["labels"], json!([{ "id": made["id"], "name": "Refund", "color": "red" }]));
    case.agent.put(&on_ticket(&made), json!({})).await.ok();
    lead.put(&on_ticket(&late), json!({})).await.ok();
    assert_eq!(names(&case.agent, &ticket).await, ["late", "Refund"], "by name, whatever the case");
    assert_eq!(lead.get("/crm/labels").await.ok()["items"][1]["tickets"], 1);
    // Renamed everywhere at once; what is not named stays.
    let path = format!("/crm/labels/{}", made["id"]);
    let changed = lead.patch(&path, json!({ "name": "Money back" })).await.ok();
    assert_eq!(
        (&changed["name"], &changed["color"], &changed["tickets"]),
        (&json!("Money back"), &json!("red"), &json!(1))
    );
    assert_eq!(names(&case.agent, &ticket).await, ["late", "Money back"]);
    let taken = case.agent.delete(&on_ticket(&late)).await.ok();
    assert_eq!(taken["labels"].as_array().unwrap().len(), 1);
    case.agent.delete(&on_ticket(&late)).await.ok();
    lead.delete(&path).await.is(204);
    assert!(names(&case.agent, &ticket).await.is_empty());
    // Refused: below a lead, not the own ticket, parties, keys, what is not there.
    for client in [&case.agent, &case.brand] {
        client.post("/crm/labels", json!({ "name": "x" })).await.refused(403, "FORBIDDEN");
        client.patch(&path, json!({ "name": "x" })).await.refused(403, "FORBIDDEN");
        client.delete(&path).await.refused(403, "FORBIDDEN");
    }
    case.brand.get("/crm/labels").await.refused(403, "FORBIDDEN");
    server.host().get("/crm/labels").await.refused(403, "FORBIDDEN");
    other.put(&on_ticket(&late), json!({})).await.refused(403, "FORBIDDEN");
    case.brand.put(&on_ticket(&late), json!({})).await.refused(403, "FORBIDDEN");
    case.agent.put(&on_ticket(&made), json!({})).await.refused(404, "NOT_FOUND");
    case.agent.put("/crm/tickets/999999/labels/1", json!({})).await.refused(404, "NOT_FOUND");
    lead.patch(&path, json!({ "name": "x" })).await.refused(404, "NOT_FOUND");
    lead.delete(&path).await.refused(404, "NOT_FOUND");
    let root = server.root();
    let written = |subject: String| async move {
        let page = root.get(&format!("/support/activity?subject={subject}")).await.ok();
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["action"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // Newest first; what changed nothing is not written down.
    let on_ticket = ["ticket.unlabelled", "ticket.labelled", "ticket.labelled"];
    assert_eq!(written(format!("ticket:{}", case.order.ticket)).await, on_ticket);
    let of_label = ["label.deleted", "label.changed", "label.created"];
    assert_eq!(written(format!("label:{}", made["id"])).await, of_label);
});

on_one_node!(parties_never_see_labels, |server| {
    let case = server.case().await;
    let label = server.root().post("/crm/labels", json!({ "name": "difficult" })).await.is(201);
    let brand = case.brand.socket().await;
    let ticket = format!("/crm/tickets/{}", case.order.ticket);
    let before = case.brand.get(&ticket).await.ok();
    case.agent.put(&format!("{ticket}/labels/{}", label["id"]), json!({})).await.ok();
    let told = case.agent_socket.next("ticket_updated").await;
    assert_eq!(told["ticket_id"], case.order.ticket);
    brand.settled().await;
    assert!(brand.everything().iter().all(|event| !event.contains("ticket_updated")));
    let after = case.brand.get(&ticket).await.ok();
    assert_eq!((after.get("labels"), &after["updated_at"]), (None, &before["updated_at"]));
    assert_eq!(server.host().get(&ticket).await.ok()["labels"][0]["name"], "difficult");
});

on_one_node!(what_is_no_label_is_refused, |server| {
    let root = server.root();
    let label = root.post("/crm/labels", json!({ "name": "Été" })).await.is(201);
    for bad in [json!({ "name": " " }), json!({ "name": "x".repeat(41) }), json!({ "name": "a\u{0}b" })] {
        root.post("/crm/labels", bad.clone()).await.refused(422, "INVALID");
        root.patch(&format!("/crm/labels/{}", label["id"]), bad).await.refused(422, "INVALID");
    }
    for bad in [json!({}), json!({ "name": "x", "color": "#ff0000" }), json!({ "name": "x", "size": 1 })] {
        root.post("/crm/labels", bad).await.refused(422, "INVALID");
    }
    root.post("/crm/labels", json!({ "name": "ÉTÉ" })).await.refused(409, "LABEL_TAKEN");
    let other = root.post("/crm/labels", json!({ "name": "other" })).await.is(201);
    let path = format!("/crm/labels/{}", other["id"]);
    root.patch(&path, json!({ "name": "été" })).await.refused(409, "LABEL_TAKEN");
    root.patch(&path, json!({ "name": "OTHER" })).await.ok();
    // What is sensitive is masked here too.
    let masked = root.post("/crm/labels", json!({ "name": "4111 1111 1111 1111" })).await.is(201);
    assert!(!masked["name"].as_str().unwrap().contains("4111"), "{masked}");
});

on_one_node!(tickets_are_found_by_their_labels, |server| {
    let (agent, _socket) = server.agent_at_work("Asha Agent", json!({})).await;
    let root = server.root();
    let mut tickets = Vec::new();
    let mut labels = Vec::new();
    for name in ["a", "b", "c"] {
        labels.push(root.post("/crm/labels", json!({ "name": name })).await.is(201)["id"].as_i64().unwrap());
        tickets.push(server.order("b1", "c1").await.ticket);
    }
    for (ticket, label) in [(0, 0), (0, 1), (1, 1)] {
        let path = format!("/crm/tickets/{}/labels/{}", tickets[ticket], labels[label]);
        agent.put(&path, json!({})).await.ok();
    }
    let found = |query: String| async move {
        let page = root.get(&format!("/crm/tickets?sort=created_asc&{query}")).await.ok();
        page["items"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(found(format!("label={}", labels[0])).await, [tickets[0]]);
    assert_eq!(found(format!("label={}", labels[1])).await, tickets[..2]);
    assert_eq!(found(format!("label={},{}", labels[0], labels[2])).await, [tickets[0]]);
    assert!(found(format!("label={}", labels[2])).await.is_empty());
    assert_eq!(found("label=".to_owned()).await.len(), 3);
    root.get("/crm/tickets?label=refund").await.refused(422, "INVALID");
});

on_one_node!(a_ticket_bears_only_so_many_labels, |server| {
    let case = server.case().await;
    for number in 0..21 {
        let label = server.root().post("/crm/labels", json!({ "name": format!("l{number}") })).await.is(201);
        let path = format!("/crm/tickets/{}/labels/{}", case.order.ticket, label["id"]);
        let answer = case.agent.put(&path, json!({})).await;
        if number < 20 {
            answer.ok();
        } else {
            answer.refused(409, "CONFLICT");
        }
    }
});

on_one_node!(the_house_has_only_so_many_labels, |server| {
    let root = server.root();
    for number in 0..200 {
        root.post("/crm/labels", json!({ "name": format!("l{number}") })).await.is(201);
    }
    root.post("/crm/labels", json!({ "name": "one more" })).await.refused(409, "CONFLICT");
    let first = root.get("/crm/labels").await.ok()["items"][0]["id"].clone();
    root.delete(&format!("/crm/labels/{first}")).await.is(204);
    root.post("/crm/labels", json!({ "name": "one more" })).await.is(201);
});
