//! Running other programs: cargo with our build folder, and anything with its output in a log.

use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::paths;

/// How long a program may run before a line says that it is still at work.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// A cargo in the checkout, with the build folder that all of xtask shares.
pub(crate) fn cargo(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(paths::root()?).env("CARGO_TARGET_DIR", paths::target());
    Ok(command)
}

/// What a program prints on its standard output; an error when it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("failed starting `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed something that is not text"))
}

/// Runs a program with all its output appended to `log`, and says every half minute that it still runs.
pub(crate) fn logged(command: &mut Command, name: &str, log: &Path) -> Result<ExitStatus> {
    let shown = show(command);
    let open = || File::options().create(true).append(true).open(log);
    command.stdin(Stdio::null()).stdout(open()?).stderr(open()?);
    let mut child = command.spawn().with_context(|| format!("failed starting `{shown}`"))?;
    let start = Instant::now();
    let mut next = HEARTBEAT;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() >= next {
            println!("  ....  {name:<14} {:>4} s  {}", start.elapsed().as_secs(), last_line(log));
            next += HEARTBEAT;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Like [`logged`], where failing is an error that carries the end of the log.
pub(crate) fn logged_ok(command: &mut Command, name: &str, log: &Path) -> Result<()> {
    let shown = show(command);
    let status = logged(command, name, log)?;
    if !status.success() {
        bail!("`{shown}` failed: {}", last_line(log));
    }
    Ok(())
}

/// The command as one would type it.
fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn last_line(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let line = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    line.chars().take(90).collect()
}
