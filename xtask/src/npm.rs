//! npm packages of a folder, exactly as its lock file pins them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{command, paths};

/// Installs the packages of a folder of the checkout beside its programs, when the pins have changed.
pub(crate) fn install(folder: &str, log: &Path) -> Result<()> {
    paths::find_program("node").context("node is not installed")?;
    paths::find_program("npm").context("npm is not installed")?;
    let folder = paths::root()?.join(folder);
    let lock = fs::read_to_string(folder.join("package-lock.json"))?;
    let mark = folder.join("node_modules/.installed-from");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    command::logged_ok(&mut npm, "npm", log)?;
    fs::write(mark, lock)?;
    Ok(())
}
