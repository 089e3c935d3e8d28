//! Rule about ARCHITECTURE.md: the files and functions that it names exist.

use super::{Found, TextFile};

const MAP: &str = "ARCHITECTURE.md";

/// Folders of the checkout: what begins with one is a path, even without an ending.
const TOP: [&str; 5] = ["crates/", "web/", "docs/", "xtask/", "tests/"];

/// Endings of files.
const ENDINGS: [&str; 9] = [".rs", ".ts", ".tsx", ".mjs", ".md", ".toml", ".tsv", ".txt", ".json"];

/// Every path names a file or folder, by its end at least; every function in brackets behind it stands in that file.
pub(super) fn names_what_is_there(files: &[TextFile], found: &mut Found) {
    let Some(map) = files.iter().find(|file| file.path == MAP) else { return };
    for Mention { line, path, names } in mentions(&map.text) {
        let named: Vec<&TextFile> = files.iter().filter(|file| is_at(&file.path, path)).collect();
        if named.is_empty() {
            found.problem(format!("{MAP}:{line}: there is no `{path}`"));
            continue;
        }
        for name in names.into_iter().filter(|name| !named.iter().any(|file| has_word(&file.text, name))) {
            found.problem(format!("{MAP}:{line}: there is no `{name}` in `{path}`"));
        }
    }
}

/// A path in the document, and the names in brackets behind it.
#[derive(Debug, PartialEq)]
struct Mention<'a> {
    line: usize,
    path: &'a str,
    names: Vec<&'a str>,
}

fn mentions(text: &str) -> Vec<Mention<'_>> {
    let mut found: Vec<Mention<'_>> = Vec::new();
    let mut in_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        let mut is_in_brackets = false;
        // Every second part of a line cut at back-ticks is code.
        for (part, text) in line.split('`').enumerate() {
            if part % 2 == 0 {
                is_in_brackets = text == " (" || (is_in_brackets && text == ", ");
            } else if is_path(text) {
                found.push(Mention { line: index + 1, path: text, names: Vec::new() });
            } else if let Some(last) =
                found.last_mut().filter(|last| is_in_brackets && last.line == index + 1)
            {
                last.names.push(text);
            }
        }
    }
    found
}

fn is_path(text: &str) -> bool {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    let has_form = ENDINGS.iter().any(|ending| text.ends_with(ending))
        || TOP.iter().any(|top| text.starts_with(top))
        || (text.ends_with('/') && text.len() > 1);
    is_plain && has_form && !text.starts_with(['/', '.'])
}

/// Whether a file is the named one, or in the named folder.
fn is_at(file: &str, path: &str) -> bool {
    let whole = format!("/{file}");
    let folder = format!("/{}/", path.trim_end_matches('/'));
    whole.ends_with(&format!("/{path}")) || whole.contains(&folder)
}

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + word.len()..).and_then(|behind| behind.chars().next());
        !before.is_some_and(is_part) && !behind.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(map: &str) -> Vec<String> {
        let file = |path: &str, text: &str| TextFile { path: path.to_owned(), text: text.to_owned() };
        let files =
            [file(MAP, map), file("crates/domain/src/app.rs", "pub fn open() {}\nfn publish_all() {}")];
        let mut found = Found::default();
        names_what_is_there(&files, &mut found);
        found.problems
    }

    #[test]
    fn a_file_or_function_that_is_gone_is_a_problem() {
        assert_eq!(
            problems("see `crates/domain/src/gone.rs`"),
            ["ARCHITECTURE.md:1: there is no `crates/domain/src/gone.rs`"]
        );
        assert_eq!(
            problems("\n| how? | `crates/domain/src/app.rs` (`open`, `publish`) |"),
            ["ARCHITECTURE.md:2: there is no `publish` in `crates/domain/src/app.rs`"]
        );
        assert_eq!(problems("in `crates/gone/` or `crates/gone`").len(), 2);
    }

    #[test]
    fn what_is_there_or_is_no_path_is_fine() {
        let map = "`app.rs`, `domain/src/app.rs` (`open`), `crates/domain`, `src/` and `/console/`, `crates/<noun>.rs`,\n\
            `a/b` (pure), `POST /x`\n```\n`crates/gone.rs`\n```";
        assert_eq!(problems(map), [""; 0]);
    }
}
