//! What a test run says: a line for each step as it ends, the output of what failed, and the sum.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use super::counts::Counts;
use super::slowest::Slowest;
use super::step::Outcome;

/// The steps so far.
#[derive(Default)]
pub(super) struct Report {
    total: Counts,
    failed: Vec<(&'static str, PathBuf, Option<String>)>,
    /// What was not proven here, and why.
    missing: Vec<String>,
    slowest: Slowest,
}

impl Report {
    /// Adds a step and prints its line.
    pub(super) fn add(&mut self, name: &'static str, took: Duration, log: PathBuf, outcome: Result<Outcome>) {
        self.slowest.read(name, &log);
        let took = format!("{:>6.1} s", took.as_secs_f64());
        match outcome {
            Ok(Outcome::Skipped(reason)) => {
                println!("  skip  {name:<14} {took}  {reason}");
                self.missing.push(format!("{name}: {reason}"));
                self.total.skipped += 1;
            }
            Ok(Outcome::Ran { passed: true, counts, notes }) if counts.failed == 0 => {
                println!("  ok    {name:<14} {took}  {}", show(counts));
                self.missing.extend(notes.into_iter().map(|note| format!("{name}: {note}")));
                self.total += counts;
            }
            Ok(Outcome::Ran { mut counts, notes, .. }) => {
                // A check that fails, or a runner that dies before its summary, is one failure: never "0 failed".
                counts.failed = counts.failed.max(1);
                println!("  FAIL  {name:<14} {took}  {}", show(counts));
                self.missing.extend(notes.into_iter().map(|note| format!("{name}: {note}")));
                self.total += counts;
                self.failed.push((name, log, None));
            }
            Err(error) => {
                println!("  FAIL  {name:<14} {took}  {error:#}");
                self.total.failed += 1;
                self.failed.push((name, log, Some(format!("{error:#}"))));
            }
        }
    }

    /// Whether this step ran and failed.
    pub(super) fn failed(&self, name: &str) -> bool {
        self.failed.iter().any(|(failed, ..)| *failed == name)
    }

    /// Prints the outputs of what failed, what is missing and, as the last line, the sum.
    pub(super) fn finish(self) -> Result<bool> {
        for (name, log, error) in &self.failed {
            let text = fs::read(log).unwrap_or_default();
            println!("\n==== {name} ====\n{}", String::from_utf8_lossy(&text).trim_end());
            if let Some(error) = error {
                println!("error: {error}");
            }
        }
        let slowest: Vec<String> = self.slowest.lines().collect();
        if !slowest.is_empty() {
            println!("\nSlowest tests:");
            slowest.iter().for_each(|line| println!("  {line}"));
        }
        if !self.missing.is_empty() {
            println!("\nNot proven by this run:");
            for line in &self.missing {
                println!("  {line}");
            }
        }
        if !self.failed.is_empty() {
            let names: Vec<&str> = self.failed.iter().map(|(name, ..)| *name).collect();
            println!("\nFailed: {0}. Again: cargo xtask test --only {1}", names.join(", "), names.join(","));
        }
        let Counts { passed, failed, skipped } = self.total;
        let skipped = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
        println!("\n{passed} passed, {failed} failed{skipped}");
        Ok(self.failed.is_empty())
    }
}

/// The counts of one step, without what is zero.
fn show(counts: Counts) -> String {
    let parts = [(counts.passed, "passed"), (counts.failed, "failed"), (counts.skipped, "skipped")];
    let parts =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}"));
    parts.collect::<Vec<_>>().join(", ")
}
