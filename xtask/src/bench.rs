//! `cargo xtask bench`: ours and the peer side by side in one run, with the same load from the same program.
//!
//! Rounds alternate, so that both see the same moods of the machine; medians are compared. Server and load share the
//! machine: the ratios say more than the figures.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde_json::{Value, json};

use crate::{command, paths};

/// Options of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct Options {
    /// One short round with 1,000 connections instead of three with 5,000
    #[arg(long)]
    quick: bool,
}

/// A measured value: its name in the load program's JSON, its unit, and whether more is better.
const METRICS: [(&str, &str, bool); 4] = [
    ("idle_kib_per_connection", "KiB", false),
    ("connects_per_second", "1/s", true),
    ("deliveries_per_second", "1/s", true),
    ("kib_per_connection_after", "KiB", false),
];
const PEER: &str = "socket.io 4 on Node";

/// Measures, prints a table and writes `bench/results.jsonl` in the build folder.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let (rounds, connections) = if options.quick { (1, "1000") } else { (3, "5000") };
    println!("building the load program with optimisations");
    let build = ["build", "--release", "--package", "liaison-socketio", "--example", "idle"];
    if !command::cargo(&build)?.status()?.success() {
        return Ok(false);
    }
    let peers = paths::root()?.join("bench/peers");
    if !Command::new("npm").args(["ci", "--silent"]).current_dir(&peers).status()?.success() {
        bail!("failed installing the peers in `bench/peers` by `npm ci`");
    }
    let program = paths::target().join("release/examples/idle");
    let peer = peers.join("socketio.mjs");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 1..=rounds {
        println!("round {round} of {rounds}, {connections} connections");
        ours.push(measure(Command::new(&program).args([connections, "flood"]))?);
        theirs.push(measure(Command::new(&program).args([connections, "flood", "node"]).arg(&peer))?);
    }
    report(&ours, &theirs, &format!("{connections} connections in one room, {rounds} rounds, medians"))
}

fn measure(program: &mut Command) -> Result<Value> {
    let printed = command::output(program)?;
    let last = printed.lines().last().unwrap_or_default();
    serde_json::from_str(last).with_context(|| format!("the load program ended with `{last}`"))
}

fn report(ours: &[Value], theirs: &[Value], conditions: &str) -> Result<bool> {
    let mut lines = String::new();
    println!("\n{:<28} {:>12} {:>12} {:>8}  {PEER} is the peer; {conditions}", "", "ours", "peer", "ratio");
    for (metric, unit, more_is_better) in METRICS {
        let (ours, peer) = (median(ours, metric)?, median(theirs, metric)?);
        let ratio = ours / peer;
        let better = if more_is_better { "more is better" } else { "less is better" };
        println!("{metric:<28} {ours:>12.2} {peer:>12.2} {ratio:>8.2}  {unit}, {better}");
        let line = json!({
            "metric": metric, "ours": ours, "peer": peer, "peer_name": PEER, "ratio": ratio, "unit": unit,
            "conditions": conditions,
        });
        lines.push_str(&format!("{line}\n"));
    }
    let folder = paths::target().join("bench");
    fs::create_dir_all(&folder)?;
    let file = folder.join("results.jsonl");
    fs::write(&file, lines).with_context(|| format!("failed writing `{}`", file.display()))?;
    println!("\nwritten to {}", file.display());
    Ok(true)
}

fn median(rounds: &[Value], metric: &str) -> Result<f64> {
    let mut values: Vec<f64> = rounds.iter().filter_map(|round| round.get(metric)?.as_f64()).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().with_context(|| format!("no round measured `{metric}`"))
}
