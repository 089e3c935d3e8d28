//! How many logins of one network are under way at the same time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Limited;

/// Passwords of one network that are looked at at the same time at most; the next ones wait.
const LOGINS_AT_ONCE: usize = 5;
/// Logins of one network that are looked at or wait at most.
const LOGINS_UNDER_WAY: usize = 15;

/// The logins of each network that are under way now: no network takes the places of all others.
#[derive(Debug, Default)]
pub(crate) struct AtOnce(Arc<parking_lot::Mutex<HashMap<IpAddr, Turns>>>);

#[derive(Debug)]
struct Turns {
    under_way: usize,
    free: Arc<Semaphore>,
}

/// One login under way; dropping it ends it.
#[derive(Debug)]
pub(crate) struct UnderWay {
    all: Arc<parking_lot::Mutex<HashMap<IpAddr, Turns>>>,
    network: IpAddr,
}

impl AtOnce {
    /// Counts one more.
    ///
    /// # Errors
    /// When the network has as many under way as it may.
    pub(crate) fn enter(&self, network: IpAddr) -> Result<UnderWay, Limited> {
        let mut all = self.0.lock();
        let turns = all
            .entry(network)
            .or_insert_with(|| Turns { under_way: 0, free: Arc::new(Semaphore::new(LOGINS_AT_ONCE)) });
        if turns.under_way >= LOGINS_UNDER_WAY {
            metrics::counter!(crate::telemetry::metrics::RATE_LIMITED_TOTAL, "class" => "logins_at_once")
                .increment(1);
            return Err(Limited { retry_after: Duration::from_secs(1) });
        }
        turns.under_way += 1;
        Ok(UnderWay { all: Arc::clone(&self.0), network })
    }
}

impl UnderWay {
    /// Waits until it is its turn, which lasts as long as what this gives.
    pub(crate) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        let free = self.all.lock().get(&self.network).map(|turns| Arc::clone(&turns.free))?;
        // Never closed.
        free.acquire_owned().await.ok()
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut all = self.all.lock();
        if let Some(turns) = all.get_mut(&self.network) {
            turns.under_way -= 1;
            if turns.under_way == 0 {
                all.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};

    use super::*;

    #[tokio::test]
    async fn a_network_has_a_few_logins_under_way_and_no_more() {
        let at_once = AtOnce::default();
        let (one, other): (IpAddr, IpAddr) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let mut under_way: Vec<_> = (0..LOGINS_UNDER_WAY).map(|_| at_once.enter(one).unwrap()).collect();
        assert_eq!(at_once.enter(one).unwrap_err().seconds(), 1);
        assert!(at_once.enter(other).is_ok());
        let mut turns = Vec::new();
        for entered in &under_way[..LOGINS_AT_ONCE] {
            turns.push(entered.turn().await.unwrap());
        }
        let mut next = Box::pin(under_way[LOGINS_AT_ONCE].turn());
        assert!(next.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        turns.pop();
        assert!(next.await.is_some());
        under_way.pop();
        assert!(at_once.enter(one).is_ok());
        under_way.clear();
        assert!(at_once.0.lock().is_empty(), "nothing is kept of those who are gone");
    }
}
