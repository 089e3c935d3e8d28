//! Tells all staff that a message was posted in some ticket, so that consoles reload their lists of colleagues' tickets.
//! The agent of the ticket gets each message itself; this is for everyone else.

use std::time::Duration;

use liaison_domain::tickets::access;
use liaison_protocol::events::TicketActivity;
use tokio::sync::Notify;

use super::{Sockets, fanout::Recipients};

/// The minimum time between two announcements, however many messages arrive.
const REST: Duration = Duration::from_secs(1);

/// Whether a message was posted since the last announcement.
#[derive(Default)]
pub(super) struct StaleLists(Notify);

impl StaleLists {
    /// Marks lists as outdated; several marks become one announcement.
    pub(super) fn note(&self) {
        self.0.notify_one();
    }
}

/// Announces outdated lists to the staff on this node; runs until it is stopped.
pub async fn announce_stale_lists(sockets: Sockets) {
    loop {
        sockets.handler().stale_lists.0.notified().await;
        // A client too slow to receive it reloads its list periodically anyway.
        Recipients::new(&sockets, &access::colleagues()).alike(|| TicketActivity {});
        tokio::time::sleep(REST).await;
    }
}
