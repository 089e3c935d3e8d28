//! Engine.IO: sessions, their heartbeat, and the move from polling to websocket.

use liaison_socketio::DisconnectReason;
use serde_json::Value;

use crate::app::{Note, Site, quick, roomy};
use crate::client::{Poll, Ws, http, http_raw};

#[tokio::test]
async fn the_introduction_has_exactly_its_keys_on_both_transports() {
    let site = Site::start(roomy()).await;
    let (status, polled) = http(site.address, "GET", "EIO=4&transport=polling", "").await;
    assert_eq!(status, 200);
    let mut ws = Ws::raw(site.address, "EIO=4&transport=websocket").await;
    for (text, upgrades) in [(polled, r#"["websocket"]"#), (ws.text().await, "[]")] {
        let value: Value = serde_json::from_str(text.strip_prefix('0').unwrap()).unwrap();
        let mut keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["maxPayload", "pingInterval", "pingTimeout", "sid", "upgrades"]);
        assert_eq!(value["upgrades"].to_string(), upgrades);
        assert_eq!(value["sid"].as_str().unwrap().len(), 22);
    }
}

#[tokio::test]
async fn requests_which_make_no_sense_are_refused() {
    let site = Site::start(roomy()).await;
    for (method, query) in [
        ("GET", "transport=polling"),
        ("GET", "EIO=abc&transport=polling"),
        ("GET", "EIO=3&transport=polling"),
        ("GET", "EIO=4"),
        ("GET", "EIO=4&transport=abc"),
        ("GET", "EIO=4&transport=websocket"),
        ("POST", "EIO=4&transport=polling"),
        ("PUT", "EIO=4&transport=polling"),
        ("GET", "EIO=4&transport=polling&sid=unknown"),
        ("GET", "EIO=4&transport=polling&sid=AAAAAAAAAAAAAAAAAAAAAA"),
    ] {
        let (status, body) = http(site.address, method, query, "").await;
        assert_eq!(status, 400, "{method} {query}");
        assert!(serde_json::from_str::<Value>(&body).unwrap()["message"].is_string());
    }
    assert_eq!(site.server.stats().connections, 0);
    assert_eq!(http(site.address, "OPTIONS", "EIO=4&transport=polling", "").await.0, 204);
}

#[tokio::test]
async fn the_application_may_refuse_a_handshake() {
    let site = Site::start(roomy()).await;
    let request = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nhost: x\r\nx-refuse-me: 1\r\nconnection: close\r\n\r\n";
    assert_eq!(http_raw(site.address, request).await, (403, r#"{"code":"not_you"}"#.to_owned()));
    assert_eq!(site.server.stats().connections, 0);
}

#[tokio::test]
async fn polling_can_be_turned_off() {
    let site = Site::start(liaison_socketio::Config { polling: false, ..roomy() }).await;
    assert_eq!(http(site.address, "GET", "EIO=4&transport=polling", "").await.0, 400);
    Ws::connect(site.address, "").await;
}

#[tokio::test]
async fn a_client_which_only_polls_is_served_in_full() {
    let site = Site::start(roomy()).await;
    let poll = Poll::connect(site.address, "").await;
    let pushed = poll.post("42[\"echo\",1]\x1e421[\"echo\",\"é\"]\x1e451-[\"echo\",{\"_placeholder\":true,\"num\":0}]\x1ebAQID").await;
    assert_eq!(pushed, (200, "ok".to_owned()));
    let mut received = String::new();
    while !received.ends_with("bAQID") {
        if !received.is_empty() {
            received.push('\x1e');
        }
        received.push_str(&poll.receive().await.1);
    }
    assert_eq!(
        received.split('\x1e').collect::<Vec<_>>(),
        ["42[\"echoed\",1]", "431[\"é\"]", "451-[\"echoed\",{\"_placeholder\":true,\"num\":0}]", "bAQID"]
    );
}

#[tokio::test]
async fn the_heartbeat_keeps_a_session_and_its_absence_ends_it() {
    let site = Site::start(quick()).await;
    let poll = Poll::open(site.address).await;
    let mut ws = Ws::open(site.address).await;
    ws.answers_pings = false;
    for _ in 0..3 {
        assert_eq!(poll.get().await, (200, "2".to_owned()));
        assert_eq!(poll.post("3").await.0, 200);
        assert_eq!(ws.text().await, "2");
        ws.send("3").await;
    }
    assert_eq!(ws.text().await, "2");
    ws.closed().await;
    site.until(|stats| stats.connections == 0).await;
    assert_eq!(poll.get().await.0, 400);
    assert_eq!(site.server.stats().closed.get("ping_timeout"), Some(&2));
}

#[tokio::test]
async fn a_second_poll_ends_the_session() {
    let site = Site::start(roomy()).await;
    let poll = Poll::open(site.address).await;
    let (first, second) = tokio::join!(poll.get(), poll.get());
    let mut answers = [first, second];
    answers.sort();
    assert_eq!(answers[0], (200, "1".to_owned()));
    assert_eq!(answers[1].0, 400);
    assert_eq!(poll.get().await.0, 400);
}

#[tokio::test]
async fn the_end_of_a_session_has_a_poll_of_its_own() {
    let site = Site::start(roomy()).await;
    let poll = Poll::connect(site.address, "").await;
    // Both are said before the next poll comes.
    poll.post("42[\"echo\",1]\x1e42[\"leave-me\",true]").await;
    assert!(matches!(site.note().await, Note::Connected(..)));
    assert!(matches!(site.note().await, Note::Gone(_, DisconnectReason::Application("told_to"))));
    assert_eq!(poll.get().await, (200, "42[\"echoed\",1]\x1e41".to_owned()), "what a client must hear");
    assert_eq!(poll.get().await, (200, "1".to_owned()));
    assert_eq!(poll.get().await.0, 400);
    site.until(|stats| stats.connections == 0).await;
}

#[tokio::test]
async fn an_end_that_nobody_polls_for_comes_after_its_grace() {
    let site = Site::start(quick()).await;
    let poll = Poll::connect(site.address, "").await;
    poll.post("42[\"leave-me\",true]").await;
    assert_eq!(poll.get().await, (200, "41".to_owned()));
    site.until(|stats| stats.connections == 0).await;
    assert_eq!(poll.get().await.0, 400);
}

#[tokio::test]
async fn a_poll_which_crosses_the_clients_own_end_is_let_go() {
    let site = Site::start(roomy()).await;
    let poll = Poll::open(site.address).await;
    assert_eq!(poll.post("1").await, (200, "ok".to_owned()));
    assert_eq!(poll.get().await, (200, "6".to_owned()));
    assert_eq!(poll.get().await.0, 400);
    site.until(|stats| stats.connections == 0).await;
}

#[tokio::test]
async fn nonsense_in_a_body_ends_the_session() {
    let site = Site::start(roomy()).await;
    for body in ["abc", "", "4a\x1e", "b***", "2probe", "0{}", "4abc", "\u{1e}"] {
        let poll = Poll::open(site.address).await;
        poll.post(body).await;
        let (status, last) = poll.get().await;
        assert!(status == 400 || last == "1", "{body:?}");
        assert_eq!(poll.get().await.0, 400, "{body:?}");
    }
    site.until(|stats| stats.connections == 0).await;
}

#[tokio::test]
async fn a_session_moves_to_websocket() {
    let site = Site::start(roomy()).await;
    let poll = Poll::connect(site.address, "").await;
    let pending = tokio::spawn({
        let poll = poll.clone();
        async move { poll.get().await }
    });
    let mut ws = Ws::raw(site.address, &poll.query("websocket")).await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    assert_eq!(pending.await.unwrap(), (200, "6".to_owned()), "the pending poll is let go");

    ws.send("5").await;
    ws.send("421[\"echo\",\"moved\"]").await;
    assert_eq!(ws.text().await, "431[\"moved\"]");
    assert_eq!(poll.get().await.0, 400, "the session polls no more");

    let mut late = Ws::raw(site.address, &poll.query("websocket")).await;
    assert_eq!(late.closed().await, "session has a websocket");
    ws.send("422[\"echo\",\"still here\"]").await;
    assert_eq!(ws.text().await, "432[\"still here\"]");
    assert_eq!(site.server.stats().websocket, 1);
    assert_eq!(site.server.stats().polling, 0);
}

#[tokio::test]
async fn a_failed_probe_leaves_the_session_as_it_was() {
    let site = Site::start(roomy()).await;
    let poll = Poll::connect(site.address, "").await;
    let mut ws = Ws::raw(site.address, &poll.query("websocket")).await;
    ws.send("2probe").await;
    assert_eq!(ws.text().await, "3probe");
    ws.vanish();
    poll.post("421[\"echo\",1]").await;
    assert_eq!(poll.receive().await.1, "431[1]");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_reordered_while_a_session_moves() {
    for _round in 0..20 {
        let site = Site::start(roomy()).await;
        let poll = Poll::connect(site.address, r#"{"rooms":["news"]}"#).await;
        site.connected().await;
        let server = site.server.clone();
        let broadcasting = tokio::spawn(async move {
            for number in 0..500 {
                let packet = liaison_socketio::Packet::new("n", &number).unwrap();
                assert_eq!(server.to("news").emit(&packet).unwrap().queued, 1);
                tokio::task::yield_now().await;
            }
        });

        let mut received = poll.get().await.1;
        let pending = tokio::spawn({
            let poll = poll.clone();
            async move { poll.get().await.1 }
        });
        let mut ws = Ws::raw(site.address, &poll.query("websocket")).await;
        ws.send("2probe").await;
        assert_eq!(ws.text().await, "3probe");
        received.push('\x1e');
        received.push_str(&pending.await.unwrap());
        ws.send("5").await;

        let mut numbers: Vec<u64> = received.split('\x1e').filter_map(number).collect();
        while numbers.len() < 500 {
            numbers.extend(number(&ws.text().await));
        }
        assert!(numbers.iter().copied().eq(0..500), "{numbers:?}");
        broadcasting.await.unwrap();
    }
}

fn number(packet: &str) -> Option<u64> {
    packet.strip_prefix("42[\"n\",")?.strip_suffix(']')?.parse().ok()
}

#[tokio::test]
async fn a_polling_client_which_vanishes_is_forgotten() {
    let site = Site::start(quick()).await;
    let poll = Poll::connect(site.address, "").await;
    let id = site.connected().await;
    drop(poll);
    assert_eq!(site.note().await, Note::Gone(id, liaison_socketio::DisconnectReason::PingTimeout));
    site.until(|stats| stats.connections == 0 && stats.polling == 0).await;
}
