//! Rule about authorization: who may, and who is told, is decided in `access.rs`.

use super::rust::{TestFiles, Token, tokens, without_tests};
use super::{Found, TextFile};

/// Where the types that access rules are made of are defined.
const DEFINITIONS: [&str; 2] = ["crates/domain/src/actor.rs", "crates/domain/src/event.rs"];

/// Questions about the actor's role.
const QUESTIONS: [&str; 3] = ["require", "require_staff", "is_at_least"];

/// Makes an audience, or asks for a role, in `access.rs` alone.
pub(super) fn is_decided_in_its_place(files: &[TextFile], found: &mut Found) {
    let tests = TestFiles::among(files);
    let domain = files.iter().filter(|file| file.path.starts_with("crates/domain/src/") && file.is(".rs"));
    for file in domain.filter(|file| !file.is("/access.rs") && !tests.contain(&file.path)) {
        if DEFINITIONS.contains(&file.path.as_str()) {
            continue;
        }
        for (line, what) in decisions(&without_tests(&tokens(&file.text))) {
            found.problem(format!("{}:{line}: `{what}` belongs into the feature's access.rs", file.path));
        }
    }
}

/// `Audience { … }`, and calls of methods that ask for a role.
fn decisions<'a>(tokens: &[Token<'a>]) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    let mut before = ["", ""];
    for pair in tokens.windows(2) {
        let [token, next] = pair else { continue };
        // `-> Audience {` is the type of a function, and `for Audience {` an implementation.
        let is_audience = token.text == "Audience"
            && next.text == "{"
            && !matches!(before, ["-", ">"] | [_, "for" | "impl" | "struct"]);
        let is_question = QUESTIONS.contains(&token.text) && before[1] == "." && next.text == "(";
        if is_audience || is_question {
            found.push((token.line, token.text));
        }
        before = [before[1], token.text];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let mut found = Found::default();
        is_decided_in_its_place(&[TextFile { path: path.to_owned(), text: text.to_owned() }], &mut found);
        found.problems
    }

    #[test]
    fn a_decision_outside_of_access_is_refused() {
        let text = "fn a() -> Audience {\n    actor.require(Role::Admin)?;\n    Audience { people }\n}";
        let path = "crates/domain/src/tickets/commands.rs";
        let expected = [
            format!("{path}:2: `require` belongs into the feature's access.rs"),
            format!("{path}:3: `Audience` belongs into the feature's access.rs"),
        ];
        assert_eq!(problems(path, text), expected);
        assert_eq!(problems("crates/domain/src/tickets/access.rs", text), [""; 0]);
        assert_eq!(problems(path, "if identity.is_at_least(role) {}").len(), 1);
    }

    #[test]
    fn what_only_looks_like_a_decision_is_not_one() {
        let text =
            "// Audience { }\nfn require(a: Audience) {} impl A for Audience {} let b = \"x.require(\";";
        assert_eq!(problems("crates/domain/src/tickets/commands.rs", text), [""; 0]);
    }
}
