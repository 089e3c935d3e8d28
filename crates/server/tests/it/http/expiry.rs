//! How long a token lasts, what is made of it, and the sockets that were opened with it.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Client, Setup, Socket, TestServer, answer::refused, host};

/// How long after the end of a token its socket may still be open, by the clock on the wall.
const SOON: Duration = Duration::from_secs(5);

/// Seconds that a host's token is accepted longer than it says.
const LEEWAY: i64 = 30;

fn brand_token(server: &TestServer, seconds: i64) -> String {
    let mut claims = host::claims("b1", "brand", "Brand b1", server.now());
    claims["exp"] = json!(server.now() + seconds);
    host::sign(host::SECRET, &claims)
}

fn brand(server: &TestServer, seconds: i64) -> Client {
    server.client("brand", Some(brand_token(server, seconds)))
}

async fn chat_token(client: &Client) -> (String, i64) {
    let told = client.get("/chat/token").await.ok();
    (told["token"].as_str().unwrap().to_owned(), told["expires_in"].as_i64().unwrap())
}

on_one_node!(a_token_never_outlives_the_one_it_was_made_from, Setup::with_manual_clock(), |server| {
    let email = server.staff("agent", "Asha Agent").await.email.clone();
    // Of a host's token, of the token that was made of that, and so on: none of them lasts longer.
    let shown = brand(&server, 120);
    let (first, expires_in) = chat_token(&shown).await;
    assert_eq!(expires_in, 120);
    server.clock.advance(TimeDelta::seconds(100));
    let (second, expires_in) = chat_token(&server.client("first", Some(first.clone()))).await;
    assert_eq!(expires_in, 20);
    let (third, expires_in) = chat_token(&server.client("second", Some(second.clone()))).await;
    assert_eq!(expires_in, 20);
    server.clock.advance(TimeDelta::seconds(21 + LEEWAY));
    for token in [shown.token.unwrap(), first, second, third] {
        let client = server.client("too late", Some(token));
        client.get("/chat/token").await.refused(401, "TOKEN_EXPIRED");
        assert_eq!(client.refused_socket().await["data"]["error_code"], "TOKEN_EXPIRED");
    }

    // A long one gives a short one, as before.
    assert_eq!(chat_token(&brand(&server, 86_400)).await.1, 900);

    // A visitor's, for all the days that it lasts.
    let visitor = server.nobody().post("/widget/session", json!({})).await.ok();
    let days = visitor["expires_in"].as_i64().unwrap();
    assert_eq!(days, 30 * 86_400);
    let mut client = server.client("visitor", visitor["access_token"].as_str().map(ToOwned::to_owned));
    for day in 1..30 {
        server.clock.advance(TimeDelta::days(1));
        let (token, expires_in) = chat_token(&client).await;
        assert_eq!(expires_in, days - day * 86_400);
        client = server.client("visitor", Some(token));
    }
    server.clock.advance(TimeDelta::days(1) + TimeDelta::minutes(1));
    client.get("/chat/token").await.refused(401, "TOKEN_EXPIRED");

    // The host's word for a visitor.
    let word = brand_token(&server, 60);
    let told = server.nobody().post("/widget/session", json!({ "identity": word })).await.ok();
    assert_eq!(told["expires_in"], 60);

    // Staff, whose login lasts longer than its tokens.
    let agent = server.client("agent", Some(server.staff_token(&email).await));
    server.clock.advance(TimeDelta::minutes(14));
    assert_eq!(chat_token(&agent).await.1, 60);
    server.clock.advance(TimeDelta::seconds(66));
    agent.get("/chat/token").await.refused(401, "TOKEN_EXPIRED");
});

async fn ends_with_its_token(server: &TestServer, socket: Socket, channel: &str) {
    let told = socket.next("token_expiring").await;
    assert!(told["expires_in"].as_i64().unwrap() <= 60, "{told}");
    server.clock.advance(TimeDelta::seconds(60 + LEEWAY));
    let late = json!({ "conversationId": channel, "message": "too late" });
    // Cut already, or refused: never taken.
    if let Ok(answer) = socket.hand_in("send_message", late).await {
        refused(&answer, "TOKEN_EXPIRED");
    }
    socket.cut_within(SOON).await;
    assert_eq!(
        socket.all("error").last().map(|error| error["error_code"].clone()),
        Some(json!("TOKEN_EXPIRED"))
    );
}

on_one_node!(a_token_in_its_leeway_makes_no_other, Setup::with_manual_clock(), |server| {
    let shown = brand(&server, 10);
    server.clock.advance(TimeDelta::seconds(10 + LEEWAY / 2));
    shown.get("/me").await.ok();
    shown.get("/chat/token").await.refused(401, "TOKEN_EXPIRED");
});

on_each_database!(a_socket_ends_with_its_token, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    let channel = case.order.brand_channel.clone();
    let agent_token = case.agent.token.clone().unwrap();

    // With the host's own token, and with one that was made of it.
    let long = brand(&server, 100);
    let made = server.client("made", Some(chat_token(&long).await.0));
    for client in [&long, &made] {
        client.socket().await.say(&channel, "in time").await;
    }
    let (by_host, by_made) = (long.socket().await, made.socket().await);
    // Accepted a little longer than it says, and not a second more.
    server.clock.advance(TimeDelta::seconds(99 + LEEWAY));
    by_host.say(&channel, "within the leeway").await;
    server.clock.advance(TimeDelta::seconds(1));
    for socket in [by_host, by_made] {
        let late = json!({ "conversationId": channel, "message": "too late" });
        if let Ok(answer) = socket.hand_in("send_message", late).await {
            refused(&answer, "TOKEN_EXPIRED");
        }
        socket.cut_within(SOON).await;
        assert_eq!(socket.all("error").last().unwrap()["error_code"], "TOKEN_EXPIRED");
    }

    // One that is about to end when it is shown.
    let short = brand(&server, 2).socket().await;
    server.clock.advance(TimeDelta::seconds(1));
    ends_with_its_token(&server, short, &channel).await;

    // Nobody says anything: the server ends it all the same.
    let silent = brand(&server, 60).socket().await;
    server.clock.advance(TimeDelta::seconds(60 + LEEWAY));
    silent.cut_within(SOON).await;

    // A visitor after a month, staff after their quarter of an hour.
    let visitor = server.visitor().await.socket().await;
    server.clock.advance(TimeDelta::days(30) + TimeDelta::seconds(10));
    visitor.cut_within(SOON).await;
    assert_eq!(
        server.client("agent", Some(agent_token)).refused_socket().await["data"]["error_code"],
        "TOKEN_EXPIRED"
    );
    case.agent_socket.cut_within(SOON).await;

    let log =
        server.root_again().await.get(&format!("/messages/conversations/{channel}/messages")).await.ok();
    assert!(!log.to_string().contains("too late"), "{log}");
});

on_each_database!(a_new_token_keeps_the_connection, Setup::with_manual_clock(), |server| {
    let case = server.case().await;
    let channel = case.order.brand_channel.clone();
    let socket = brand(&server, 100).socket().await;
    socket.join(&channel).await;
    for _ in 0..5 {
        server.clock.advance(TimeDelta::seconds(90));
        let told = socket.next("token_expiring").await;
        assert!(told["expires_in"].as_i64().unwrap() <= 60, "{told}");
        let answer = socket.ask("authenticate", json!({ "token": brand_token(&server, 100) })).await;
        assert_eq!((&answer["success"], &answer["expires_in"]), (&json!(true), &json!(100)), "{answer}");
    }
    socket.say(&channel, "eight minutes later").await;

    // What is no token of this person changes nothing.
    let creator = host::token("c1", "creator", "Creator c1", server.now());
    let ended = {
        let mut claims = host::claims("b1", "brand", "Brand b1", server.now());
        claims["exp"] = json!(server.now() - LEEWAY);
        host::sign(host::SECRET, &claims)
    };
    for (token, code) in [
        (json!(creator), "IDENTITY_MISMATCH"),
        (json!(server.staff_token(&case.agent.email).await), "IDENTITY_MISMATCH"),
        (json!(host::API_KEY), "FORBIDDEN"),
        (json!(ended), "TOKEN_EXPIRED"),
        (json!("nonsense"), "TOKEN_INVALID"),
        (json!(null), "BODY_MALFORMED"),
    ] {
        let answer = socket.ask("authenticate", json!({ "token": token })).await;
        refused(&answer, code);
    }
    socket.say(&channel, "still the brand").await;
    // A shorter one counts, too: it is what was shown last.
    assert_eq!(
        socket.ask("authenticate", json!({ "token": brand_token(&server, 5) })).await["expires_in"],
        5
    );
    server.clock.advance(TimeDelta::seconds(5 + LEEWAY));
    socket.cut_within(SOON).await;
});

on_each_database!(a_socket_belongs_to_the_login_it_showed_last, |server| {
    let agent = server.staff("agent", "Asha Agent").await;
    let second = server.client("second login", Some(server.staff_token(&agent.email).await));
    let socket = agent.socket().await;
    let answer =
        socket.ask("authenticate", json!({ "token": format!("{}\n", second.token.clone().unwrap()) })).await;
    assert_eq!(answer["success"], true, "{answer}");
    agent.call(reqwest::Method::POST, "/auth/logout", None).await.is(204);
    socket.settled().await;
    second.call(reqwest::Method::POST, "/auth/logout", None).await.is(204);
    socket.cut_within(Duration::from_secs(2)).await;
});

on_one_node!(clocks_may_differ_by_a_minute, Setup::with_manual_clock(), |server| {
    let now = server.now();
    let with = |field: &str, value: Value| {
        let mut claims = host::claims("b1", "brand", "Brand b1", now);
        claims[field] = value;
        server.client(field, Some(host::sign(host::SECRET, &claims)))
    };
    for field in ["iat", "nbf"] {
        with(field, json!(now + 60)).get("/chat/token").await.ok();
        let answer = with(field, json!(now + 61)).get("/chat/token").await;
        answer.refused(401, "TOKEN_INVALID");
        assert!(answer.json()["message"].as_str().unwrap().contains("clock"), "{answer:?}");
    }
    for field in ["email", "name", "nbf", "iss", "aud", "email_verified"] {
        with(field, json!(null)).get("/chat/token").await.ok();
        with(field, json!(null)).socket().await;
    }
    // Our own, after the clock was set back.
    let agent = server.staff("agent", "Asha Agent").await;
    server.clock.advance(TimeDelta::seconds(-45));
    agent.get("/chat/token").await.ok();
    agent.socket().await;
});
