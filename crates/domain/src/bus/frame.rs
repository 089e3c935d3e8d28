//! What travels between nodes: a header, a seal over everything, and the event. Pure: no network, no clock.
//!
//! `version 1 | kind 1 | node 16 | counter 8 | sent at, ms 8 | HMAC-SHA256 32 | event as JSON`. The subject is sealed
//! too, so that a frame of one cluster means nothing in another.

use std::collections::HashMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::event::Published;

const VERSION: u8 = 1;
const EVENT: u8 = 1;
const HELLO: u8 = 2;
const HEADER: usize = 34;
const SEAL: usize = 32;

/// The secret that the nodes of a cluster share.
#[derive(Clone)]
pub struct BusKey(Vec<u8>);

impl BusKey {
    /// A key of these bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// `None` cannot happen: HMAC takes keys of any length. Callers refuse, should it happen all the same.
    fn mac(&self, subject: &str, header: &[u8], body: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(b"liaison bus ");
        mac.update(&(subject.len() as u64).to_be_bytes());
        mac.update(subject.as_bytes());
        mac.update(header);
        mac.update(body);
        Some(mac)
    }
}

impl std::fmt::Debug for BusKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("BusKey")
    }
}

/// Who sent a frame, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    /// The process; a new one after every start.
    pub(super) node: Uuid,
    /// Raised by one for every frame, sent or not: a hole is a loss.
    pub(super) counter: u64,
    /// By the sender's clock, in milliseconds since 1970.
    pub(super) sent_at: i64,
}

/// What a frame says.
#[derive(Debug)]
pub(super) enum Content {
    /// Something happened.
    Event(Box<Published>),
    /// The sender is there, and has counted so far.
    Hello,
}

/// Why a frame is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Too short, or of another version.
    Unreadable,
    /// The seal is not of this cluster's key.
    Forged,
}

/// A sealed frame; nothing when the event cannot be written.
pub(super) fn seal(
    key: &BusKey,
    subject: &str,
    origin: Origin,
    event: Option<&Published>,
) -> Option<Vec<u8>> {
    let body = match event {
        Some(event) => serde_json::to_vec(event).ok()?,
        None => Vec::new(),
    };
    let mut frame = Vec::with_capacity(HEADER + SEAL + body.len());
    frame.extend([VERSION, if event.is_some() { EVENT } else { HELLO }]);
    frame.extend(origin.node.as_bytes());
    frame.extend(origin.counter.to_be_bytes());
    frame.extend(origin.sent_at.to_be_bytes());
    let seal = key.mac(subject, &frame, &body)?.finalize().into_bytes();
    frame.extend(seal);
    frame.extend(body);
    Some(frame)
}

/// Reads a frame whose seal holds. Nothing of it is looked at before.
pub(super) fn open(key: &BusKey, subject: &str, frame: &[u8]) -> Result<(Origin, Content), Refusal> {
    let (header, rest) = frame.split_at_checked(HEADER).ok_or(Refusal::Unreadable)?;
    let (seal, body) = rest.split_at_checked(SEAL).ok_or(Refusal::Unreadable)?;
    let mac = key.mac(subject, header, body).ok_or(Refusal::Forged)?;
    mac.verify_slice(seal).map_err(|_| Refusal::Forged)?;
    read(header, body).ok_or(Refusal::Unreadable)
}

fn read(header: &[u8], body: &[u8]) -> Option<(Origin, Content)> {
    let (&[version, kind], rest) = header.split_first_chunk::<2>()?;
    let (node, rest) = rest.split_first_chunk::<16>()?;
    let (counter, rest) = rest.split_first_chunk::<8>()?;
    let (sent_at, _) = rest.split_first_chunk::<8>()?;
    let origin = Origin {
        node: Uuid::from_bytes(*node),
        counter: u64::from_be_bytes(*counter),
        sent_at: i64::from_be_bytes(*sent_at),
    };
    let content = match (version, kind) {
        (VERSION, EVENT) => Content::Event(serde_json::from_slice(body).ok()?),
        (VERSION, HELLO) => Content::Hello,
        _ => return None,
    };
    Some((origin, content))
}

/// What is known of the other nodes: enough to take every frame at most once.
#[derive(Debug, Default)]
pub(super) struct Senders {
    known: HashMap<Uuid, Heard>,
    frames: u64,
}

#[derive(Debug)]
struct Heard {
    counter: u64,
    /// Which frame of all was the last of this node.
    frame: u64,
}

/// What a frame's place in the count of its sender says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The next one, or the first of this sender.
    Next,
    /// Later ones than the next: some are lost.
    AfterLoss,
    /// Seen before, or overtaken.
    Repeated,
    /// The first of this sender, and long under way: somebody plays back what was said long ago.
    Stale,
}

/// Nodes remembered at most.
const SENDERS: usize = 1_024;
/// How old the first frame of a sender may be, in milliseconds, and by how much clocks may differ. Short: a node that
/// has just begun knows nobody's count, and must not take what others have heard before.
const MOST_AGE: i64 = 10_000;

impl Senders {
    /// Judges a frame with a valid seal.
    pub(super) fn place(&mut self, origin: Origin, now: i64) -> Place {
        self.frames += 1;
        if let Some(heard) = self.known.get_mut(&origin.node) {
            if origin.counter <= heard.counter {
                return Place::Repeated;
            }
            let place = if origin.counter == heard.counter + 1 { Place::Next } else { Place::AfterLoss };
            *heard = Heard { counter: origin.counter, frame: self.frames };
            return place;
        }
        if now.abs_diff(origin.sent_at) > MOST_AGE.unsigned_abs() {
            return Place::Stale;
        }
        if self.known.len() >= SENDERS
            && let Some(quietest) =
                self.known.iter().min_by_key(|(_, heard)| heard.frame).map(|(node, _)| *node)
        {
            self.known.remove(&quietest);
        }
        self.known.insert(origin.node, Heard { counter: origin.counter, frame: self.frames });
        Place::Next
    }
}

#[cfg(test)]
mod tests {
    use liaison_protocol::ids::PersonId;
    use proptest::prelude::*;

    use super::*;
    use crate::event::{Audience, Event, PersonEvent};

    const SUBJECT: &str = "liaison.test.events";

    fn key() -> BusKey {
        BusKey::new(b"kT7w-Zq2m_Vb8xR4pLs9Nf3Hc6Jd1Ga5")
    }

    fn origin(counter: u64) -> Origin {
        Origin { node: Uuid::from_u128(7), counter, sent_at: 1_000_000 }
    }

    fn event() -> Published {
        Published {
            event: PersonEvent::Revoked {
                person: PersonId(5),
                login: None,
                at: chrono::DateTime::UNIX_EPOCH,
            }
            .into(),
            audience: Audience::default(),
        }
    }

    fn frame(counter: u64) -> Vec<u8> {
        seal(&key(), SUBJECT, origin(counter), Some(&event())).unwrap()
    }

    #[test]
    fn a_frame_comes_back_as_it_was() {
        let (from, content) = open(&key(), SUBJECT, &frame(3)).unwrap();
        assert_eq!(from, origin(3));
        let Content::Event(published) = content else { panic!("not an event") };
        let Event::Person(PersonEvent::Revoked { person, login, .. }) = published.event else {
            panic!("another event")
        };
        assert_eq!((person, login), (PersonId(5), None));
        let hello = seal(&key(), SUBJECT, origin(4), None).unwrap();
        assert!(matches!(open(&key(), SUBJECT, &hello), Ok((_, Content::Hello))));
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let good = frame(3);
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert_eq!(open(&key(), SUBJECT, &bad).unwrap_err(), Refusal::Forged, "byte {at}");
        }
        for length in 0..good.len() {
            assert!(open(&key(), SUBJECT, &good[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn another_key_and_another_cluster_are_refused() {
        let other = BusKey::new(b"another key that is long enough!");
        assert_eq!(open(&other, SUBJECT, &frame(1)).unwrap_err(), Refusal::Forged);
        assert_eq!(open(&key(), "liaison.other.events", &frame(1)).unwrap_err(), Refusal::Forged);
    }

    #[test]
    fn each_frame_counts_once_and_holes_are_seen() {
        let mut senders = Senders::default();
        let mut place = |counter| senders.place(origin(counter), 1_000_000);
        assert_eq!(place(5), Place::Next, "the first one heard of a sender");
        assert_eq!(place(6), Place::Next);
        assert_eq!(place(6), Place::Repeated);
        assert_eq!(place(9), Place::AfterLoss);
        assert_eq!(place(8), Place::Repeated);
        assert_eq!(place(10), Place::Next);
    }

    #[test]
    fn a_new_sender_starts_anew_but_not_with_old_frames() {
        let mut senders = Senders::default();
        let from = |node, sent_at| Origin { node: Uuid::from_u128(node), counter: 1, sent_at };
        assert_eq!(senders.place(from(1, 0), MOST_AGE), Place::Next);
        assert_eq!(senders.place(from(2, 0), MOST_AGE), Place::Next);
        assert_eq!(senders.place(from(3, 0), MOST_AGE + 1), Place::Stale);
        assert_eq!(senders.place(from(4, i64::MIN), i64::MAX), Place::Stale, "extreme clocks");
    }

    #[test]
    fn memory_of_senders_is_bounded() {
        let mut senders = Senders::default();
        for node in 0..5_000 {
            senders.place(Origin { node: Uuid::from_u128(node), counter: 1, sent_at: 0 }, 0);
        }
        assert_eq!(senders.known.len(), SENDERS);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn noise_is_refused_without_panic(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(open(&key(), SUBJECT, &noise).is_err());
        }

        #[test]
        fn sealed_nonsense_is_unreadable(header in proptest::array::uniform32(any::<u8>()), body in proptest::collection::vec(any::<u8>(), 0..50)) {
            let mut frame = vec![VERSION, EVENT];
            frame.extend(header);
            let seal = key().mac(SUBJECT, &frame, &body).unwrap().finalize().into_bytes();
            frame.extend(seal);
            frame.extend(&body);
            prop_assert_eq!(open(&key(), SUBJECT, &frame).unwrap_err(), Refusal::Unreadable);
        }
    }
}
