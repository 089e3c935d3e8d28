//! Passwords: how many wrong ones are taken, and how many are looked at at the same time.

use std::net::IpAddr;

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::harness::{Answer, Client, Setup, TestServer, server::ROOT};

const PASSWORD: &str = "a long enough sentence";
const AGENT: &str = "asha.agent@staff.example.org";

/// Behind a proxy, so that a test can come from any address.
fn behind_a_proxy() -> Setup {
    let mut setup = Setup::with_manual_clock();
    setup.configure = |config| config.http.trusted_proxies = vec!["127.0.0.1".into()];
    setup
}

async fn log_in(client: &Client, path: &str, from: IpAddr, email: &str, password: &str) -> Answer {
    let request = client.request(Method::POST, path).header("x-forwarded-for", from.to_string());
    client.send(request.json(&json!({ "email": email, "password": password }))).await
}

async fn agent(server: &TestServer) {
    server.staff_with("agent", "Asha Agent", json!({ "password": PASSWORD })).await;
}

fn address(number: u8) -> IpAddr {
    [198, 51, 100, number].into()
}

on_each_database!(ten_wrong_passwords_for_an_account_and_then_no_more, behind_a_proxy(), |server| {
    agent(&server).await;
    let nobody = server.nobody();
    // However the address is spelled, by whichever way, and from wherever: it is one account.
    let spelled = [
        AGENT,
        "ASHA.Agent@staff.example.org",
        " asha.agent@STAFF.example.org ",
        "asha.agent@staff.example.org\n",
    ];
    for number in 0..10 {
        let path = if number % 2 == 0 { "/auth/login" } else { "/console/login" };
        let email = spelled[usize::from(number) % spelled.len()];
        let answer = log_in(&nobody, path, address(number), email, "a wrong long sentence").await;
        answer.refused(401, "LOGIN_FAILED");
        server.clock.advance(TimeDelta::seconds(30));
    }
    for (email, password) in [(AGENT, "a wrong long sentence"), (spelled[1], PASSWORD)] {
        let answer = log_in(&nobody, "/auth/login", address(99), email, password).await;
        let details = answer.refused(429, "RATE_LIMITED");
        // The first of the ten was five minutes ago.
        assert_eq!(details["retry_after_seconds"], 601, "{answer:?}");
    }
    // Somebody who does not exist is refused after as many, in the same words.
    for number in 0..10 {
        let answer = log_in(&nobody, "/auth/login", address(number), "no@example.org", PASSWORD).await;
        answer.refused(401, "LOGIN_FAILED");
    }
    log_in(&nobody, "/auth/login", address(99), "no@example.org", PASSWORD)
        .await
        .refused(429, "RATE_LIMITED");
    // Others are not touched, and time heals.
    log_in(&nobody, "/auth/login", address(1), ROOT, PASSWORD).await.refused(401, "LOGIN_FAILED");
    server.clock.advance(TimeDelta::seconds(601));
    log_in(&nobody, "/auth/login", address(99), AGENT, PASSWORD).await.ok();
});

on_each_database!(guesses_from_elsewhere_keep_nobody_out_who_is_known, behind_a_proxy(), |server| {
    agent(&server).await;
    let nobody = server.nobody();
    let (office, elsewhere) = (address(1), address(2));
    log_in(&nobody, "/auth/login", office, AGENT, PASSWORD).await.ok();
    for number in 3..13 {
        log_in(&nobody, "/auth/login", address(number), AGENT, "wrong").await.refused(401, "LOGIN_FAILED");
    }
    log_in(&nobody, "/auth/login", elsewhere, AGENT, PASSWORD).await.refused(429, "RATE_LIMITED");
    // Again and again, and with typing errors in between.
    for _ in 0..12 {
        log_in(&nobody, "/auth/login", office, AGENT, PASSWORD).await.ok();
    }
    for _ in 0..9 {
        log_in(&nobody, "/console/login", office, AGENT, "wrong").await.refused(401, "LOGIN_FAILED");
    }
    log_in(&nobody, "/console/login", office, AGENT, PASSWORD).await.ok();
    log_in(&nobody, "/auth/login", office, AGENT, "wrong").await.refused(401, "LOGIN_FAILED");
    log_in(&nobody, "/auth/login", office, AGENT, PASSWORD).await.refused(429, "RATE_LIMITED");
});

on_each_database!(
    an_address_has_so_many_wrong_passwords_for_all_accounts,
    Setup {
        configure: |config| {
            config.http.trusted_proxies = vec!["127.0.0.1".into()];
            config.limits.wrong_passwords_per_address = 12;
        },
        ..Setup::with_manual_clock()
    },
    |server| {
        agent(&server).await;
        let nobody = server.nobody();
        // One customer of a provider has a /64.
        let from = |number: u16| IpAddr::from([0x2001, 0xdb8, 1, 2, number, 0, 0, 7]);
        for number in 0..12 {
            let email = format!("user{number}@example.org");
            log_in(&nobody, "/auth/login", from(number), &email, "wrong").await.refused(401, "LOGIN_FAILED");
        }
        log_in(&nobody, "/auth/login", from(99), AGENT, PASSWORD).await.refused(429, "RATE_LIMITED");
        let next_door = IpAddr::from([0x2001, 0xdb8, 1, 3, 0, 0, 0, 7]);
        log_in(&nobody, "/auth/login", next_door, AGENT, PASSWORD).await.ok();
    }
);

on_each_database!(guesses_at_once_are_counted_like_those_in_a_row, behind_a_proxy(), |server| {
    agent(&server).await;
    let nobody = server.nobody();
    let mut tried = 0;
    // A busy server says so; whoever asks again is counted then.
    for _round in 0..20 {
        let answers =
            join_all((0..24).map(|number| {
                log_in(&nobody, "/auth/login", address(number), AGENT, "a wrong long sentence")
            }))
            .await;
        for answer in &answers {
            match answer.status {
                401 => tried += 1,
                429 => drop(answer.refused(429, "RATE_LIMITED")),
                _ => drop(answer.refused(503, "SERVER_BUSY")),
            }
        }
        if answers.iter().all(|answer| answer.status == 429) {
            break;
        }
    }
    assert_eq!(tried, 10);
});

on_each_database!(too_many_at_once_are_refused_and_told_when_to_come_back, behind_a_proxy(), |server| {
    let nobody = server.nobody();
    let guess = async |from: IpAddr, email: String| {
        let request = nobody.request(Method::POST, "/auth/login").header("x-forwarded-for", from.to_string());
        let body = json!({ "email": email, "password": "a wrong long sentence" });
        let response = request.json(&body).send().await.unwrap();
        let wait = response.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        (response.status().as_u16(), wait)
    };
    // From one address: a few at a time.
    let answers = join_all((0..60).map(|n| guess(address(1), format!("one{n}@example.org")))).await;
    assert!(answers.iter().any(|(status, _)| *status == 429), "{answers:?}");
    // From many: as many as wait for a turn.
    let many = (0..400u16)
        .map(|n| guess([10, 9, (n / 250) as u8, (n % 250) as u8].into(), format!("m{n}@example.org")));
    let more = join_all(many).await;
    for (status, wait) in answers.iter().chain(&more) {
        assert!([401, 429, 503].contains(status), "{status}");
        let seconds = wait.as_deref().map(|wait| wait.parse::<u64>().unwrap());
        assert_eq!(seconds.is_some(), *status != 401, "{status} {wait:?}");
        assert!(seconds.is_none_or(|seconds| (1..=5).contains(&seconds)), "{status} {wait:?}");
    }
});
