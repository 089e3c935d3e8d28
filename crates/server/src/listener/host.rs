//! What a request says of the host it is for. Nobody has proved it: it is never handed on unless it can only be this
//! server.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, Version, header::HOST};

/// The address at which a connection arrived; an extension of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalAddr(pub SocketAddr);

/// Whether the header `Host` is there once and is one (RFC 9112, 3.2). HTTP/1.0 knew none yet.
#[must_use]
pub fn is_sound(version: Version, headers: &HeaderMap) -> bool {
    let mut given = headers.get_all(HOST).iter();
    match (given.next(), given.next()) {
        (None, _) => version < Version::HTTP_11,
        (Some(host), None) => host.to_str().is_ok_and(|host| parse(host).is_some()),
        (Some(_), Some(_)) => false,
    }
}

/// The host of a request when it can only be this server: this machine by its own name, or the address at which the
/// connection arrived.
#[must_use]
pub fn of_this_server(headers: &HeaderMap, local: LocalAddr) -> Option<&str> {
    let host = headers.get(HOST)?.to_str().ok()?;
    let is_ours = match parse(host)? {
        Name::Address(address) => address.is_loopback() || address == local.0.ip().to_canonical(),
        Name::Text(name) => name.eq_ignore_ascii_case("localhost"),
    };
    is_ours.then_some(host)
}

/// Whether a request was made to this machine by its own name.
#[must_use]
pub fn is_loopback(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    match host.and_then(parse) {
        Some(Name::Address(address)) => address.is_loopback(),
        Some(Name::Text(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

enum Name<'a> {
    Address(IpAddr),
    Text(&'a str),
}

/// `name`, `name:80`, `1.2.3.4:80`, `[::1]:80`.
fn parse(host: &str) -> Option<Name<'_>> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            (Name::Address(IpAddr::V6(address.parse::<Ipv6Addr>().ok()?).to_canonical()), port)
        }
        None => {
            let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
            let fits = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_');
            if name.is_empty() || name.len() > 253 || !name.bytes().all(fits) {
                return None;
            }
            (name.parse().map_or(Name::Text(name), |address| Name::Address(IpAddr::V4(address))), port)
        }
    };
    let is_port = |port: &str| port.bytes().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok();
    (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(hosts: &[&'static str]) -> HeaderMap {
        hosts.iter().map(|host| (HOST, axum::http::HeaderValue::from_static(host))).collect()
    }

    #[test]
    fn there_is_one_host_and_it_is_one() {
        for good in
            ["x", "chat.example.com", "a_b-c.example:8080", "127.0.0.1:1", "[::1]", "[2001:db8::1]:443", "x."]
        {
            assert!(is_sound(Version::HTTP_11, &headers(&[good])), "{good}");
        }
        for bad in [
            "",
            " ",
            "evil.example/x?",
            "a\"><script>",
            "user@host",
            "x:",
            "x:port",
            "x:99999",
            "[::1",
            "[x]:1",
            "a b",
            "http://x",
            "x,y",
            "x\\y",
            "a:1:2",
            "%41",
        ] {
            assert!(!is_sound(Version::HTTP_11, &headers(&[bad])), "{bad}");
        }
        assert!(!is_sound(Version::HTTP_11, &headers(&["a", "a"])));
        assert!(!is_sound(Version::HTTP_11, &headers(&[])));
        assert!(
            is_sound(Version::HTTP_10, &headers(&[])) && !is_sound(Version::HTTP_10, &headers(&["a", "b"]))
        );
    }

    #[test]
    fn only_a_host_that_is_this_server_is_handed_on() {
        let local = LocalAddr("192.0.2.7:8080".parse().unwrap());
        for ours in
            ["localhost:9000", "LOCALHOST", "127.0.0.1:8080", "127.3.2.1", "[::1]:8080", "192.0.2.7:8080"]
        {
            assert_eq!(of_this_server(&headers(&[ours]), local), Some(ours));
        }
        for other in
            ["evil.example", "localhost.evil.example", "192.0.2.8", "0.0.0.0", "[::ffff:192.0.2.8]", "127.1"]
        {
            assert_eq!(of_this_server(&headers(&[other]), local), None, "{other}");
        }
        assert!(is_loopback(&headers(&["localhost:1"])) && !is_loopback(&headers(&["192.0.2.7"])));
    }
}
