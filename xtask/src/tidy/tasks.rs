//! Rule about tasks: who starts one says who waits for it.

use super::rust::{TestFiles, paths, tokens, without_tests};
use super::{Found, TextFile};

/// Where `tokio::spawn` may stand, and why nobody needs to hold the task.
const PLACES: &[(&str, &str)] = &[
    (
        "crates/domain/src/db/publisher.rs",
        "ends with the last sender, and must tell what was committed until then",
    ),
    ("crates/domain/src/db/tx.rs", "is awaited; a commit goes on when its caller goes away"),
    ("crates/domain/src/jobs/runner.rs", "is awaited; a panic of a job becomes a failed attempt"),
    ("crates/server/src/auth/keyset.rs", "one request with a deadline of its own, at most one at a time"),
    ("crates/server/src/listener/mod.rs", "is aborted when the listener ends"),
    (
        "crates/server/src/socket/fanout/seats.rs",
        "looks at the seats of one conversation once; the fan-out must not wait",
    ),
    (
        "crates/server/src/socket/mod.rs",
        "what a closed connection leaves behind; there is nobody left to wait",
    ),
    ("crates/server/src/start.rs", "is awaited while draining; signals are heard until the process ends"),
];

/// Tasks are kept in a set that ends with their owner; a bare `tokio::spawn` runs on when everything has stopped.
pub(super) fn have_an_owner(files: &[TextFile], found: &mut Found) {
    let tests = TestFiles::among(files);
    let is_ours =
        |path: &str| path.starts_with("crates/domain/src/") || path.starts_with("crates/server/src/");
    for file in files.iter().filter(|file| is_ours(&file.path) && file.is(".rs")) {
        let place = PLACES.iter().find(|(path, _)| *path == file.path);
        if tests.contain(&file.path) {
            continue;
        }
        let code = without_tests(&tokens(&file.text));
        let named = paths(&code);
        let mut spawns =
            named.iter().filter(|named| matches!(named.path.as_slice(), ["tokio", .., "spawn"])).peekable();
        match (spawns.peek(), place) {
            (None, Some(_)) => {
                found.problem(format!("PLACES: {} starts no bare task; take the entry out", file.path));
            }
            (Some(_), None) => found.problems.extend(spawns.map(|named| {
                format!(
                    "{}:{}: a bare `tokio::spawn`; keep the task in a set, or name the place",
                    file.path, named.line
                )
            })),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let mut found = Found::default();
        have_an_owner(&[TextFile { path: path.to_owned(), text: text.to_owned() }], &mut found);
        found.problems
    }

    #[test]
    fn a_bare_task_is_refused() {
        for text in [
            "fn a() {\n    tokio::spawn(b());\n}",
            "fn a() {\n    tokio::task::spawn(b());\n}",
            "\nuse tokio::{sync, spawn};",
        ] {
            let found = problems("crates/server/src/new.rs", text);
            assert!(matches!(found.as_slice(), [only] if only.contains("new.rs:2:")), "{text}: {found:?}");
        }
    }

    #[test]
    fn tests_and_blocking_work_are_free() {
        assert_eq!(problems("crates/server/tests/it/new.rs", "fn a() { tokio::spawn(b()); }"), [""; 0]);
        let text = "fn a() { tokio::task::spawn_blocking(b); set.spawn(c()); } #[cfg(test)] fn d() { tokio::spawn(e()); }";
        assert_eq!(problems("crates/server/src/new.rs", text), [""; 0]);
    }

    #[test]
    fn a_place_that_needs_no_name_is_a_problem() {
        let Some((path, _)) = PLACES.first() else { return };
        assert_eq!(problems(path, "fn a() {}").len(), 1);
    }
}
