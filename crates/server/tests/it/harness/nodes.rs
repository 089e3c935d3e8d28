//! The nodes behind a server. A test does not know how many there are: each request and each socket goes to the next
//! one, so that what is done on one node is seen from the other.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use liaison_domain::{app::App, bus::BusStatus};

/// How long nodes may take to tell each other.
const TIMEOUT: Duration = Duration::from_secs(15);

/// All nodes of one server. Clones are the same nodes.
#[derive(Clone)]
pub(crate) struct Nodes(Arc<Inner>);

struct Inner {
    addresses: Vec<SocketAddr>,
    /// In the order of the addresses; none when the nodes are not in this process.
    apps: Vec<App>,
    requests: AtomicUsize,
    sockets: AtomicUsize,
}

impl From<SocketAddr> for Nodes {
    /// A server of one node.
    fn from(address: SocketAddr) -> Self {
        Self::new(Vec::new(), vec![address])
    }
}

impl Nodes {
    /// Nodes that were [connected](Self::are_connected) before one of them said anything.
    pub(crate) fn new(apps: Vec<App>, addresses: Vec<SocketAddr>) -> Self {
        // Sockets begin elsewhere than requests: whoever asks and listens does it on two nodes.
        let (requests, sockets) = (AtomicUsize::new(0), AtomicUsize::new(1));
        Self(Arc::new(Inner { addresses, apps, requests, sockets }))
    }

    /// Makes sure that all hear each other from the first event on.
    pub(crate) fn are_connected(apps: &[App]) {
        for bus in apps.iter().filter_map(App::bus_status) {
            assert!(bus.is_connected && bus.published == 0, "{bus:?}");
        }
    }

    /// The domain of each node.
    pub(crate) fn apps(&self) -> &[App] {
        &self.0.apps
    }

    /// Where the next request goes.
    pub(crate) fn for_request(&self) -> SocketAddr {
        self.next(&self.0.requests)
    }

    /// Where the next socket goes.
    pub(crate) fn for_socket(&self) -> SocketAddr {
        self.next(&self.0.sockets)
    }

    fn next(&self, counter: &AtomicUsize) -> SocketAddr {
        let addresses = &self.0.addresses;
        addresses[counter.fetch_add(1, Relaxed) % addresses.len()]
    }

    /// Waits until every node was told what the others had said before.
    pub(crate) async fn settled(&self) {
        let mut sent = Vec::new();
        for app in &self.0.apps {
            app.flush_bus().await;
            sent.push(status(app).published);
        }
        let all: u64 = sent.iter().sum();
        let begun = Instant::now();
        for (app, own) in self.0.apps.iter().zip(sent) {
            while app.bus_status().is_some_and(|bus| bus.received < all - own) {
                let status = status(app);
                assert!(begun.elapsed() < TIMEOUT, "not all of {} events arrive: {status:?}", all - own);
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    }
}

fn status(app: &App) -> BusStatus {
    app.bus_status().unwrap_or_default()
}
