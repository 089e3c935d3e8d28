//! `cargo xtask run`: the first of the README's two commands.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::{command, pages, paths};

/// Options of `cargo xtask run`.
#[derive(Args)]
pub(crate) struct Options {
    /// Build with optimisations: a longer first start, a faster server
    #[arg(long)]
    release: bool,
    /// Passed on to `liaison demo`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds pages and server, then becomes the server, so that Ctrl-C reaches it directly.
pub(crate) fn run(options: &Options) -> Result<bool> {
    println!("building console, widget and demonstration");
    fs::create_dir_all(paths::target())?;
    let log = paths::target().join("pages.log");
    if let Err(error) = pages::build(&log) {
        println!("without them: {error:#}; see `{}`", log.display());
    }
    println!("building liaison (a first build takes some minutes)");
    let mut build = vec!["build", "--package", "liaison-server", "--bin", "liaison"];
    if options.release {
        build.push("--release");
    }
    if !command::cargo(&build)?.status()?.success() {
        return Ok(false);
    }
    let profile = if options.release { "release" } else { "debug" };
    let binary = paths::target().join(profile).join("liaison");
    let mut server = Command::new(&binary);
    server.arg("demo").args(&options.arguments).current_dir(paths::root()?);
    bail!("failed starting `{}`: {}", binary.display(), server.exec());
}
