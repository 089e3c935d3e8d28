//! Rules about crates: each takes lints and licence from the workspace, and the licence texts are there.

use super::{Found, TextFile};

/// A crate that forgets these two lines is checked by nobody and licensed to nobody.
pub(super) fn take_the_workspace_s_word(files: &[TextFile], found: &mut Found) {
    let crates = files.iter().filter(|file| file.is("/Cargo.toml") && file.text.contains("[package]"));
    // Fuzz targets stand outside of the workspace, as cargo-fuzz wants it.
    for file in crates.filter(|file| !file.text.contains("\n[workspace]")) {
        if !file.text.contains("[lints]\nworkspace = true") {
            found.problem(format!("{}: without `[lints] workspace = true`", file.path));
        }
        if !file.text.contains("license.workspace = true") {
            found.problem(format!("{}: without `license.workspace = true`", file.path));
        }
    }
}

/// Crates that only compute, and what they therefore never depend on.
const PURE: [&str; 2] = ["crates/masking/Cargo.toml", "crates/flow/Cargo.toml"];
const IMPURE: [&str; 12] = [
    "async-nats",
    "axum",
    "futures-util",
    "hyper",
    "liaison-domain",
    "rand",
    "reqwest",
    "rustix",
    "sea-orm",
    "sqlx",
    "tokio",
    "uuid",
];

/// What decides knows no runtime, database, clock or network: its dependencies could not tell it.
pub(super) fn pure_crates_stay_pure(files: &[TextFile], found: &mut Found) {
    for file in files.iter().filter(|file| PURE.contains(&file.path.as_str())) {
        let dependencies = file.text.split("\n[dependencies]").nth(1).unwrap_or_default();
        let dependencies = dependencies.split("\n[").next().unwrap_or_default();
        for line in dependencies.lines() {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if IMPURE.contains(&name) {
                found.problem(format!("{}: `{name}` in a crate that only computes", file.path));
            }
            if name == "chrono" && (line.contains("workspace") || line.contains("clock")) {
                found
                    .problem(format!("{}: `chrono` with its clock in a crate that only computes", file.path));
            }
        }
    }
}

/// MIT OR Apache-2.0, both in full, in one file or in two.
pub(super) fn licences_are_there(files: &[TextFile], found: &mut Found) {
    let licences = || files.iter().filter(|file| file.path.starts_with("LICENSE"));
    for (name, words) in [("MIT", "Permission is hereby granted"), ("Apache-2.0", "Grant of Patent License")]
    {
        if !licences().any(|file| file.text.contains(words)) {
            found.problem(format!("LICENSE: the text of the {name} licence is missing"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_or_a_runtime_in_a_pure_crate_is_a_problem() {
        let file = |text: &str| TextFile { path: PURE[1].to_owned(), text: text.to_owned() };
        let problems = |text: &str| {
            let mut found = Found::default();
            pure_crates_stay_pure(&[file(text)], &mut found);
            found.problems.len()
        };
        assert_eq!(
            problems("[lints]\n\n[dependencies]\ntokio.workspace = true\nchrono.workspace = true\n"),
            2
        );
        assert_eq!(
            problems(
                "[lints]\n\n[dependencies]\nserde.workspace = true\n\n[dev-dependencies]\ntokio = \"1\"\n"
            ),
            0
        );
    }
}
