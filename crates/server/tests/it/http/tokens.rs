//! Who may come in, with what, and for how long.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Setup, host};

/// How long after a revocation a socket may still be open.
const SOON: Duration = Duration::from_secs(2);

fn unsigned(claims: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(&json!({ "alg": "none", "typ": "JWT" })), part(claims))
}

on_each_database!(tokens_that_do_not_count_are_refused_everywhere, Setup::with_manual_clock(), |server| {
    let now = server.now();
    let claims = host::claims("b1", "brand", "Brand b1", now);
    let with = |field: &str, value: Value| {
        let mut claims = claims.clone();
        claims[field] = value;
        host::sign(host::SECRET, &claims)
    };
    let good = host::sign(host::SECRET, &claims);
    server.client("good", Some(good.clone())).get("/chat/token").await.ok();
    let mut cut = good.clone();
    cut.pop();
    let bad = [
        ("expired", with("exp", json!(now - 31)), "TOKEN_EXPIRED"),
        ("another secret", host::sign("another secret that is long enough", &claims), "TOKEN_INVALID"),
        ("unsigned", unsigned(&claims), "TOKEN_INVALID"),
        ("from the future", with("iat", json!(now + 3600)), "TOKEN_INVALID"),
        ("not yet", with("nbf", json!(now + 3600)), "TOKEN_INVALID"),
        ("cut", cut, "TOKEN_INVALID"),
        ("nonsense", "nonsense".to_owned(), "TOKEN_INVALID"),
        ("of ours, but signed by the host", with("iss", json!("liaison")), "TOKEN_INVALID"),
        ("an agent", with("user_type", json!("agent")), "TOKEN_INVALID"),
        ("a super admin", with("user_type", json!("super_admin")), "TOKEN_INVALID"),
        ("the system", with("user_type", json!("system")), "TOKEN_INVALID"),
        ("of no kind", with("user_type", json!(null)), "TOKEN_INVALID"),
        ("of another kind", with("user_type", json!("creator")), "TOKEN_INVALID"),
        ("an unknown key", "lk_1234567890123456789012345".to_owned(), "TOKEN_INVALID"),
    ];
    for (name, token, code) in bad {
        let client = server.client(name, Some(token));
        client.get("/chat/token").await.refused(401, code);
        let refusal = client.refused_socket().await;
        assert_eq!(refusal["data"]["error_code"], code, "{name}: {refusal}");
    }
    server.nobody().get("/chat/token").await.refused(401, "TOKEN_MISSING");
    let refusal = server.nobody().refused_socket().await;
    assert!(
        ["TOKEN_MISSING", "TOKEN_INVALID"].contains(&refusal["data"]["error_code"].as_str().unwrap()),
        "{refusal}"
    );
    // Keys are for the host's server; a key is nobody who could sit in a conversation.
    assert_eq!(server.host().refused_socket().await["data"]["error_code"], "FORBIDDEN");
});

on_each_database!(an_access_token_ends_by_itself, Setup::with_manual_clock(), |server| {
    let agent = server.staff("agent", "Asha Agent").await;
    agent.get("/chat/token").await.ok();
    server.clock.advance(TimeDelta::minutes(16));
    agent.get("/chat/token").await.refused(401, "TOKEN_EXPIRED");
    assert_eq!(agent.refused_socket().await["data"]["error_code"], "TOKEN_EXPIRED");
});

on_each_database!(logging_in_refreshing_and_the_return_of_a_used_token, |server| {
    let password = "a long enough sentence";
    server.staff_with("agent", "Asha Agent", json!({ "password": password })).await;
    let login = |email: &str, password: &str| json!({ "email": email, "password": password });
    let email = "asha.agent@staff.example.org";
    let first = server.nobody().post("/auth/login", login(email, password)).await.ok();
    assert_eq!(first["user"]["user_type"], "agent");
    assert_eq!(first["expires_in"], 900);
    let wrong = server.nobody().post("/auth/login", login(email, "not the password")).await;
    wrong.refused(401, "LOGIN_FAILED");
    let unknown = server.nobody().post("/auth/login", login("nobody@example.org", password)).await;
    assert_eq!(wrong.text, unknown.text, "who exists is not told");

    let client = |told: &Value| server.client("agent", told["access_token"].as_str().map(ToOwned::to_owned));
    let socket = client(&first).socket().await;
    let refresh = |told: &Value| json!({ "refresh_token": told["refresh_token"] });
    let second = server.nobody().post("/auth/refresh", refresh(&first)).await.ok();
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    client(&second).get("/chat/token").await.ok();
    // The first one comes back: somebody has stolen one of them, so the whole login ends.
    server.nobody().post("/auth/refresh", refresh(&first)).await.refused(401, "TOKEN_INVALID");
    server.nobody().post("/auth/refresh", refresh(&second)).await.refused(401, "TOKEN_INVALID");
    client(&second).get("/chat/token").await.refused(401, "TOKEN_INVALID");
    socket.cut_within(SOON).await;
    server
        .nobody()
        .post("/auth/refresh", json!({ "refresh_token": "nonsense" }))
        .await
        .refused(401, "TOKEN_INVALID");
    // An access token refreshes nothing.
    let wrong = json!({ "refresh_token": second["access_token"] });
    server.nobody().post("/auth/refresh", wrong).await.refused(401, "TOKEN_INVALID");
});

on_each_database!(of_two_refreshes_at_once_one_wins, |server| {
    let password = "a long enough sentence";
    server.staff_with("agent", "Asha Agent", json!({ "password": password })).await;
    let told = server
        .nobody()
        .post("/auth/login", json!({ "email": "asha.agent@staff.example.org", "password": password }))
        .await
        .ok();
    let body = json!({ "refresh_token": told["refresh_token"] });
    let nobody = server.nobody();
    let (one, two) =
        tokio::join!(nobody.post("/auth/refresh", body.clone()), nobody.post("/auth/refresh", body.clone()));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401], "{one:?} {two:?}");
});

on_each_database!(logging_out_ends_one_login_and_cuts_its_sockets, |server| {
    let agent = server.staff("agent", "Asha Agent").await;
    let other_login = server.client("agent elsewhere", Some(server.staff_token(&agent.email).await));
    let (socket, elsewhere) = (agent.socket().await, other_login.socket().await);
    let chat = agent.get("/chat/token").await.ok()["token"].as_str().unwrap().to_owned();
    let by_chat_token = server.client("agent by chat token", Some(chat)).socket().await;
    agent.call(reqwest::Method::POST, "/auth/logout", None).await.is(204);
    agent.get("/chat/token").await.refused(401, "TOKEN_INVALID");
    assert_eq!(agent.refused_socket().await["data"]["error_code"], "TOKEN_INVALID");
    socket.cut_within(SOON).await;
    by_chat_token.cut_within(SOON).await;
    other_login.get("/chat/token").await.ok();
    elsewhere.settled().await;
});

on_each_database!(
    logging_out_a_user_of_the_host_ends_its_tokens_so_far,
    Setup::with_manual_clock(),
    |server| {
        let brand = server.brand("b1").await;
        let chat = brand.get("/chat/token").await.ok()["token"].as_str().unwrap().to_owned();
        let by_chat_token = server.client("brand by chat token", Some(chat));
        let (socket, second) = (brand.socket().await, by_chat_token.socket().await);
        brand.call(reqwest::Method::POST, "/auth/logout", None).await.is(204);
        brand.get("/chat/token").await.refused(401, "TOKEN_INVALID");
        by_chat_token.get("/chat/token").await.refused(401, "TOKEN_INVALID");
        socket.cut_within(SOON).await;
        second.cut_within(SOON).await;
        server.clock.advance(TimeDelta::seconds(3));
        server.brand("b1").await.get("/chat/token").await.ok();
    }
);

on_each_database!(whoever_is_deactivated_or_given_another_role_is_cut, |server| {
    let root = server.root();
    for (name, change) in [
        ("One Agent", json!({ "active": false })),
        ("Two Agent", json!({ "role": "supervisor" })),
        ("Three Agent", json!({ "password": "another long sentence" })),
    ] {
        let agent = server.staff("agent", name).await;
        let socket = agent.socket().await;
        socket.settled().await;
        root.patch(&format!("/admin/staff/{}", agent.id), change.clone()).await.ok();
        socket.cut_within(SOON).await;
        assert_eq!(agent.get("/chat/token").await.status, 401, "{change}");
        agent.refused_socket().await;
    }
    let agent = server.staff("agent", "Four Agent").await;
    let socket = agent.socket().await;
    root.delete(&format!("/admin/staff/{}", agent.id)).await.is(204);
    socket.cut_within(SOON).await;
    agent.get("/chat/token").await.refused(401, "PERSON_DEACTIVATED");
    // A new team holds at once too, without a new login.
    let agent = server.staff("agent", "Five Agent").await;
    let socket = agent.socket().await;
    root.patch(&format!("/admin/staff/{}", agent.id), json!({ "team": "south" })).await.ok();
    socket.cut_within(SOON).await;
    agent.get("/chat/token").await.ok();
});

on_each_database!(a_revoked_key_counts_no_more, |server| {
    let root = server.root();
    let made = root.post("/admin/api-keys", json!({ "name": "host", "scopes": ["orders"] })).await.is(201);
    let key = server.client("key", made["key"].as_str().map(ToOwned::to_owned));
    key.get("/orders/1").await.refused(404, "NOT_FOUND");
    let listed = root.get("/admin/api-keys").await.ok().to_string();
    assert!(!listed.contains(made["key"].as_str().unwrap()), "the key is shown once");
    root.delete(&format!("/admin/api-keys/{}", made["id"])).await.is(204);
    key.get("/orders/1").await.refused(401, "TOKEN_INVALID");
});

on_each_database!(a_key_ends_when_it_was_said_to, Setup::with_manual_clock(), |server| {
    let at = chrono::DateTime::from_timestamp(server.now() + 60, 0).unwrap();
    let body = json!({ "name": "host", "scopes": ["orders"], "expires_at": at });
    let made = server.root().post("/admin/api-keys", body).await.is(201);
    let key = server.client("key", made["key"].as_str().map(ToOwned::to_owned));
    key.get("/orders/1").await.refused(404, "NOT_FOUND");
    server.clock.advance(TimeDelta::seconds(61));
    key.get("/orders/1").await.refused(401, "TOKEN_INVALID");
});

on_each_database!(a_visitor_becomes_somebody_only_by_the_host_s_word, |server| {
    let visitor = server.visitor().await;
    assert!(visitor.public_id.starts_with("visitor-"));
    let word = host::token("cust-1", "customer", "Cara", server.now());
    let told = server.nobody().post("/widget/session", json!({ "identity": word })).await.ok();
    assert_eq!(told["user"]["user_type"], "customer");
    let mut claims = host::claims("cust-2", "customer", "Carl", server.now());
    let forged = host::sign("another secret that is long enough", &claims);
    server
        .nobody()
        .post("/widget/session", json!({ "identity": forged }))
        .await
        .refused(401, "TOKEN_INVALID");
    claims.as_object_mut().unwrap().remove("exp");
    let endless = host::sign(host::SECRET, &claims);
    server
        .nobody()
        .post("/widget/session", json!({ "identity": endless }))
        .await
        .refused(401, "TOKEN_INVALID");
    let staff = server.root().token.clone().unwrap();
    server.nobody().post("/widget/session", json!({ "identity": staff })).await.refused(401, "TOKEN_INVALID");
});
