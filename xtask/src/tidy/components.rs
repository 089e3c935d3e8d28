//! Rule about component files of the web workspace. How long one component may be the web linter says
//! (`noExcessiveLinesPerFunction`); this is about the file around it.

use super::{Found, TextFile};

const MOST_LINES: usize = 300;

/// A file that is longer holds several subjects: what it fetches, what it shows, and its parts.
pub(super) fn are_short(files: &[TextFile], found: &mut Found) {
    let components = files.iter().filter(|file| file.path.starts_with("web/") && file.is(".tsx"));
    for file in components.filter(|file| file.path.contains("/src/")) {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            found.problem(format!("{}: {lines} lines, at most {MOST_LINES}: split it", file.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_component_is_refused() {
        let file = |path: &str, lines: usize| TextFile { path: path.to_owned(), text: "a\n".repeat(lines) };
        let files = [
            file("web/apps/console/src/long.tsx", MOST_LINES + 1),
            file("web/apps/console/src/short.tsx", MOST_LINES),
            file("web/apps/console/src/long.ts", MOST_LINES + 1),
            file("web/apps/console/test/long.tsx", MOST_LINES + 1),
        ];
        let mut found = Found::default();
        are_short(&files, &mut found);
        assert_eq!(found.problems, ["web/apps/console/src/long.tsx: 301 lines, at most 300: split it"]);
    }
}
