//! What waits to be sent to one connection, and what happens when it is too much.
//!
//! Invariant: a broadcast which is not queued is followed by a resume. Three modes keep it: broadcasts *flow*
//! into the queue; or the connection *lags*, broadcasts are dropped and the queue drains; or broadcasts are
//! *held* aside while the application tells the client to resume, then follow what it said.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::DisconnectReason;

/// One websocket message, or one packet of a polling body. Cloning shares the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Frame {
    Text(Utf8Bytes),
    Binary(Bytes),
}

/// A text and the binary messages which must directly follow it.
#[derive(Debug, Clone)]
pub(crate) struct Parcel {
    pub(crate) text: Utf8Bytes,
    pub(crate) attachments: Option<Arc<[Bytes]>>,
}

/// Who sends: decides which allowance counts, and what happens beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Direct,
    Broadcast,
    /// A broadcast which nobody misses: dropped without consequence when there is no room.
    Volatile,
}

/// What became of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pushed {
    /// Queued; `wake` when the connection's task may be asleep.
    Queued { wake: bool },
    /// Not queued; a resume will follow.
    Lagging,
    /// Not queued, and no resume follows: it was volatile.
    Dropped,
    /// Not queued: the allowance for direct messages is used up.
    Overflow,
    /// Not queued: the connection is closing.
    Closed,
}

#[derive(Debug)]
struct Entry {
    frame: Frame,
    class: Class,
}

#[derive(Debug)]
enum Mode {
    Flowing,
    Lagging,
    Holding { held: VecDeque<Entry>, overflowed: bool },
}

#[derive(Debug)]
pub(crate) struct Outbox {
    queue: VecDeque<Entry>,
    mode: Mode,
    direct_bytes: usize,
    broadcast_bytes: usize,
    closing: Option<DisconnectReason>,
}

/// The allowances, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub(crate) direct: usize,
    pub(crate) broadcast: usize,
}

impl Frame {
    fn cost(&self) -> usize {
        let length = match self {
            Self::Text(text) => text.len(),
            Self::Binary(data) => data.len(),
        };
        length + size_of::<Entry>()
    }
}

impl Parcel {
    pub(crate) fn text(text: String) -> Self {
        Self { text: text.into(), attachments: None }
    }

    /// Bytes of the largest message of this parcel.
    pub(crate) fn largest(&self) -> usize {
        self.attachments().iter().map(Bytes::len).chain([self.text.len()]).max().unwrap_or(0)
    }

    fn attachments(&self) -> &[Bytes] {
        self.attachments.as_deref().unwrap_or_default()
    }

    fn frames(&self) -> impl Iterator<Item = Frame> {
        let attachments = self.attachments().iter().cloned().map(Frame::Binary);
        [Frame::Text(self.text.clone())].into_iter().chain(attachments)
    }

    fn cost(&self) -> usize {
        self.attachments().iter().map(Bytes::len).sum::<usize>()
            + self.text.len()
            + (1 + self.attachments().len()) * size_of::<Entry>()
    }
}

impl Outbox {
    pub(crate) fn new() -> Self {
        Self {
            queue: VecDeque::new(),
            mode: Mode::Flowing,
            direct_bytes: 0,
            broadcast_bytes: 0,
            closing: None,
        }
    }

    /// Queues a parcel, all of it or nothing.
    pub(crate) fn push(&mut self, parcel: &Parcel, class: Class, allowance: Allowance) -> Pushed {
        if self.closing.is_some() {
            return Pushed::Closed;
        }
        let cost = parcel.cost();
        // Something larger than the whole allowance still passes when nothing else waits.
        let beyond = |used: usize, allowed: usize| used > 0 && used + cost > allowed;
        if class == Class::Direct {
            if beyond(self.direct_bytes, allowance.direct) {
                return Pushed::Overflow;
            }
            self.direct_bytes += cost;
        } else {
            let full = beyond(self.broadcast_bytes, allowance.broadcast);
            match &mut self.mode {
                _ if class == Class::Volatile && full => return Pushed::Dropped,
                Mode::Lagging if class == Class::Volatile => return Pushed::Dropped,
                Mode::Lagging => return Pushed::Lagging,
                Mode::Flowing if full => {
                    self.mode = Mode::Lagging;
                    return Pushed::Lagging;
                }
                Mode::Flowing => self.broadcast_bytes += cost,
                Mode::Holding { overflowed, .. } if full || *overflowed => {
                    *overflowed |= class == Class::Broadcast;
                    return if class == Class::Volatile { Pushed::Dropped } else { Pushed::Lagging };
                }
                Mode::Holding { held, .. } => {
                    held.extend(parcel.frames().map(|frame| Entry { frame, class }));
                    self.broadcast_bytes += cost;
                    return Pushed::Queued { wake: false };
                }
            }
        }
        let wake = self.queue.is_empty();
        self.queue.extend(parcel.frames().map(|frame| Entry { frame, class }));
        Pushed::Queued { wake }
    }

    /// Queues one binary message, as a direct one.
    pub(crate) fn push_binary(&mut self, data: Bytes, allowance: Allowance) -> Pushed {
        if self.closing.is_some() {
            return Pushed::Closed;
        }
        let frame = Frame::Binary(data);
        if self.direct_bytes > 0 && self.direct_bytes + frame.cost() > allowance.direct {
            return Pushed::Overflow;
        }
        let wake = self.queue.is_empty();
        self.direct_bytes += frame.cost();
        self.queue.push_back(Entry { frame, class: Class::Direct });
        Pushed::Queued { wake }
    }

    /// Queues a packet of the engine itself, outside every allowance.
    pub(crate) fn push_control(&mut self, text: Utf8Bytes) -> bool {
        if self.closing.is_some() {
            return false;
        }
        let wake = self.queue.is_empty();
        let frame = Frame::Text(text);
        self.direct_bytes += frame.cost();
        self.queue.push_back(Entry { frame, class: Class::Direct });
        wake
    }

    /// Takes the oldest frame. The queue's memory is given back with the last one.
    pub(crate) fn pop(&mut self) -> Option<Frame> {
        let Some(entry) = self.queue.pop_front() else {
            self.queue = VecDeque::new();
            return None;
        };
        let bytes =
            if entry.class == Class::Direct { &mut self.direct_bytes } else { &mut self.broadcast_bytes };
        *bytes = bytes.saturating_sub(entry.frame.cost());
        Some(entry.frame)
    }

    /// Puts frames back at the front, in their order: they could not be delivered after all.
    pub(crate) fn restore(&mut self, frames: Vec<Frame>) {
        for frame in frames.into_iter().rev() {
            self.direct_bytes += frame.cost();
            self.queue.push_front(Entry { frame, class: Class::Direct });
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Bytes waiting, overhead included.
    pub(crate) fn bytes(&self) -> usize {
        self.direct_bytes + self.broadcast_bytes
    }

    /// Whether an episode of lagging has drained. If so broadcasts are held from here on: they may not
    /// overtake what the application says next. [`release`](Self::release) ends that.
    pub(crate) fn begin_resume(&mut self) -> bool {
        let drained = matches!(self.mode, Mode::Lagging) && self.queue.is_empty() && self.closing.is_none();
        if drained {
            self.mode = Mode::Holding { held: VecDeque::new(), overflowed: false };
        }
        drained
    }

    /// Holds broadcasts aside until [`release`](Self::release); direct messages still flow.
    pub(crate) fn hold(&mut self) {
        if matches!(self.mode, Mode::Flowing) {
            self.mode = Mode::Holding { held: VecDeque::new(), overflowed: false };
        }
    }

    /// Lets held broadcasts follow. If too many came meanwhile, another episode of lagging begins behind them.
    pub(crate) fn release(&mut self) {
        if let Mode::Holding { held, overflowed } = &mut self.mode {
            let next = if *overflowed { Mode::Lagging } else { Mode::Flowing };
            self.queue.append(held);
            self.mode = next;
        }
    }

    /// Refuses everything from here on. The first reason stays.
    pub(crate) fn close(&mut self, reason: DisconnectReason) -> bool {
        let first = self.closing.is_none();
        if first {
            self.release();
            self.closing = Some(reason);
            if reason.is_abrupt() {
                self.queue = VecDeque::new();
                self.direct_bytes = 0;
                self.broadcast_bytes = 0;
            }
        }
        first
    }

    pub(crate) fn closing(&self) -> Option<DisconnectReason> {
        self.closing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWANCE: Allowance = Allowance { direct: 1000, broadcast: 1000 };

    fn parcel(text: &str) -> Parcel {
        Parcel::text(text.to_owned())
    }

    fn drain(outbox: &mut Outbox) -> Vec<String> {
        std::iter::from_fn(|| outbox.pop())
            .map(|frame| match frame {
                Frame::Text(text) => text.as_str().to_owned(),
                Frame::Binary(data) => format!("{data:?}"),
            })
            .collect()
    }

    #[test]
    fn only_the_first_push_wakes() {
        let mut outbox = Outbox::new();
        assert_eq!(outbox.push(&parcel("a"), Class::Direct, ALLOWANCE), Pushed::Queued { wake: true });
        assert_eq!(outbox.push(&parcel("b"), Class::Broadcast, ALLOWANCE), Pushed::Queued { wake: false });
        assert_eq!(drain(&mut outbox), ["a", "b"]);
        assert_eq!(outbox.bytes(), 0);
    }

    #[test]
    fn a_full_queue_lags_until_it_has_drained() {
        let mut outbox = Outbox::new();
        let big = "x".repeat(600);
        outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE);
        assert_eq!(outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE), Pushed::Lagging);
        assert_eq!(
            outbox.push(&parcel("small"), Class::Broadcast, ALLOWANCE),
            Pushed::Lagging,
            "nothing slips in"
        );
        assert!(!outbox.begin_resume(), "the queue has not drained");
        drain(&mut outbox);
        assert!(outbox.begin_resume());
        assert!(!outbox.begin_resume(), "once for an episode");
        assert_eq!(
            outbox.push(&parcel("later"), Class::Broadcast, ALLOWANCE),
            Pushed::Queued { wake: false }
        );
        assert_eq!(outbox.push(&parcel("resume"), Class::Direct, ALLOWANCE), Pushed::Queued { wake: true });
        outbox.release();
        assert_eq!(drain(&mut outbox), ["resume", "later"]);
    }

    #[test]
    fn what_overflows_during_a_resume_begins_another_episode() {
        let mut outbox = Outbox::new();
        let big = "x".repeat(600);
        outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE);
        outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE);
        drain(&mut outbox);
        assert!(outbox.begin_resume());
        outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE);
        assert_eq!(outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE), Pushed::Lagging);
        assert_eq!(
            outbox.push(&parcel("s"), Class::Broadcast, ALLOWANCE),
            Pushed::Lagging,
            "no hole in the middle"
        );
        outbox.release();
        assert_eq!(drain(&mut outbox).len(), 1);
        assert!(outbox.begin_resume());
    }

    #[test]
    fn direct_messages_have_their_own_allowance() {
        let mut outbox = Outbox::new();
        let big = "x".repeat(600);
        outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE);
        outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE);
        assert!(matches!(outbox.push(&parcel(&big), Class::Direct, ALLOWANCE), Pushed::Queued { .. }));
        assert_eq!(outbox.push(&parcel(&big), Class::Direct, ALLOWANCE), Pushed::Overflow);
    }

    #[test]
    fn volatile_messages_are_dropped_without_consequence() {
        let mut outbox = Outbox::new();
        let big = "x".repeat(600);
        outbox.push(&parcel(&big), Class::Broadcast, ALLOWANCE);
        assert_eq!(outbox.push(&parcel(&big), Class::Volatile, ALLOWANCE), Pushed::Dropped);
        assert!(matches!(outbox.push(&parcel("small"), Class::Broadcast, ALLOWANCE), Pushed::Queued { .. }));
    }

    #[test]
    fn the_first_reason_to_close_stays() {
        let mut outbox = Outbox::new();
        outbox.push(&parcel("kept"), Class::Direct, ALLOWANCE);
        assert!(outbox.close(DisconnectReason::Shutdown));
        assert!(!outbox.close(DisconnectReason::PingTimeout));
        assert_eq!(outbox.closing(), Some(DisconnectReason::Shutdown));
        assert_eq!(outbox.push(&parcel("late"), Class::Direct, ALLOWANCE), Pushed::Closed);
        assert_eq!(drain(&mut outbox), ["kept"]);
    }
}
