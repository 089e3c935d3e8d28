//! Files over HTTP: what a cache may keep, and how much may be uploaded.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use reqwest::{
    Body, Method, Response, StatusCode, header,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

use crate::harness::{Client, Setup, people::Person};

/// A small picture.
const PICTURE: &[u8] = include_bytes!("../scenarios/isolation/picture.png");

fn form(name: &str, content: impl Into<Body>) -> Form {
    Form::new().part("file", Part::stream(content.into()).file_name(name.to_owned()))
}

async fn upload(person: &Client, name: &str, content: &'static [u8]) -> crate::harness::Answer {
    let part = Part::bytes(content).file_name(name.to_owned());
    person.send(person.request(Method::POST, "/files").multipart(Form::new().part("file", part))).await
}

/// An upload whose body does not end.
async fn endless(person: &Client) -> Response {
    let first = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"the beginning of a text"))]);
    let body = Body::wrap_stream(first.chain(stream::pending()));
    person.request(Method::POST, "/files").multipart(form("a.txt", body)).send().await.unwrap()
}

/// A picture that a brand has sent.
async fn sent(brand: &Person, channel: &str) -> String {
    let file = upload(brand, "a.png", PICTURE).await.is(201)["id"].as_str().unwrap().to_owned();
    let say = json!({ "conversation_id": channel, "message": "look", "attachment_ids": [file] });
    brand.post("/messages/send", say).await.ok();
    file
}

fn is_for_the_caller_only(response: &Response, what: &str) {
    let all = |name| {
        let values = response.headers().get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.collect::<Vec<_>>().join(", ").to_ascii_lowercase()
    };
    let (kept, vary) = (all(header::CACHE_CONTROL), all(header::VARY));
    assert!(["no-store", "private, no-cache"].contains(&kept.as_str()), "{what}: Cache-Control: {kept}");
    assert!(vary.contains("authorization") && vary.contains("origin"), "{what}: Vary: {vary}");
}

on_one_node!(no_answer_to_somebody_is_kept_for_another, |server| {
    let case = server.case().await;
    let file = sent(&case.brand, &case.order.brand_channel).await;
    let paths = [
        format!("/files/{file}"),
        format!("/files/{file}/thumbnail"),
        format!("/messages/conversations/{}/messages", case.order.brand_channel),
        format!("/crm/tickets/{}", case.order.ticket),
        "/me".to_owned(),
        "/chat/token".to_owned(),
        "/chat/channels".to_owned(),
        "/widget/config".to_owned(),
        "/nowhere".to_owned(),
    ];
    for person in [&*case.brand, &*case.creator, &server.nobody()] {
        for path in &paths {
            for method in [Method::GET, Method::HEAD] {
                let response = person.request(method.clone(), path).send().await.unwrap();
                is_for_the_caller_only(&response, &format!("{method} {path}"));
            }
        }
    }
    let part = case.brand.request(Method::GET, &paths[0]).header(header::RANGE, "bytes=0-3");
    let part = part.send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    is_for_the_caller_only(&part, "a part");
});

on_one_node!(what_is_kept_is_asked_for_again_by_whoever_may_see_it, |server| {
    let case = server.case().await;
    let file = sent(&case.brand, &case.order.brand_channel).await;
    for path in [format!("/files/{file}"), format!("/files/{file}/thumbnail")] {
        let first = case.brand.request(Method::GET, &path).send().await.unwrap();
        let etag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        assert!(!first.bytes().await.unwrap().is_empty());
        let ask = async |person: &Client, known: &str| {
            let request = person.request(Method::GET, &path).header(header::IF_NONE_MATCH, known);
            request.send().await.unwrap()
        };
        for known in [etag.clone(), format!("W/{etag}"), format!("\"x\", {etag}"), "*".to_owned()] {
            let again = ask(&case.brand, &known).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
            is_for_the_caller_only(&again, "not modified");
            assert_eq!(again.headers()[header::ETAG], etag.as_str());
        }
        assert_eq!(ask(&case.brand, "\"x\"").await.status(), StatusCode::OK);
        assert_eq!(ask(&case.creator, &etag).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(ask(&server.nobody(), &etag).await.status(), StatusCode::UNAUTHORIZED);
    }
});

on_one_node!(a_visitor_without_a_conversation_uploads_nothing, |server| {
    let visitor = server.visitor().await;
    // Refused before its body is read: this one never ends.
    let refused = endless(&visitor).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert_eq!(refused.json::<Value>().await.unwrap()["error_code"], "FORBIDDEN");
});

fn small_quota(config: &mut liaison_server::config::Config) {
    config.files.max_bytes = 2_000;
    config.files.bytes_per_day_and_address = 5_000;
    config.files.bytes_per_day = 9_000;
}

/// 1,500 bytes, with what a form adds below 2,000.
const TEXT: &[u8] = &[b'a'; 1_500];

on_each_database!(
    an_address_and_the_server_have_a_quota_of_a_day,
    Setup { configure: small_quota, ..Setup::with_manual_clock() },
    |server| {
        let (one, two) = (server.brand("b1").await, server.creator("c1").await);
        upload(&one, "a.txt", TEXT).await.is(201);
        upload(&two, "a.txt", TEXT).await.is(201);
        // What is refused or broken counts for nothing.
        for _ in 0..5 {
            upload(&two, "a.txt", b"<html>").await.refused(422, "FILE_TYPE_REFUSED");
        }
        upload(&one, "a.txt", TEXT).await.is(201);
        let refused = endless(&two).await;
        assert_eq!(refused.status(), StatusCode::INSUFFICIENT_STORAGE);
        let wait: u64 = refused.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
        let told = refused.json::<Value>().await.unwrap();
        assert_eq!(
            (&told["error_code"], &told["details"]["scope"]),
            (&json!("UPLOAD_QUOTA_REACHED"), &json!("address"))
        );
        assert_eq!(told["details"]["retry_after_seconds"], wait);
        // Who works here is known by name; all together have a quota as well.
        let agent = server.staff("agent", "Asha Agent").await;
        upload(&agent, "a.txt", TEXT).await.is(201);
        upload(&agent, "a.txt", TEXT).await.is(201);
        let details = upload(&agent, "a.txt", TEXT).await.refused(507, "UPLOAD_QUOTA_REACHED");
        assert_eq!(details["scope"], "server");
        server.clock.advance(chrono::TimeDelta::seconds(i64::try_from(wait).unwrap()));
        let one = server.brand("b1").await;
        upload(&one, "a.txt", TEXT).await.is(201);
    }
);

on_each_database!(
    uploads_leave_a_reserve_of_the_disk,
    Setup::configured(|config| config.files.disk_reserve_bytes = u64::MAX / 2),
    |server| {
        let refused = endless(&*server.brand("b1").await).await;
        assert_eq!(refused.status(), StatusCode::INSUFFICIENT_STORAGE);
        assert_eq!(refused.json::<Value>().await.unwrap()["error_code"], "STORAGE_FULL");
    }
);

on_each_database!(
    an_upload_comes_to_an_end,
    Setup::configured(|config| config.files.upload_seconds = 1),
    |server| {
        let brand = server.brand("b1").await;
        let answer = tokio::time::timeout(Duration::from_secs(20), endless(&brand)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(answer.json::<Value>().await.unwrap()["error_code"], "REQUEST_TIMEOUT");
    }
);
