//! The paths in a Rust file, with those of imports spelled out.

use super::Token;

/// A path as it stands in the file.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::tidy) struct Named<'a> {
    pub(in crate::tidy) path: Vec<&'a str>,
    pub(in crate::tidy) line: usize,
}

/// Every path of at least two names. `use a::{b, c::d}` counts as `a::b` and `a::c::d`.
pub(in crate::tidy) fn paths<'a>(tokens: &[Token<'a>]) -> Vec<Named<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.text == "use" {
            at = tree(tokens, at + 1, &[], &mut found);
        } else if token.is_name() {
            let (path, behind) = straight(tokens, at);
            found.push(Named { path, line: token.line });
            at = behind;
        } else {
            at += 1;
        }
    }
    found.retain(|named| named.path.len() > 1);
    found
}

/// The names joined by `::` from here, and where they end.
fn straight<'a>(tokens: &[Token<'a>], mut at: usize) -> (Vec<&'a str>, usize) {
    let mut path = Vec::new();
    while let Some(token) = tokens.get(at).filter(|token| token.is_name()) {
        path.push(token.text);
        at += 1;
        let goes_on = tokens.get(at).is_some_and(|token| token.text == "::")
            && tokens.get(at + 1).is_some_and(|token| token.is_name());
        if !goes_on {
            break;
        }
        at += 1;
    }
    (path, at)
}

/// Adds what is imported from here on, below `above`; returns where it ends.
fn tree<'a>(tokens: &[Token<'a>], at: usize, above: &[&'a str], found: &mut Vec<Named<'a>>) -> usize {
    let Some(first) = tokens.get(at) else { return at };
    let (names, mut at) = straight(tokens, at);
    let path = [above, names.as_slice()].concat();
    if tokens.get(at).is_some_and(|token| token.text == "::") {
        at += 1;
    }
    if tokens.get(at).is_none_or(|token| token.text != "{") {
        found.push(Named { path, line: first.line });
        // Over what does not matter here: `*`, `as other`.
        while tokens.get(at).is_some_and(|token| !matches!(token.text, "," | "}" | ";")) {
            at += 1;
        }
        return at;
    }
    at += 1;
    while tokens.get(at).is_some_and(|token| token.text != "}") {
        let behind = tree(tokens, at, &path, found);
        let is_comma = tokens.get(behind).is_some_and(|token| token.text == ",");
        // A sign that is no import would otherwise be met for ever.
        at = (behind + usize::from(is_comma)).max(at + 1);
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::paths;

    fn read(code: &str) -> Vec<String> {
        paths(&tokens(code)).into_iter().map(|named| named.path.join("::")).collect()
    }

    #[test]
    fn imports_are_spelled_out() {
        let code = "use crate::{\n    app::App,\n    people::{self, entity as rows, queries::*},\n};";
        let expected =
            ["crate::app::App", "crate::people::self", "crate::people::entity", "crate::people::queries"];
        assert_eq!(read(code), expected);
    }

    #[test]
    fn paths_in_code_are_found() {
        let code = "fn a(b: people::entity::Model) { c.d(super::e()).f::<G>(); h }";
        assert_eq!(read(code), ["people::entity::Model", "super::e"]);
    }
}
