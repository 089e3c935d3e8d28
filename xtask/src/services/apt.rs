//! Installing a Debian package, when we are allowed to.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::{command, paths};

/// Whether the package lists were brought up to date; also keeps two installations from running at once.
static LISTS_ARE_NEW: Mutex<bool> = Mutex::new(false);

/// Installs a package, or says why not.
pub(crate) fn install(package: &str, log: &Path) -> Result<()> {
    if paths::find_program("apt-get").is_none() {
        bail!("`{package}` is not installed, and there is no apt-get to install it with");
    }
    if !is_root()? {
        bail!("`{package}` is not installed; run `sudo apt-get install {package}`");
    }
    let Ok(mut lists_are_new) = LISTS_ARE_NEW.lock() else { bail!("another installation failed") };
    if !*lists_are_new {
        apt(&["update"], log)?;
        *lists_are_new = true;
    }
    apt(&["install", "--yes", "--no-install-recommends", package], log)
}

/// Whether we run as root: then we may install, and PostgreSQL must run as someone else.
pub(super) fn is_root() -> Result<bool> {
    Ok(command::output(Command::new("id").arg("-u"))?.trim() == "0")
}

fn apt(arguments: &[&str], log: &Path) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command::logged_ok(&mut command, "apt-get", log)
}
