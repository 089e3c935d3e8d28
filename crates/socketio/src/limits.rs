//! How many connections may exist, and how fast one may send.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;

/// Counts connections, in total and by address.
#[derive(Debug)]
pub(crate) struct Admission {
    total: AtomicUsize,
    by_network: Mutex<HashMap<IpAddr, usize>>,
    max_total: usize,
    max_per_network: usize,
}

/// Why there is no room for another connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    Server,
    Network,
}

/// The place of one connection, given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    admission: Arc<Admission>,
    network: IpAddr,
}

impl Admission {
    pub(crate) fn new(max_total: usize, max_per_network: usize) -> Arc<Self> {
        let by_network = Mutex::new(HashMap::new());
        Arc::new(Self { total: AtomicUsize::new(0), by_network, max_total, max_per_network })
    }

    pub(crate) fn admit(self: &Arc<Self>, peer: IpAddr) -> Result<Place, Full> {
        let network = network_of(peer);
        let mut by_network = self.by_network.lock();
        if self.total.load(Ordering::Relaxed) >= self.max_total {
            return Err(Full::Server);
        }
        if by_network.get(&network).is_some_and(|count| *count >= self.max_per_network) {
            return Err(Full::Network);
        }
        *by_network.entry(network).or_default() += 1;
        self.total.fetch_add(1, Ordering::Relaxed);
        Ok(Place { admission: self.clone(), network })
    }

    pub(crate) fn total(&self) -> usize {
        self.total.load(Ordering::Relaxed)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut by_network = self.admission.by_network.lock();
        if let Some(count) = by_network.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                by_network.remove(&self.network);
            }
        }
        self.admission.total.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The part of an address which one customer cannot change at will: IPv6 is given out by /64.
fn network_of(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// A token bucket: `burst` packets at once, `per_second` for long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    tokens: f32,
    filled_at: u64,
}

impl Bucket {
    pub(crate) fn full(burst: u32, now: u64) -> Self {
        Self { tokens: burst as f32, filled_at: now }
    }

    /// Gives back a token for which nothing came.
    pub(crate) fn give_back(&mut self) {
        self.tokens += 1.0;
    }

    /// Takes one token at `now` (milliseconds); `Err` is the time until there is one.
    pub(crate) fn take(&mut self, now: u64, per_second: u32, burst: u32) -> Result<(), Duration> {
        if self.tokens < 1.0 {
            let elapsed = now.saturating_sub(self.filled_at) as f32 / 1000.0;
            self.tokens = (self.tokens + elapsed * per_second as f32).min(burst.max(1) as f32);
            self.filled_at = now;
        }
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return Ok(());
        }
        Err(Duration::from_secs_f32(((1.0 - self.tokens) / per_second.max(1) as f32).max(0.001)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_and_given_back() {
        let admission = Admission::new(3, 2);
        let peer: IpAddr = "192.0.2.1".parse().unwrap();
        let other: IpAddr = "192.0.2.2".parse().unwrap();
        let first = admission.admit(peer).unwrap();
        let _second = admission.admit(peer).unwrap();
        assert_eq!(admission.admit(peer).unwrap_err(), Full::Network);
        let _third = admission.admit(other).unwrap();
        assert_eq!(admission.admit(other).unwrap_err(), Full::Server);
        drop(first);
        assert_eq!(admission.total(), 2);
        assert!(admission.admit(peer).is_ok());
    }

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        let admission = Admission::new(9, 1);
        let _place = admission.admit("2001:db8::1".parse().unwrap()).unwrap();
        assert!(admission.admit("2001:db8::ffff".parse().unwrap()).is_err());
        assert!(admission.admit("2001:db8:0:1::1".parse().unwrap()).is_ok());
        let _place = admission.admit("::ffff:192.0.2.1".parse().unwrap()).unwrap();
        assert!(
            admission.admit("192.0.2.1".parse().unwrap()).is_err(),
            "a mapped address is the same address"
        );
    }

    #[test]
    fn a_bucket_gives_a_burst_and_then_its_rate() {
        let mut bucket = Bucket::full(2, 0);
        assert!(bucket.take(0, 10, 2).is_ok());
        assert!(bucket.take(0, 10, 2).is_ok());
        let wait = bucket.take(0, 10, 2).unwrap_err();
        assert!((99..=101).contains(&wait.as_millis()), "{wait:?}");
        assert!(bucket.take(101, 10, 2).is_ok());
        assert!(bucket.take(101, 10, 2).is_err());
        assert!(bucket.take(10_000, 10, 2).is_ok());
        assert!(bucket.take(10_000, 10, 2).is_ok());
        assert!(bucket.take(10_000, 10, 2).is_err(), "no more than the burst is saved up");
    }
}
