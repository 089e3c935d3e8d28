//! The steps that look at files.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::counts::Counts;
use super::step::{Bench, Outcome};
use crate::command::logged;
use crate::{generate, paths, tidy};

/// The rules of `cargo xtask tidy`.
pub(super) fn tidy(_: &Bench, log: &Path) -> Result<Outcome> {
    let found = tidy::check()?;
    fs::write(log, found.problems.join("\n"))?;
    Ok(Outcome::check(found.problems.is_empty()))
}

/// The generated files are what the built program prints. Those written by tests were checked by these tests.
pub(super) fn generated(_: &Bench, log: &Path) -> Result<Outcome> {
    let stale = generate::stale_printed()?;
    fs::write(log, stale.join("\n"))?;
    Ok(Outcome::check(stale.is_empty()))
}

/// Licences, bans and sources of every dependency; advisories too, where their database can be reached.
pub(super) fn licences(bench: &Bench, log: &Path) -> Result<Outcome> {
    let program = match bench.prepared.deny.get() {
        Ok(program) => program,
        Err(reason) => return Ok(Outcome::skipped(format!("cargo-deny: {reason}"))),
    };
    let check = |what: &[&str], log: &Path| {
        let mut command = Command::new(program);
        command.args(["--color=never", "check"]).args(what).current_dir(paths::root()?);
        // A question for a password would wait for ever.
        command.env("GIT_TERMINAL_PROMPT", "0");
        Ok::<_, anyhow::Error>(logged(&mut command, "licences", log)?.success())
    };
    if !check(&["bans", "licenses", "sources"], log)? {
        return Ok(Outcome::check(false));
    }
    let of_advisories = log.with_file_name("advisories.log");
    let passed = check(&["advisories"], &of_advisories)?;
    let text = fs::read_to_string(&of_advisories)?;
    let unreachable = !passed && text.contains("failed to fetch advisory database");
    fs::write(log, &text)?;
    let notes = match unreachable {
        true => vec!["advisories: their database cannot be reached".to_owned()],
        false => Vec::new(),
    };
    Ok(Outcome::Ran { passed: passed || unreachable, counts: Counts::default(), notes })
}
