//! What a client has begun and does not end: it is not waited for, unless it goes on, however slowly.

use std::time::{Duration, Instant};

use liaison_socketio::Config;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::app::{Site, roomy};
use crate::client::{Poll, Ws};

/// The first bytes of a masked text frame of 100 bytes, with what begins an event.
const PART_OF_A_FRAME: &[u8] = &[0x81, 0x80 | 100, 0, 0, 0, 0, b'4', b'2', b'[', b'"'];
/// A whole frame which is not the last of its message.
const FRAGMENT: &[u8] = &[0x01, 0x80 | 2, 0, 0, 0, 0, b'4', b'2'];

async fn site() -> Site {
    Site::start(Config { packet_timeout: Duration::from_millis(200), ..roomy() }).await
}

#[tokio::test]
async fn an_unfinished_frame_fragment_or_event_is_closed_with_a_reason() {
    let site = site().await;
    for begun in [PART_OF_A_FRAME, FRAGMENT, &PART_OF_A_FRAME[..1]] {
        let mut ws = Ws::connect(site.address, "").await;
        ws.send_bytes(begun).await;
        assert_eq!(ws.closed().await, "packet_timeout", "{begun:?}");
    }
    let mut ws = Ws::connect(site.address, "").await;
    ws.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]").await;
    assert_eq!(ws.closed().await, "packet_timeout");
    let mut ws = Ws::connect(site.address, "").await;
    ws.send("452-[\"echo\"]").await;
    ws.send_binary(&[1]).await;
    assert_eq!(ws.closed().await, "packet_timeout");
    site.until(|stats| stats.closed.get("packet_timeout") == Some(&5) && stats.connections == 0).await;
}

#[tokio::test]
async fn a_heartbeat_does_not_finish_what_was_begun() {
    let site = site().await;
    let mut ws = Ws::connect(site.address, "").await;
    ws.send_bytes(FRAGMENT).await;
    let begun = Instant::now();
    let mut said = Vec::new();
    // A ping of the websocket, masked and empty, between two fragments.
    while begun.elapsed() < Duration::from_millis(150) {
        ws.send_bytes(&[0x89, 0x80, 0, 0, 0, 0]).await;
        said.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(ws.closed().await, "packet_timeout");
    assert!(begun.elapsed() < Duration::from_secs(2), "{said:?}");
}

#[tokio::test]
async fn what_goes_on_is_waited_for() {
    let site = site().await;
    let mut ws = Ws::connect(site.address, "").await;
    let text = format!("42[\"echo\",\"{}\"]", "x".repeat(8_000));
    let mut frame = vec![0x81, 0x80 | 126];
    frame.extend(u16::try_from(text.len()).unwrap().to_be_bytes());
    frame.extend([0; 4]);
    frame.extend(text.as_bytes());
    let begun = Instant::now();
    // Twice as long as it may stand still, and faster than is asked for.
    for piece in frame.chunks(1_000) {
        ws.send_bytes(piece).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(begun.elapsed() > Duration::from_millis(400));
    let (_, data) = ws.packet().await;
    assert_eq!(data[0], "echoed");
}

#[tokio::test]
async fn a_finished_packet_may_be_followed_by_silence() {
    let site = site().await;
    let mut ws = Ws::connect(site.address, "").await;
    ws.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]").await;
    ws.send_binary(&[1, 2, 3]).await;
    let (before, _) = ws.packet().await;
    assert!(before.starts_with("451-"), "{before}");
    assert_eq!(ws.binary().await, [1, 2, 3]);
    tokio::time::sleep(Duration::from_millis(500)).await;
    ws.send("420[\"echo\",1]").await;
    assert_eq!(ws.text().await, "430[1]");
}

#[tokio::test]
async fn a_polling_client_may_send_slowly_and_not_stop() {
    let site = site().await;
    let body = format!("42[\"n\",\"{}\"]", "x".repeat(4_000));
    for (pieces, status) in [(body.len(), "HTTP/1.1 200"), (2_000, "HTTP/1.1 408")] {
        let poll = Poll::connect(site.address, "").await;
        let head = format!(
            "POST /socket.io/?{} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            poll.query("polling"),
            body.len()
        );
        let mut stream = TcpStream::connect(site.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        for piece in body.as_bytes()[..pieces].chunks(500) {
            stream.write_all(piece).await.unwrap();
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        let mut answer = Vec::new();
        tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut answer).await.unwrap();
        assert!(answer.starts_with(status.as_bytes()), "{}", String::from_utf8_lossy(&answer));
    }
}

#[tokio::test]
async fn a_client_that_broke_the_protocol_and_does_not_answer_the_close_is_gone_soon() {
    let site = Site::start(Config { close_grace: Duration::from_secs(5), ..roomy() }).await;
    let mut ws = Ws::connect(site.address, "").await;
    ws.send("42[broken").await;
    let begun = Instant::now();
    // The close frame is not read, so it is not answered.
    site.until(|stats| stats.connections == 0).await;
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    assert_eq!(ws.closed().await, "malformed");
}
