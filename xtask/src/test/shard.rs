//! A part of a run: `--shard 1/3` on the first of three machines, and so on. Together they run every test once.

use std::ffi::OsString;
use std::str::FromStr;

use anyhow::{Context as _, Error, Result, ensure};

/// Which part of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// From 1 to `of`.
    number: usize,
    of: usize,
}

/// What of a step each shard does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Division {
    /// Its tests are divided among all shards.
    Tests,
    /// One shard does all of it.
    Whole,
    /// Every shard does all of it: later steps need what it makes.
    Everywhere,
}

impl FromStr for Shard {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (number, of) = text.split_once('/').context("write it as K/N, for example 1/3")?;
        let (number, of) = (number.parse()?, of.parse()?);
        ensure!((1..=of).contains(&number), "shards are numbered from 1 to N");
        Ok(Self { number, of })
    }
}

impl Shard {
    /// Whether it is this shard's turn to do the thing with this index, counted from 0.
    pub(super) fn does(self, index: usize) -> bool {
        index % self.of + 1 == self.number
    }

    /// An option of a runner that divides its tests by itself: `prefix` and `K/N`.
    pub(super) fn option(self, prefix: &str) -> OsString {
        format!("{prefix}{}/{}", self.number, self.of).into()
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_index_belongs_to_one_shard() {
        let shards: Vec<Shard> = ["1/3", "2/3", "3/3"].iter().map(|text| text.parse().unwrap()).collect();
        for index in 0..10 {
            assert_eq!(shards.iter().filter(|shard| shard.does(index)).count(), 1, "{index}");
        }
    }

    #[test]
    fn a_shard_outside_of_the_count_is_refused() {
        for text in ["0/2", "3/2", "1/0", "2", "a/b", "1/2/3", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        assert_eq!("2/2".parse::<Shard>().unwrap().option("--shard="), "--shard=2/2");
    }
}
