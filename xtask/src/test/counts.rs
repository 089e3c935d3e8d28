//! How many tests a runner says that it ran, read from its summary lines.
//!
//! Five runners, five ways to say it. All put a number beside a word, so reading is a matter of finding the
//! summary lines and taking the numbers beside the words we know.

use std::ops::AddAssign;

/// Tests of one step, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Counts {
    /// The sum of all summaries in a runner's output.
    pub(super) fn read(output: &str) -> Self {
        let lines = || output.lines().map(str::trim);
        let mut sum = Self::default();
        // nextest shows what a failed test printed, which is another runner's summary of that one test.
        if lines().any(|line| line.starts_with(NEXTEST)) {
            lines().filter_map(nextest).for_each(|numbers| sum.add_line(numbers));
        } else {
            lines().filter_map(summary).for_each(|numbers| sum.add_line(numbers));
        }
        sum
    }

    fn add_line(&mut self, line: &str) {
        let words: Vec<&str> =
            line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let [first, second] = pair else { continue };
            // "3 passed" everywhere, but node prints "pass 3".
            let (number, word) = match (first.parse::<u64>(), second.parse::<u64>()) {
                (Ok(number), Err(_)) => (number, *second),
                (Err(_), Ok(number)) if line.starts_with('ℹ') => (number, *first),
                _ => continue,
            };
            match word {
                "passed" | "pass" => self.passed += number,
                "failed" | "fail" | "timed" | "cancelled" | "error" | "errors" => self.failed += number,
                "skipped" | "ignored" | "todo" | "deselected" => self.skipped += number,
                _ => {}
            }
        }
    }
}

const NEXTEST: &str = "Summary [";

/// The part of nextest's summary behind the colon; before it stands the total.
fn nextest(line: &str) -> Option<&str> {
    line.strip_prefix(NEXTEST)?.split_once(" run: ").map(|(_, numbers)| numbers)
}

/// The part of a line with the numbers, when it is the summary of another runner.
fn summary(line: &str) -> Option<&str> {
    // cargo test
    if let Some(rest) = line.strip_prefix("test result: ") {
        return Some(rest);
    }
    // node --test
    if line.starts_with("ℹ ") {
        return Some(line);
    }
    // vitest: one line for the files, one for the tests in them
    if let Some(rest) = line.strip_prefix("Tests  ") {
        return Some(rest);
    }
    // pytest, with and without the rule around it; and our own programs
    let bare = line.trim_matches(['=', ' ']);
    let starts = bare.starts_with(|c: char| c.is_ascii_digit());
    let counts = [" passed", " failed", " error"].iter().any(|word| bare.contains(word));
    (starts && counts && bare.split(", ").all(|part| part.starts_with(|c: char| c.is_ascii_digit())))
        .then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::Counts;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn nextest_is_read() {
        let line =
            "     Summary [   0.301s] 14 tests run: 11 passed (2 slow), 2 failed, 1 timed out, 5 skipped\n";
        assert_eq!(Counts::read(line), counts(11, 3, 5));
    }

    #[test]
    fn a_failure_inside_nextest_counts_once() {
        let text = "test result: FAILED. 0 passed; 1 failed; 0 ignored\n Summary [ 0.1s] 2 tests run: 1 passed, 1 failed, 0 skipped";
        assert_eq!(Counts::read(text), counts(1, 1, 0));
    }

    #[test]
    fn cargo_test_is_summed_over_its_binaries() {
        let line =
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(Counts::read(&line.repeat(2)), counts(10, 0, 2));
    }

    #[test]
    fn node_is_read_without_its_totals() {
        let text = "ℹ tests 7\nℹ suites 2\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 84.2\n";
        assert_eq!(Counts::read(text), counts(4, 2, 1));
    }

    #[test]
    fn vitest_is_read_without_its_files() {
        let text =
            " Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 28 passed | 2 skipped (31)\n";
        assert_eq!(Counts::read(text), counts(28, 1, 2));
    }

    #[test]
    fn pytest_is_read_in_both_forms() {
        assert_eq!(Counts::read("=== 2 failed, 12 passed, 1 skipped in 3.40s ==="), counts(12, 2, 1));
        assert_eq!(Counts::read("12 passed in 3.40s"), counts(12, 0, 0));
    }

    #[test]
    fn prose_is_not_counted() {
        assert_eq!(
            Counts::read("3 of the 5 messages passed the filter\nall 4 failed attempts"),
            Counts::default()
        );
    }
}
