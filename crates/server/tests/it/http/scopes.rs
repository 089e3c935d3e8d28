//! What a scope of an API key opens, and that no scope opens what another one does: neither itself, nor by a key, a
//! person or a role that it makes.

use std::collections::BTreeSet;

use liaison_protocol::auth::Scope;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Client, Setup, TestServer, routes::documented};

const PASSWORD: &str = "a password of the key's own choice";

async fn key(server: &TestServer, scopes: &[&str]) -> Client {
    let body = json!({ "name": scopes.join(" and "), "scopes": scopes });
    let made = server.root().post("/admin/api-keys", body).await.is(201);
    server.client(&scopes.join(","), made["key"].as_str().map(ToOwned::to_owned))
}

/// The routes that each scope opens. Everything else is closed to it.
fn opened(scope: &str) -> &'static [(&'static str, &'static str)] {
    match scope {
        "orders" => &[("POST", "/orders"), ("GET", "/orders/{id}"), ("PATCH", "/orders/{id}")],
        "tickets" => &[
            ("GET", "/chat/channels/{channel}"),
            ("GET", "/crm/tickets"),
            ("POST", "/crm/tickets"),
            ("GET", "/crm/tickets/order/{order}"),
            ("GET", "/crm/tickets/{id}"),
            ("GET", "/crm/tickets/{id}/agent-status"),
            ("GET", "/crm/tickets/{id}/messages"),
            ("GET", "/messages/conversations/{id}/context"),
            ("GET", "/messages/conversations/{id}/messages"),
            ("GET", "/search/messages"),
        ],
        "staff" => &[
            ("DELETE", "/admin/staff/{id}"),
            ("GET", "/admin/agents"),
            ("GET", "/admin/staff"),
            ("PATCH", "/admin/staff/{id}"),
            ("POST", "/admin/staff"),
        ],
        "keys" => {
            &[("DELETE", "/admin/api-keys/{id}"), ("GET", "/admin/api-keys"), ("POST", "/admin/api-keys")]
        }
        "people" => {
            &[("POST", "/people/deactivate"), ("POST", "/people/reactivate"), ("POST", "/people/revoke")]
        }
        _ => panic!("a new scope needs a line here: {scope}"),
    }
}

/// Routes that nobody needs a token for.
fn is_open(path: &str) -> bool {
    path.starts_with("/console/")
        || ["/auth/login", "/auth/refresh", "/widget/session", "/widget/config"].contains(&path)
}

on_one_node!(each_scope_opens_its_own_routes_and_no_other, |server| {
    let case = server.case().await;
    let bystander = server.staff("agent", "Bea Bystander").await;
    let routes = documented();
    for scope in Scope::ALL.iter().map(|scope| scope.as_str()) {
        let key = key(&server, &[scope]).await;
        let mut found = BTreeSet::new();
        for (method, route) in routes.iter().filter(|(_, route)| !is_open(route)) {
            // With the ids of what is there, so that what is closed is refused and not merely absent.
            let path = route
                .replace("{channel}", &case.order.brand_channel)
                .replace("{order}", &case.order.id.to_string());
            let id = match route.as_str() {
                route if route.starts_with("/orders/") => case.order.id.to_string(),
                route if route.starts_with("/admin/staff/") => bystander.id.to_string(),
                route if route.starts_with("/messages/conversations/") => case.order.brand_channel.clone(),
                route if route.starts_with("/admin/api-keys/") => "999999".to_owned(),
                _ => case.order.ticket.to_string(),
            };
            let path = path.replace("{ticket}", &id).replace("{id}", &id).replace("{label}", "1");
            let path = if route == "/search/messages" { format!("{path}?q=hello") } else { path };
            let body = match (method.as_str(), route.as_str()) {
                ("POST", "/crm/tickets") => Some(json!({ "order_id": case.order.id })),
                ("GET" | "DELETE", _) => None,
                _ => Some(json!({})),
            };
            let answer = key.call(method.parse().unwrap(), &path, body).await;
            let is_closed = matches!(answer.error_code().as_str(), "SCOPE_MISSING" | "FORBIDDEN")
                || (answer.error_code() == "NOT_FOUND" && !opened(scope).contains(&(method, route)));
            // A body that says nothing is malformed to whoever gets that far as to have it looked at.
            let is_judged = ![400, 415, 422].contains(&answer.status);
            if !is_closed && (is_judged || opened(scope).contains(&(method, route))) {
                found.insert((method.clone(), route.clone()));
            }
        }
        let expected: BTreeSet<(String, String)> =
            opened(scope).iter().map(|(method, route)| ((*method).to_owned(), (*route).to_owned())).collect();
        assert_eq!(found, expected, "what `{scope}` opens");
    }
});

on_one_node!(a_key_for_staff_makes_nobody_who_may_do_more, |server| {
    let staff = key(&server, &["staff"]).await;
    let agent = server.staff("agent", "Asha Agent").await;
    let supervisor = server.staff("supervisor", "Sam Supervisor").await;
    let new = |role: &str, more: Value| {
        let mut body = json!({ "name": "Eve", "email": format!("{role}@evil.example"), "role": role });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for role in ["agent", "team_lead", "supervisor"] {
        let refused = staff.post("/admin/staff", new(role, json!({ "password": PASSWORD }))).await;
        refused.refused(403, "SCOPE_MISSING");
    }
    for role in ["team_lead", "supervisor"] {
        staff.post("/admin/staff", new(role, json!({}))).await.refused(403, "SCOPE_MISSING");
    }
    for role in ["admin", "super_admin"] {
        staff
            .post("/admin/staff", new(role, json!({ "password": PASSWORD })))
            .await
            .refused(403, "FORBIDDEN");
    }
    // Somebody who cannot come in may be entered, and given no way in afterwards.
    let entered = staff.post("/admin/staff", new("agent", json!({}))).await.is(201);
    for id in [agent.id, supervisor.id, entered["id"].as_i64().unwrap()] {
        let path = format!("/admin/staff/{id}");
        for change in [
            json!({ "password": PASSWORD }),
            json!({ "role": "supervisor" }),
            json!({ "role": "agent" }),
            json!({ "active": true }),
            json!({ "name": "Eve", "password": PASSWORD }),
        ] {
            staff.patch(&path, change).await.refused(403, "SCOPE_MISSING");
        }
        if id != supervisor.id {
            staff.patch(&path, json!({ "name": "Another Name", "capacity": 7 })).await.ok();
        }
    }
    // Those above agent are neither renamed nor sent home by it.
    let lead = server.staff("team_lead", "Lea Lead").await;
    for above in [&supervisor, &lead] {
        let path = format!("/admin/staff/{}", above.id);
        for change in [
            json!({ "name": "Another Name" }),
            json!({ "team": "elsewhere" }),
            json!({ "skills": [] }),
            json!({ "capacity": 0 }),
            json!({ "active": false }),
            json!({}),
        ] {
            staff.patch(&path, change).await.refused(403, "SCOPE_MISSING");
        }
        staff.delete(&path).await.refused(403, "SCOPE_MISSING");
        above.get("/me").await.ok();
    }
    staff.delete(&format!("/admin/staff/{}", entered["id"])).await.is(204);
    for email in ["agent@evil.example", "supervisor@evil.example", &agent.email] {
        let login = json!({ "email": email, "password": PASSWORD });
        server.nobody().post("/auth/login", login).await.refused(401, "LOGIN_FAILED");
    }
    // With the scope for what they do, it may.
    let both = key(&server, &["staff", "tickets"]).await;
    both.post("/admin/staff", new("supervisor", json!({ "password": PASSWORD }))).await.is(201);
    both.patch(&format!("/admin/staff/{}", agent.id), json!({ "password": PASSWORD })).await.ok();
    both.patch(&format!("/admin/staff/{}", server.root().id), json!({ "password": PASSWORD }))
        .await
        .refused(403, "FORBIDDEN");
    server.host().post("/admin/staff", new("team_lead", json!({ "password": PASSWORD }))).await.is(201);
});

on_each_database!(a_key_manages_only_keys_that_may_do_no_more, Setup::with_manual_clock(), |server| {
    let keys = key(&server, &["keys"]).await;
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    let mut others = Vec::new();
    for scope in &scopes {
        let body = json!({ "name": scope, "scopes": [scope] });
        others.push(server.root().post("/admin/api-keys", body.clone()).await.is(201));
        if *scope != "keys" {
            keys.post("/admin/api-keys", body).await.refused(403, "SCOPE_MISSING");
            keys.post("/admin/api-keys", json!({ "name": "both", "scopes": ["keys", scope] }))
                .await
                .refused(403, "SCOPE_MISSING");
        }
    }
    for (scope, other) in scopes.iter().zip(&others) {
        let answer = keys.delete(&format!("/admin/api-keys/{}", other["id"])).await;
        if *scope == "keys" {
            answer.is(204);
        } else {
            answer.refused(403, "SCOPE_MISSING");
        }
    }
    // The key with all scopes is the host's own.
    let listed = keys.get("/admin/api-keys").await.ok();
    for one in listed.as_array().or_else(|| listed["items"].as_array()).unwrap() {
        if one["scopes"].as_array().unwrap().len() == scopes.len() {
            keys.delete(&format!("/admin/api-keys/{}", one["id"])).await.refused(403, "SCOPE_MISSING");
        }
    }
    server.host().get("/crm/tickets").await.ok();

    // What ends makes nothing that lasts longer.
    let at = |seconds: i64| json!(chrono::DateTime::from_timestamp(server.now() + seconds, 0).unwrap());
    let body = json!({ "name": "for an hour", "scopes": ["keys"], "expires_at": at(3600) });
    let made = server.root().post("/admin/api-keys", body).await.is(201);
    let hour = server.client("for an hour", made["key"].as_str().map(ToOwned::to_owned));
    let heir = |expires_at: Value| json!({ "name": "heir", "scopes": ["keys"], "expires_at": expires_at });
    hour.call(Method::POST, "/admin/api-keys", Some(heir(at(3601)))).await.refused(422, "INVALID");
    assert_eq!(hour.post("/admin/api-keys", heir(at(60))).await.is(201)["expires_at"], at(60));
    assert_eq!(hour.post("/admin/api-keys", heir(Value::Null)).await.is(201)["expires_at"], at(3600));
});
