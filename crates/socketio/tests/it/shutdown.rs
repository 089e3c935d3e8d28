//! How everybody is sent away.

use std::time::Duration;

use liaison_socketio::{DisconnectReason, Drain, Packet};
use serde_json::json;

use crate::app::{Note, Site, roomy};
use crate::client::{Poll, Ws, http};

#[tokio::test]
async fn a_drain_sends_everybody_its_close_packet_and_lets_nobody_in() {
    let site = Site::start(roomy()).await;
    let mut clients = Vec::new();
    for _ in 0..5 {
        clients.push(Ws::connect(site.address, "").await);
        site.connected().await;
    }
    let poll = Poll::connect(site.address, "").await;
    site.connected().await;
    let mut unconnected = Ws::open(site.address).await;

    let draining = tokio::spawn({
        let server = site.server.clone();
        let close_packet = Packet::new("retry", &json!({"after": 5})).unwrap();
        let interval = Duration::from_millis(10);
        let drain =
            Drain { slice: 2, interval, close_packet: Some(close_packet), deadline: Duration::from_secs(10) };
        async move { server.drain(drain).await }
    });
    for client in &mut clients {
        assert_eq!(client.text().await, "42[\"retry\",{\"after\":5}]");
        assert_eq!(client.closed().await, "shutdown");
    }
    assert_eq!(poll.get().await, (200, "42[\"retry\",{\"after\":5}]\x1e1".to_owned()));
    assert_eq!(unconnected.closed().await, "shutdown");
    assert_eq!(http(site.address, "GET", "EIO=4&transport=polling", "").await.0, 503);
    assert_eq!(draining.await.unwrap(), 0);
    for _ in 0..6 {
        assert!(matches!(site.note().await, Note::Gone(_, DisconnectReason::Shutdown)));
    }
}

#[tokio::test]
async fn a_drain_reaches_a_client_that_is_just_moving_to_websocket() {
    let site = Site::start(roomy()).await;
    let poll = Poll::connect(site.address, "").await;
    site.connected().await;
    let mut ws = Ws::raw(site.address, &poll.query("websocket")).await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    let draining = tokio::spawn({
        let server = site.server.clone();
        let close_packet = Packet::new("retry", &json!({"after": 5})).unwrap();
        let deadline = Duration::from_secs(10);
        let drain = Drain { slice: 2, interval: Duration::ZERO, close_packet: Some(close_packet), deadline };
        async move { server.drain(drain).await }
    });
    // It polls no more: it has its answer to the probe, and only now says that it has moved.
    assert!(matches!(site.note().await, Note::Gone(_, DisconnectReason::Shutdown)));
    ws.send("5").await;
    assert_eq!(ws.text().await, "42[\"retry\",{\"after\":5}]");
    assert_eq!(ws.closed().await, "shutdown");
    assert_eq!(draining.await.unwrap(), 0);
}

#[tokio::test]
async fn a_drain_ends_at_its_deadline_whoever_is_left() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    site.connected().await;
    // Its handler does not come back.
    ws.send("42[\"wait\",1]").await;
    ws.send("421[\"echo\",1]").await;
    let drain = Drain {
        slice: 10,
        interval: Duration::ZERO,
        close_packet: None,
        deadline: Duration::from_millis(100),
    };
    assert_eq!(site.server.drain(drain).await, 1);
}
