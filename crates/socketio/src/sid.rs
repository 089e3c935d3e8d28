//! What a session and a socket are called.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// An unguessable id of 128 random bits, printed as 22 characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sid(u128);

impl Sid {
    /// A new id from the generator of the operating system's strength.
    pub(crate) fn random() -> Self {
        Self(rand::random())
    }

    /// Reads the printed form; `None` when it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        let length = URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
        (length == 16 && text.len() == 22).then(|| Self(u128::from_be_bytes(bytes)))
    }

    /// Picks one of `count` shards; ids are random, so their low bits are spread evenly.
    pub(crate) fn shard(self, count: usize) -> usize {
        usize::try_from(self.0 & 0xffff).unwrap_or(0) % count.max(1)
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; 22];
        let length = URL_SAFE_NO_PAD.encode_slice(self.0.to_be_bytes(), &mut text).map_err(|_| fmt::Error)?;
        f.write_str(text.get(..length).and_then(|text| std::str::from_utf8(text).ok()).ok_or(fmt::Error)?)
    }
}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An engine id lets its owner read the session, so logs show only enough of it to compare.
        write!(f, "Sid({:08x}..)", self.0 >> 96)
    }
}

/// A map by id. Ids are random already, so they are their own hash.
pub(crate) type SidMap<V> = HashMap<Sid, V, BuildHasherDefault<SidHasher>>;

#[derive(Debug, Default)]
pub(crate) struct SidHasher(u64);

impl Hasher for SidHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, id: u128) {
        // The upper half; the lower picks the shard.
        self.0 = u64::try_from(id >> 64).unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_form_is_read_back() {
        let sid = Sid::random();
        assert_eq!(sid.to_string().len(), 22);
        assert_eq!(Sid::parse(&sid.to_string()), Some(sid));
    }

    #[test]
    fn anything_else_is_no_id() {
        for text in
            ["", "a", "not an id at all......", &"A".repeat(23), &"A".repeat(4000), "é".repeat(11).as_str()]
        {
            assert_eq!(Sid::parse(text), None, "{text}");
        }
    }
}
