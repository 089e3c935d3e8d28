//! What all parties share of one session: its queue, its vital signs, and the way to wake its task.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::time::Duration;

use futures_util::task::AtomicWaker;
use parking_lot::Mutex;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::outbox::{Allowance, Class, Outbox, Parcel, Pushed};
use crate::polling::{Command, Desk};
use crate::vitals::{Signs, Times, Verdict, Vitals};
use crate::{Config, DisconnectReason, Sid};

/// Milliseconds since the engine started, and the limits which every session obeys.
#[derive(Debug)]
pub(crate) struct Rules {
    started: Instant,
    pub(crate) times: Times,
    pub(crate) allowance: Allowance,
    pub(crate) config: Config,
}

impl Rules {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            started: Instant::now(),
            times: Times::of(&config),
            allowance: Allowance { direct: config.max_direct_bytes, broadcast: config.max_queue_bytes },
            config,
        }
    }

    pub(crate) fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX / 4)
    }

    /// The instant of a wait from now on.
    pub(crate) fn after(wait: Duration) -> Instant {
        Instant::now() + wait
    }
}

const HEARD: u8 = 1;
const MOVED: u8 = 2;
const PAUSED: u8 = 4;
const UNFLUSHED: u8 = 8;
const ABORTED: u8 = 16;
const FRAME_UNFINISHED: u8 = 32;
const EVENT_UNFINISHED: u8 = 64;

/// One Engine.IO session, whatever its transport. The task which drives it owns the rest.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) sid: Sid,
    pub(crate) rules: Arc<Rules>,
    /// Wakes the session's task.
    pub(crate) task: AtomicWaker,
    pub(crate) outbox: Mutex<Outbox>,
    vitals: Mutex<Vitals>,
    flags: AtomicU8,
    /// Bytes that came since something unfinished was begun.
    arrived: AtomicU32,
    /// Where polling requests are left for the task; none once the session is on websocket or over.
    desk: Mutex<Option<Box<Desk>>>,
}

impl Session {
    pub(crate) fn new(rules: Arc<Rules>, desk: Option<Box<Desk>>) -> Arc<Self> {
        let vitals = Vitals::born(rules.now(), &rules.times);
        Arc::new(Self {
            sid: Sid::random(),
            rules,
            task: AtomicWaker::new(),
            outbox: Mutex::new(Outbox::new()),
            vitals: Mutex::new(vitals),
            flags: AtomicU8::new(0),
            arrived: AtomicU32::new(0),
            desk: Mutex::new(desk),
        })
    }

    pub(crate) fn push(&self, parcel: &Parcel, class: Class) -> Pushed {
        let pushed = self.outbox.lock().push(parcel, class, self.rules.allowance);
        self.after_push(pushed);
        pushed
    }

    /// Does what a push calls for, outside the lock of the outbox.
    pub(crate) fn after_push(&self, pushed: Pushed) {
        match pushed {
            Pushed::Queued { wake: true } => self.task.wake(),
            Pushed::Overflow => self.close(DisconnectReason::SlowConsumer),
            _ => {}
        }
    }

    pub(crate) fn push_control(&self, text: &'static str) {
        if self.outbox.lock().push_control(Utf8Bytes::from_static(text)) {
            self.task.wake();
        }
    }

    /// Asks the session's task to end it. The first reason stays.
    pub(crate) fn close(&self, reason: DisconnectReason) {
        if self.outbox.lock().close(reason) {
            self.task.wake();
        }
    }

    pub(crate) fn closing(&self) -> Option<DisconnectReason> {
        self.outbox.lock().closing()
    }

    /// Lets held broadcasts follow, and the task send them.
    pub(crate) fn release(&self) {
        self.outbox.lock().release();
        self.task.wake();
    }

    pub(crate) fn established(&self, established: bool) {
        self.vitals.lock().established(established, self.rules.now(), &self.rules.times);
    }

    pub(crate) fn is_judged(&self) {
        self.vitals.lock().judged(self.rules.now());
    }

    /// Says whether a websocket message has begun and not ended.
    pub(crate) fn set_frame_unfinished(&self, unfinished: bool) {
        self.set_unfinished(FRAME_UNFINISHED, unfinished);
    }

    /// Says whether an event waits for its attachments.
    pub(crate) fn set_event_unfinished(&self, unfinished: bool) {
        self.set_unfinished(EVENT_UNFINISHED, unfinished);
    }

    /// What is unfinished goes on.
    pub(crate) fn arrived(&self, bytes: usize) {
        self.arrived.fetch_add(u32::try_from(bytes).unwrap_or(u32::MAX / 2), Ordering::Relaxed);
    }

    fn set_unfinished(&self, part: u8, unfinished: bool) {
        let was = self.flags.load(Ordering::Relaxed) & (FRAME_UNFINISHED | EVENT_UNFINISHED);
        if !self.set(part, unfinished) {
            return;
        }
        let is = if unfinished { was | part } else { was & !part };
        if (was == 0) != (is == 0) {
            self.arrived.store(0, Ordering::Relaxed);
            self.vitals.lock().unfinished((is != 0).then(|| self.rules.now()));
        }
    }

    pub(crate) fn pong(&self) {
        self.vitals.lock().pong(self.rules.now(), &self.rules.times);
    }

    pub(crate) fn heard(&self) {
        self.flags.fetch_or(HEARD, Ordering::Relaxed);
    }

    pub(crate) fn moved(&self) {
        self.flags.fetch_or(MOVED, Ordering::Relaxed);
    }

    pub(crate) fn set_unflushed(&self, unflushed: bool) {
        self.set(UNFLUSHED, unflushed);
    }

    /// Says whether the server reads from the client at present.
    pub(crate) fn set_paused(&self, paused: bool) {
        if self.set(PAUSED, paused) && !paused {
            self.vitals.lock().reading_again(self.rules.now(), &self.rules.times);
        }
    }

    /// Whether the sweeper has given the closing session up.
    pub(crate) fn aborted(&self) -> bool {
        self.flags.load(Ordering::Relaxed) & ABORTED != 0
    }

    /// Sets a flag; whether that changed it.
    fn set(&self, flag: u8, on: bool) -> bool {
        let before = self.flags.load(Ordering::Relaxed) & flag != 0;
        if before == on {
            return false;
        }
        if on {
            self.flags.fetch_or(flag, Ordering::Relaxed);
        } else {
            self.flags.fetch_and(!flag, Ordering::Relaxed);
        }
        true
    }

    /// Looks after the session: pings it, or ends it. Returns the bytes which wait for it.
    pub(crate) fn sweep(&self, now: u64) -> usize {
        let (bytes, empty, closing) = {
            let outbox = self.outbox.lock();
            (outbox.bytes(), outbox.is_empty(), outbox.closing())
        };
        let verdict = {
            let mut vitals = self.vitals.lock();
            let used_up = if vitals.asks_whether_heard(now) { HEARD | MOVED } else { MOVED };
            let flags = self.flags.fetch_and(!used_up, Ordering::Relaxed);
            let signs = Signs {
                heard: flags & HEARD != 0,
                moved: flags & MOVED != 0,
                backlog: !empty || flags & UNFLUSHED != 0,
                paused: flags & PAUSED != 0,
                closing,
                arrived: self.arrived.load(Ordering::Relaxed).into(),
            };
            vitals.look(now, signs, &self.rules.times)
        };
        match verdict {
            Verdict::Well => {}
            Verdict::Ping => {
                // What was heard before the ping does not answer it.
                self.set(HEARD, false);
                self.push_control("2");
            }
            Verdict::Close(reason) => self.close(reason),
            Verdict::Abort => {
                self.set(ABORTED, true);
                self.task.wake();
            }
        }
        bytes
    }

    /// Leaves a request for the task; `Err` gives it back when the session is not polling.
    pub(crate) fn leave(&self, command: Command) -> Result<(), Command> {
        match self.desk.lock().as_mut() {
            Some(desk) => desk.commands.push_back(command),
            None => return Err(command),
        }
        self.task.wake();
        Ok(())
    }

    /// Notes whether a body is being received, and returns whether one was; `None` when it does not poll.
    pub(crate) fn set_posting(&self, posting: bool) -> Option<bool> {
        self.desk.lock().as_mut().map(|desk| std::mem::replace(&mut desk.posting, posting))
    }

    /// Reserves the one place for a transport which wants to take over.
    pub(crate) fn reserve_upgrade(&self) -> bool {
        self.desk.lock().as_mut().is_some_and(|desk| !std::mem::replace(&mut desk.upgrade_reserved, true))
    }

    /// Gives the place back: the transport did not take over.
    pub(crate) fn cancel_upgrade(&self) {
        if let Some(desk) = self.desk.lock().as_mut() {
            desk.upgrade_reserved = false;
            desk.commands.push_back(Command::ProbeFailed);
        }
        self.task.wake();
    }

    pub(crate) fn next_command(&self) -> Option<Command> {
        self.desk.lock().as_mut()?.commands.pop_front()
    }

    /// Takes no more polling requests; those left unanswered are refused.
    pub(crate) fn close_desk(&self) {
        *self.desk.lock() = None;
    }
}
