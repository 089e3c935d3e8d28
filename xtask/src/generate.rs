//! `cargo xtask gen`: the files that are written by the program they describe.
//!
//! The list is a table. `--check` compares without writing; it runs in every test run, so that a change which
//! adds a setting, an event, an error or a route cannot leave its reference behind.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::{command, paths};

/// Options of `cargo xtask gen`.
#[derive(Args)]
pub(crate) struct Options {
    /// Write nothing; fail when a file is stale
    #[arg(long)]
    check: bool,
}

/// Where a generated file comes from.
enum Source {
    /// What `liaison` prints for these arguments.
    Printed(&'static [&'static str]),
    /// What `liaison` prints for these arguments, between the markers of this name in a file of other text.
    Section(&'static str, &'static [&'static str]),
    /// Written by the tests of this name when `LIAISON_UPDATE=1`; without it, they fail when it is stale.
    Test(&'static str),
    /// Written by this Node script from the files above; with `--check` it fails when its file is stale.
    Script(&'static str),
}

const FILES: &[(&str, Source)] = &[
    ("docs/openapi.json", Source::Printed(&["openapi"])),
    ("docs/asyncapi.json", Source::Printed(&["reference", "asyncapi"])),
    ("docs/reference/configuration.md", Source::Printed(&["reference", "configuration"])),
    ("docs/reference/errors.md", Source::Printed(&["reference", "errors"])),
    ("docs/reference/events.md", Source::Printed(&["reference", "events"])),
    ("liaison.example.toml", Source::Printed(&["reference", "example-config"])),
    ("ARCHITECTURE.md", Source::Section("recipients", &["reference", "recipients"])),
    ("docs/access-matrix.txt", Source::Test("access_matrix")),
    (
        "web/packages/client/src/rest/api.gen.ts",
        Source::Script("web/packages/client/scripts/generate-api.mjs"),
    ),
    (
        "web/packages/client/src/events.gen.ts",
        Source::Script("web/packages/client/scripts/generate-events.mjs"),
    ),
];

/// Builds the program, then writes or checks every file.
pub(crate) fn run(options: &Options) -> Result<bool> {
    if !command::cargo(&["build", "--package", "liaison-server", "--bin", "liaison"])?.status()?.success() {
        return Ok(false);
    }
    if !options.check {
        write()?;
        return Ok(true);
    }
    let mut stale = stale_printed()?;
    stale.extend(stale_elsewhere()?);
    for line in &stale {
        println!("{line}");
    }
    Ok(stale.is_empty())
}

/// One line for each file whose text is not what the built program prints, and how to mend it.
///
/// Files written by tests and scripts are not looked at: in a test run their own tests run anyway.
pub(crate) fn stale_printed() -> Result<Vec<String>> {
    let root = paths::root()?;
    let mut stale = Vec::new();
    for (file, source) in FILES {
        // An absent file is a stale one.
        let found = fs::read_to_string(root.join(file)).unwrap_or_default();
        let wanted = match source {
            Source::Printed(arguments) => printed(arguments),
            Source::Section(name, arguments) => with_section(&found, name, arguments),
            Source::Test(_) | Source::Script(_) => continue,
        };
        match wanted {
            Ok(wanted) if wanted == found => {}
            Ok(_) => stale.push(format!("{file} is stale: run `cargo xtask gen`")),
            Err(error) => stale.push(format!("{file} cannot be generated: {error:#}")),
        }
    }
    Ok(stale)
}

fn stale_elsewhere() -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for (file, source) in FILES {
        let fresh = match source {
            Source::Printed(_) | Source::Section(..) => continue,
            Source::Test(name) => tests_named(name)?.status()?.success(),
            Source::Script(script) => node(script)?.arg("--check").status()?.success(),
        };
        if !fresh {
            stale.push(format!("{file} is stale: run `cargo xtask gen`"));
        }
    }
    Ok(stale)
}

fn write() -> Result<()> {
    let root = paths::root()?;
    for (file, source) in FILES {
        let path = root.join(file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        match source {
            Source::Printed(arguments) => {
                fs::write(&path, printed(arguments)?).with_context(|| format!("failed writing {file}"))?;
            }
            Source::Section(name, arguments) => {
                let found = fs::read_to_string(&path).with_context(|| format!("failed reading {file}"))?;
                fs::write(&path, with_section(&found, name, arguments)?)
                    .with_context(|| format!("failed writing {file}"))?;
            }
            Source::Test(name) => {
                let status = tests_named(name)?.env("LIAISON_UPDATE", "1").status()?;
                anyhow::ensure!(status.success(), "failed running the tests that write {file}");
            }
            Source::Script(script) => {
                anyhow::ensure!(node(script)?.status()?.success(), "failed running {script}");
            }
        }
        println!("wrote {file}");
    }
    Ok(())
}

fn printed(arguments: &[&str]) -> Result<String> {
    command::output(Command::new(paths::server_binary()).args(arguments).current_dir(paths::root()?))
}

/// A text whose section between the markers of this name is what the program prints.
fn with_section(text: &str, name: &str, arguments: &[&str]) -> Result<String> {
    let (begin, end) = (format!("<!-- generated: {name} -->\n"), format!("<!-- end: {name} -->\n"));
    let missing = || format!("the markers of `{name}` are missing");
    let (before, rest) = text.split_once(&begin).with_context(missing)?;
    let (_, after) = rest.split_once(&end).with_context(missing)?;
    Ok(format!("{before}{begin}{}{end}{after}", printed(arguments)?))
}

fn node(script: &str) -> Result<Command> {
    let node = paths::find_program("node").context("node is not installed")?;
    let mut command = Command::new(node);
    command.arg(script).current_dir(paths::root()?);
    Ok(command)
}

/// The whole workspace's tests with a filter, rather than one package's: same features, so nothing is built twice.
fn tests_named(name: &str) -> Result<Command> {
    command::cargo(&["test", "--workspace", "--quiet", name])
}
