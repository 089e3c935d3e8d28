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
