//! The address of the client, which behind a proxy is not the peer's.

use std::net::IpAddr;

use axum::http::HeaderMap;
use thiserror::Error;

/// The client's address; an extension of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddr(pub IpAddr);

/// Why proxies cannot be trusted as they were given.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProxyError {
    /// Neither an address nor a network.
    #[error("`{0}` is neither an address nor a network such as `10.0.0.0/8`")]
    NotANetwork(String),
    /// So large a network holds clients too, and every client could say that it is any other one.
    #[error(
        "`{0}` trusts the `X-Forwarded-For` of nearly everybody; name the proxies, at most a network such as `10.0.0.0/8`"
    )]
    TooWide(String),
}

/// Proxies whose `X-Forwarded-For` is trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u32,
}

impl TrustedProxies {
    /// Reads addresses and networks.
    ///
    /// # Errors
    /// When one is neither, or holds nearly everybody.
    pub fn parse(texts: &[String]) -> Result<Self, ProxyError> {
        let network = |text: &String| {
            let network = Network::parse(text).ok_or_else(|| ProxyError::NotANetwork(text.clone()))?;
            if network.is_wide() { Err(ProxyError::TooWide(text.clone())) } else { Ok(network) }
        };
        texts.iter().map(network).collect::<Result<_, _>>().map(Self)
    }

    /// Whether this address is one of them.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// The client behind this peer: the last address in `X-Forwarded-For` that is not one of our proxies. What stands
    /// before it was written by the client and may be anything.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> ClientAddr {
        if !self.contains(peer) {
            return ClientAddr(peer);
        }
        let mut client = peer;
        let lines = headers.get_all("x-forwarded-for").iter().rev();
        for hop in lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(',')) {
            let Some(address) = parse_hop(hop.trim()) else { break };
            client = address;
            if !self.contains(address) {
                break;
            }
        }
        ClientAddr(client)
    }
}

/// `1.2.3.4`, `1.2.3.4:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn parse_hop(text: &str) -> Option<IpAddr> {
    let parsed = text.parse::<IpAddr>().ok();
    let parsed = parsed.or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()));
    parsed.map(|address| address.to_canonical())
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address.parse().ok()?, bits.parse().ok()?),
            None => {
                let address: IpAddr = text.trim().parse().ok()?;
                (address, if address.is_ipv4() { 32 } else { 128 })
            }
        };
        match (address, address.to_canonical()) {
            (IpAddr::V4(_), _) if bits <= 32 => Some(Self { address, bits }),
            // An IPv4 network as IPv6 writes it.
            (IpAddr::V6(_), v4 @ IpAddr::V4(_)) if (96..=128).contains(&bits) => {
                Some(Self { address: v4, bits: bits - 96 })
            }
            (IpAddr::V6(_), IpAddr::V6(_)) if bits <= 128 => Some(Self { address, bits }),
            _ => None,
        }
    }

    /// The largest networks that somebody owns, and those for private use, are narrower.
    fn is_wide(&self) -> bool {
        match self.address {
            IpAddr::V4(_) => self.bits < 8,
            IpAddr::V6(address) => self.bits < if address.is_unique_local() { 7 } else { 16 },
        }
    }

    fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differing = own.to_bits() ^ other.to_bits();
                differing.checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differing = own.to_bits() ^ other.to_bits();
                differing.checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[&'static str]) -> String {
        let proxies = TrustedProxies::parse(&["10.0.0.0/8".into(), "2001:db8::5".into()]).unwrap();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        proxies.client(peer.parse().unwrap(), &headers).0.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(client("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(client("10.1.2.3", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("2001:db8::5", &["[2001:db8::9]:443"]), "2001:db8::9");
        assert_eq!(client("10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn what_the_client_wrote_itself_does_not_count() {
        assert_eq!(client("10.1.2.3", &["1.1.1.1, 198.51.100.7, 10.9.9.9"]), "198.51.100.7");
        assert_eq!(client("10.1.2.3", &["1.1.1.1", "198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("10.1.2.3", &["1.1.1.1, nonsense"]), "10.1.2.3");
        assert_eq!(client("10.1.2.3", &["198.51.100.7:1234"]), "198.51.100.7");
    }

    #[test]
    fn networks_are_read_strictly() {
        for bad in [
            "",
            "10.0.0.0/33",
            "::ffff:10.0.0.0/95",
            "10.0.0/8",
            "example.com",
            "2001:db8::/129",
            "10.0.0.0/-1",
        ] {
            assert!(TrustedProxies::parse(&[bad.to_owned()]).is_err(), "{bad}");
        }
        let one = TrustedProxies::parse(&["10.0.0.0/8".into(), "::ffff:192.0.2.0/120".into()]).unwrap();
        assert!(one.contains("10.9.9.9".parse().unwrap()) && one.contains("192.0.2.9".parse().unwrap()));
        assert!(!one.contains("2001:db8::1".parse().unwrap()) && !one.contains("192.0.3.9".parse().unwrap()));
    }

    #[test]
    fn nobody_trusts_nearly_everybody() {
        for wide in [
            "0.0.0.0/0",
            "::/0",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "64.0.0.0/7",
            "2000::/3",
            "::ffff:0.0.0.0/96",
            "::/8",
        ] {
            let refused = TrustedProxies::parse(&[wide.to_owned()]);
            assert_eq!(refused, Err(ProxyError::TooWide(wide.to_owned())));
        }
        for fine in ["10.0.0.0/8", "fc00::/7", "2001:db8::/32", "104.16.0.0/13", "::1", "127.0.0.1"] {
            assert!(TrustedProxies::parse(&[fine.to_owned()]).is_ok(), "{fine}");
        }
    }
}
