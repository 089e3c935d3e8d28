//! What a client may ask for before anybody knows who it is.

use std::time::Duration;

use liaison_socketio::Config;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::app::{Site, quick, roomy};
use crate::client::{Poll, Ws, http, http_raw};

#[tokio::test]
async fn connections_of_one_address_are_limited() {
    let site = Site::start(Config { max_connections_per_ip: 2, ..roomy() }).await;
    let first = Ws::connect(site.address, "").await;
    let _poll = Poll::connect(site.address, "").await;
    let refused = Ws::try_raw(site.address, "EIO=4&transport=websocket").await;
    assert!(refused.is_err_and(|error| error.to_string().contains("429")));
    assert_eq!(http(site.address, "GET", "EIO=4&transport=polling", "").await.0, 429);
    assert_eq!(site.server.stats().refused, 2);
    first.vanish();
    site.until(|stats| stats.connections == 1).await;
    Ws::connect(site.address, "").await;
}

#[tokio::test]
async fn connections_in_total_are_limited() {
    let site = Site::start(Config { max_connections: 1, ..roomy() }).await;
    let _first = Ws::connect(site.address, "").await;
    assert_eq!(http(site.address, "GET", "EIO=4&transport=polling", "").await.0, 503);
}

#[tokio::test]
async fn a_message_which_is_too_large_closes_the_websocket() {
    let site = Site::start(Config { max_payload: 1000, ..roomy() }).await;
    let mut ws = Ws::connect(site.address, "").await;
    ws.send(format!("421[\"echo\",\"{}\"]", "x".repeat(900))).await;
    assert!(ws.text().await.starts_with("431["));
    ws.send(format!("421[\"echo\",\"{}\"]", "x".repeat(1000))).await;
    ws.closed().await;
    site.until(|stats| stats.closed.get("too_large") == Some(&1) && stats.connections == 0).await;
}

#[tokio::test]
async fn a_body_which_is_too_large_ends_the_session_announced_or_not() {
    let site = Site::start(Config { max_payload: 1000, ..quick() }).await;
    let poll = Poll::connect(site.address, "").await;
    let body = format!("42[\"n\",\"{}\"]", "x".repeat(1000));
    assert_eq!(poll.post(&body).await.0, 413);
    site.until(|stats| stats.connections == 0).await;

    let poll = Poll::connect(site.address, "").await;
    let chunk = format!("200\r\n{}\r\n", "x".repeat(512));
    let request = format!(
        "POST /socket.io/?{} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n{}0\r\n\r\n",
        poll.query("polling"),
        chunk.repeat(3),
    );
    assert_eq!(http_raw(site.address, &request).await.0, 413);
}

#[tokio::test]
async fn a_body_which_does_not_arrive_is_not_waited_for() {
    let site = Site::start(Config { packet_timeout: Duration::from_millis(50), ..roomy() }).await;
    let poll = Poll::connect(site.address, "").await;
    let request = format!(
        "POST /socket.io/?{} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 9\r\n\r\n4",
        poll.query("polling")
    );
    assert_eq!(http_raw(site.address, &request).await.0, 408);
}

#[tokio::test]
async fn attachments_are_limited_in_number_and_in_bytes() {
    let site = Site::start(Config { max_attachments: 2, max_event_bytes: 1000, ..roomy() }).await;
    let mut ws = Ws::connect(site.address, "").await;
    ws.send("453-[\"echo\",1]").await;
    assert_eq!(ws.closed().await, "too_large");

    let mut ws = Ws::connect(site.address, "").await;
    ws.send("452-[\"echo\",1]").await;
    ws.send_binary(&[0; 600]).await;
    ws.send_binary(&[0; 600]).await;
    assert_eq!(ws.closed().await, "too_large");
}

#[tokio::test]
async fn a_connection_must_become_of_use() {
    let config = Config { connect_timeout: Duration::from_millis(100), ..roomy() };
    let site = Site::start(config).await;
    let mut ws = Ws::open(site.address).await;
    assert_eq!(ws.closed().await, "connect_timeout");

    let mut refused = Ws::open(site.address).await;
    refused.send("40{\"refuse\":true}").await;
    assert!(refused.text().await.starts_with("44"));
    assert_eq!(refused.closed().await, "connect_timeout");

    // Asking again does not lengthen it.
    let mut insists = Ws::open(site.address).await;
    let begun = std::time::Instant::now();
    for _ in 0..3 {
        insists.send("40{\"refuse\":true}").await;
        assert!(insists.text().await.starts_with("44"));
    }
    assert_eq!(insists.closed().await, "connect_timeout");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());

    let mut left = Ws::connect(site.address, "").await;
    left.send("41").await;
    assert_eq!(left.closed().await, "connect_timeout");
    site.until(|stats| stats.connections == 0).await;
}

#[tokio::test]
async fn one_body_at_a_time_is_received_for_a_session() {
    let site = Site::start(quick()).await;
    let poll = Poll::connect(site.address, "").await;
    let unfinished = format!(
        "POST /socket.io/?{} HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 9\r\n\r\n",
        poll.query("polling")
    );
    let mut stream = tokio::net::TcpStream::connect(site.address).await.unwrap();
    stream.write_all(unfinished.as_bytes()).await.unwrap();
    // The server asks for the body once it has begun to receive it.
    let mut go_on = [0; 12];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100");
    assert_eq!(poll.post("42[\"n\",1]").await.0, 400);
    site.until(|stats| stats.connections == 0 && stats.closed.get("overlapping_requests") == Some(&1)).await;
}
