//! The steps that look at files.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::answers;
use super::step::{Bench, Outcome};
use crate::command::{cargo, logged};
use crate::{generate, tidy};

/// The rules of `cargo xtask tidy`.
pub(super) fn tidy(_: &mut Bench, log: &Path) -> Result<Outcome> {
    let found = tidy::check()?;
    fs::write(log, found.problems.join("\n"))?;
    Ok(Outcome::check(found.problems.is_empty()))
}

/// The generated files are what the built program prints. Those written by tests were checked by these tests.
pub(super) fn generated(_: &mut Bench, log: &Path) -> Result<Outcome> {
    let stale = generate::stale_printed()?;
    fs::write(log, stale.join("\n"))?;
    Ok(Outcome::check(stale.is_empty()))
}

/// Licences, duplicates and sources of every dependency.
///
/// Not installed on demand: compiling cargo-deny takes longer than most of this run. Advisories are a matter of
/// the day, not of the change, and need the network: `cargo deny check advisories` is for a scheduled job.
pub(super) fn licences(_: &mut Bench, log: &Path) -> Result<Outcome> {
    if !answers(&mut cargo(&["deny", "--version"])?) {
        return Ok(Outcome::skipped("cargo-deny is not installed: `cargo install --locked cargo-deny`"));
    }
    let mut command = cargo(&["deny", "--color=never", "check", "bans", "licenses", "sources"])?;
    Ok(Outcome::check(logged(&mut command, "licences", log)?.success()))
}
