//! Few open files: clients that hold connections and say nothing do not keep a probe or anybody else out.

use std::{
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use socket2::{Domain, Socket, Type};

use crate::program::{Installation, Server};

const PROBE: &str = "GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

/// Connections from an address of their own, as many as the server takes and up to so many.
fn hold(server: &Server, from: [u8; 4], count: usize) -> Vec<TcpStream> {
    let to = SocketAddr::from(([127, 0, 0, 1], server.address.port()));
    let connect = |_| {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from((from, 0)).into()).unwrap();
        socket.connect_timeout(&to.into(), Duration::from_secs(2)).ok()?;
        Some(TcpStream::from(socket))
    };
    (0..count).map_while(connect).collect()
}

/// Within two seconds the probe is answered. In the midst of a burst it may be turned away first: room is being made.
#[track_caller]
fn is_ready(server: &Server) {
    let begun = Instant::now();
    loop {
        let answer = server.ask(PROBE, Duration::from_secs(2)).unwrap_or_default();
        if answer.starts_with("HTTP/1.1 200") {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(2), "{answer}");
    }
}

fn descriptors(server: &Server) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", server.pid())).unwrap().count()
}

#[test]
fn addresses_that_hold_idle_connections_do_not_silence_the_probe() {
    let installation = Installation::new("ulimit -n 256");
    let server = installation.serve();
    let capped = server.logged("connections_capped").expect("it says that it takes fewer");
    assert!(capped["connections"].as_u64().unwrap() < 200, "{capped}");
    let mut held = Vec::new();
    for address in 2..12 {
        held.push(hold(&server, [127, 0, 0, address], 100));
        is_ready(&server);
        assert!(descriptors(&server) < 240, "descriptors are left for the rest");
    }
    for _ in 0..20 {
        is_ready(&server);
    }
    let made = server.post("/admin/api-keys", r#"{"name":"K","scopes":["orders"]}"#);
    assert!(made.starts_with("HTTP/1.1 201"), "{made}");
    assert_eq!(server.times_logged("accept_failed"), 0);
}

#[test]
fn a_soft_limit_is_raised_to_the_hard_one() {
    let installation = Installation::new("ulimit -Sn 64; ulimit -Hn 4000");
    let server = installation.serve();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.pid())).unwrap();
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let numbers: Vec<_> = line.split_whitespace().filter(|word| word.parse::<u64>().is_ok()).collect();
    assert_eq!(numbers, ["4000", "4000"]);
    let _held = hold(&server, [127, 0, 0, 2], 200);
    is_ready(&server);
}

#[test]
fn doctor_says_how_many_connections_are_possible() {
    for (shell, expected) in [
        ("ulimit -Sn 256; ulimit -Hn 1024", "warn open files: the system allows 1024"),
        ("ulimit -Sn 256", "open files"),
    ] {
        let said = Installation::new(shell).run(&["doctor"]).stdout;
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(said.contains(expected), "{said}");
    }
}
