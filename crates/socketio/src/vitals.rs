//! Whether a session is still alive: pings, deadlines and progress, judged at one look.

use crate::{Config, DisconnectReason};

/// The deadlines, in milliseconds of the engine's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    ping_interval: u64,
    ping_timeout: u64,
    connect_timeout: u64,
    packet_timeout: u64,
    stall_timeout: u64,
    close_grace: u64,
}

/// A client that sends as fast as this is waited for.
pub(crate) const BYTES_A_SECOND: u64 = 4096;

/// What was seen of a session since the last look.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signs {
    /// Some packet arrived.
    pub(crate) heard: bool,
    /// Some byte was taken by the client.
    pub(crate) moved: bool,
    /// Something waits to be taken.
    pub(crate) backlog: bool,
    /// The server does not read at present, so silence means nothing.
    pub(crate) paused: bool,
    /// Why the session is closing.
    pub(crate) closing: Option<DisconnectReason>,
    /// Bytes of something unfinished that have arrived.
    pub(crate) arrived: u64,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Well,
    Ping,
    Close(DisconnectReason),
    /// The grace of a closing session is over.
    Abort,
}

#[derive(Debug)]
pub(crate) struct Vitals {
    heartbeat: Heartbeat,
    connect_by: Option<u64>,
    /// What was left of the time to connect when the client asked.
    connect_left: Option<u64>,
    unfinished_since: Option<u64>,
    stalled_since: Option<u64>,
    closing_since: Option<u64>,
}

#[derive(Debug, Clone, Copy)]
enum Heartbeat {
    PingAt(u64),
    /// A pong is due; another ping goes out at `again_at` if the client lives but its pong does not come:
    /// clients watch for pings, too.
    PongBy {
        deadline: u64,
        again_at: u64,
    },
}

impl Times {
    pub(crate) fn of(config: &Config) -> Self {
        let millis = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX / 4);
        Self {
            ping_interval: millis(config.ping_interval),
            ping_timeout: millis(config.ping_timeout),
            connect_timeout: millis(config.connect_timeout),
            packet_timeout: millis(config.packet_timeout),
            stall_timeout: millis(config.stall_timeout),
            close_grace: millis(config.close_grace),
        }
    }
}

impl Vitals {
    pub(crate) fn born(now: u64, times: &Times) -> Self {
        Self {
            heartbeat: Heartbeat::PingAt(now + times.ping_interval),
            connect_by: Some(now + times.connect_timeout),
            connect_left: None,
            unfinished_since: None,
            stalled_since: None,
            closing_since: None,
        }
    }

    /// A ping was answered.
    pub(crate) fn pong(&mut self, now: u64, times: &Times) {
        self.heartbeat = Heartbeat::PingAt(now + times.ping_interval);
    }

    /// The server reads again after a pause; an answer may stand in line.
    pub(crate) fn reading_again(&mut self, now: u64, times: &Times) {
        if let Heartbeat::PongBy { deadline, .. } = &mut self.heartbeat {
            *deadline = now + times.ping_timeout;
        }
    }

    /// Whether the connection is of use; if not, it has a limited time to become so.
    pub(crate) fn established(&mut self, established: bool, now: u64, times: &Times) {
        // Whoever is refused has what was left: asking again and again is no way to stay.
        let left = self.connect_left.take().unwrap_or(times.connect_timeout);
        self.connect_by = (!established).then(|| now + left);
    }

    /// The client has asked to connect: until it is answered, its time stands still.
    pub(crate) fn judged(&mut self, now: u64) {
        if let Some(by) = self.connect_by.take() {
            self.connect_left = Some(by.saturating_sub(now));
        }
    }

    /// Since when something is unfinished, `None` when nothing is.
    pub(crate) fn unfinished(&mut self, since: Option<u64>) {
        self.unfinished_since = since;
    }

    /// Looks at the session; to be called now and then. Two who look at the same time may come in the wrong
    /// order, so `now` may be a little before the last look.
    pub(crate) fn look(&mut self, now: u64, signs: Signs, times: &Times) -> Verdict {
        if let Some(reason) = signs.closing {
            let since = *self.closing_since.get_or_insert(now);
            let grace = if reason.is_fault() { times.close_grace / 5 } else { times.close_grace };
            return if now.saturating_sub(since) >= grace { Verdict::Abort } else { Verdict::Well };
        }
        if self.connect_by.is_some_and(|deadline| now >= deadline) {
            return Verdict::Close(DisconnectReason::ConnectTimeout);
        }
        if let Some(since) = &mut self.unfinished_since {
            if signs.paused {
                // It is we who do not read on.
                *since = now;
            } else if now.saturating_sub(*since)
                >= times.packet_timeout + signs.arrived * 1000 / BYTES_A_SECOND
            {
                return Verdict::Close(DisconnectReason::PacketTimeout);
            }
        }
        if !signs.backlog {
            self.stalled_since = None;
        } else if signs.moved || self.stalled_since.is_none() {
            self.stalled_since = Some(now);
        } else if self.stalled_since.is_some_and(|since| now.saturating_sub(since) >= times.stall_timeout) {
            return Verdict::Close(DisconnectReason::Stalled);
        }
        match self.heartbeat {
            Heartbeat::PingAt(due) if now >= due => {
                // Counted from when the ping was due, so that a late look does not lengthen the session.
                let deadline = due + times.ping_timeout;
                if now >= deadline && !signs.heard && !signs.paused {
                    return Verdict::Close(DisconnectReason::PingTimeout);
                }
                self.heartbeat = Heartbeat::PongBy { deadline, again_at: due + times.ping_interval };
                Verdict::Ping
            }
            Heartbeat::PongBy { again_at, .. } if now >= again_at && (signs.heard || signs.paused) => {
                self.heartbeat = Heartbeat::PongBy {
                    deadline: now + times.ping_timeout,
                    again_at: now + times.ping_interval,
                };
                Verdict::Ping
            }
            Heartbeat::PongBy { deadline, again_at } if now >= deadline => {
                if signs.heard || signs.paused {
                    self.heartbeat = Heartbeat::PongBy { deadline: now + times.ping_timeout, again_at };
                    return Verdict::Well;
                }
                Verdict::Close(DisconnectReason::PingTimeout)
            }
            _ => Verdict::Well,
        }
    }

    /// Whether this look is one at which "was anything heard" is asked, so that the sign is used up.
    pub(crate) fn asks_whether_heard(&self, now: u64) -> bool {
        matches!(self.heartbeat, Heartbeat::PongBy { deadline, again_at } if now >= deadline.min(again_at))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn times() -> Times {
        Times::of(&Config {
            ping_interval: Duration::from_millis(300),
            ping_timeout: Duration::from_millis(200),
            connect_timeout: Duration::from_millis(1000),
            stall_timeout: Duration::from_millis(100),
            close_grace: Duration::from_millis(50),
            ..Config::default()
        })
    }

    const QUIET: Signs =
        Signs { heard: false, moved: false, backlog: false, paused: false, closing: None, arrived: 0 };

    #[test]
    fn the_first_ping_comes_after_the_interval_and_the_end_after_the_timeout() {
        let times = times();
        let mut vitals = Vitals::born(0, &times);
        assert_eq!(vitals.look(299, QUIET, &times), Verdict::Well);
        assert_eq!(vitals.look(310, QUIET, &times), Verdict::Ping);
        assert_eq!(vitals.look(320, QUIET, &times), Verdict::Well);
        assert_eq!(vitals.look(500, QUIET, &times), Verdict::Close(DisconnectReason::PingTimeout));
    }

    #[test]
    fn a_pong_starts_over() {
        let times = times();
        let mut vitals = Vitals::born(0, &times);
        vitals.established(true, 0, &times);
        vitals.look(300, QUIET, &times);
        vitals.pong(350, &times);
        assert_eq!(vitals.look(649, QUIET, &times), Verdict::Well);
        assert_eq!(vitals.look(650, QUIET, &times), Verdict::Ping);
    }

    #[test]
    fn silence_means_nothing_while_the_server_does_not_read() {
        let times = times();
        let mut vitals = Vitals::born(0, &times);
        vitals.established(true, 0, &times);
        vitals.look(300, QUIET, &times);
        let paused = Signs { paused: true, ..QUIET };
        assert_eq!(vitals.look(550, paused, &times), Verdict::Well);
        assert_eq!(
            vitals.look(600, paused, &times),
            Verdict::Ping,
            "the client waits for pings all the same"
        );
        assert_eq!(vitals.look(850, paused, &times), Verdict::Well);
        assert_eq!(vitals.look(900, paused, &times), Verdict::Ping);
        vitals.reading_again(1050, &times);
        assert_eq!(vitals.look(1249, QUIET, &times), Verdict::Well);
        assert_eq!(vitals.look(1250, QUIET, &times), Verdict::Close(DisconnectReason::PingTimeout));
    }

    #[test]
    fn a_connection_without_use_ends() {
        let times = times();
        let mut vitals = Vitals::born(0, &times);
        vitals.established(true, 0, &times);
        vitals.pong(900, &times);
        assert_eq!(vitals.look(1000, QUIET, &times), Verdict::Well);
        vitals.established(false, 1000, &times);
        vitals.pong(1900, &times);
        assert_eq!(vitals.look(2000, QUIET, &times), Verdict::Close(DisconnectReason::ConnectTimeout));
    }

    #[test]
    fn progress_is_judged_and_not_size() {
        let times = times();
        let mut vitals = Vitals::born(0, &times);
        let backlog = Signs { backlog: true, ..QUIET };
        assert_eq!(vitals.look(10, backlog, &times), Verdict::Well);
        assert_eq!(vitals.look(109, Signs { moved: true, ..backlog }, &times), Verdict::Well);
        assert_eq!(vitals.look(208, backlog, &times), Verdict::Well);
        assert_eq!(vitals.look(209, backlog, &times), Verdict::Close(DisconnectReason::Stalled));
    }

    #[test]
    fn a_look_which_comes_late_does_no_harm() {
        let times = times();
        let closing = Some(DisconnectReason::Shutdown);
        for signs in [Signs { backlog: true, ..QUIET }, Signs { closing, ..QUIET }, QUIET] {
            let mut vitals = Vitals::born(0, &times);
            vitals.look(20, signs, &times);
            assert_eq!(vitals.look(19, signs, &times), Verdict::Well);
        }
    }

    #[test]
    fn what_was_begun_has_its_time_and_a_second_for_each_piece() {
        let times =
            Times { packet_timeout: 5_000, connect_timeout: 100_000, ping_interval: 100_000, ..times() };
        let mut vitals = Vitals::born(0, &times);
        vitals.unfinished(Some(1_000));
        let arrived = |arrived| Signs { arrived, ..QUIET };
        assert_eq!(vitals.look(5_999, QUIET, &times), Verdict::Well);
        assert_eq!(vitals.look(6_000, arrived(4096), &times), Verdict::Well);
        assert_eq!(
            vitals.look(7_000, arrived(4096), &times),
            Verdict::Close(DisconnectReason::PacketTimeout)
        );
        assert_eq!(vitals.look(8_000, Signs { paused: true, ..QUIET }, &times), Verdict::Well);
        assert_eq!(vitals.look(12_999, QUIET, &times), Verdict::Well);
        assert_eq!(vitals.look(13_000, QUIET, &times), Verdict::Close(DisconnectReason::PacketTimeout));
        vitals.unfinished(None);
        assert_eq!(vitals.look(50_000, QUIET, &times), Verdict::Well);
    }

    #[test]
    fn the_time_to_connect_stands_still_while_the_client_is_judged() {
        let times = Times { ping_interval: 100_000, ..times() };
        let mut vitals = Vitals::born(0, &times);
        vitals.judged(600);
        assert_eq!(vitals.look(5_000, QUIET, &times), Verdict::Well);
        vitals.established(false, 5_000, &times);
        assert_eq!(vitals.look(5_399, QUIET, &times), Verdict::Well);
        assert_eq!(vitals.look(5_400, QUIET, &times), Verdict::Close(DisconnectReason::ConnectTimeout));
    }

    #[test]
    fn who_broke_the_protocol_is_waited_for_less() {
        let times = times();
        let mut vitals = Vitals::born(0, &times);
        let closing = Signs { closing: Some(DisconnectReason::Malformed), ..QUIET };
        assert_eq!(vitals.look(5, closing, &times), Verdict::Well);
        assert_eq!(vitals.look(15, closing, &times), Verdict::Abort);
    }

    #[test]
    fn a_close_has_its_grace() {
        let times = times();
        let mut vitals = Vitals::born(0, &times);
        let closing = Signs { closing: Some(DisconnectReason::Shutdown), ..QUIET };
        assert_eq!(vitals.look(10, closing, &times), Verdict::Well);
        assert_eq!(vitals.look(60, closing, &times), Verdict::Abort);
    }
}
