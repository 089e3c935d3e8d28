//! Which module a Rust file is, and which files are only there for tests.

use std::collections::HashSet;

use super::super::TextFile;
use super::{Token, tokens};

/// The module that a file below a `src` folder is: `tickets/view.rs` is `tickets`, `view`.
pub(in crate::tidy) fn module_of(path_in_src: &str) -> Vec<&str> {
    let mut names: Vec<&str> = path_in_src.trim_end_matches(".rs").split('/').collect();
    if matches!(names.last(), Some(&("mod" | "lib" | "main"))) {
        names.pop();
    }
    names
}

/// Files that are compiled for tests only.
pub(in crate::tidy) struct TestFiles(HashSet<String>);

impl TestFiles {
    /// Finds them: modules behind `#[cfg(test)]`.
    pub(in crate::tidy) fn among(files: &[TextFile]) -> Self {
        let mut found = HashSet::new();
        for file in files.iter().filter(|file| file.is(".rs")) {
            let stem = file.path.trim_end_matches(".rs");
            let folder = match stem.rsplit_once('/') {
                Some((folder, "mod" | "lib" | "main")) => folder,
                _ => stem,
            };
            found.extend(modules_for_tests(&tokens(&file.text)).map(|name| format!("{folder}/{name}")));
        }
        Self(found)
    }

    /// Whether this file is one, or is inside of one.
    pub(in crate::tidy) fn contain(&self, path: &str) -> bool {
        let stem = path.trim_end_matches(".rs");
        let parents = stem.match_indices('/').filter_map(|(at, _)| stem.get(..at));
        path.contains("/tests/") || self.0.contains(stem) || parents.into_iter().any(|it| self.0.contains(it))
    }
}

/// The names of `#[cfg(test)] mod name;`.
fn modules_for_tests<'a>(tokens: &[Token<'a>]) -> impl Iterator<Item = &'a str> {
    const BEFORE: [&str; 8] = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    let declarations = tokens.windows(BEFORE.len() + 2);
    let mut names = Vec::new();
    for window in declarations {
        let (before, behind) = window.split_at(BEFORE.len());
        if before.iter().map(|token| token.text).eq(BEFORE)
            && let [name, end] = behind
            && end.text == ";"
        {
            names.push(name.text);
        }
    }
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_for_tests_are_known_with_all_below_them() {
        let file = |path: &str, text: &str| TextFile { path: path.to_owned(), text: text.to_owned() };
        let files = [
            file("src/lib.rs", "#[cfg(test)]\nmod all;\nmod real;"),
            file("src/files/mod.rs", "#[cfg(test)]\nmod checks;"),
            file("src/real.rs", "#[cfg(test)]\nmod more;"),
        ];
        let tests = TestFiles::among(&files);
        for path in
            ["src/all.rs", "src/all/one.rs", "src/files/checks/mod.rs", "src/real/more.rs", "a/tests/b.rs"]
        {
            assert!(tests.contain(path), "{path}");
        }
        for path in ["src/lib.rs", "src/real.rs", "src/files/mod.rs", "src/allies.rs"] {
            assert!(!tests.contain(path), "{path}");
        }
    }

    #[test]
    fn a_file_is_a_module() {
        assert_eq!(module_of("tickets/view.rs"), ["tickets", "view"]);
        assert_eq!(module_of("tickets/mod.rs"), ["tickets"]);
        assert_eq!(module_of("lib.rs"), [""; 0]);
    }
}
