//! Which tests took longest, read from what the runners print for each test.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// How many are named.
const MOST: usize = 20;

/// A test and how long it took.
#[derive(Debug, PartialEq)]
struct Timed {
    seconds: f64,
    step: &'static str,
    name: String,
}

/// The slowest tests of all steps.
#[derive(Default)]
pub(super) struct Slowest(Vec<Timed>);

impl Slowest {
    /// Takes in the output of a step.
    pub(super) fn read(&mut self, step: &'static str, log: &Path) {
        let text = fs::read(log).unwrap_or_default();
        self.add(step, &String::from_utf8_lossy(&text));
    }

    fn add(&mut self, step: &'static str, text: &str) {
        // node names a group before its tests, and once more behind them with the time of all.
        let groups: HashSet<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("▶ ")).collect();
        let timed = text.lines().filter_map(|line| read(line.trim()));
        let timed = timed.filter(|(_, name)| !groups.contains(name));
        self.0.extend(timed.map(|(seconds, name)| Timed { seconds, step, name: name.to_owned() }));
        self.0.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
        self.0.truncate(MOST);
    }

    /// A line for each, the slowest first.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|test| format!("{:>6.1} s  {:<8} {}", test.seconds, test.step, test.name))
    }
}

/// Seconds and name of the test that a line is about.
fn read(line: &str) -> Option<(f64, &str)> {
    nextest(line).or_else(|| pytest(line)).or_else(|| marked(line))
}

/// `PASS [   1.234s] (  1/521) liaison-server::it socket::resume::sqlite`
fn nextest(line: &str) -> Option<(f64, &str)> {
    let rest = ["PASS [", "FAIL [", "TIMEOUT ["].iter().find_map(|word| line.strip_prefix(word))?;
    let (time, name) = rest.split_once(']')?;
    let name = name.trim_start();
    let name = name.strip_prefix('(').and_then(|rest| rest.split_once(") ")).map_or(name, |(_, name)| name);
    Some((duration(time.trim())?, name))
}

/// `1.23s call     test_engine.py::test_name`
fn pytest(line: &str) -> Option<(f64, &str)> {
    let (time, name) = line.split_once("s call ")?;
    Some((time.parse().ok()?, name.trim()))
}

/// node and Playwright, `✔ name (12.3ms)`, and vitest, `✓ name 1234ms`.
fn marked(line: &str) -> Option<(f64, &str)> {
    let rest = line.strip_prefix(['✔', '✖', '✓', '✘', '×'])?.trim_start();
    let (name, time) = rest.rsplit_once([' ', '('])?;
    let name = name.trim_end_matches([' ', '(']);
    // vitest's line of a whole file.
    if name.ends_with(" tests)") || name.ends_with(" test)") {
        return None;
    }
    Some((duration(time.trim_end_matches(')'))?, name))
}

/// `12.3ms`, `1.2s` or `1.5m`, in seconds.
fn duration(text: &str) -> Option<f64> {
    let number = text.trim_end_matches(char::is_alphabetic);
    let unit = match text.strip_prefix(number)? {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * unit)
}

#[cfg(test)]
mod tests {
    use super::{MOST, Slowest, read};

    #[test]
    fn each_runner_is_read() {
        let lines = [
            (
                "PASS [   1.500s] (  1/521) liaison-server::it a::sqlite",
                (1.5, "liaison-server::it a::sqlite"),
            ),
            ("FAIL [   2.000s] liaison-domain jobs::tests::b", (2.0, "liaison-domain jobs::tests::b")),
            (
                "✓  12 [console] › login.spec.ts:3:1 › c (1.5m)",
                (90.0, "12 [console] › login.spec.ts:3:1 › c"),
            ),
            ("✔ d (500ms)", (0.5, "d")),
            ("✓ e 250ms", (0.25, "e")),
            ("1.25s call     test_engine.py::f", (1.25, "test_engine.py::f")),
        ];
        for (line, expected) in lines {
            assert_eq!(read(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn other_lines_are_not_tests() {
        let lines = [
            "✓ packages/client/test/log.test.ts (12 tests) 345ms",
            "Summary [  12.3s] 14 tests run: 14 passed",
            "Compiling liaison-domain v0.1.0 (crates/domain)",
            "0.02s setup    test_engine.py::f",
        ];
        for line in lines {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_group_is_not_a_test() {
        let mut slowest = Slowest::default();
        slowest.add("node", "▶ over polling\n  ✔ an event arrives (12ms)\n✔ over polling (90ms)");
        let lines: Vec<String> = slowest.lines().collect();
        assert!(matches!(lines.as_slice(), [only] if only.ends_with("an event arrives")), "{lines:?}");
    }

    #[test]
    fn the_slowest_come_first_and_the_rest_is_dropped() {
        let mut slowest = Slowest::default();
        for seconds in 1..=30 {
            slowest.add("rust", &format!("PASS [ {seconds}.0s] a::b{seconds}"));
        }
        let lines: Vec<String> = slowest.lines().collect();
        assert_eq!(lines.len(), MOST);
        assert!(lines.first().unwrap().ends_with("a::b30"), "{lines:?}");
    }
}
