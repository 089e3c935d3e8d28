//! `cargo xtask bench`: ours and the baselines side by side in one run, with the same load from the same program.
//!
//! Rounds alternate between ours and the baseline, so that both see the same moods of the machine; medians are compared.
//! Every server starts anew for every measurement. Server, load and database share the machine: the ratios say more
//! than the figures.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::services::postgres::Postgres;
use crate::{command, npm, paths};

mod empty;
mod scenarios;
mod servers;

use scenarios::{Better, Metric, SCENARIOS, Scenario};
use servers::{Machine, Program};

/// Options of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct Options {
    /// One short round with smaller numbers instead of three
    #[arg(long)]
    quick: bool,
    /// Run only these scenarios
    #[arg(long, value_name = "SCENARIO", num_args = 1.., value_delimiter = ',')]
    only: Vec<String>,
    /// List the scenarios and stop
    #[arg(long)]
    list: bool,
    /// Rounds, in place of three
    #[arg(long)]
    rounds: Option<usize>,
}

/// Measures, prints a table and writes `bench/results.jsonl` in the build folder.
pub(crate) fn run(options: &Options) -> Result<bool> {
    if options.list {
        for scenario in SCENARIOS {
            println!("{:<16} {}", scenario.name, scenario.about);
        }
        return Ok(true);
    }
    if let Some(unknown) = options.only.iter().find(|name| !SCENARIOS.iter().any(|one| one.name == **name)) {
        bail!("no scenario is called `{unknown}`: see `cargo xtask bench --list`");
    }
    let chosen: Vec<_> = SCENARIOS
        .iter()
        .filter(|scenario| options.only.is_empty() || options.only.iter().any(|name| name == scenario.name))
        .collect();
    if !build()? {
        return Ok(false);
    }
    install_baselines()?;
    let log = paths::target().join("bench/services.log");
    let postgres = match chosen.iter().any(|scenario| scenario.needs_postgres()) {
        true => Some(Postgres::start(&log)?),
        false => None,
    };
    let machine = Machine { postgres: postgres.as_ref() };
    let rounds = options.rounds.unwrap_or(if options.quick { 1 } else { 3 });
    let mut report = Report::default();
    for scenario in chosen {
        println!("\n{}: {}", scenario.name, scenario.about);
        measure(&machine, scenario, rounds, options.quick, &mut report)?;
    }
    report.finish()
}

fn build() -> Result<bool> {
    println!("building with optimisations");
    let build = ["build", "--release", "--workspace", "--bins", "--examples"];
    fs::create_dir_all(paths::target().join("bench"))?;
    Ok(command::cargo(&build)?.status()?.success())
}

/// The baselines' packages, and the client that Prisma generates, without the programs that it would download.
fn install_baselines() -> Result<()> {
    println!("installing the baselines");
    let log = paths::target().join("bench/npm.log");
    npm::install("bench/baselines", &log).with_context(|| format!("see `{}`", log.display()))?;
    let folder = servers::baselines()?;
    let mark = folder.join("generated/.generated-from");
    let lock = fs::read_to_string(folder.join("package-lock.json"))?;
    if fs::read_to_string(&mark).is_ok_and(|generated| generated == lock) {
        return Ok(());
    }
    let mut prisma = Command::new("npx");
    prisma.args(["prisma", "generate"]).current_dir(&folder);
    prisma.env("PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true").env("PRISMA_ENGINES_CHECKSUM_IGNORE_MISSING", "1");
    command::logged_ok(&mut prisma, "prisma", &log)?;
    fs::write(mark, lock)?;
    Ok(())
}

fn measure(
    machine: &Machine<'_>,
    scenario: &Scenario,
    rounds: usize,
    quick: bool,
    report: &mut Report,
) -> Result<()> {
    let mut results: Vec<Vec<Value>> = vec![Vec::new(); scenario.servers().count()];
    for round in 1..=rounds {
        for (program, results) in scenario.servers().zip(&mut results) {
            let result = match scenario.load {
                Some(load) => servers::load(machine, program, &load.arguments(quick))?,
                None => match servers::by_itself(program, quick)? {
                    Some(result) => result,
                    None => empty::measure()?,
                },
            };
            println!("  round {round}, {:<28} {}", program.name(), scenario.line(&result));
            if result.pointer("/load_was_the_limit") == Some(&json!(true)) {
                println!("    the load program was the limit: the server can do more");
            }
            results.push(result);
        }
    }
    let conditions = format!("{}; {rounds} rounds, medians{}", scenario.conditions(quick), cores()?);
    let (ours, baselines) = results.split_first().context("a scenario without a server")?;
    for metric in scenario.metrics {
        let value = median(ours, metric.pointer)?;
        if baselines.is_empty() {
            report.add(scenario, metric, value, None, &conditions);
        }
        for (baseline, results) in scenario.baselines.iter().zip(baselines) {
            let theirs = median(results, metric.pointer)?;
            report.add(scenario, metric, value, Some((*baseline, theirs)), &conditions);
        }
    }
    Ok(())
}

fn cores() -> Result<String> {
    Ok(format!("; {} cores for server, load and database", std::thread::available_parallelism()?))
}

fn median(rounds: &[Value], pointer: &str) -> Result<f64> {
    let mut values: Vec<f64> = rounds.iter().filter_map(|round| round.pointer(pointer)?.as_f64()).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().with_context(|| format!("no round measured `{pointer}`"))
}

/// What was measured, as it is printed and written.
#[derive(Default)]
struct Report {
    table: Vec<String>,
    lines: String,
}

impl Report {
    fn add(
        &mut self,
        scenario: &Scenario,
        metric: &Metric,
        ours: f64,
        baseline: Option<(Program, f64)>,
        conditions: &str,
    ) {
        let ratio = baseline.map(|(_, theirs)| ours / theirs);
        let goal = metric.goal(scenario, baseline.map(|(program, _)| program));
        let verdict = match goal {
            None => String::new(),
            Some(goal) => {
                let met = goal.is_met(metric.better, ours, ratio);
                format!("{} {}", goal.text(metric.better), if met { "met" } else { "MISSED" })
            }
        };
        let name = format!("{}, {}", scenario.name, metric.name);
        let (baseline_name, theirs) = match baseline {
            Some((program, theirs)) => (program.name(), format!("{theirs:.2}")),
            None => ("", String::new()),
        };
        let shown = ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        self.table.push(format!(
            "{name:<44} {ours:>12.2} {theirs:>12} {shown:>8}  {:<5} {baseline_name:<26} {verdict}",
            metric.unit
        ));
        let line = json!({
            "metric": name, "ours": ours, "baseline": baseline.map(|(_, theirs)| theirs), "baseline_name": baseline.map(|(program, _)| program.name()),
            "ratio": ratio, "unit": metric.unit, "conditions": conditions,
        });
        self.lines.push_str(&format!("{line}\n"));
    }

    fn finish(self) -> Result<bool> {
        println!(
            "\n{:<44} {:>12} {:>12} {:>8}  {:<5} {:<26} goal",
            "", "ours", "baseline", "ratio", "unit", "baseline"
        );
        for line in &self.table {
            println!("{line}");
        }
        let file = paths::target().join("bench/results.jsonl");
        fs::write(&file, self.lines).with_context(|| format!("failed writing `{}`", file.display()))?;
        println!("\nwritten to {}", file.display());
        Ok(true)
    }
}

impl Metric {
    fn goal(&self, scenario: &Scenario, baseline: Option<Program>) -> Option<scenarios::Goal> {
        let of_baseline = scenario.baselines.iter().position(|one| Some(*one) == baseline);
        self.goals.get(of_baseline.unwrap_or_default()).copied().flatten()
    }
}

impl scenarios::Goal {
    fn text(self, better: Better) -> String {
        let sign = if better == Better::More { "≥" } else { "≤" };
        match self {
            Self::Value(value) => format!("{sign} {value}"),
            Self::Ratio(ratio) => format!("{sign} {ratio} ×"),
            Self::Both(value, ratio) => format!("{sign} {value} and {sign} {ratio} ×"),
        }
    }

    fn is_met(self, better: Better, ours: f64, ratio: Option<f64>) -> bool {
        let fits = |value: f64, goal: f64| if better == Better::More { value >= goal } else { value <= goal };
        let ratio_fits = |goal| ratio.is_some_and(|ratio| fits(ratio, goal));
        match self {
            Self::Value(goal) => fits(ours, goal),
            Self::Ratio(goal) => ratio_fits(goal),
            Self::Both(value, goal) => fits(ours, value) && ratio_fits(goal),
        }
    }
}
