//! Who may do what: roles, staff management, key scopes, and ids that must be the caller's.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::answer::refused;

on_each_database!(agents_act_on_their_own_leads_on_their_team_supervisors_on_all, |server| {
    let case = server.case().await;
    let base = format!("/crm/tickets/{}", case.order.ticket);
    let in_team = |team: &str| json!({ "team": team });
    let other = server.staff_with("agent", "Omar Other", in_team("north")).await;
    let lead = server.staff_with("team_lead", "Lea Lead", in_team("north")).await;
    let foreign_lead = server.staff_with("team_lead", "Fay Lead", in_team("south")).await;
    let teamless_lead = server.staff("team_lead", "Tom Lead").await;
    let supervisor = server.staff("supervisor", "Sam Supervisor").await;
    let admin = server.staff("admin", "Ada Admin").await;
    for (method, path, body) in [
        (Method::PUT, format!("{base}/status"), json!({ "status": "in_progress" })),
        (Method::PUT, format!("{base}/priority"), json!({ "priority": "high" })),
        (Method::POST, format!("{base}/messages"), json!({ "text": "hello", "channel_type": "brand_agent" })),
        (
            Method::POST,
            "/messages/send".to_owned(),
            json!({ "conversation_id": case.order.creator_channel, "message": "hello" }),
        ),
        (Method::POST, format!("{base}/forms"), json!({ "form_type": "requirements", "fields": { "a": 1 } })),
        (Method::PUT, format!("{base}/reassign"), json!({ "agent_id": case.agent.id })),
    ] {
        for refused in [&other, &foreign_lead, &teamless_lead] {
            refused.call(method.clone(), &path, Some(body.clone())).await.refused(403, "FORBIDDEN");
        }
        for party in [&case.brand, &case.creator] {
            if method == Method::PUT {
                party.call(method.clone(), &path, Some(body.clone())).await.refused(403, "FORBIDDEN");
            }
        }
        for allowed in [&case.agent, &lead, &supervisor, &admin, server.root()] {
            allowed.call(method.clone(), &path, Some(body.clone())).await.ok();
        }
    }
    // All staff read, all staff write notes, no party knows of either.
    for staff in [&other, &foreign_lead, &supervisor] {
        staff.get(&base).await.ok();
        staff.post(&format!("{base}/notes"), json!({ "text": "a note" })).await.ok();
    }
    for party in [&case.brand, &case.creator] {
        party.get(&format!("{base}/notes")).await.refused(404, "NOT_FOUND");
        party.post(&format!("{base}/notes"), json!({ "text": "x" })).await.refused(404, "NOT_FOUND");
    }
});

on_one_node!(staff_know_their_colleagues_and_parties_do_not, |server| {
    let case = server.case().await;
    let gone = server.staff("agent", "Gina Gone").await;
    server.root().delete(&format!("/admin/staff/{}", gone.id)).await.is(204);
    let known = case.agent.get("/crm/agents").await.ok();
    let items = known["items"].as_array().unwrap();
    let names: Vec<_> = items.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 2, "the super admin and the agent, without who has left: {names:?}");
    let agent = items.iter().find(|one| one["id"] == case.agent.id).unwrap();
    assert_eq!(
        (&agent["load"], &agent["team"], &agent["is_online"]),
        (&json!(1), &json!("north"), &json!(true))
    );
    assert!(!known.to_string().contains('@'), "nobody's e-mail: {known}");
    for party in [&case.brand, &case.creator] {
        party.get("/crm/agents").await.refused(403, "FORBIDDEN");
    }
    server.host().get("/crm/agents").await.refused(403, "FORBIDDEN");
});

on_each_database!(reassigning_moves_the_ticket_and_the_right_to_write, |server| {
    let case = server.case().await;
    let base = format!("/crm/tickets/{}", case.order.ticket);
    let colleague = server.staff_with("agent", "Olga Other", json!({ "team": "north" })).await;
    let foreign = server.staff_with("agent", "Fred Foreign", json!({ "team": "south" })).await;
    let lead = server.staff_with("team_lead", "Lea Lead", json!({ "team": "north" })).await;
    let brand = case.brand.socket().await;
    brand.join(&case.order.brand_channel).await;
    lead.put(&format!("{base}/reassign"), json!({ "agent_id": foreign.id })).await.refused(403, "FORBIDDEN");
    let moved = lead.put(&format!("{base}/reassign"), json!({ "agent_id": colleague.public_id })).await.ok();
    assert_eq!(moved["agent"]["id"], colleague.id);
    assert_eq!(moved["assignment"]["decided_by"], lead.public_id);
    assert_eq!(brand.next("ticket_updated").await["agent_id"], colleague.id);
    let say = json!({ "conversationId": case.order.brand_channel, "message": "still me" });
    refused(&case.agent_socket.ask("send_message", say.clone()).await, "FORBIDDEN");
    colleague.socket().await.say(&case.order.brand_channel, "now me").await;
    for bad in [json!(case.brand.id), json!(999_999), json!("agent-999999")] {
        server
            .root()
            .put(&format!("{base}/reassign"), json!({ "agent_id": bad }))
            .await
            .refused(409, "AGENT_UNAVAILABLE");
    }
    server.root().delete(&format!("/admin/staff/{}", foreign.id)).await.is(204);
    server
        .root()
        .put(&format!("{base}/reassign"), json!({ "agent_id": foreign.id }))
        .await
        .refused(409, "AGENT_UNAVAILABLE");
});

on_one_node!(lists_of_everything_are_for_admins, |server| {
    let case = server.case().await;
    let lead = server.staff_with("team_lead", "Lea Lead", json!({ "team": "south" })).await;
    let supervisor = server.staff("supervisor", "Sam Supervisor").await;
    let admin = server.staff("admin", "Ada Admin").await;
    let visitor = server.visitor().await;
    for path in ["/crm/tickets", "/admin/agents", "/admin/staff", "/admin/api-keys"] {
        for refused in [&case.brand, &case.creator, &visitor, &case.agent, &lead, &supervisor] {
            refused.get(path).await.refused(403, "FORBIDDEN");
        }
        server.nobody().get(path).await.refused(401, "TOKEN_MISSING");
        for allowed in [&admin, server.root()] {
            allowed.get(path).await.ok();
        }
    }
    for refused in [&case.brand, &case.creator, &visitor] {
        refused.get("/crm/tickets/my").await.refused(403, "FORBIDDEN");
        refused.put("/agent/status", json!({ "status": "available" })).await.refused(403, "FORBIDDEN");
        refused
            .post("/orders", crate::harness::order::body("o9", "b1", "c1"))
            .await
            .refused(403, "FORBIDDEN");
        refused.post("/crm/tickets", json!({ "order_id": case.order.id })).await.refused(403, "FORBIDDEN");
    }
    admin.post("/crm/tickets", json!({ "order_id": case.order.id })).await.refused(409, "TICKET_EXISTS");
    let totals = async |person: &crate::harness::people::Person, view: &str| {
        person.get(&format!("/crm/tickets/my?view={view}")).await.ok()["total"].as_i64().unwrap()
    };
    assert_eq!((totals(&case.agent, "assigned").await, totals(&case.agent, "overview").await), (1, 1));
    assert_eq!((totals(&lead, "assigned").await, totals(&lead, "overview").await), (0, 0), "another team's");
    assert_eq!((totals(&supervisor, "assigned").await, totals(&supervisor, "overview").await), (0, 1));
});

on_each_database!(admins_manage_those_below_and_the_last_super_admin_stays, |server| {
    let root = server.root();
    let admin = server.staff("admin", "Ada Admin").await;
    let agent = server.staff("agent", "Asha Agent").await;
    let body = |email: &str, role: &str| json!({ "name": "New", "email": email, "role": role });
    let path = |id: i64| format!("/admin/staff/{id}");
    for role in ["admin", "super_admin"] {
        admin.post("/admin/staff", body("n1@example.org", role)).await.refused(403, "FORBIDDEN");
        admin.patch(&path(agent.id), json!({ "role": role })).await.refused(403, "FORBIDDEN");
        server.host().post("/admin/staff", body("n1@example.org", role)).await.refused(403, "FORBIDDEN");
    }
    for (id, change) in [
        (admin.id, json!({ "name": "x" })),
        (root.id, json!({ "password": "a long enough sentence" })),
        (root.id, json!({ "active": false })),
    ] {
        admin.patch(&path(id), change).await.refused(403, "FORBIDDEN");
    }
    admin.delete(&path(root.id)).await.refused(403, "FORBIDDEN");
    admin.post("/admin/staff", body("n2@example.org", "supervisor")).await.is(201);
    admin.post("/admin/staff", body("N2@Example.ORG", "agent")).await.refused(409, "EMAIL_TAKEN");
    server.host().post("/admin/staff", body("n3@example.org", "agent")).await.is(201);
    let supervisor = server.staff("supervisor", "Sam Supervisor").await;
    supervisor.post("/admin/staff", body("n4@example.org", "agent")).await.refused(403, "FORBIDDEN");
    supervisor.patch(&path(agent.id), json!({ "name": "x" })).await.refused(403, "FORBIDDEN");
    supervisor.delete(&path(agent.id)).await.refused(403, "FORBIDDEN");

    root.delete(&path(root.id)).await.refused(409, "CONFLICT");
    root.patch(&path(root.id), json!({ "role": "admin" })).await.refused(409, "CONFLICT");
    let second = server.staff("super_admin", "Sue Super").await;
    // Each deactivates the other at the same moment: one of them stays.
    let (one, two) = (path(second.id), path(root.id));
    let (first, other) = tokio::join!(root.delete(&one), second.delete(&two));
    let mut statuses = [first.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 204, "{first:?} {other:?}");
    assert!([401, 409].contains(&statuses[1]), "{first:?} {other:?}");
});

on_one_node!(a_key_does_what_its_scopes_say, |server| {
    let case = server.case().await;
    let (order, ticket) = (case.order.id, case.order.ticket);
    let calls: Vec<(&str, Method, String, Option<Value>, u16)> = vec![
        ("orders", Method::POST, "/orders".into(), Some(crate::harness::order::body("o2", "b1", "c1")), 201),
        ("orders", Method::GET, format!("/orders/{order}"), None, 200),
        ("orders", Method::PATCH, format!("/orders/{order}"), Some(json!({ "amount": 5 })), 200),
        ("tickets", Method::GET, "/crm/tickets".into(), None, 200),
        ("tickets", Method::GET, format!("/crm/tickets/{ticket}"), None, 200),
        ("tickets", Method::GET, format!("/crm/tickets/order/{order}"), None, 200),
        ("tickets", Method::GET, format!("/crm/tickets/{ticket}/messages"), None, 200),
        ("tickets", Method::GET, format!("/crm/tickets/{ticket}/agent-status"), None, 200),
        ("tickets", Method::POST, "/crm/tickets".into(), Some(json!({ "order_id": order })), 409),
        ("staff", Method::GET, "/admin/staff".into(), None, 200),
        ("staff", Method::GET, "/admin/agents".into(), None, 200),
        (
            "staff",
            Method::POST,
            "/admin/staff".into(),
            Some(json!({ "name": "K", "email": "k@example.org", "role": "agent" })),
            201,
        ),
        (
            "staff",
            Method::PATCH,
            format!("/admin/staff/{}", case.agent.id),
            Some(json!({ "name": "Asha" })),
            200,
        ),
        ("keys", Method::GET, "/admin/api-keys".into(), None, 200),
        (
            "keys",
            Method::POST,
            "/admin/api-keys".into(),
            Some(json!({ "name": "k", "scopes": ["keys"] })),
            201,
        ),
    ];
    for scope in ["orders", "tickets", "staff", "keys"] {
        let made =
            server.root().post("/admin/api-keys", json!({ "name": scope, "scopes": [scope] })).await.is(201);
        let key = server.client(scope, made["key"].as_str().map(ToOwned::to_owned));
        for (needed, method, path, body, status) in &calls {
            let answer = key.call(method.clone(), path, body.clone()).await;
            if *needed == scope {
                assert_eq!(answer.status, *status, "{answer:?}");
            } else {
                answer.refused(403, "SCOPE_MISSING");
            }
        }
        if scope == "keys" {
            key.post("/admin/api-keys", json!({ "name": "more", "scopes": ["orders"] }))
                .await
                .refused(403, "SCOPE_MISSING");
        }
        // No key is a person.
        for (method, path, body) in [
            (Method::GET, "/chat/token", None),
            (Method::GET, "/chat/channels", None),
            (
                Method::POST,
                "/messages/send",
                Some(json!({ "conversation_id": case.order.brand_channel, "message": "x" })),
            ),
            (Method::PUT, "/agent/status", Some(json!({ "status": "busy" }))),
        ] {
            let answer = key.call(method, path, body).await;
            assert!([403, 404].contains(&answer.status), "{answer:?}");
        }
    }
});

on_one_node!(ids_in_requests_must_be_the_caller_s, |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let brand = case.brand.socket().await;
    let message = brand.say(channel, "hello").await;
    let foreign = [
        json!(case.creator.id),
        json!(case.creator.public_id),
        json!(case.agent.id),
        json!("creator-1000"),
        json!(""),
        json!(-1),
    ];
    for id in &foreign {
        for (event, argument) in [
            ("join", id.clone()),
            ("send_message", json!({ "conversationId": channel, "senderId": id, "message": "x" })),
            ("typing_start", json!({ "conversationId": channel, "userId": id })),
            ("typing_stop", json!({ "conversationId": channel, "userId": id })),
            ("mark_seen", json!({ "conversationId": channel, "messageId": message["id"], "userId": id })),
            ("user_status", json!({ "userId": id, "status": "online" })),
        ] {
            let ack = brand.ask(event, argument).await;
            assert_eq!(ack["error_code"], "IDENTITY_MISMATCH", "{event} {id}: {ack}");
        }
        let text = id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned);
        let path = format!("/crm/tickets/{}/messages?userId={text}", case.order.ticket);
        case.brand.get(&path).await.refused(403, "IDENTITY_MISMATCH");
    }
    let path = format!("/crm/tickets/{}/messages?userType=creator", case.order.ticket);
    case.brand.get(&path).await.refused(403, "IDENTITY_MISMATCH");
    for own in
        [json!(case.brand.id), json!(case.brand.id.to_string()), json!(case.brand.public_id), json!("b1")]
    {
        assert_eq!(brand.ask("join", own.clone()).await["success"], true, "{own}");
        let send = json!({ "conversationId": channel, "senderId": own, "receiverId": case.creator.id, "message": "x" });
        assert_eq!(brand.ask("send_message", send).await["success"], true, "{own}");
    }
    let creator = case.creator.socket().await;
    let legacy = json!(format!("influencer-{}", case.creator.id));
    assert_eq!(creator.ask("join", legacy).await["success"], true);
});
