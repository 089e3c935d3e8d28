//! Rules about Rust files: short, named after what they answer, with a head that says it.

use super::{Found, TextFile};

const MOST_LINES: usize = 600;
const MANY_LINES: usize = 400;

fn rust(files: &[TextFile]) -> impl Iterator<Item = &TextFile> {
    files.iter().filter(|file| file.is(".rs"))
}

/// A file that needs scrolling for minutes is two files.
pub(super) fn are_short(files: &[TextFile], found: &mut Found) {
    for file in rust(files).filter(|file| file.path.contains("/src/")) {
        match file.text.lines().count() {
            lines if lines > MOST_LINES => {
                found.problem(format!(
                    "{}: {lines} lines, at most {MOST_LINES}: split it by question",
                    file.path
                ));
            }
            lines if lines > MANY_LINES => found.warning(format!("{}: {lines} lines", file.path)),
            _ => {}
        }
    }
}

/// A name that says nothing attracts everything.
pub(super) fn have_telling_names(files: &[TextFile], found: &mut Found) {
    const VAGUE: [&str; 8] = ["util", "utils", "common", "helper", "helpers", "misc", "shared", "stuff"];
    for file in rust(files) {
        let names = file.path.trim_end_matches(".rs").split('/');
        if let Some(vague) = names.into_iter().find(|name| VAGUE.contains(name)) {
            found
                .problem(format!("{}: `{vague}` names no subject; name it after what it answers", file.path));
        }
    }
}

/// The first line of a file says what it is for.
pub(super) fn begin_with_their_head(files: &[TextFile], found: &mut Found) {
    for file in rust(files).filter(|file| !file.text.starts_with("//! ")) {
        found.problem(format!("{}:1: no `//!` head that says what the file is for", file.path));
    }
}

/// What one writes for a minute does not stay.
pub(super) fn hold_no_leftovers(files: &[TextFile], found: &mut Found) {
    // Written in two halves, so that this file passes its own rule.
    const LEFTOVERS: [&str; 3] =
        [concat!("todo", "!("), concat!("dbg", "!("), concat!("unimplemented", "!(")];
    for file in rust(files) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(leftover) = LEFTOVERS.iter().find(|leftover| line.contains(*leftover)) {
                found.problem(format!("{}:{}: `{leftover}…)` left over", file.path, index + 1));
            }
        }
    }
}
