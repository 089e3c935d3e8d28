//! Rule about functions: one fits on a screen or two.

use super::exceptions::LONG_FUNCTIONS;
use super::rust::{Token, tokens};
use super::{Found, TextFile};

/// Lines with code between the braces of a function.
const MOST_LINES: usize = 80;

/// A function that is longer does several things, or is a table that wants to be data.
pub(super) fn are_short(files: &[TextFile], found: &mut Found) {
    let mut long = Vec::new();
    for file in files.iter().filter(|file| file.is(".rs")) {
        for (name, line, lines) in functions(&tokens(&file.text)) {
            if lines <= MOST_LINES {
                continue;
            }
            if !LONG_FUNCTIONS.contains(&(&file.path, name)) {
                let place = format!("{}:{line}", file.path);
                found.problem(format!("{place}: `{name}` has {lines} lines, at most {MOST_LINES}: split it"));
            }
            long.push((file.path.as_str(), name));
        }
    }
    for (file, name) in LONG_FUNCTIONS.iter().filter(|entry| !long.contains(entry)) {
        found.problem(format!("LONG_FUNCTIONS: `{name}` of {file} is no longer long; take the entry out"));
    }
}

/// Name, line and length of every function with a body; of one inside of another, both.
fn functions<'a>(tokens: &[Token<'a>]) -> Vec<(&'a str, usize, usize)> {
    let mut found = Vec::new();
    for (index, pair) in tokens.windows(2).enumerate() {
        let [word, name] = pair else { continue };
        if word.text == "fn" && name.is_name() {
            let behind = tokens.iter().skip(index + 2);
            found.push((name.text, name.line, length(behind.copied())));
        }
    }
    found
}

/// How many lines have code in the first braces from here on; none where a semicolon ends a function without a body.
fn length<'a>(tokens: impl Iterator<Item = Token<'a>>) -> usize {
    let (mut depth, mut brackets, mut lines, mut last) = (0_usize, 0_usize, 0, 0);
    for token in tokens {
        match token.text {
            "{" => {
                depth += 1;
                if depth == 1 {
                    last = token.line;
                }
            }
            "}" if depth <= 1 => return lines,
            "}" => depth -= 1,
            "(" | "[" if depth == 0 => brackets += 1,
            ")" | "]" if depth == 0 => brackets = brackets.saturating_sub(1),
            ";" if depth == 0 && brackets == 0 => return 0,
            _ => {}
        }
        if depth > 0 && token.line > last {
            lines += 1;
            last = token.line;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(code: &str) -> Vec<(&str, usize, usize)> {
        functions(&tokens(code))
    }

    #[test]
    fn lines_with_code_are_counted() {
        let code = "fn a(b: [u8; 2]) -> C {\n    // Words.\n\n    d();\n    if e {\n        f();\n    }\n}";
        assert_eq!(lengths(code), [("a", 1, 4)]);
        assert_eq!(lengths("trait A {\n    fn b(&self);\n    fn c(&self) {}\n}"), [("b", 2, 0), ("c", 3, 0)]);
    }

    #[test]
    fn a_long_function_is_refused() {
        let file = |lines: usize| TextFile {
            path: "crates/a/src/b.rs".to_owned(),
            text: format!("//! Head.\nfn long() {{\n{}}}\n", "    go();\n".repeat(lines)),
        };
        let problems = |lines| {
            let mut found = Found::default();
            are_short(&[file(lines)], &mut found);
            found.problems.retain(|problem| !problem.contains("take the entry out"));
            found.problems
        };
        assert_eq!(problems(MOST_LINES), [""; 0]);
        assert_eq!(
            problems(MOST_LINES + 1),
            ["crates/a/src/b.rs:2: `long` has 81 lines, at most 80: split it"]
        );
    }
}
