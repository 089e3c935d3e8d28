//! The pages that the server takes in: built by npm into `web/dist`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::Result;

use crate::{command, npm, paths};

/// Builds the pages, unless nothing has changed since they were built: their files are then left as they are, and the
/// server needs no new build either.
pub(crate) fn build(log: &Path) -> Result<()> {
    let web = paths::root()?.join("web");
    npm::install("web", log)?;
    let mark = web.join("dist/.built");
    let built = fs::metadata(&mark).and_then(|mark| mark.modified()).ok();
    if built.is_some_and(|built| newest(&web).is_ok_and(|newest| newest < built)) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["run", "--silent", "build"]).current_dir(&web);
    command::logged_ok(&mut npm, "pages", log)?;
    fs::write(mark, "")?;
    Ok(())
}

/// When a file or folder was last changed, without what is installed or built.
fn newest(folder: &Path) -> Result<SystemTime> {
    let mut newest = fs::metadata(folder)?.modified()?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name();
        if ["node_modules", "dist", "test"].iter().any(|other| name == *other) {
            continue;
        }
        let changed =
            if kind.is_dir() { self::newest(&entry.path())? } else { entry.metadata()?.modified()? };
        newest = newest.max(changed);
    }
    Ok(newest)
}
