//! One step of a test run, what it works with, and how it can end.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result};

use super::background::{Needs, Prepared};
use super::counts::Counts;
use super::shard::{Division, Shard};
use crate::command;

/// The step that builds the programs.
pub(super) const BUILD: &str = "build";
/// The step that builds the pages.
pub(super) const PAGES: &str = "pages";

/// A row of the plan.
pub(super) struct Step {
    /// What `--only` calls it.
    pub(super) name: &'static str,
    /// What it proves, for `--list`.
    pub(super) about: &'static str,
    /// Which steps it may run beside.
    pub(super) lane: Lane,
    /// What of it each shard of a run does.
    pub(super) division: Division,
    /// What must be there first.
    pub(super) needs: Needs,
    /// Steps that must have ended first, however they ended.
    pub(super) after: &'static [&'static str],
    /// Does it; everything it prints goes into the log.
    pub(super) run: fn(&Bench, &Path) -> Result<Outcome>,
}

/// Steps of one lane run one after the other, the two lanes at the same time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// Runs of cargo, which would wait for each other's locks, and what keeps all cores busy by itself.
    Cargo,
    /// Single programs that mostly wait, and use one core at the most.
    Beside,
}

impl Step {
    /// The steps that must have ended before this one begins, where they were chosen.
    pub(super) fn prerequisites(&self) -> impl Iterator<Item = &'static str> {
        let build = self.needs.build.then_some(BUILD);
        let pages = self.needs.pages.then_some(PAGES);
        self.after.iter().copied().chain(build).chain(pages)
    }

    /// Why this step cannot run, when one that it needs has failed.
    pub(super) fn failed_without(&self, failed: impl Fn(&str) -> bool) -> Option<&'static str> {
        if self.needs.build && failed(BUILD) {
            return Some("the build failed");
        }
        (self.needs.pages && failed(PAGES)).then_some("the pages could not be built")
    }
}

/// How a step ended.
pub(super) enum Outcome {
    /// Ran to its end: did it pass, and what did it count, if it counts anything.
    Ran { passed: bool, counts: Counts, notes: Vec<String> },
    /// Did not run, and why.
    Skipped(String),
}

impl Outcome {
    /// A step that has no tests to count: it holds or it does not.
    pub(super) fn check(passed: bool) -> Self {
        Self::Ran { passed, counts: Counts::default(), notes: Vec::new() }
    }

    /// A step that could not run here.
    pub(super) fn skipped(reason: impl Into<String>) -> Self {
        Self::Skipped(reason.into())
    }
}

/// What the steps share: prepared services and packages, and a folder of logs.
pub(super) struct Bench {
    pub(super) prepared: Prepared,
    /// The part of the tests to run; all when there is none.
    pub(super) shard: Option<Shard>,
    logs: PathBuf,
}

impl Bench {
    /// Starts to prepare what these steps need.
    pub(super) fn new(steps: &[&Step], shard: Option<Shard>) -> Result<Self> {
        let logs = env::temp_dir().join(format!("liaison-test-{}", std::process::id()));
        fs::create_dir_all(&logs).with_context(|| format!("failed creating {}", logs.display()))?;
        let prepared = Prepared::start(steps.iter().map(|step| step.needs), &logs);
        Ok(Self { prepared, shard, logs })
    }

    /// The log of a step.
    pub(super) fn log_of(&self, name: &str) -> PathBuf {
        self.logs.join(format!("{name}.log"))
    }

    /// Runs one program as a whole step, counting the tests that its output names.
    pub(super) fn count(&self, name: &str, log: &Path, command: &mut Command) -> Result<Outcome> {
        let passed = command::logged(command, name, log)?.success();
        let counts = Counts::read(&fs::read_to_string(log).unwrap_or_default());
        Ok(Outcome::Ran { passed, counts, notes: Vec::new() })
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // Logs of failed steps have been shown by now; a folder left behind in the temp folder harms nobody.
        drop(fs::remove_dir_all(&self.logs));
    }
}
