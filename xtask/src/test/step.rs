//! One step of a test run, what it works with, and how it can end.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result};

use super::background::{Needs, Prepared};
use super::counts::Counts;
use crate::command;

/// A row of the plan.
pub(super) struct Step {
    /// What `--only` calls it.
    pub(super) name: &'static str,
    /// What it proves, for `--list`.
    pub(super) about: &'static str,
    /// What must be there first.
    pub(super) needs: Needs,
    /// Does it; everything it prints goes into the log.
    pub(super) run: fn(&mut Bench, &Path) -> Result<Outcome>,
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
    logs: PathBuf,
}

impl Bench {
    /// Starts to prepare what these steps need.
    pub(super) fn new(steps: &[&Step]) -> Result<Self> {
        let logs = env::temp_dir().join(format!("liaison-test-{}", std::process::id()));
        fs::create_dir_all(&logs).with_context(|| format!("failed creating {}", logs.display()))?;
        let prepared = Prepared::start(steps.iter().map(|step| step.needs), &logs);
        Ok(Self { prepared, logs })
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
