//! How many files and connections this process may have open, and how many connections that leaves room for.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::config::Config;

/// More are never asked for: some systems allow a thousand times as many, and some tools walk through all of them.
const MOST: u64 = 1_048_576;
/// For the log, the listener, keys, fetching keys of others, the bus, signals and timers.
const BASE: u64 = 64;
/// Fewer connections are no server.
const FEWEST: usize = 16;

/// What may be open at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Descriptors of this process.
    pub descriptors: u64,
    /// Connections in all.
    pub connections: usize,
    /// Connections of one address.
    pub connections_per_ip: usize,
}

impl Room {
    /// Whether the system allows fewer connections than the configuration.
    #[must_use]
    pub fn is_less_than(&self, config: &Config) -> bool {
        self.connections < config.http.max_connections
    }
}

/// Raises the soft limit as far as the system lets us, and gives what it is then.
pub fn raise() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(MOST).min(MOST);
    if limit.current.is_some_and(|current| current < wanted) {
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(event = "descriptors_not_raised", %error);
        }
    }
    getrlimit(Resource::Nofile).current.unwrap_or(MOST)
}

/// What the hard limit would leave room for, without changing anything.
#[must_use]
pub fn attainable(config: &Config) -> Room {
    room(config, getrlimit(Resource::Nofile).maximum.unwrap_or(MOST).min(MOST))
}

/// The room for connections under so many descriptors. The rest is for the database, and for files that are read and
/// written while their connections wait.
#[must_use]
pub fn room(config: &Config, descriptors: u64) -> Room {
    let of_database = u64::from(config.database.readers) + 4;
    // SQLite has the database and its write-ahead log open for each connection.
    let of_database = if config.uses_postgres() {
        of_database + u64::from(config.database.writers)
    } else {
        2 * of_database
    };
    let kept = BASE + of_database + descriptors / 8;
    let left = usize::try_from(descriptors.saturating_sub(kept)).unwrap_or(usize::MAX);
    let connections = config.http.max_connections.min(left.max(FEWEST));
    // Three addresses together leave a quarter to all others.
    let share = (connections / 4).max(FEWEST / 4);
    Room { descriptors, connections, connections_per_ip: config.http.max_connections_per_ip.min(share) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_room_for_the_rest() {
        let config = Config::default();
        for descriptors in [256, 1024, 4096, 65_536] {
            let room = room(&config, descriptors);
            assert!((room.connections as u64) < descriptors - 64, "{room:?}");
            assert!(3 * room.connections_per_ip < room.connections, "{room:?}");
            assert!(room.is_less_than(&config) == (descriptors < 60_000), "{room:?}");
        }
        let plenty = room(&config, MOST);
        assert_eq!((plenty.connections, plenty.connections_per_ip), (50_000, 512), "the configuration holds");
        assert_eq!(room(&config, 20).connections, FEWEST);
    }
}
