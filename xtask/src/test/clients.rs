//! The steps where programs in other languages talk to the built server: the clients our users have.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::packages;
use super::step::{Bench, Outcome};
use crate::{command, pages, paths};

/// Every `*.test.mjs`: the real `socket.io-client` against the engine, and the main job against the server.
pub(super) fn node(bench: &Bench, log: &Path) -> Result<Outcome> {
    if let Err(reason) = bench.prepared.node.get() {
        return Ok(Outcome::skipped(format!("npm packages: {reason}")));
    }
    let folder = paths::root()?.join("tests/clients/node");
    let mut tests = Vec::new();
    for entry in folder.read_dir()? {
        let name = entry?.file_name();
        if name.to_string_lossy().ends_with(".test.mjs") {
            tests.push(name);
        }
    }
    tests.sort();
    // The names are sorted, so that all shards number them alike.
    let mut index = 0..;
    tests.retain(|_| index.next().is_none_or(|index| bench.shard.is_none_or(|shard| shard.does(index))));
    let mut command = Command::new("node");
    // One file at a time: both measure time-outs, and the machine may have two cores.
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(tests).current_dir(folder);
    bench.count("node", log, with_programs(&mut command))
}

/// The pages that the server takes in when it is built. Waits for the packages: two installs in one folder would undo
/// each other.
pub(super) fn pages(bench: &Bench, log: &Path) -> Result<Outcome> {
    if let Err(reason) = bench.prepared.web.get() {
        return Ok(Outcome::skipped(format!("npm packages: {reason}")));
    }
    pages::build(log)?;
    Ok(Outcome::check(true))
}

/// Types and lints of the web workspace.
pub(super) fn web_checks(bench: &Bench, log: &Path) -> Result<Outcome> {
    if let Err(reason) = bench.prepared.web.get() {
        return Ok(Outcome::skipped(format!("npm packages: {reason}")));
    }
    for script in ["types", "lint"] {
        if !command::logged(&mut npm(script)?, script, log)?.success() {
            return Ok(Outcome::check(false));
        }
    }
    Ok(Outcome::check(true))
}

/// Every test of the web workspace that needs no browser, those against the server among them.
pub(super) fn web(bench: &Bench, log: &Path) -> Result<Outcome> {
    if let Err(reason) = bench.prepared.web.get() {
        return Ok(Outcome::skipped(format!("npm packages: {reason}")));
    }
    let mut command = npm("test")?;
    divide(&mut command, bench);
    bench.count("web", log, with_programs(&mut command))
}

/// Playwright: people's pages in a real browser, against the real server.
pub(super) fn browser(bench: &Bench, log: &Path) -> Result<Outcome> {
    if let Err(reason) = bench.prepared.web.get() {
        return Ok(Outcome::skipped(format!("npm packages: {reason}")));
    }
    let chromium = match packages::chromium(log) {
        Ok(chromium) => chromium,
        Err(reason) => return Ok(Outcome::skipped(format!("Chromium: {reason:#}"))),
    };
    let mut command = npm("e2e")?;
    command.env("LIAISON_BIN", paths::server_binary()).env("LIAISON_CHROMIUM", chromium);
    divide(&mut command, bench);
    bench.count("browser", log, &mut command)
}

/// `python-socketio` against the engine.
pub(super) fn python(bench: &Bench, log: &Path) -> Result<Outcome> {
    let python = match bench.prepared.python.get() {
        Ok(python) => python.clone(),
        Err(reason) => return Ok(Outcome::skipped(format!("Python packages: {reason}"))),
    };
    let mut command = Command::new(python);
    command.args(["-m", "pytest", "--color=no", "-q", "-p", "no:cacheprovider", "--durations=20"]);
    command.current_dir(paths::root()?.join("tests/clients/python"));
    bench.count("python", log, with_programs(&mut command))
}

/// schemathesis: the server keeps every promise of its own OpenAPI document.
pub(super) fn openapi(bench: &Bench, log: &Path) -> Result<Outcome> {
    let python = match bench.prepared.python.get() {
        Ok(python) => python.clone(),
        Err(reason) => return Ok(Outcome::skipped(format!("Python packages: {reason}"))),
    };
    let mut command = Command::new(python);
    command.arg("openapi_run.py").current_dir(paths::root()?.join("tests/clients/python"));
    bench.count("openapi", log, with_programs(&mut command))
}

/// A script of the web workspace.
fn npm(script: &str) -> Result<Command> {
    let mut command = Command::new("npm");
    // Colours would stand between the numbers that are counted.
    command.args(["run", "--silent", script]).env("NO_COLOR", "1").current_dir(paths::root()?.join("web"));
    Ok(command)
}

/// Leaves a runner behind npm only the tests of this shard.
fn divide(command: &mut Command, bench: &Bench) {
    if let Some(shard) = bench.shard {
        command.arg("--").arg(shard.option("--shard="));
    }
}

/// Tells a client program which servers to start.
fn with_programs(command: &mut Command) -> &mut Command {
    command
        .env("LIAISON_BIN", paths::server_binary())
        .env("LIAISON_CONFORMANCE_BIN", paths::conformance_binary())
        .env("PYTHONDONTWRITEBYTECODE", "1")
}
