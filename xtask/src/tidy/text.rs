//! Rules about every text file: white space, and no trace of the machine it was written on.

use super::{Found, TextFile};

/// Endings of files that people write, where white space is ours to choose.
const WRITTEN: [&str; 13] =
    [".rs", ".toml", ".md", ".mjs", ".js", ".ts", ".tsx", ".css", ".html", ".json", ".py", ".sql", ".ini"];

/// No tabs, no white space at the end of a line, one line end at the end of the file.
pub(super) fn is_clean(files: &[TextFile], found: &mut Found) {
    for file in files.iter().filter(|file| WRITTEN.iter().any(|ending| file.is(ending))) {
        for (index, line) in file.text.lines().enumerate() {
            let place = || format!("{}:{}", file.path, index + 1);
            if line.contains('\t') {
                found.problem(format!("{}: a tab; write spaces, or \\t in a string", place()));
            }
            if line.ends_with([' ', '\r']) {
                found.problem(format!("{}: white space at the end of the line", place()));
            }
        }
        if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
            found.problem(format!("{}: must end with one line end", file.path));
        }
    }
}

/// No path that exists on one machine only.
pub(super) fn names_no_machine(files: &[TextFile], found: &mut Found) {
    // Written in two halves, so that this file passes its own rule.
    const HOMES: [&str; 4] =
        [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/"), concat!("/wo", "rk/")];
    for file in files {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(home) = HOMES.iter().find(|home| names(line, home)) {
                found.problem(format!("{}:{}: a path of one machine, {home}…", file.path, index + 1));
            }
        }
    }
}

/// Whether `home` stands at the start of a path, and not, say, inside the path of a URL.
fn names(line: &str, home: &str) -> bool {
    line.match_indices(home).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '}' | '.' | '_' | '-' | '~'))
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_route_is_not_a_home() {
        let home = concat!("/wo", "rk/");
        assert!(names(&format!("see {home}notes"), home));
        assert!(!names(&format!("/conversations/{{id}}{home}files"), home));
    }
}
