//! The listener against clients that are slow, many or gone.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Extension;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::*;

struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    running: JoinHandle<Drained>,
}

fn limits() -> Limits {
    Limits {
        header: Duration::from_millis(300),
        body: Duration::from_millis(300),
        idle: Duration::from_millis(900),
        send: Duration::from_millis(300),
        shutdown: Duration::from_millis(400),
        connections: 100,
        connections_per_ip: 50,
        header_bytes: 8192,
        body_bytes: 1024 * 1024,
        trusted_proxies: TrustedProxies::default(),
    }
}

fn start(limits: Limits) -> Server {
    let app = Router::new()
        .route("/", get(async || "hello"))
        .route("/who", get(async |Extension(ClientAddr(ip)): Extension<ClientAddr>| ip.to_string()))
        .route("/echo", post(async |body: String| body))
        .route("/late", get(async || tokio::time::sleep(Duration::from_millis(200)).await))
        .route("/never", get(async || std::future::pending::<()>().await))
        .route("/endless", get(async || Body::from_stream(endless())))
        .route("/large", get(async || vec![b'x'; 64 * 1024 * 1024]))
        .route("/upgrade", get(upgrade));
    let listener = bind("127.0.0.1:0".parse().unwrap(), 64).unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let running = tokio::spawn(serve(listener, app, limits, stop.clone()));
    Server { address, stop, running }
}

/// An answer whose first bytes come, and nothing else.
fn endless() -> impl futures_util::Stream<Item = Result<&'static str, Infallible>> {
    let begun = futures_util::stream::iter([Ok("begun")]);
    futures_util::StreamExt::chain(begun, futures_util::stream::pending())
}

async fn upgrade(mut request: Request<Body>) -> Response<Body> {
    let upgrading = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let mut io = TokioIo::new(upgrading.await.unwrap());
        let mut buffer = [0; 4];
        while io.read_exact(&mut buffer).await.is_ok() {
            io.write_all(&buffer).await.unwrap();
        }
    });
    let answer = Response::builder().status(101).header("connection", "upgrade").header("upgrade", "test");
    answer.body(Body::empty()).unwrap()
}

impl Server {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn ask(&self, text: &str) -> String {
        let mut stream = self.connect().await;
        stream.write_all(text.as_bytes()).await.unwrap();
        read_all(&mut stream).await
    }
}

/// Everything until the server closes, also when it closes rudely.
async fn read_all(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return String::from_utf8_lossy(&text).into_owned(),
            Ok(n) => text.extend_from_slice(&buffer[..n]),
        }
    }
}

const HELLO: &str = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn slow_heads_are_cut_while_others_are_served() {
    let server = start(limits());
    let mut slow = Vec::new();
    for _ in 0..20 {
        let mut stream = server.connect().await;
        slow.push(tokio::spawn(async move {
            let begun = Instant::now();
            for byte in b"GET / HTTP/1.1\r\nx-slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" {
                if stream.write_all(&[*byte]).await.is_err() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            read_all(&mut stream).await;
            begun.elapsed()
        }));
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(server.ask(HELLO).await.ends_with("hello"));
    for task in slow {
        assert!(task.await.unwrap() < Duration::from_millis(1500));
    }
}

#[tokio::test]
async fn a_body_that_trickles_is_answered_408() {
    let server = start(limits());
    let mut stream = server.connect().await;
    stream.write_all(b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n").await.unwrap();
    let (mut read, mut write) = stream.into_split();
    let trickle = tokio::spawn(async move {
        for _ in 0..100 {
            if write.write_all(b"x").await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    });
    let mut head = [0; 12];
    let begun = Instant::now();
    read.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 408");
    assert!(begun.elapsed() < Duration::from_secs(1));
    trickle.abort();
}

#[tokio::test]
async fn bodies_in_time_are_taken_and_large_ones_refused() {
    let server = start(limits());
    let post = |length: usize, body: &str| {
        format!(
            "POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        )
    };
    assert!(server.ask(&post(3, "abc")).await.ends_with("abc"));
    assert!(server.ask(&post(2_000_000, "abc")).await.starts_with("HTTP/1.1 413"));
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = start(limits());
    let answer = server.ask(&format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(20_000))).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn too_many_connections_of_one_address_are_refused_quickly() {
    let server = start(Limits { connections_per_ip: 3, ..limits() });
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(server.connect().await);
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let begun = Instant::now();
    let answer = read_all(&mut server.connect().await).await;
    assert!(answer.starts_with("HTTP/1.1 429") && answer.contains("RATE_LIMITED"), "{answer}");
    assert!(begun.elapsed() < Duration::from_millis(200));
    drop(held);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(server.ask(HELLO).await.ends_with("hello"));
}

#[tokio::test]
async fn a_full_server_says_so() {
    let server = start(Limits { connections: 3, ..limits() });
    let mut busy = Vec::new();
    for _ in 0..3 {
        let mut stream = server.connect().await;
        // The answer has begun, and goes on.
        stream.write_all(b"GET /endless HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        stream.read_exact(&mut [0; 12]).await.unwrap();
        busy.push(stream);
    }
    let begun = Instant::now();
    assert!(read_all(&mut server.connect().await).await.starts_with("HTTP/1.1 503"));
    assert!(begun.elapsed() < ROOM_WAIT, "nobody is waited for");
}

#[tokio::test]
async fn whoever_finds_only_idle_connections_gets_the_permit_of_one() {
    for connections in [1, 2, 5, 40] {
        let limits = Limits { connections, connections_per_ip: 1000, ..limits() };
        let server =
            start(Limits { header: Duration::from_secs(60), idle: Duration::from_secs(60), ..limits });
        for round in 0..20 {
            let burst = (0..connections * 2).map(|_| server.connect());
            let held = futures_util::future::join_all(burst).await;
            let answer = server.ask(HELLO).await;
            assert!(answer.ends_with("hello"), "{connections} connections, round {round}: {answer}");
            drop(held);
        }
    }
}

#[tokio::test]
async fn idle_connections_are_closed_and_kept_alive_before() {
    let server = start(limits());
    let mut stream = server.connect().await;
    for _ in 0..3 {
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let mut buffer = [0; 1024];
        let read = stream.read(&mut buffer).await.unwrap();
        assert!(String::from_utf8_lossy(&buffer[..read]).ends_with("hello"));
        // Longer than a head may take: nothing of a head has come yet.
        tokio::time::sleep(Duration::from_millis(450)).await;
    }
    let begun = Instant::now();
    assert_eq!(read_all(&mut stream).await, "");
    assert!(begun.elapsed() < Duration::from_millis(1200));
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut() {
    let server = start(limits());
    let mut stream = server.connect().await;
    stream.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(1000)).await;
    assert!(read_all(&mut stream).await.len() < 64 * 1024 * 1024);
}

#[tokio::test]
async fn an_upgraded_connection_outlives_all_deadlines_and_keeps_its_permit() {
    let server = start(Limits { connections: 1, ..limits() });
    let mut stream = server.connect().await;
    stream
        .write_all(b"GET /upgrade HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: test\r\n\r\n")
        .await
        .unwrap();
    let mut buffer = [0; 1024];
    let read = stream.read(&mut buffer).await.unwrap();
    assert!(buffer[..read].starts_with(b"HTTP/1.1 101"));
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(read_all(&mut server.connect().await).await.starts_with("HTTP/1.1 503"));
    stream.write_all(b"ping").await.unwrap();
    let read = stream.read(&mut buffer).await.unwrap();
    assert_eq!(&buffer[..read], b"ping");
    drop(stream);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(server.ask(HELLO).await.ends_with("hello"));
}

#[tokio::test]
async fn requests_in_progress_finish_and_the_rest_is_cut() {
    let server = start(limits());
    let mut late = server.connect().await;
    late.write_all(b"GET /late HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut never = server.connect().await;
    never.write_all(b"GET /never HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let _idle = server.connect().await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.stop.cancel();
    assert!(read_all(&mut late).await.starts_with("HTTP/1.1 200"));
    assert_eq!(server.running.await.unwrap(), Drained { cut: 1 });
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn the_client_is_who_the_trusted_proxy_says() {
    let ask = "GET /who HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-forwarded-for: 203.0.113.9\r\n\r\n";
    assert!(start(limits()).ask(ask).await.ends_with("127.0.0.1"));
    let trusted_proxies = TrustedProxies::parse(&["127.0.0.0/8".into()]).unwrap();
    assert!(start(Limits { trusted_proxies, ..limits() }).ask(ask).await.ends_with("203.0.113.9"));
}

#[tokio::test]
async fn a_request_that_programs_read_differently_is_refused() {
    let server = start(limits());
    let refused = |answer: &str| answer.starts_with("HTTP/1.1 400") && answer.contains("HEADER_MALFORMED");
    for bad in [
        "GET / HTTP/1.1\r\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: a\r\nhost: a\r\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: a\r\nHost: b\r\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: evil.example/x?\r\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: a\"><script>\r\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\nhost: x\nconnection: close\n\n",
        "GET / HTTP/1.1\r\nhost: x\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\n",
        "GET http://x/ HTTP/1.1\r\nconnection: close\r\n\r\n",
    ] {
        let answer = server.ask(bad).await;
        assert!(refused(&answer), "{bad:?}: {answer}");
    }
    // HTTP/1.0 knows no host, and line feeds in a body are nobody's affair.
    assert!(server.ask("GET / HTTP/1.0\r\n\r\n").await.ends_with("hello"));
    let body = "POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 3\r\n\r\n\na\n";
    assert!(server.ask(body).await.ends_with("\na\n"));
    // The second request of a connection is read as strictly as the first.
    let mut stream = server.connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut buffer = [0; 1024];
    let read = stream.read(&mut buffer).await.unwrap();
    assert!(String::from_utf8_lossy(&buffer[..read]).ends_with("hello"));
    stream.write_all(b"GET / HTTP/1.1\nhost: x\n\n").await.unwrap();
    assert!(refused(&read_all(&mut stream).await));
}

#[tokio::test]
async fn idle_connections_make_room_before_the_last_permit_is_taken() {
    let limits =
        Limits { connections: 32, connections_per_ip: 1000, idle: Duration::from_secs(60), ..limits() };
    let server = start(Limits { header: Duration::from_secs(60), ..limits });
    let mut held = Vec::new();
    for n in 0..200 {
        let mut stream = server.connect().await;
        // Every other one has begun a request.
        if n % 2 == 0 {
            stream.write_all(b"GET / HT").await.unwrap();
        }
        held.push(stream);
        if n % 20 == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            assert!(server.ask(HELLO).await.ends_with("hello"), "after {n}");
        }
    }
    // Who is being answered is not sent away for them.
    let mut late = server.connect().await;
    late.write_all(b"GET /late HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    for _ in 0..100 {
        held.push(server.connect().await);
    }
    assert!(read_all(&mut late).await.starts_with("HTTP/1.1 200"));
}
