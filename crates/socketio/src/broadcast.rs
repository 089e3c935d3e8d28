//! Sending one event to many.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::namespace::Namespace;
use crate::outbox::{Class, Pushed};
use crate::outgoing::{EmitError, Packet};
use crate::socket::{Socket, SocketCore};
use crate::{Handler, Sid};

/// Whom an event goes to: the rooms named, or everybody when none is; each socket once.
#[must_use = "nothing is sent before `emit`"]
pub struct Broadcast<H: Handler> {
    namespace: Arc<Namespace<H>>,
    rooms: Vec<String>,
    except: Vec<Sid>,
    volatile: bool,
}

/// What became of a broadcast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delivery {
    /// Sockets for which it was queued.
    pub queued: usize,
    /// Sockets which lag: [`Handler::lagged`] follows for each of them. For a volatile event nothing follows.
    pub lagging: usize,
}

impl<H: Handler> Broadcast<H> {
    pub(crate) fn new(namespace: Arc<Namespace<H>>) -> Self {
        Self { namespace, rooms: Vec::new(), except: Vec::new(), volatile: false }
    }

    /// Adds the members of a room.
    pub fn to(mut self, room: impl Into<String>) -> Self {
        self.rooms.push(room.into());
        self
    }

    /// Leaves a socket out.
    pub fn except(mut self, socket: Sid) -> Self {
        self.except.push(socket);
        self
    }

    /// Lets the event be dropped for clients which are behind, instead of making them resume: for what is
    /// soon outdated, such as that somebody types.
    pub fn volatile(mut self) -> Self {
        self.volatile = true;
        self
    }

    /// Queues the event for every receiver; never waits.
    ///
    /// # Errors
    /// When the event is larger than the allowance of a connection; it is then sent to nobody.
    pub fn emit(self, packet: &Packet) -> Result<Delivery, EmitError> {
        let parcel = packet.for_namespace(&self.namespace.name);
        let largest = parcel.largest();
        if largest > self.namespace.max_broadcast {
            return Err(EmitError::TooLarge(largest));
        }
        let class = if self.volatile { Class::Volatile } else { Class::Broadcast };
        let mut delivery = Delivery::default();
        self.each(|socket| match socket.link.0.push(&parcel, class) {
            Pushed::Queued { .. } => delivery.queued += 1,
            Pushed::Lagging | Pushed::Dropped => delivery.lagging += 1,
            Pushed::Overflow | Pushed::Closed => {}
        });
        if delivery.lagging > 0 {
            let counters = &self.namespace.counters;
            let counter = if self.volatile { &counters.volatile_dropped } else { &counters.dropped };
            counter.fetch_add(u64::try_from(delivery.lagging).unwrap_or(0), Ordering::Relaxed);
        }
        Ok(delivery)
    }

    /// Whether an event would go to nobody at this moment: then it need not be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let wanted = |id: &Sid| !self.except.contains(id);
        if self.rooms.is_empty() {
            let mut is_empty = true;
            self.each(|_| is_empty = false);
            return is_empty;
        }
        !self.rooms.iter().any(|room| self.namespace.rooms.any(room, wanted))
    }

    /// The sockets which an event would go to at this moment.
    #[must_use]
    pub fn sockets(&self) -> Vec<Socket<H>> {
        let mut sockets = Vec::new();
        self.each(|core| sockets.push(Socket { core: core.clone() }));
        sockets
    }

    fn each(&self, mut visit: impl FnMut(&Arc<SocketCore<H>>)) {
        let wanted = |id: &Sid| !self.except.contains(id);
        match self.rooms.as_slice() {
            [] => self.namespace.each(|id, socket| {
                if wanted(&id) {
                    visit(socket);
                }
            }),
            [room] => self.namespace.rooms.each(room, |id, socket| {
                if wanted(&id) {
                    visit(socket);
                }
            }),
            rooms => {
                let mut seen = HashSet::new();
                for room in rooms {
                    self.namespace.rooms.each(room, |id, socket| {
                        if wanted(&id) && seen.insert(id) {
                            visit(socket);
                        }
                    });
                }
            }
        }
    }
}
