//! The host ends what somebody may do here.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Client, Setup, TestServer, host};

/// How long after a revocation a socket may still be open.
const SOON: Duration = Duration::from_secs(2);

/// A key with one scope.
async fn key(server: &TestServer, scope: &str) -> Client {
    let made =
        server.root().post("/admin/api-keys", json!({ "name": scope, "scopes": [scope] })).await.is(201);
    server.client(scope, made["key"].as_str().map(ToOwned::to_owned))
}

async fn everything_is_refused(tokens: &[Client], code: &str) {
    for client in tokens {
        client.get("/chat/token").await.refused(401, code);
        assert_eq!(client.refused_socket().await["data"]["error_code"], code, "{}", client.who);
    }
}

on_each_database!(a_revoked_person_is_cut_and_needs_a_new_token, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    let channel = &case.order.brand_channel;
    let host = key(&server, "people").await;
    let made = |client: &Client, told: &Value| {
        server.client(&format!("made of {}", client.who), told["token"].as_str().map(ToOwned::to_owned))
    };
    let shown = case.brand.client.clone();
    let first = made(&shown, &shown.get("/chat/token").await.ok());
    let second = made(&first, &first.get("/chat/token").await.ok());
    let tokens = [shown, first, second];
    let mut sockets = Vec::new();
    for client in &tokens {
        sockets.push(client.socket().await);
    }
    let creator = case.creator.socket().await;

    let told = host.post("/people/revoke", json!({ "external_id": "b1" })).await.ok();
    assert_eq!((&told["user"]["id"], &told["active"]), (&json!(case.brand.id), &json!(true)));
    for socket in &sockets {
        socket.cut_within(SOON).await;
    }
    everything_is_refused(&tokens, "TOKEN_INVALID").await;
    // A token of the second in which it was said is as old as the others.
    server.user_refused("brand", "b1").await;
    server.clock.advance(TimeDelta::seconds(1));
    let again = server.brand("b1").await;
    assert_eq!(again.id, case.brand.id);
    again.socket().await.say(channel, "back again").await;
    creator.settled().await;
});

on_each_database!(a_deactivated_person_stays_out_until_reactivated, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    let host = key(&server, "people").await;
    let socket = case.brand.socket().await;
    let told = host.post("/people/deactivate", json!({ "external_id": "b1" })).await.ok();
    assert_eq!(told["active"], false);
    socket.cut_within(SOON).await;
    everything_is_refused(std::slice::from_ref(&case.brand.client), "PERSON_DEACTIVATED").await;
    server.clock.advance(TimeDelta::seconds(5));
    let fresh = server.client("fresh", Some(host::token("b1", "brand", "Brand b1", server.now())));
    everything_is_refused(&[fresh], "PERSON_DEACTIVATED").await;
    // What was said stays, and what the person was told may be read by staff.
    case.agent.get(&format!("/messages/conversations/{}/messages", case.order.brand_channel)).await.ok();

    let told = host.post("/people/reactivate", json!({ "external_id": "b1" })).await.ok();
    assert_eq!(told["active"], true);
    everything_is_refused(std::slice::from_ref(&case.brand.client), "TOKEN_INVALID").await;
    server.brand("b1").await.socket().await;

    let log = server.root().get("/support/activity").await.ok();
    let actions: Vec<_> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["subject_kind"] == "person")
        .map(|one| (one["action"].as_str().unwrap(), one["subject_id"].as_str().unwrap().to_owned()))
        .collect();
    let id = case.brand.id.to_string();
    assert_eq!(actions, [("person.reactivated", id.clone()), ("person.deactivated", id)]);
});

/// A token of a host whose clock is so many seconds ahead of the server's.
fn ahead(server: &TestServer, sub: &str, seconds: i64) -> Client {
    let claims = host::claims(sub, "brand", "Ahead", server.now() + seconds);
    server.client(&format!("{sub}, {seconds} s ahead"), Some(host::sign(host::SECRET, &claims)))
}

on_each_database!(
    a_token_of_a_clock_that_is_ahead_does_not_outlive_a_revocation,
    Setup::with_manual_clock(),
    |server| {
        let host = key(&server, "people").await;
        let who = json!({ "external_id": "b1" });
        for (sub, calls) in
            [("b1", &["/people/revoke"][..]), ("b2", &["/people/deactivate", "/people/reactivate"][..])]
        {
            let who = json!({ "external_id": sub });
            let mut old = Vec::new();
            for seconds in [60, 59, 30, 2, 1, 0] {
                let client = ahead(&server, sub, seconds);
                client.get("/chat/token").await.ok();
                old.push(client);
            }
            // One of the same second that lasts longer is another token.
            let mut claims = host::claims(sub, "brand", "Ahead", server.now() + 45);
            for exp in [120, 7200] {
                claims["exp"] = json!(server.now() + exp);
                let client = server.client("longer", Some(host::sign(host::SECRET, &claims)));
                client.get("/chat/token").await.ok();
                old.push(client);
            }
            // And one that nobody has shown yet.
            let kept = ahead(&server, sub, 50);
            for call in calls {
                host.post(call, who.clone()).await.ok();
            }
            old.push(kept);
            everything_is_refused(&old, "TOKEN_INVALID").await;
            server.clock.advance(TimeDelta::seconds(3));
            // The next token counts, whether the clock that it comes from is right or ahead.
            ahead(&server, sub, 0).socket().await;
            ahead(&server, sub, 60).socket().await;
            // Also when their times have come.
            server.clock.advance(TimeDelta::seconds(61));
            everything_is_refused(&old, "TOKEN_INVALID").await;
            ahead(&server, sub, 0).socket().await;
        }

        // Shown for the first time while its person is out.
        let kept = ahead(&server, "b1", 40);
        host.post("/people/deactivate", who.clone()).await.ok();
        everything_is_refused(std::slice::from_ref(&kept), "PERSON_DEACTIVATED").await;
        host.post("/people/reactivate", who).await.ok();
        server.clock.advance(TimeDelta::seconds(41));
        everything_is_refused(&[kept], "TOKEN_INVALID").await;

        // Whoever logs out ends their own.
        let own = ahead(&server, "b1", 30);
        own.get("/chat/token").await.ok();
        own.call(reqwest::Method::POST, "/auth/logout", None).await.is(204);
        server.clock.advance(TimeDelta::seconds(31));
        everything_is_refused(&[own], "TOKEN_INVALID").await;
    }
);

on_each_database!(visitors_are_revoked_by_their_id, Setup::with_manual_clock(), |server| {
    let host = key(&server, "people").await;
    let visitor = server.visitor().await;
    let chat = visitor.get("/chat/token").await.ok();
    let made = server.client("made", chat["token"].as_str().map(ToOwned::to_owned));
    let socket = made.socket().await;
    host.post("/people/revoke", json!({ "id": visitor.id })).await.ok();
    socket.cut_within(SOON).await;
    everything_is_refused(&[visitor.client.clone(), made], "TOKEN_INVALID").await;

    // Of a customer who came by the host's word.
    let word = host::token("cust-1", "customer", "Cara", server.now());
    let told = server.nobody().post("/widget/session", json!({ "identity": word })).await.ok();
    let customer = server.client("customer", told["access_token"].as_str().map(ToOwned::to_owned));
    let socket = customer.socket().await;
    host.post("/people/deactivate", json!({ "external_id": "cust-1" })).await.ok();
    socket.cut_within(SOON).await;
    everything_is_refused(&[customer], "PERSON_DEACTIVATED").await;
    server.clock.advance(TimeDelta::seconds(5));
    let word = host::token("cust-1", "customer", "Cara", server.now());
    let refused = server.nobody().post("/widget/session", json!({ "identity": word })).await;
    refused.refused(401, "PERSON_DEACTIVATED");
});

on_one_node!(who_may_end_whom, |server| {
    let case = server.case().await;
    let supervisor = server.staff("supervisor", "Sam Supervisor").await;
    let admin = server.staff("admin", "Ada Admin").await;
    let people = key(&server, "people").await;
    let calls = ["/people/revoke", "/people/deactivate", "/people/reactivate"];
    server.brand("b2").await;
    let brand = json!({ "external_id": "b2" });
    for path in calls {
        for refused in [&case.brand.client, &case.creator.client, &case.agent.client, &supervisor.client] {
            refused.post(path, brand.clone()).await.refused(403, "FORBIDDEN");
        }
        for scope in ["orders", "tickets", "staff", "keys"] {
            key(&server, scope).await.post(path, brand.clone()).await.refused(403, "SCOPE_MISSING");
        }
        server.nobody().post(path, brand.clone()).await.refused(401, "TOKEN_MISSING");
        // Staff are no people of the host, whoever asks and by whatever name.
        for which in [
            json!({ "id": case.agent.id }),
            json!({ "id": server.root().id }),
            json!({ "external_id": "b1", "issuer": "staff" }),
            json!({ "external_id": case.agent.email }),
            json!({ "external_id": case.agent.email, "issuer": "staff" }),
            json!({ "external_id": "nobody" }),
            json!({ "external_id": "b1", "issuer": "https://issuer.example" }),
            json!({ "external_id": " b1" }),
            json!({ "external_id": "b\u{0}1" }),
            json!({ "id": 999_999 }),
        ] {
            for asks in [&people, &server.host(), &admin.client] {
                asks.post(path, which.clone()).await.refused(404, "NOT_FOUND");
            }
        }
        for malformed in [
            json!({}),
            json!({ "external_id": "b1", "id": case.brand.id }),
            json!({ "id": case.brand.id, "issuer": "host" }),
            json!({ "external_id": 7 }),
            json!({ "external_id": "b1", "reason": "spam" }),
        ] {
            people.post(path, malformed).await.refused(422, "INVALID");
        }
        people.post(path, brand.clone()).await.ok();
        admin.post(path, brand.clone()).await.ok();
    }
    case.agent.get("/me").await.ok();
    server.root().get("/me").await.ok();
});
