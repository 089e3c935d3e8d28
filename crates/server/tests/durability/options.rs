//! What a run is asked for by the environment, and how it says what it could not do.

use std::{fs::File, io::Write as _};

use rand::{SeedableRng as _, rngs::StdRng};

/// Where chance comes from. The seed is printed, so that a failure can be repeated.
pub(crate) fn chance() -> StdRng {
    let seed = number("LIAISON_TEST_SEED").unwrap_or_else(rand::random);
    say(&format!("LIAISON_TEST_SEED={seed}"));
    StdRng::seed_from_u64(seed)
}

/// How often the server is killed on each database.
pub(crate) fn kills() -> u64 {
    number("LIAISON_TEST_KILLS").unwrap_or(30)
}

/// How often the power is cut on each database.
pub(crate) fn power_cuts() -> u64 {
    number("LIAISON_TEST_POWER_CUTS").unwrap_or(3)
}

/// The folder with the programs of PostgreSQL.
pub(crate) fn postgres_programs() -> Option<String> {
    variable("LIAISON_TEST_POSTGRES_BIN")
}

/// Says that something is not proven here, and why: to a reader of the log, and to the report of the run.
pub(crate) fn skip(why: &str) {
    say(&format!("SKIPPED: {why}"));
    if let Some(report) = variable("LIAISON_TEST_SKIPPED") {
        let mut report =
            File::options().create(true).append(true).open(report).expect("the report can be written");
        writeln!(report, "{}: {why}", test()).expect("the report can be written");
    }
}

/// Tells a reader of the log; not `eprintln!`, which is shown for failed tests only.
pub(crate) fn say(what: &str) {
    writeln!(std::io::stderr(), "{}: {what}", test()).expect("standard error is there");
}

fn test() -> String {
    std::thread::current().name().unwrap_or("a test").to_owned()
}

fn number(name: &str) -> Option<u64> {
    variable(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a whole number")))
}

#[expect(clippy::disallowed_methods, reason = "says how tests run; no setting of the server")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
