//! Sends an event to the part of its audience that its type names. A payload is serialised once per room, or once for
//! all, and its bytes are shared by all recipients.

use liaison_domain::event::Audience;
use liaison_protocol::{
    events::{ServerEvent, To},
    ids::PersonId,
    side::Side,
};
use liaison_socketio::{Broadcast, EmitError, Packet, Sid, Socket};

use crate::socket::{Application, Sockets, rooms};

/// The sockets of this node that one event may reach.
pub(in crate::socket) struct Recipients<'a> {
    pub(super) sockets: &'a Sockets,
    audience: &'a Audience,
    except: Vec<Sid>,
}

impl<'a> Recipients<'a> {
    pub(in crate::socket) fn new(sockets: &'a Sockets, audience: &'a Audience) -> Self {
        let except = audience.except.map_or_else(Vec::new, |person| {
            sockets.to(&rooms::person(person)).sockets().iter().map(|socket| socket.id()).collect()
        });
        Self { sockets, audience, except }
    }

    /// Sends everyone the same payload: serialised once, and received once by each socket.
    pub(in crate::socket) fn alike<T: ServerEvent>(&self, payload: impl Fn() -> T) {
        let mut broadcasts: Vec<Broadcast<Application>> = Vec::new();
        for room in self.shared_rooms(T::TO) {
            // Rooms of one kind share no sockets; those of several kinds are one broadcast.
            match broadcasts.pop() {
                Some(union) if spans_kinds(T::TO) => broadcasts.push(union.to(room)),
                last => {
                    broadcasts.extend(last);
                    broadcasts.push(self.others_in(&room));
                }
            }
        }
        broadcasts.extend(self.people(T::TO).iter().map(|person| self.sockets.to(&rooms::person(*person))));
        let mut packet = None;
        for broadcast in broadcasts {
            if !broadcast.is_empty() {
                send::<T>(broadcast, packet.get_or_insert_with(|| Packet::new(T::NAME, &payload())));
            }
        }
    }

    /// Sends those who joined what their side may know.
    pub(super) fn per_side<T: ServerEvent>(&self, payload: impl Fn(Side) -> T) {
        for (room, side) in self.joined(T::TO, &self.audience.sides) {
            write(self.others_in(&room), || payload(side));
        }
    }

    /// Sends those who joined on one side what that side may know.
    pub(super) fn to_side<T: ServerEvent>(&self, side: Side, payload: impl Fn() -> T) {
        for (room, _) in self.joined(T::TO, &[side]) {
            write(self.others_in(&room), &payload);
        }
    }

    /// Sends each person what they may know.
    pub(super) fn per_person<T: ServerEvent>(&self, payload: impl Fn(PersonId) -> T) {
        for person in self.people(T::TO) {
            write(self.sockets.to(&rooms::person(*person)), || payload(*person));
        }
    }

    /// Sends staff what staff may know.
    pub(super) fn staff<T: ServerEvent>(&self, payload: impl Fn() -> T) {
        if self.audience.staff && T::TO.contains(&To::Staff) {
            write(self.others_in(rooms::STAFF), payload);
        }
    }

    /// Sends those who may know that an entry exists, but not what it says.
    pub(super) fn hidden<T: ServerEvent>(&self, payload: impl Fn() -> T) {
        for (room, _) in self.joined(T::TO, &self.audience.hidden_from) {
            write(self.others_in(&room), &payload);
        }
    }

    /// The rooms of the audience, without those of single people. Events to one socket or to a whole node have no
    /// audience.
    fn shared_rooms(&self, to: &[To]) -> Vec<String> {
        let mut rooms: Vec<_> =
            self.joined(to, &self.audience.sides).into_iter().map(|(room, _)| room).collect();
        if self.audience.staff && to.contains(&To::Staff) {
            rooms.push(rooms::STAFF.to_owned());
        }
        if to.contains(&To::Viewing) {
            rooms.extend(self.audience.viewing.map(rooms::viewing));
        }
        rooms
    }

    fn joined(&self, to: &[To], sides: &[Side]) -> Vec<(String, Side)> {
        let mut rooms = Vec::new();
        for to in to {
            let To::Joined(vocabulary) = to else { continue };
            for id in &self.audience.conversations {
                rooms.extend(sides.iter().map(|side| (rooms::conversation(*id, *side, *vocabulary), *side)));
            }
        }
        rooms
    }

    /// People named in the audience receive it, including the one it is about.
    fn people(&self, to: &[To]) -> &[PersonId] {
        if to.contains(&To::People) { &self.audience.people } else { &[] }
    }

    /// A room without the sockets of the excepted person.
    fn others_in(&self, room: &str) -> Broadcast<Application> {
        self.except.iter().fold(self.sockets.to(room), |broadcast, sid| broadcast.except(*sid))
    }
}

/// Whether a socket may be in several of the shared rooms.
fn spans_kinds(to: &[To]) -> bool {
    to.iter().filter(|to| **to != To::People).count() > 1
}

/// Serialises nothing when no one receives it.
fn write<T: ServerEvent>(broadcast: Broadcast<Application>, payload: impl FnOnce() -> T) {
    if !broadcast.is_empty() {
        send::<T>(broadcast, &Packet::new(T::NAME, &payload()));
    }
}

fn send<T: ServerEvent>(broadcast: Broadcast<Application>, packet: &Result<Packet, EmitError>) {
    let failed = |error: &EmitError| {
        // The head of the conversation tells clients that something is missing.
        tracing::error!(event = "broadcast_failed", name = T::NAME, %error);
    };
    let broadcast = if T::IS_PASSING { broadcast.volatile() } else { broadcast };
    match packet {
        Ok(packet) => drop(broadcast.emit(packet).inspect_err(failed)),
        Err(error) => failed(error),
    }
}

/// Sends an event to one socket.
pub(in crate::socket) fn say<T: ServerEvent>(
    socket: &Socket<Application>,
    payload: &T,
) -> Result<(), EmitError> {
    socket.emit(T::NAME, payload)
}
