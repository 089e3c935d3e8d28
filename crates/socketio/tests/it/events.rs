//! Socket.IO: namespaces, events, acks and rooms.

use liaison_socketio::{DisconnectReason, Packet};
use serde_json::json;

use crate::app::{Note, Site, roomy};
use crate::client::{Poll, Ws};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_of_one_socket_are_handled_in_the_order_sent() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    site.connected().await;
    for number in 0..2000 {
        ws.feed(format!("42[\"n\",{number}]")).await;
    }
    ws.flush().await;
    for number in 0..2000 {
        assert_eq!(site.note().await, Note::Event("n".to_owned(), json!(number)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_sent_right_with_the_connect_is_never_lost() {
    let site = Site::start(roomy()).await;
    let mut clients = tokio::task::JoinSet::new();
    for worker in 0..20 {
        let address = site.address;
        clients.spawn(async move {
            for _ in 0..50 {
                let mut ws = Ws::raw(address, "EIO=4&transport=websocket").await;
                ws.feed("40").await;
                ws.feed(format!("427[\"join\",\"room {worker}\"]")).await;
                ws.flush().await;
                assert!(ws.text().await.starts_with('0'));
                assert!(ws.text().await.starts_with("40"));
                assert_eq!(ws.text().await, "437[1]");
            }
        });
    }
    clients.join_all().await;
}

#[tokio::test]
async fn the_connect_answer_has_only_an_id_of_its_own() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::raw(site.address, "EIO=4&transport=websocket").await;
    let session: serde_json::Value = serde_json::from_str(&ws.text().await[1..]).unwrap();
    ws.send("40/custom,").await;
    let answer = ws.text().await;
    let answer: serde_json::Value = serde_json::from_str(answer.strip_prefix("40/custom,").unwrap()).unwrap();
    assert_eq!(answer.as_object().unwrap().len(), 1);
    assert_eq!(answer["sid"], site.connected().await.to_string());
    assert_ne!(answer["sid"], session["sid"]);
}

#[tokio::test]
async fn a_refused_connect_says_why() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::open(site.address).await;
    ws.send("40{\"refuse\":true}").await;
    assert_eq!(ws.text().await, r#"44{"message":"unauthorized","data":{"code":"token_expired"}}"#);
    ws.send("40/random,{\"a\":1}").await;
    assert_eq!(ws.text().await, r#"44/random,{"message":"Invalid namespace"}"#);
    ws.send("40").await;
    assert!(ws.text().await.starts_with("40{"), "it may try again");
}

#[tokio::test]
async fn namespaces_come_and_go_on_one_connection() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    let main = site.connected().await;
    ws.send("40/custom,").await;
    assert!(ws.text().await.starts_with("40/custom,"));
    let custom = site.connected().await;
    ws.send("40/third").await;
    assert_eq!(ws.text().await, r#"44/third,{"message":"Too many namespaces"}"#);

    ws.send("42/custom,1[\"echo\",1]").await;
    assert_eq!(ws.text().await, "43/custom,1[1]");
    ws.send("41/custom,").await;
    assert_eq!(site.note().await, Note::Gone(custom, DisconnectReason::ClientLeft));
    ws.send("42/custom,2[\"echo\",1]").await;
    ws.send("423[\"echo\",2]").await;
    assert_eq!(ws.text().await, "433[2]", "what is said to a namespace left goes nowhere");
    ws.send("40/third").await;
    assert!(ws.text().await.starts_with("40/third,"));
    site.connected().await;

    ws.close().await;
    let mut gone = [site.note().await, site.note().await];
    gone.sort_by_key(|note| matches!(note, Note::Gone(id, _) if *id == main));
    assert_eq!(gone[1], Note::Gone(main, DisconnectReason::ClientClosed));
}

#[tokio::test]
async fn what_is_no_packet_closes_the_connection() {
    let site = Site::start(roomy()).await;
    for packets in [
        &["4abc"][..],
        &["42{}"],
        &["42abc[\"echo\"]"],
        &["42[\"echo\""],
        &["abc"],
        &["2"],
        &["0{}"],
        &["40"],
        &["451-[\"echo\",{}]", "42[\"echo\"]"],
        &["42[\"disconnect\"]"],
        &["44{}"],
        &["43[]"],
    ] {
        let mut ws = Ws::connect(site.address, "").await;
        for packet in packets {
            ws.send(*packet).await;
        }
        assert_eq!(ws.closed().await, "malformed", "{packets:?}");
    }
    let mut ws = Ws::connect(site.address, "").await;
    ws.send_binary(b"out of the blue").await;
    assert_eq!(ws.closed().await, "malformed");
    let mut ws = Ws::open(site.address).await;
    ws.send("42[\"echo\",1]").await;
    assert_eq!(ws.closed().await, "malformed", "nobody speaks before connecting");
}

#[tokio::test]
async fn binary_attachments_travel_with_their_event() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    ws.send("452-9[\"echo\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]").await;
    ws.send_binary(&[1, 2]).await;
    ws.send_binary(&[3]).await;
    assert_eq!(ws.text().await, "462-9[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
    assert_eq!(ws.binary().await, [1, 2]);
    assert_eq!(ws.binary().await, [3]);
    ws.send("450-[\"echo\",5]").await;
    assert_eq!(ws.text().await, "42[\"echoed\",5]", "no attachments are fine, too");
}

#[tokio::test]
async fn a_broadcast_goes_to_the_members_once_and_not_to_the_excepted() {
    let site = Site::start(roomy()).await;
    let mut a = Ws::connect(site.address, r#"{"rooms":["x","y"]}"#).await;
    let id_a = site.connected().await;
    let mut b = Ws::connect(site.address, r#"{"rooms":["x"]}"#).await;
    site.connected().await;
    let polling = Poll::connect(site.address, r#"{"rooms":["y"]}"#).await;
    site.connected().await;
    let mut c = Ws::connect(site.address, "").await;
    site.connected().await;

    let packet = |value: &str| Packet::new("said", value).unwrap();
    assert_eq!(site.server.to("x").to("y").emit(&packet("both")).unwrap().queued, 3);
    assert_eq!(site.server.to("x").except(id_a).emit(&packet("not a")).unwrap().queued, 1);
    assert_eq!(site.server.of("/").unwrap().emit(&packet("all")).unwrap().queued, 4);
    assert_eq!(site.server.to("nowhere").emit(&packet("none")).unwrap().queued, 0);
    assert!(site.server.of("/unknown").is_none());

    for expected in ["both", "all"] {
        assert_eq!(a.text().await, format!("42[\"said\",\"{expected}\"]"));
    }
    for expected in ["both", "not a", "all"] {
        assert_eq!(b.text().await, format!("42[\"said\",\"{expected}\"]"));
    }
    assert_eq!(c.text().await, "42[\"said\",\"all\"]");
    assert_eq!(polling.receive().await.1, "42[\"said\",\"both\"]\x1e42[\"said\",\"all\"]");

    a.send("42[\"others\",\"x\",\"from a\"]").await;
    assert_eq!(b.text().await, "42[\"said\",\"from a\"]");
    a.send("421[\"leave\",\"x\"]").await;
    assert_eq!(a.text().await, "431[1]", "the sender hears nothing of its own");
    assert_eq!(site.server.to("x").sockets().len(), 1);

    b.vanish();
    site.until(|stats| stats.websocket == 2).await;
    assert_eq!(site.server.to("x").sockets().len(), 0);
}

#[tokio::test]
async fn an_answer_may_come_later_and_from_elsewhere() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    ws.send("4212[\"answer-later\"]").await;
    ws.send("4213[\"echo\",1]").await;
    assert_eq!(ws.text().await, "4313[1]");
    site.app().gate.add_permits(1);
    assert_eq!(ws.text().await, "4312[\"late\"]");
}

#[tokio::test]
async fn the_server_may_ask_and_gives_up_in_time() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    site.connected().await;
    ws.send("42[\"ask\",20000]").await;
    let (head, _) = ws.packet().await;
    let id = head.strip_prefix("42").unwrap();
    ws.send(format!("43{id}[\"yes\"]")).await;
    assert_eq!(site.note().await, Note::Answered(Ok(json!("yes"))), "although the handler still runs");

    ws.send("42[\"ask\",20]").await;
    let (head, _) = ws.packet().await;
    assert_eq!(site.note().await, Note::Answered(Err("not answered in time".to_owned())));
    ws.send(format!("43{}[\"too late\"]", &head[2..])).await;
    ws.send("421[\"echo\",1]").await;
    assert_eq!(ws.text().await, "431[1]", "a late answer does no harm");

    ws.send("42[\"ask\",20000]").await;
    ws.packet().await;
    ws.vanish();
    assert_eq!(site.note().await, Note::Answered(Err("client left before it answered".to_owned())));
}

#[tokio::test]
async fn the_application_may_send_a_client_away() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    let id = site.connected().await;
    ws.feed("42[\"leave-me\",false]").await;
    ws.feed("42[\"n\",1]").await;
    ws.flush().await;
    assert_eq!(ws.text().await, "41");
    assert_eq!(site.note().await, Note::Gone(id, DisconnectReason::Application("told_to")));
    ws.send("40").await;
    assert!(ws.text().await.starts_with("40{"), "the connection is still there");
    let id = site.connected().await;

    ws.feed("42[\"leave-me\",true]").await;
    ws.feed("42[\"n\",2]").await;
    ws.flush().await;
    assert_eq!(ws.text().await, "41");
    assert_eq!(ws.closed().await, "told_to");
    assert_eq!(
        site.note().await,
        Note::Gone(id, DisconnectReason::Application("told_to")),
        "no event slips through"
    );
    site.until(|stats| stats.connections == 0).await;
}

#[tokio::test]
async fn what_a_client_sent_before_it_closed_still_counts() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    let id = site.connected().await;
    ws.feed("42[\"wait\",0]").await;
    for number in 1..10 {
        ws.feed(format!("42[\"n\",{number}]")).await;
    }
    ws.flush().await;
    ws.close().await;
    site.app().gate.add_permits(1);
    assert_eq!(site.note().await, Note::Event("wait".to_owned(), json!(0)));
    for number in 1..10 {
        assert_eq!(site.note().await, Note::Event("n".to_owned(), json!(number)));
    }
    assert_eq!(site.note().await, Note::Gone(id, DisconnectReason::ClientClosed));
}

#[tokio::test]
async fn a_handler_which_panics_ends_its_connection_and_no_other() {
    let site = Site::start(roomy()).await;
    let mut other = Ws::connect(site.address, "").await;
    site.connected().await;
    let mut ws = Ws::connect(site.address, "").await;
    let id = site.connected().await;
    ws.send("42[\"panic\"]").await;
    assert_eq!(ws.closed().await, "handler_panicked");
    assert_eq!(site.note().await, Note::Gone(id, DisconnectReason::HandlerPanicked));
    other.send("421[\"echo\",1]").await;
    assert_eq!(other.text().await, "431[1]");
}

#[tokio::test]
async fn a_long_message_arrives_whole() {
    let site = Site::start(roomy()).await;
    let mut ws = Ws::connect(site.address, "").await;
    let text = "é€".repeat(20_000);
    ws.send(format!("421[\"echo\",\"{text}\"]")).await;
    assert_eq!(ws.text().await, format!("431[\"{text}\"]"));
    let data: Vec<u8> = (0..100_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    ws.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]").await;
    ws.send_binary(&data).await;
    ws.text().await;
    assert_eq!(ws.binary().await, data);
}
