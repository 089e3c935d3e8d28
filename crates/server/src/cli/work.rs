//! `liaison work simulate`: how long a day's cases would wait, with these shifts.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use clap::{Args, Subcommand};
use liaison_domain::work::simulate::{Arrival, Outcome, Shift, simulate};
use liaison_protocol::ticket::Priority;
use serde::Deserialize;

/// The queue and its assignment rule.
#[derive(Debug, Clone, Args)]
pub struct WorkArgs {
    #[command(subcommand)]
    command: WorkCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum WorkCommand {
    /// Play a day from a CSV file and print waiting times, load and fairness.
    ///
    /// The columns are `what,at,until,name,capacity,minutes,priority,skills,team`; a line is a `shift` (at, until, name,
    /// capacity, skills, team) or a `case` (at, minutes, priority, skills, team). Times are `HH:MM`, skills are separated by
    /// `;`. Columns that a line does not need are empty.
    Simulate {
        /// The file.
        day: PathBuf,
    },
}

/// Plays the day.
///
/// # Errors
/// When the file cannot be read or a line is wrong; names the line.
pub fn run(args: &WorkArgs) -> anyhow::Result<String> {
    let WorkCommand::Simulate { day } = &args.command;
    let file = std::fs::File::open(day).with_context(|| format!("cannot read {}", day.display()))?;
    let (shifts, arrivals) = read(file)?;
    Ok(report(&shifts, &arrivals, &simulate(&shifts, &arrivals)))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    what: String,
    at: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    name: String,
    capacity: Option<i64>,
    minutes: Option<f64>,
    #[serde(default)]
    priority: String,
    #[serde(default)]
    skills: String,
    #[serde(default)]
    team: String,
}

/// The most lines that are played: a year of a large desk.
const MAX_LINES: usize = 200_000;

fn read(file: impl std::io::Read) -> anyhow::Result<(Vec<Shift>, Vec<Arrival>)> {
    let (mut shifts, mut arrivals) = (Vec::new(), Vec::new());
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
    for (index, line) in reader.deserialize::<Line>().enumerate() {
        // The first line names the columns.
        let number = index + 2;
        if index >= MAX_LINES {
            bail!("more than {MAX_LINES} lines");
        }
        let line = line.with_context(|| format!("line {number}"))?;
        match line.what.as_str() {
            "shift" => shifts.push(shift(line).with_context(|| format!("line {number}"))?),
            "case" => arrivals.push(arrival(line).with_context(|| format!("line {number}"))?),
            other => bail!("line {number}: `what` is `shift` or `case`, not `{other}`"),
        }
    }
    Ok((shifts, arrivals))
}

fn shift(line: Line) -> anyhow::Result<Shift> {
    let (from, until) = (time("at", &line.at)?, time("until", &line.until)?);
    if until <= from {
        bail!("`until` must be later than `at`");
    }
    let capacity = line.capacity.filter(|capacity| (1..=1000).contains(capacity));
    Ok(Shift {
        name: line.name,
        from,
        until,
        capacity: capacity.context("a shift needs a `capacity` of 1 to 1000")?,
        skills: list(&line.skills),
        team: Some(line.team).filter(|team| !team.is_empty()),
    })
}

fn arrival(line: Line) -> anyhow::Result<Arrival> {
    let minutes = line.minutes.filter(|minutes| *minutes > 0.0 && *minutes <= 10_000.0);
    let minutes = minutes.context("a case needs `minutes`, more than 0")?;
    let priority = match line.priority.as_str() {
        "" => Priority::Medium,
        text => Priority::parse(text).context("`priority` is low, medium, high or urgent")?,
    };
    Ok(Arrival {
        at: time("at", &line.at)?,
        takes: TimeDelta::milliseconds((minutes * 60_000.0) as i64),
        priority,
        skills: list(&line.skills),
        team: Some(line.team).filter(|team| !team.is_empty()),
    })
}

fn list(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|one| !one.is_empty()).map(ToOwned::to_owned).collect()
}

/// `HH:MM`; hours beyond 24 are those of the next day.
fn time(field: &str, text: &str) -> anyhow::Result<TimeDelta> {
    let parsed = text.split_once(':').and_then(|(hours, minutes)| {
        let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?);
        (hours < 48 && minutes < 60).then(|| TimeDelta::minutes(i64::from(hours) * 60 + i64::from(minutes)))
    });
    parsed.with_context(|| format!("`{field}` must be a time such as 09:30, not `{text}`"))
}

fn report(shifts: &[Shift], arrivals: &[Arrival], outcomes: &[Outcome]) -> String {
    let mut waits: Vec<TimeDelta> =
        outcomes.iter().filter(|one| one.shift.is_some()).map(|one| one.waited).collect();
    waits.sort_unstable();
    let at_once = waits.iter().filter(|wait| wait.is_zero()).count();
    let mut text = String::new();
    let mut line = |line: String| text.push_str(&(line + "\n"));
    line(format!("{} cases, {} shifts", arrivals.len(), shifts.len()));
    line(format!("taken at once   {at_once} ({})", percent(at_once as f64, arrivals.len() as f64)));
    line(format!("taken later     {}", waits.len() - at_once));
    line(format!("not taken       {}", outcomes.len() - waits.len()));
    line(format!(
        "waiting         p50 {}   p90 {}   p99 {}   longest {}",
        minutes(percentile(&waits, 50)),
        minutes(percentile(&waits, 90)),
        minutes(percentile(&waits, 99)),
        minutes(waits.last().copied().unwrap_or_default()),
    ));
    text.push_str(&by_hour(arrivals, outcomes));
    text.push_str(&load(shifts, arrivals, outcomes));
    text
}

/// The mean wait of the cases that came in each hour, as bars.
fn by_hour(arrivals: &[Arrival], outcomes: &[Outcome]) -> String {
    let mut hours: BTreeMap<i64, (i64, TimeDelta)> = BTreeMap::new();
    for (arrival, outcome) in arrivals.iter().zip(outcomes).filter(|(_, outcome)| outcome.shift.is_some()) {
        let (count, total) = hours.entry(arrival.at.num_hours()).or_default();
        (*count, *total) = (*count + 1, *total + outcome.waited);
    }
    let mean = |(count, total): &(i64, TimeDelta)| total.num_seconds() as f64 / 60.0 / *count as f64;
    let most = hours.values().map(mean).fold(0.0, f64::max);
    let mut text = String::from("\nmean wait by hour of arrival\n");
    for (hour, counted) in &hours {
        let mean = mean(counted);
        let (bar, cases) = (bar(mean, most), counted.0);
        text.push_str(&format!("{hour:02}:00  {bar:<30} {mean:>6.1} min  {cases:>5} cases\n"));
    }
    text
}

/// How much each shift had to do, as bars, and how evenly it was spread.
fn load(shifts: &[Shift], arrivals: &[Arrival], outcomes: &[Outcome]) -> String {
    let mut text = String::from("\nload by shift\n");
    let mut loads = Vec::new();
    let width = shifts.iter().map(|shift| shift.name.chars().count()).max().unwrap_or_default();
    for (number, shift) in shifts.iter().enumerate() {
        let taken = || arrivals.iter().zip(outcomes).filter(move |(_, one)| one.shift == Some(number));
        let busy: i64 = taken().map(|(arrival, _)| arrival.takes.num_seconds()).sum();
        let room = ((shift.until - shift.from).num_seconds() * shift.capacity) as f64;
        let (load, name, cases) = (busy as f64 / room, &shift.name, taken().count());
        loads.push(load);
        let (bar, share) = (bar(load, 1.0), percent(load, 1.0));
        text.push_str(&format!("{name:<width$}  {bar:<30} {share:>6}  {cases:>5} cases\n"));
    }
    let (sum, squares): (f64, f64) =
        loads.iter().fold((0.0, 0.0), |(sum, squares), load| (sum + load, squares + load * load));
    if squares > 0.0 {
        let fairness = sum * sum / (loads.len() as f64 * squares);
        text.push_str(&format!("\nfairness        {fairness:.2} (Jain's index of the loads: 1 is even)\n"));
    }
    text
}

fn bar(value: f64, most: f64) -> String {
    let share = if most > 0.0 { (value / most).clamp(0.0, 1.0) } else { 0.0 };
    "█".repeat((share * 30.0).round() as usize)
}

fn percentile(sorted: &[TimeDelta], percent: usize) -> TimeDelta {
    let index = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(index).copied().unwrap_or_default()
}

fn minutes(time: TimeDelta) -> String {
    format!("{:.1} min", time.num_seconds() as f64 / 60.0)
}

fn percent(part: f64, whole: f64) -> String {
    if whole > 0.0 { format!("{:.0} %", part / whole * 100.0) } else { "-".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: &str = "what,at,until,name,capacity,minutes,priority,skills,team\n\
        shift,09:00,17:00,Ann,1,,,refunds; invoices,\n\
        shift,10:00,17:00,Ben,1,,,,north\n\
        case,08:30,,,,45,,,\n\
        case,09:10,,,,30,urgent,refunds,\n\
        case,09:20,,,,30,,,north\n\
        case,16:59,,,,30,,chess,\n";

    #[test]
    fn a_day_is_told_in_figures() {
        let (shifts, arrivals) = read(DAY.as_bytes()).unwrap();
        let report = report(&shifts, &arrivals, &simulate(&shifts, &arrivals));
        for line in ["4 cases, 2 shifts", "not taken       1", "longest 40.0 min", "Ann", "fairness"] {
            assert!(report.contains(line), "{line} is not in\n{report}");
        }
        // Ann takes the first at nine and the urgent one at 9:45; the one for the north waits for Ben.
        assert!(report.contains("p50 35.0 min"), "{report}");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let cases = [
            ("shift,09:00,08:00,Ann,1,,,,", "line 2"),
            ("shift,09:00,10:00,Ann,0,,,,", "capacity"),
            ("case,9,,,,5,,,", "09:30"),
            ("case,25:61,,,,5,,,", "09:30"),
            ("case,09:00,,,,0,,,", "minutes"),
            ("case,09:00,,,,5,soon,,", "priority"),
            ("break,09:00,,,,5,,,", "`break`"),
            ("case,09:00,,,,much,,,", "line 2"),
        ];
        for (line, expected) in cases {
            let day = format!("what,at,until,name,capacity,minutes,priority,skills,team\n{line}\n");
            let error = format!("{:#}", read(day.as_bytes()).unwrap_err());
            assert!(error.contains(expected), "{line}: {error}");
        }
        assert!(read("when,who\n".as_bytes()).unwrap().0.is_empty());
    }
}
