//! Clients and handlers which take their time.

use std::sync::atomic::Ordering;
use std::time::Duration;

use liaison_socketio::{Config, DisconnectReason, Packet};
use serde_json::json;

use crate::app::{Note, Site, quick, roomy};
use crate::client::{Poll, Ws};

/// Puts an item into the log, then tells the room: as an application does after its commit.
fn publish(site: &Site, number: usize) -> liaison_socketio::Delivery {
    let item = format!("{number:04} {}", "x".repeat(4000));
    site.app().log.lock().push(item);
    site.server.to("news").emit(&Packet::new("item", &number).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_which_stalls_misses_nothing_in_the_end() {
    const ITEMS: usize = 3000;
    let site = Site::start(Config { max_queue_bytes: 64 * 1024, ..roomy() }).await;
    let mut stalled = Ws::connect(site.address, r#"{"rooms":["news"]}"#).await;
    let stalled_id = site.connected().await;
    let mut quick = Ws::connect(site.address, r#"{"rooms":["news"]}"#).await;
    site.connected().await;

    let padding = "x".repeat(2000);
    let mut lagging = 0;
    for number in 1..=ITEMS {
        site.app().log.lock().push(format!("{number}"));
        let packet = Packet::new("item", &json!({"seq": number, "text": padding})).unwrap();
        lagging += site.server.to("news").emit(&packet).unwrap().lagging;
        // The other client reads along, so it never lags.
        let (_, item) = quick.packet().await;
        assert_eq!(item[1]["seq"], number);
    }
    assert!(lagging > 0, "the stalled client was not stalled enough for this test");

    // It wakes up: takes what arrived in order, and on a resume asks the log for what it lacks.
    let mut have = 0;
    let mut resumes = 0;
    while have < ITEMS {
        let (head, packet) = stalled.packet().await;
        match (head.as_str(), packet[0].as_str()) {
            ("42", Some("item")) => {
                if packet[1]["seq"] == have + 1 {
                    have += 1;
                }
            }
            ("42", Some("resume")) => {
                resumes += 1;
                stalled.send(format!("421[\"since\",{have}]")).await;
            }
            ("431", _) => {
                let page = packet[0].as_array().unwrap();
                for item in page {
                    assert_eq!(item.as_str().unwrap(), (have + 1).to_string());
                    have += 1;
                }
                if !page.is_empty() {
                    stalled.send(format!("421[\"since\",{have}]")).await;
                }
            }
            other => panic!("unexpected {other:?}"),
        }
    }
    assert_eq!(resumes, 1, "one episode, one resume");
    assert_eq!(site.note().await, Note::Lagged(stalled_id));
    assert_eq!(site.app().lagged.load(Ordering::Relaxed), 1);
    let stats = site.server.stats();
    assert_eq!((stats.lagged, stats.dropped), (1, u64::try_from(lagging).unwrap()));

    // Broadcasts flow again.
    publish(&site, ITEMS + 1);
    loop {
        let (_, packet) = stalled.packet().await;
        if packet[0] == "item" {
            assert_eq!(packet[1], ITEMS + 1);
            break;
        }
    }
}

#[tokio::test]
async fn a_polling_client_which_lags_is_told_to_resume_before_anything_later() {
    let site = Site::start(Config { max_queue_bytes: 2000, ..roomy() }).await;
    let poll = Poll::connect(site.address, r#"{"rooms":["news"]}"#).await;
    let id = site.connected().await;
    let mut number = 0;
    while publish(&site, number).lagging == 0 {
        number += 1;
    }
    assert_eq!(publish(&site, number + 1).lagging, 1, "nothing slips in while it lags");
    let mut queued = 0;
    while queued < number {
        let packets = poll.receive().await.1.split('\x1e').count();
        assert!(packets <= 16, "{packets} packets are more than some clients take");
        queued += packets;
    }
    assert_eq!(queued, number);
    assert_eq!(site.note().await, Note::Lagged(id));
    assert_eq!(publish(&site, number + 2).queued, 1);
    let mut later = poll.receive().await.1;
    if !later.contains('\x1e') {
        later = format!("{later}\x1e{}", poll.receive().await.1);
    }
    assert_eq!(later, format!("42[\"resume\",null]\x1e42[\"item\",{}]", number + 2));
}

#[tokio::test]
async fn volatile_events_make_nobody_resume() {
    let site = Site::start(Config { max_queue_bytes: 2000, ..roomy() }).await;
    let poll = Poll::connect(site.address, r#"{"rooms":["news"]}"#).await;
    site.connected().await;
    let typing = Packet::new("typing", &json!("a")).unwrap();
    let mut queued = 0;
    while site.server.to("news").volatile().emit(&typing).unwrap().queued == 1 {
        queued += 1;
    }
    assert_eq!(site.server.stats().volatile_dropped, 1);
    while queued > 0 {
        queued -= poll.receive().await.1.split('\x1e').count();
    }
    assert_eq!(publish(&site, 1).queued, 1);
    assert_eq!(poll.receive().await.1, "42[\"item\",1]");
    assert_eq!(site.server.stats().lagged, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_which_never_takes_its_answers_is_closed() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    let id = site.connected().await;
    ws.send("42[\"flood\"]").await;
    assert_eq!(site.note().await, Note::Gone(id, DisconnectReason::SlowConsumer));
    site.until(|stats| stats.connections == 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_which_takes_nothing_for_too_long_is_closed() {
    let site = Site::start(Config { stall_timeout: Duration::from_millis(300), ..roomy() }).await;
    let _stalled = Ws::connect(site.address, r#"{"rooms":["news"]}"#).await;
    let id = site.connected().await;
    let packet = Packet::new("item", &"x".repeat(10_000)).unwrap();
    while site.server.to("news").emit(&packet).unwrap().lagging == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(site.note().await, Note::Gone(id, DisconnectReason::Stalled));
    site.until(|stats| stats.connections == 0).await;
}

#[tokio::test]
async fn a_slow_handler_holds_up_neither_the_heartbeat_nor_what_is_sent() {
    let site = Site::start(quick()).await;
    let mut ws = Ws::connect(site.address, r#"{"rooms":["news"]}"#).await;
    site.connected().await;
    ws.answers_pings = false;
    ws.send("42[\"wait\",1]").await;
    // Longer than a client without a heartbeat would live.
    for number in 0..4 {
        assert_eq!(ws.text().await, "2");
        ws.send("3").await;
        publish(&site, number);
        assert_eq!(ws.text().await, format!("42[\"item\",{number}]"));
    }
    site.app().gate.add_permits(1);
    assert_eq!(site.note().await, Note::Event("wait".to_owned(), json!(1)));
    ws.send("421[\"echo\",1]").await;
    loop {
        match ws.text().await.as_str() {
            "2" => ws.send("3").await,
            text => break assert_eq!(text, "431[1]"),
        }
    }
}

#[tokio::test]
async fn a_client_is_not_blamed_while_the_server_does_not_read() {
    let site = Site::start(quick()).await;
    let mut ws = Ws::connect(site.address, "").await;
    site.connected().await;
    ws.answers_pings = false;
    ws.feed("42[\"wait\",0]").await;
    // More than the server looks ahead: its pong will stand behind them, unread.
    for number in 1..100 {
        ws.feed(format!("42[\"n\",{number}]")).await;
    }
    ws.flush().await;
    // Far longer than a silent client would live; and the pings keep the client itself from giving up.
    for _ in 0..6 {
        assert_eq!(ws.text().await, "2");
        ws.send("3").await;
    }
    site.app().gate.add_permits(1);
    assert_eq!(site.note().await, Note::Event("wait".to_owned(), json!(0)));
    for number in 1..100 {
        assert_eq!(site.note().await, Note::Event("n".to_owned(), json!(number)));
    }
    ws.send("421[\"echo\",1]").await;
    loop {
        match ws.text().await.as_str() {
            "2" => ws.send("3").await,
            text => break assert_eq!(text, "431[1]"),
        }
    }
}

#[tokio::test]
async fn a_slow_handler_holds_up_neither_the_heartbeat_of_a_client_which_polls() {
    let site = Site::start(quick()).await;
    let poll = Poll::connect(site.address, "").await;
    site.connected().await;
    let posted = poll.post("42[\"wait\",1]\x1e421[\"echo\",1]").await;
    assert_eq!(posted.0, 200);
    for _ in 0..4 {
        assert_eq!(poll.get().await, (200, "2".to_owned()));
        assert_eq!(poll.post("3").await.0, 200);
    }
    site.app().gate.add_permits(1);
    assert_eq!(poll.receive().await.1, "431[1]");
}

#[tokio::test]
async fn a_client_which_sends_too_fast_is_slowed_and_loses_nothing() {
    let site = Site::start(Config { max_packets_per_second: 500, packet_burst: 20, ..quick() }).await;
    let mut ws = Ws::connect(site.address, "").await;
    site.connected().await;
    let started = std::time::Instant::now();
    for number in 0..320 {
        ws.feed(format!("42[\"n\",{number}]")).await;
    }
    ws.feed("429[\"echo\",\"end\"]").await;
    ws.flush().await;
    for number in 0..320 {
        assert_eq!(site.note().await, Note::Event("n".to_owned(), json!(number)));
    }
    assert_eq!(ws.text().await, "439[\"end\"]");
    assert!(started.elapsed() >= Duration::from_millis(500), "{:?}", started.elapsed());
}
