//! That something was said in a ticket, told to all staff: whoever lists the tickets of colleagues reads the list again.
//! Who handles a ticket is told of each message by name; this is for those who look on.

use std::time::Duration;

use liaison_domain::tickets::access;
use liaison_protocol::events::TicketActivity;
use tokio::sync::Notify;

use super::{Sockets, fanout::Told};

/// Least time between two words of it, however much is said.
const REST: Duration = Duration::from_secs(1);

/// Whether something was said since it was last told.
#[derive(Default)]
pub(super) struct Activity(Notify);

impl Activity {
    /// Notes it; many notes at once are one.
    pub(super) fn note(&self) {
        self.0.notify_one();
    }
}

/// Tells staff on this node, for ever.
pub async fn tell_of_activity(sockets: Sockets) {
    loop {
        sockets.handler().activity.0.notified().await;
        // Whoever is too slow for it reads the list from time to time anyway.
        Told::new(&sockets, &access::colleagues()).alike(|| TicketActivity {});
        tokio::time::sleep(REST).await;
    }
}
