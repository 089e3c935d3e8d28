//! Maps from words of the tables in this crate, which are looked up for every word of every text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys come from this crate: what people write is only looked up, so nobody can make it slow.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// FNV-1a with 64 bits (G. Fowler, L. C. Noll, K.-P. Vo).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
