//! Who is in which room.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use parking_lot::RwLock;

use crate::Sid;
use crate::sid::SidMap;

/// Shards, so that a broadcast to one room rarely holds up joining another.
const SHARDS: usize = 64;

/// The members of all rooms of one namespace. A room exists while somebody is in it.
#[derive(Debug)]
pub(crate) struct Rooms<M> {
    hasher: RandomState,
    shards: Vec<RwLock<Shard<M>>>,
}

type Shard<M> = HashMap<Arc<str>, SidMap<Arc<M>>>;

impl<M> Rooms<M> {
    pub(crate) fn new() -> Self {
        let shards = (0..SHARDS).map(|_| RwLock::new(HashMap::new())).collect();
        Self { hasher: RandomState::new(), shards }
    }

    /// Adds a member; returns the room's name as all its members share it.
    pub(crate) fn join(&self, room: &str, id: Sid, member: Arc<M>) -> Option<Arc<str>> {
        let mut shard = self.shard(room)?.write();
        let name = match shard.get_key_value(room) {
            Some((name, _)) => name.clone(),
            None => Arc::from(room),
        };
        shard.entry(name.clone()).or_default().insert(id, member);
        Some(name)
    }

    pub(crate) fn leave(&self, room: &str, id: Sid) {
        let Some(shard) = self.shard(room) else { return };
        let mut shard = shard.write();
        let Some(members) = shard.get_mut(room) else { return };
        members.remove(&id);
        if members.is_empty() {
            shard.remove(room);
        } else if members.capacity() > 64 && members.len() < members.capacity() / 8 {
            members.shrink_to_fit();
        }
    }

    /// Visits every member, under the lock of the room's shard: only short, non-blocking work is fit for it.
    pub(crate) fn each(&self, room: &str, mut visit: impl FnMut(Sid, &Arc<M>)) {
        let Some(shard) = self.shard(room) else { return };
        if let Some(members) = shard.read().get(room) {
            for (id, member) in members {
                visit(*id, member);
            }
        }
    }

    /// Whether a room has such a member; looks no further than the first.
    pub(crate) fn any(&self, room: &str, wanted: impl Fn(&Sid) -> bool) -> bool {
        let Some(shard) = self.shard(room) else { return false };
        shard.read().get(room).is_some_and(|members| members.keys().any(wanted))
    }

    fn shard(&self, room: &str) -> Option<&RwLock<Shard<M>>> {
        let hash = usize::try_from(self.hasher.hash_one(room) & 0xffff).unwrap_or(0);
        self.shards.get(hash % SHARDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(rooms: &Rooms<u8>, room: &str) -> usize {
        let mut count = 0;
        rooms.each(room, |_, _| count += 1);
        count
    }

    #[test]
    fn a_room_is_there_while_somebody_is_in_it() {
        let rooms = Rooms::new();
        let (a, b) = (Sid::random(), Sid::random());
        rooms.join("x", a, Arc::new(1));
        rooms.join("x", b, Arc::new(2));
        rooms.join("x", b, Arc::new(2));
        assert_eq!(members(&rooms, "x"), 2);
        rooms.leave("x", a);
        rooms.leave("x", b);
        rooms.leave("x", b);
        assert_eq!(members(&rooms, "x"), 0);
        assert!(rooms.shards.iter().all(|shard| shard.read().is_empty()));
    }
}
