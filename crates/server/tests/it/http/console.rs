//! The console's cookie: who may use it, and that tabs do not log each other out.

use std::time::Duration;

use chrono::TimeDelta;
use reqwest::{Method, RequestBuilder, Response, header};
use serde_json::{Value, json};

use crate::harness::{Client, Setup, TestServer};

const PASSWORD: &str = "a long enough sentence";

/// A request as a page of this server sends it.
fn own_page(request: RequestBuilder) -> RequestBuilder {
    let built = request.try_clone().unwrap().build().unwrap();
    let origin = built.url().origin().ascii_serialization();
    request.header(header::ORIGIN, origin).header("x-liaison-console", "1")
}

fn with_cookie(client: &Client, path: &str, cookie: &str) -> RequestBuilder {
    client.request(Method::POST, path).header(header::COOKIE, format!("other=1; __Host-liaison={cookie}"))
}

/// The cookie of an answer, which must have every mark that keeps it from others.
fn cookie_of(response: &Response) -> String {
    let set: Vec<_> = response.headers().get_all(header::SET_COOKIE).iter().collect();
    assert_eq!(set.len(), 1, "{set:?}");
    let set = set[0].to_str().unwrap();
    let mut parts = set.split("; ");
    let value = parts.next().unwrap().strip_prefix("__Host-liaison=").unwrap().to_owned();
    let mut marks: Vec<_> = parts.filter(|part| !part.starts_with("Max-Age=")).collect();
    marks.sort_unstable();
    assert_eq!(marks, ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"], "{set}");
    value
}

async fn logged_in(server: &TestServer) -> (String, Value) {
    server.staff_with("agent", "Asha Agent", json!({ "password": PASSWORD })).await;
    let login = json!({ "email": "asha.agent@staff.example.org", "password": PASSWORD });
    let request = server.nobody().request(Method::POST, "/console/login").json(&login);
    let response = own_page(request).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let cookie = cookie_of(&response);
    (cookie, response.json().await.unwrap())
}

async fn refreshed(nobody: &Client, cookie: &str) -> (String, Value) {
    let response = own_page(with_cookie(nobody, "/console/refresh", cookie)).send().await.unwrap();
    assert_eq!(response.status(), 200, "{:?}", response.text().await);
    let cookie = cookie_of(&response);
    (cookie, response.json().await.unwrap())
}

on_one_node!(the_cookie_brings_the_console_back, |server| {
    let (cookie, login) = logged_in(&server).await;
    assert_eq!(login["user"]["name"], "Asha Agent");
    assert_eq!(login.get("refresh_token"), None, "no script may see it: {login}");
    let nobody = server.nobody();
    let (next, again) = refreshed(&nobody, &cookie).await;
    assert_ne!(cookie, next);
    let agent = server.client("agent", again["access_token"].as_str().map(ToOwned::to_owned));
    assert_eq!(agent.get("/me").await.ok()["name"], "Asha Agent");
    let socket = agent.socket().await;
    let out = own_page(with_cookie(&nobody, "/console/logout", &next)).send().await.unwrap();
    assert_eq!(out.status(), 204);
    assert_eq!(cookie_of(&out), "");
    socket.cut_within(Duration::from_secs(2)).await;
    agent.get("/me").await.refused(401, "TOKEN_INVALID");
    nobody
        .send(own_page(with_cookie(&nobody, "/console/refresh", &next)))
        .await
        .refused(401, "TOKEN_INVALID");
    // Twice is no error.
    assert_eq!(own_page(with_cookie(&nobody, "/console/logout", &next)).send().await.unwrap().status(), 204);
});

on_one_node!(only_the_console_itself_uses_the_cookie, |server| {
    let (cookie, _) = logged_in(&server).await;
    let nobody = server.nobody();
    for path in ["/console/refresh", "/console/logout"] {
        let request = || with_cookie(&nobody, path, &cookie);
        let strangers = [
            request(),
            request().header("x-liaison-console", "1"),
            request().header("x-liaison-console", "1").header(header::ORIGIN, "https://evil.example"),
            request().header("x-liaison-console", "1").header(header::ORIGIN, "null"),
            own_page(request()).header(header::ORIGIN, "https://evil.example"),
        ];
        for stranger in strangers {
            nobody.send(stranger).await.refused(403, "ORIGIN_REFUSED");
        }
        let built = request().build().unwrap();
        let origin = built.url().origin().ascii_serialization();
        nobody.send(request().header(header::ORIGIN, origin)).await.refused(403, "ORIGIN_REFUSED");
    }
    let login = json!({ "email": "asha.agent@staff.example.org", "password": PASSWORD });
    let foreign = nobody.request(Method::POST, "/console/login").json(&login);
    nobody.send(foreign.header(header::ORIGIN, "https://evil.example")).await.refused(403, "ORIGIN_REFUSED");
    nobody
        .send(own_page(nobody.request(Method::POST, "/console/refresh")))
        .await
        .refused(401, "TOKEN_MISSING");
    let wrong = json!({ "email": "asha.agent@staff.example.org", "password": "not the password" });
    nobody.post("/console/login", wrong).await.refused(401, "LOGIN_FAILED");
    // Nothing of this has changed anything.
    refreshed(&nobody, &cookie).await;
});

on_each_database!(tabs_that_refresh_at_once_stay_logged_in, Setup::with_manual_clock(), |server| {
    let (cookie, _) = logged_in(&server).await;
    let nobody = server.nobody();
    let tabs: Vec<_> = (0..4)
        .map(|_| {
            let (nobody, cookie) = (nobody.clone(), cookie.clone());
            tokio::spawn(async move { refreshed(&nobody, &cookie).await.0 })
        })
        .collect();
    let mut cookies = Vec::new();
    for tab in tabs {
        cookies.push(tab.await.unwrap());
    }
    cookies.dedup();
    assert_eq!(cookies.len(), 1, "all tabs have the cookie that is good now");
    server.clock.advance(TimeDelta::seconds(29));
    assert_eq!(refreshed(&nobody, &cookie).await.0, cookies[0]);
    server.clock.advance(TimeDelta::seconds(2));
    // After the grace its use means theft, and the login ends.
    nobody
        .send(own_page(with_cookie(&nobody, "/console/refresh", &cookie)))
        .await
        .refused(401, "TOKEN_INVALID");
    nobody
        .send(own_page(with_cookie(&nobody, "/console/refresh", &cookies[0])))
        .await
        .refused(401, "TOKEN_INVALID");
});

on_each_database!(a_cookie_that_was_replaced_twice_is_no_good, |server| {
    let (first, _) = logged_in(&server).await;
    let nobody = server.nobody();
    let (second, _) = refreshed(&nobody, &first).await;
    let (third, _) = refreshed(&nobody, &second).await;
    nobody
        .send(own_page(with_cookie(&nobody, "/console/refresh", &first)))
        .await
        .refused(401, "TOKEN_INVALID");
    refreshed(&nobody, &third).await;
    // Where no cookie is shared there is no grace: a replaced token means theft, and the login ends.
    let (fourth, _) = refreshed(&nobody, &third).await;
    nobody.post("/auth/refresh", json!({ "refresh_token": third })).await.refused(401, "TOKEN_INVALID");
    nobody
        .send(own_page(with_cookie(&nobody, "/console/refresh", &fourth)))
        .await
        .refused(401, "TOKEN_INVALID");
});
