//! The steps that are a run of cargo.

use std::fs;
use std::path::Path;
use std::thread;

use anyhow::Result;

use super::answers;
use super::step::{Bench, Outcome};
use crate::command::{cargo, logged};

/// rustfmt would change nothing.
pub(super) fn format(_: &Bench, log: &Path) -> Result<Outcome> {
    if !answers(cargo(&["fmt", "--version"])?.env("NO_COLOR", "1")) {
        return Ok(Outcome::skipped("rustfmt is not installed: `rustup component add rustfmt`"));
    }
    Ok(Outcome::check(
        logged(&mut cargo(&["fmt", "--all", "--check", "--", "--color=never"])?, "format", log)?.success(),
    ))
}

/// No lint warns.
pub(super) fn clippy(_: &Bench, log: &Path) -> Result<Outcome> {
    if !answers(&mut cargo(&["clippy", "--version"])?) {
        return Ok(Outcome::skipped("clippy is not installed: `rustup component add clippy`"));
    }
    let mut command = cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    Ok(Outcome::check(logged(&mut command, "clippy", log)?.success()))
}

/// Everything that later steps run, in one build with one set of features.
pub(super) fn build(_: &Bench, log: &Path) -> Result<Outcome> {
    let mut command = cargo(&["build", "--workspace", "--bins", "--examples", "--tests"])?;
    Ok(Outcome::check(logged(&mut command, "build", log)?.success()))
}

/// Unit and integration tests, with the services that some of them need.
pub(super) fn tests(bench: &Bench, log: &Path) -> Result<Outcome> {
    let nextest = answers(&mut cargo(&["nextest", "--version"])?);
    let mut command = match nextest {
        true => {
            let mut command = cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass"])?;
            // What the numbers mean stands in the profile, in `.config/nextest.toml`.
            let cores = thread::available_parallelism().map_or(1, Into::into);
            command
                .args(["--color=never", "--profile=full"])
                .arg(format!("--test-threads={}", 2 * cores + 1));
            command
        }
        false => {
            cargo(&["test", "--workspace", "--no-fail-fast", "--bins", "--examples", "--tests", "--lib"])?
        }
    };
    let mut notes = Vec::new();
    match bench.shard {
        Some(shard) if nextest => drop(command.arg("--partition").arg(shard.option("hash:"))),
        Some(_) => notes.push("without cargo-nextest every shard runs all tests".to_owned()),
        None => {}
    }
    // Tests read these addresses; one that finds none has nothing to run on, hence the notes.
    match bench.prepared.postgres.get() {
        Ok(postgres) => {
            command.env("LIAISON_TEST_POSTGRES", &postgres.url);
            command.env("LIAISON_TEST_POSTGRES_BIN", &postgres.programs);
        }
        Err(reason) => notes.push(format!("nothing ran on PostgreSQL: {reason}")),
    }
    match bench.prepared.nats.get() {
        Ok(nats) => drop(command.env("LIAISON_TEST_NATS", &nats.url)),
        Err(reason) => notes.push(format!("nothing ran on NATS: {reason}")),
    }
    // A test that cannot run here passes, and says so in this file: runners do not show what passed tests print.
    let skipped = log.with_file_name("skipped");
    command.env("LIAISON_TEST_SKIPPED", &skipped);
    let outcome = bench.count("rust", log, &mut command)?;
    notes.extend(fs::read_to_string(&skipped).unwrap_or_default().lines().map(ToOwned::to_owned));
    Ok(match outcome {
        Outcome::Ran { passed, counts, .. } => Outcome::Ran { passed, counts, notes },
        skipped @ Outcome::Skipped(_) => skipped,
    })
}

/// The examples in doc comments.
pub(super) fn doctests(bench: &Bench, log: &Path) -> Result<Outcome> {
    bench.count("doctests", log, &mut cargo(&["test", "--workspace", "--doc", "--no-fail-fast"])?)
}
