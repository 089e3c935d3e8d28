//! How many connections there are, in all and from one address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::time::Instant;

/// Why there is no permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// All permits are taken.
    Server,
    /// This address has all that it may have.
    Address,
}

impl Full {
    /// For metrics.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Address => "address",
        }
    }
}

/// The permits of a listener.
#[derive(Debug)]
pub struct Permits {
    total: usize,
    per_address: usize,
    taken: Mutex<Taken>,
    /// Tells whoever waits that a permit was given back.
    freed: Notify,
}

#[derive(Debug, Default)]
struct Taken {
    total: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// One permit, free again when dropped.
#[derive(Debug)]
pub struct Permit {
    permits: Arc<Permits>,
    address: Option<IpAddr>,
}

impl Permits {
    /// So many permits.
    #[must_use]
    pub fn new(total: usize, per_address: usize) -> Self {
        Self { total, per_address, taken: Mutex::default(), freed: Notify::new() }
    }

    /// A permit for a connection from this address, counted against the address when `count_address`.
    ///
    /// # Errors
    /// When there is none.
    pub fn take(self: &Arc<Self>, address: IpAddr, count_address: bool) -> Result<Permit, Full> {
        let address = count_address.then(|| network(address));
        let mut taken = self.taken.lock();
        if taken.total >= self.total {
            return Err(Full::Server);
        }
        if let Some(address) = address {
            let count = taken.by_address.entry(address).or_default();
            if *count >= self.per_address {
                return Err(Full::Address);
            }
            *count += 1;
        }
        taken.total += 1;
        Ok(Permit { permits: self.clone(), address })
    }

    /// The same, where permits are about to become free: waits for one of them.
    ///
    /// # Errors
    /// When none became free in time, or the address has all that it may have.
    pub async fn take_within(
        self: &Arc<Self>,
        wait: Duration,
        address: IpAddr,
        count_address: bool,
    ) -> Result<Permit, Full> {
        let deadline = Instant::now() + wait;
        loop {
            let mut freed = std::pin::pin!(self.freed.notified());
            // Before the look: a permit that is given back in between counts.
            freed.as_mut().enable();
            match self.take(address, count_address) {
                Err(Full::Server) => {}
                taken => return taken,
            }
            if tokio::time::timeout_at(deadline, freed).await.is_err() {
                return Err(Full::Server);
            }
        }
    }

    /// Permits that are not taken.
    #[must_use]
    pub fn free(&self) -> usize {
        self.total.saturating_sub(self.taken())
    }

    /// Permits that are taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken.lock().total
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut taken = self.permits.taken.lock();
        taken.total = taken.total.saturating_sub(1);
        if let Some(address) = self.address
            && let Some(count) = taken.by_address.get_mut(&address)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.by_address.remove(&address);
            }
        }
        drop(taken);
        self.permits.freed.notify_waiters();
    }
}

/// What one customer of a provider has: an IPv4 address, or a /64 of IPv6.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permits_are_counted_and_given_back() {
        let permits = Arc::new(Permits::new(3, 2));
        let (a, b): (IpAddr, IpAddr) = ("10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap());
        let first = permits.take(a, true).unwrap();
        let _second = permits.take(a, true).unwrap();
        assert_eq!(permits.take(a, true).unwrap_err(), Full::Address);
        let _third = permits.take(b, true).unwrap();
        assert_eq!(permits.take(b, true).unwrap_err(), Full::Server);
        drop(first);
        assert!(permits.take(a, true).is_ok());
        assert_eq!(permits.taken(), 2);
    }

    #[test]
    fn a_proxy_is_not_counted_as_one_address() {
        let permits = Arc::new(Permits::new(10, 1));
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let taken: Vec<_> = (0..10).map(|_| permits.take(proxy, false).unwrap()).collect();
        drop(taken);
        assert_eq!(permits.taken(), 0);
    }

    #[test]
    fn neighbours_in_a_small_ipv6_network_count_together() {
        assert_eq!(network("2001:db8::1".parse().unwrap()), network("2001:db8::ffff".parse().unwrap()));
        assert_ne!(network("2001:db8:0:1::1".parse().unwrap()), network("2001:db8:0:2::1".parse().unwrap()));
        assert_eq!(network("::ffff:10.0.0.1".parse().unwrap()), "10.0.0.1".parse::<IpAddr>().unwrap());
    }
}
