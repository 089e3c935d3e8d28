//! The steps where programs in other languages talk to the built server: the clients our users have.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::packages;
use super::step::{Bench, Outcome};
use crate::{command, pages, paths};

/// Every `*.test.mjs`: the real `socket.io-client` against the engine, and the main job against the server.
pub(super) fn node(bench: &mut Bench, log: &Path) -> Result<Outcome> {
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
    let mut command = Command::new("node");
    // One file at a time: both measure time-outs, and the machine may have two cores.
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(tests).current_dir(folder);
    bench.count("node", log, with_programs(&mut command))
}

/// The pages that the server takes in when it is built. Waits for the packages: two installs in one folder would undo
/// each other.
pub(super) fn pages(bench: &mut Bench, log: &Path) -> Result<Outcome> {
    if let Err(reason) = bench.prepared.web.get() {
        return Ok(Outcome::skipped(format!("npm packages: {reason}")));
    }
    pages::build(log)?;
    Ok(Outcome::check(true))
}

/// The web workspace: types, lints, then every test, those against the server among them.
pub(super) fn web(bench: &mut Bench, log: &Path) -> Result<Outcome> {
    if let Err(reason) = bench.prepared.web.get() {
        return Ok(Outcome::skipped(format!("npm packages: {reason}")));
    }
    let npm = |script: &str| -> Result<Command> {
        let mut command = Command::new("npm");
        // Colours would stand between the numbers that are counted.
        command
            .args(["run", "--silent", script])
            .env("NO_COLOR", "1")
            .current_dir(paths::root()?.join("web"));
        Ok(command)
    };
    for script in ["types", "lint"] {
        if !command::logged(&mut npm(script)?, script, log)?.success() {
            return Ok(Outcome::check(false));
        }
    }
    bench.count("web", log, with_programs(&mut npm("test")?))
}

/// Playwright: people's pages in a real browser, against the real server.
pub(super) fn browser(bench: &mut Bench, log: &Path) -> Result<Outcome> {
    if let Err(reason) = bench.prepared.web.get() {
        return Ok(Outcome::skipped(format!("npm packages: {reason}")));
    }
    let chromium = match packages::chromium(log) {
        Ok(chromium) => chromium,
        Err(reason) => return Ok(Outcome::skipped(format!("Chromium: {reason:#}"))),
    };
    let mut command = Command::new("npm");
    command
        .args(["run", "--silent", "e2e"])
        .env("NO_COLOR", "1")
        .env("LIAISON_BIN", paths::server_binary())
        .env("LIAISON_CHROMIUM", chromium)
        .current_dir(paths::root()?.join("web"));
    bench.count("browser", log, &mut command)
}

/// `python-socketio` against the engine.
pub(super) fn python(bench: &mut Bench, log: &Path) -> Result<Outcome> {
    let python = match bench.prepared.python.get() {
        Ok(python) => python.clone(),
        Err(reason) => return Ok(Outcome::skipped(format!("Python packages: {reason}"))),
    };
    let mut command = Command::new(python);
    command.args(["-m", "pytest", "--color=no", "-q", "-p", "no:cacheprovider"]);
    command.current_dir(paths::root()?.join("tests/clients/python"));
    bench.count("python", log, with_programs(&mut command))
}

/// schemathesis: the server keeps every promise of its own OpenAPI document.
pub(super) fn openapi(bench: &mut Bench, log: &Path) -> Result<Outcome> {
    let python = match bench.prepared.python.get() {
        Ok(python) => python.clone(),
        Err(reason) => return Ok(Outcome::skipped(format!("Python packages: {reason}"))),
    };
    let mut command = Command::new(python);
    command.arg("openapi_run.py").current_dir(paths::root()?.join("tests/clients/python"));
    bench.count("openapi", log, with_programs(&mut command))
}

/// Tells a client program which servers to start.
fn with_programs(command: &mut Command) -> &mut Command {
    command
        .env("LIAISON_BIN", paths::server_binary())
        .env("LIAISON_CONFORMANCE_BIN", paths::conformance_binary())
        .env("PYTHONDONTWRITEBYTECODE", "1")
}
