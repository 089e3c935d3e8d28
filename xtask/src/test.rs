//! `cargo xtask test`: every test of the project, on a machine that may have nothing but cargo.
//!
//! Two lanes. In front, one step after the other, because two cargo builds at once only wait for each other.
//! Behind, started first, what later steps need: services and packages. A thing that cannot be had makes a step
//! skip and say so; it never makes it pass.

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

use crate::paths;

mod background;
mod cargo;
mod checks;
mod clients;
mod counts;
mod packages;
mod report;
mod step;

use background::Needs;
use report::Report;
use step::{Bench, Step};

/// Options of `cargo xtask test`.
#[derive(Args)]
pub(crate) struct Options {
    /// Run only these steps (and the build, where they need it)
    #[arg(long, value_name = "STEP", num_args = 1.., value_delimiter = ',')]
    only: Vec<String>,
    /// List the steps and stop
    #[arg(long)]
    list: bool,
}

const BUILD: &str = "build";
const PAGES: &str = "pages";

/// Every step, in the order they run: the quickest verdicts first.
const STEPS: &[Step] = &[
    Step { name: "format", about: "rustfmt", needs: Needs::NOTHING, run: cargo::format },
    Step { name: "tidy", about: "house rules: `cargo xtask tidy`", needs: Needs::NOTHING, run: checks::tidy },
    Step {
        name: PAGES,
        about: "the pages that the server takes in",
        needs: Needs::PAGES,
        run: clients::pages,
    },
    Step { name: "clippy", about: "lints, warnings refused", needs: Needs::NOTHING, run: cargo::clippy },
    Step { name: BUILD, about: "programs, examples and tests", needs: Needs::NOTHING, run: cargo::build },
    Step { name: "rust", about: "unit and integration tests", needs: Needs::SERVICES, run: cargo::tests },
    Step { name: "doctests", about: "examples in comments", needs: Needs::BUILD, run: cargo::doctests },
    Step {
        name: "generated",
        about: "generated files are fresh",
        needs: Needs::BUILD,
        run: checks::generated,
    },
    Step {
        name: "node",
        about: "socket.io-client against engine and server",
        needs: Needs::NODE,
        run: clients::node,
    },
    Step {
        name: "web",
        about: "types, lints and tests of the web workspace",
        needs: Needs::WEB,
        run: clients::web,
    },
    Step {
        name: "browser",
        about: "console, widget and demonstration in Chromium against the server",
        needs: Needs::BROWSER,
        run: clients::browser,
    },
    Step {
        name: "python",
        about: "python-socketio against engine",
        needs: Needs::PYTHON,
        run: clients::python,
    },
    Step {
        name: "openapi",
        about: "schemathesis against the server",
        needs: Needs::PYTHON,
        run: clients::openapi,
    },
    Step {
        name: "licences",
        about: "cargo-deny, where installed",
        needs: Needs::NOTHING,
        run: checks::licences,
    },
];

/// Runs the steps; true when none failed.
pub(crate) fn run(options: &Options) -> Result<bool> {
    if options.list {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.about);
        }
        return Ok(true);
    }
    let steps = chosen(&options.only)?;
    let mut bench = Bench::new(&steps)?;
    println!("building in {}", paths::target().display());
    let mut report = Report::default();
    for step in steps {
        let start = Instant::now();
        let log = bench.log_of(step.name);
        let outcome = if report.failed(BUILD) && step.needs.build {
            Ok(step::Outcome::skipped("the build failed"))
        } else if report.failed(PAGES) && step.needs.pages {
            Ok(step::Outcome::skipped("the pages could not be built"))
        } else {
            (step.run)(&mut bench, &log)
        };
        report.add(step.name, start.elapsed(), log, outcome);
    }
    report.finish()
}

/// The steps to run: all, or the named ones and the builds that they need.
fn chosen(only: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("no step is called `{unknown}`: see `cargo xtask test --list`");
    }
    let named = |step: &&Step| only.is_empty() || only.iter().any(|name| name == step.name);
    let build = STEPS.iter().filter(named).any(|step| step.needs.build);
    let pages = STEPS.iter().filter(named).any(|step| step.needs.pages);
    let needed = |step: &&Step| (build && step.name == BUILD) || (pages && step.name == PAGES);
    Ok(STEPS.iter().filter(|step| named(step) || needed(step)).collect())
}

/// Whether a program answers to its name at all.
fn answers(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
