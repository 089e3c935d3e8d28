//! `cargo xtask test`: every test of the project, on a machine that may have nothing but cargo.
//!
//! Two lanes of steps: runs of cargo one after the other, because two cargo builds at once only wait for each other,
//! and beside them single programs that mostly wait. Before both, in the background, what steps need: services and
//! packages. A thing that cannot be had makes a step skip and say so; it never makes it pass.

use std::process::Command;
use std::thread;

use anyhow::{Result, bail};
use clap::Args;

use crate::paths;

mod background;
mod cargo;
mod checks;
mod clients;
mod counts;
mod lanes;
mod packages;
mod report;
mod shard;
mod slowest;
mod step;

use background::Needs;
use shard::{Division, Shard};
use step::{BUILD, Bench, Lane, PAGES, Step};

/// Options of `cargo xtask test`.
#[derive(Args)]
pub(crate) struct Options {
    /// Run only these steps (and the build, where they need it)
    #[arg(long, value_name = "STEP", num_args = 1.., value_delimiter = ',')]
    only: Vec<String>,
    /// Run only one part of N, on the first of N machines 1/N
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    /// List the steps and stop
    #[arg(long)]
    list: bool,
}

/// Every step. In each lane they run in this order: the quickest verdicts first.
const STEPS: &[Step] = &[
    Step {
        name: "format",
        about: "rustfmt",
        lane: Lane::Cargo,
        division: Division::Whole,
        needs: Needs::NOTHING,
        after: &[],
        run: cargo::format,
    },
    Step {
        name: "tidy",
        about: "project rules: `cargo xtask tidy`",
        lane: Lane::Beside,
        division: Division::Whole,
        needs: Needs::NOTHING,
        after: &[],
        run: checks::tidy,
    },
    Step {
        name: PAGES,
        about: "the pages that the server takes in",
        lane: Lane::Beside,
        division: Division::Everywhere,
        needs: Needs::PACKAGES,
        after: &[],
        run: clients::pages,
    },
    Step {
        name: "clippy",
        about: "lints, warnings refused",
        lane: Lane::Cargo,
        division: Division::Whole,
        needs: Needs::NOTHING,
        after: &[PAGES],
        run: cargo::clippy,
    },
    Step {
        name: BUILD,
        about: "programs, examples and tests",
        lane: Lane::Cargo,
        division: Division::Everywhere,
        needs: Needs::NOTHING,
        after: &[PAGES],
        run: cargo::build,
    },
    Step {
        name: "web-checks",
        about: "types and lints of the web workspace",
        lane: Lane::Beside,
        division: Division::Whole,
        needs: Needs::PACKAGES,
        after: &[],
        run: clients::web_checks,
    },
    Step {
        name: "licences",
        about: "cargo-deny: bans, licences, sources, advisories",
        lane: Lane::Beside,
        division: Division::Whole,
        needs: Needs::DENY,
        after: &[],
        run: checks::licences,
    },
    Step {
        name: "rust",
        about: "unit and integration tests",
        lane: Lane::Cargo,
        division: Division::Tests,
        needs: Needs::SERVICES,
        after: &[],
        run: cargo::tests,
    },
    Step {
        name: "generated",
        about: "generated files are fresh",
        lane: Lane::Beside,
        division: Division::Whole,
        needs: Needs::BUILD,
        after: &[],
        run: checks::generated,
    },
    Step {
        name: "openapi",
        about: "schemathesis against the server",
        lane: Lane::Beside,
        division: Division::Whole,
        needs: Needs::PYTHON,
        after: &[],
        run: clients::openapi,
    },
    Step {
        name: "node",
        about: "socket.io-client against engine and server",
        lane: Lane::Beside,
        division: Division::Tests,
        needs: Needs::NODE,
        after: &[],
        run: clients::node,
    },
    Step {
        name: "python",
        about: "python-socketio against engine",
        lane: Lane::Beside,
        division: Division::Whole,
        needs: Needs::PYTHON,
        after: &[],
        run: clients::python,
    },
    Step {
        name: "web",
        about: "tests of the web workspace",
        lane: Lane::Beside,
        division: Division::Tests,
        needs: Needs::WEB,
        after: &[],
        run: clients::web,
    },
    Step {
        name: "doctests",
        about: "examples in comments",
        lane: Lane::Cargo,
        division: Division::Whole,
        needs: Needs::BUILD,
        after: &[],
        run: cargo::doctests,
    },
    Step {
        name: "browser",
        about: "console, widget and demonstration in Chromium against the server",
        lane: Lane::Cargo,
        division: Division::Tests,
        needs: Needs::BROWSER,
        after: &[],
        run: clients::browser,
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
    let steps = chosen(&options.only, options.shard)?;
    let bench = Bench::new(&steps, options.shard)?;
    println!("building in {}", paths::target().display());
    let cores = thread::available_parallelism().map_or(1, Into::into);
    lanes::run(&steps, &bench, cores).finish()
}

/// The steps to run: all or the named ones, of these what the shard does, and the builds that they need.
fn chosen(only: &[String], shard: Option<Shard>) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("no step is called `{unknown}`: see `cargo xtask test --list`");
    }
    let named = STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name));
    let mut index = 0..;
    let ours: Vec<&Step> = named
        .filter(|step| match (step.division, shard) {
            (Division::Whole, Some(shard)) => index.next().is_some_and(|index| shard.does(index)),
            _ => true,
        })
        .collect();
    let build = ours.iter().any(|step| step.needs.build);
    let pages = ours.iter().any(|step| step.needs.pages);
    let needed = |step: &Step| (build && step.name == BUILD) || (pages && step.name == PAGES);
    let is_ours = |step: &Step| ours.iter().any(|other| other.name == step.name);
    Ok(STEPS.iter().filter(|step| is_ours(step) || needed(step)).collect())
}

/// Whether a program answers to its name at all.
fn answers(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

#[cfg(test)]
mod tests {
    use super::{Division, STEPS, chosen};

    #[test]
    fn shards_together_run_every_step() {
        let shards = ["1/2", "2/2"].map(|text| chosen(&[], Some(text.parse().unwrap())).unwrap());
        for step in STEPS {
            let runs = shards.iter().filter(|steps| steps.iter().any(|other| other.name == step.name));
            let expected = if step.division == Division::Whole { 1 } else { 2 };
            assert_eq!(runs.count(), expected, "{}", step.name);
        }
    }

    #[test]
    fn a_chosen_step_brings_the_builds_that_it_needs() {
        let names = |only: &str| -> Vec<&str> {
            chosen(&[only.to_owned()], None).unwrap().iter().map(|step| step.name).collect()
        };
        assert_eq!(names("browser"), ["pages", "build", "browser"]);
        assert_eq!(names("web-checks"), ["web-checks"]);
        assert!(chosen(&["brwoser".to_owned()], None).is_err());
    }
}
