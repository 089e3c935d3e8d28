//! That something was said in a ticket, told to all staff: whoever lists the tickets of colleagues reads the list again.
//! Who handles a ticket is told of each message by name; this is for those who look on.

use std::time::Duration;

use liaison_domain::tickets::access;
use liaison_protocol::events::TicketActivity;
use tokio::sync::Notify;

use super::{Sockets, fanout::Recipients};

/// Least time between two words of it, however much is said.
const REST: Duration = Duration::from_secs(1);

/// Whether something was said since it was last told.
#[derive(Default)]
pub(super) struct StaleLists(Notify);

impl StaleLists {
    /// Notes it; many notes at once are one.
    pub(super) fn note(&self) {
        self.0.notify_one();
    }
}

/// Tells staff on this node, for ever.
pub async fn announce_stale_lists(sockets: Sockets) {
    loop {
        sockets.handler().stale_lists.0.notified().await;
        // Whoever is too slow for it reads the list from time to time anyway.
        Recipients::new(&sockets, &access::colleagues()).alike(|| TicketActivity {});
        tokio::time::sleep(REST).await;
    }
}
