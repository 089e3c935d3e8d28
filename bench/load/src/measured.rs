//! What is measured: how long things took, what the server used, and whether this program was the limit.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

/// Share of one core beyond which this program, which has one thread, says that it was the limit.
const BUSY: f64 = 0.9;

/// A stretch of time that is measured.
pub(crate) struct Stretch {
    begun: Instant,
    ours: Duration,
    server: Option<(u32, Duration)>,
}

/// What a stretch took.
pub(crate) struct Taken {
    pub(crate) wall: Duration,
    /// Of one core, by this program.
    pub(crate) load: f64,
    /// By the server.
    pub(crate) server_cpu: Option<Duration>,
}

impl Stretch {
    pub(crate) fn begin(server: Option<u32>) -> Result<Self> {
        let server = server.map(|process| Ok::<_, anyhow::Error>((process, cpu_of(process)?))).transpose()?;
        Ok(Self { begun: Instant::now(), ours: cpu_of(std::process::id())?, server })
    }

    pub(crate) fn end(self) -> Result<Taken> {
        let wall = self.begun.elapsed();
        let ours = cpu_of(std::process::id())?.saturating_sub(self.ours);
        let server_cpu = match self.server {
            Some((process, before)) => Some(cpu_of(process)?.saturating_sub(before)),
            None => None,
        };
        Ok(Taken { wall, load: ours.as_secs_f64() / wall.as_secs_f64(), server_cpu })
    }
}

impl Taken {
    pub(crate) fn per_second(&self, count: usize) -> f64 {
        float(count) / self.wall.as_secs_f64()
    }

    /// The facts that belong to every rate.
    pub(crate) fn facts(&self, count: usize) -> Map<String, Value> {
        let mut facts = Map::new();
        facts.insert("load_share".into(), json!(self.load));
        facts.insert("load_was_the_limit".into(), json!(self.load > BUSY));
        if let Some(cpu) = self.server_cpu {
            facts.insert("server_cpu_us_each".into(), json!(cpu.as_secs_f64() * 1e6 / float(count)));
        }
        facts
    }
}

/// The processor time a process has used.
fn cpu_of(process: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).context("the process is gone")?;
    // The name may contain spaces; it ends with the last bracket. After it `utime` is the 12th word.
    let (_, rest) = stat.rsplit_once(')').context("no name in stat")?;
    let ticks = rest.split_whitespace().skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    Ok(Duration::from_secs_f64(
        float(usize::try_from(ticks)?) / float(usize::try_from(rustix::param::clock_ticks_per_second())?),
    ))
}

/// KiB of memory of its own that a process holds: without what it shares with files and without the kernel's buffers.
pub(crate) fn memory_of(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line =
        status.lines().find_map(|line| line.strip_prefix("RssAnon:")).context("no memory in status")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// Durations of single things.
#[derive(Default)]
pub(crate) struct Latencies(Vec<Duration>);

impl Latencies {
    pub(crate) fn add(&mut self, taken: Duration) {
        self.0.push(taken);
    }

    /// Median and 99th percentile in milliseconds.
    pub(crate) fn facts(mut self) -> Map<String, Value> {
        self.0.sort_unstable();
        let at = |share: usize| {
            let index = (self.0.len() * share / 100).min(self.0.len().saturating_sub(1));
            self.0.get(index).map_or(0.0, |taken| taken.as_secs_f64() * 1e3)
        };
        Map::from_iter([("p50_ms".to_owned(), json!(at(50))), ("p99_ms".to_owned(), json!(at(99)))])
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

/// The time of day.
#[expect(
    clippy::disallowed_methods,
    reason = "tokens and moments that are agreed on need it; nothing here is replayed"
)]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
}
