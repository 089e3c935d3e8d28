//! A server that nobody uses: what it holds, and how soon it answers.

use std::fs;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::servers::{Store, first_answer};

/// Until what only the start needed is given back.
const SETTLING: Duration = Duration::from_secs(3);

/// Starts it twice: the first start makes the database.
pub(crate) fn measure() -> Result<Value> {
    let store = Store::new()?;
    let (first, first_start) = first_answer(&store.0)?;
    drop(first);
    let (server, start) = first_answer(&store.0)?;
    thread::sleep(SETTLING);
    Ok(json!({
        "seconds_of_first_start": first_start.as_secs_f64(),
        "seconds_to_first_answer": start.as_secs_f64(),
        "resident_mib": resident_mib(server.process())?,
    }))
}

/// All that counts as resident: also what it shares with its own file.
fn resident_mib(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no memory in status")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib / 1024.0)
}
