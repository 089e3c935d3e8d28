//! Rules about the features of the domain: imports go downwards, and a table belongs to one feature.
//!
//! What broke these rules when they were written is listed by name, in `exceptions.rs`. The lists may only become
//! shorter: an entry that nothing needs any more is a problem, too.

use std::collections::BTreeMap;

use super::exceptions::{FOREIGN_ENTITIES, UPWARD_IMPORTS};
use super::rust::{Named, TestFiles, module_of, paths, tokens, without_tests};
use super::{Found, TextFile};

const SRC: &str = "crates/domain/src/";

/// The features, the lowest first. Each imports only those before it.
pub(super) const ORDER: [&str; 23] = [
    "display_name",
    "facts",
    "activity",
    "people",
    "logins",
    "api_keys",
    "conversations",
    "presence",
    "jobs",
    "files",
    "messages",
    "work",
    "orders",
    "labels",
    "tickets",
    "sessions",
    "deals",
    "inbox",
    "templates",
    "viewing",
    "drafts",
    "search",
    "settings",
];

/// A path out of a feature: where it stands, and where it leads.
struct Crossing<'a> {
    /// Below `src`.
    file: &'a str,
    line: usize,
    from: usize,
    to: usize,
    path: Vec<&'a str>,
}

/// A feature imports those below it, so that each can be read without those above.
pub(super) fn import_downwards(files: &[TextFile], found: &mut Found) {
    let mut upward = BTreeMap::new();
    for crossing in crossings(files).into_iter().filter(|crossing| crossing.to > crossing.from) {
        upward.entry((crossing.file, name(crossing.to))).or_insert(crossing);
    }
    for (key, crossing) in &upward {
        if !UPWARD_IMPORTS.contains(key) {
            let Crossing { file, line, from, to, .. } = crossing;
            let (from, to) = (name(*from), name(*to));
            found.problem(format!("{SRC}{file}:{line}: `{from}` imports `{to}`, which stands above it"));
        }
    }
    for (file, feature) in UPWARD_IMPORTS.iter().filter(|entry| !upward.contains_key(entry)) {
        found.problem(format!("UPWARD_IMPORTS: {file} no longer imports `{feature}`; take the entry out"));
    }
}

/// Rows are read and written by the feature that has the table.
pub(super) fn use_own_entities(files: &[TextFile], found: &mut Found) {
    let mut foreign = BTreeMap::new();
    for crossing in crossings(files) {
        if let Some(entity) = crossing.path.iter().find(|part| is_entity(part)) {
            foreign.entry((crossing.file, name(crossing.to), *entity)).or_insert(crossing.line);
        }
    }
    for ((file, feature, entity), line) in &foreign {
        if !FOREIGN_ENTITIES.contains(&(*file, *feature, *entity)) {
            found.problem(format!("{SRC}{file}:{line}: `{feature}::{entity}` is another feature's table"));
        }
    }
    for entry in FOREIGN_ENTITIES.iter().filter(|entry| !foreign.contains_key(entry)) {
        let (file, feature, entity) = entry;
        found.problem(format!(
            "FOREIGN_ENTITIES: {file} no longer uses `{feature}::{entity}`; take the entry out"
        ));
    }
}

fn is_entity(part: &str) -> bool {
    part == "entity" || part.ends_with("_entity")
}

fn name(rank: usize) -> &'static str {
    ORDER.get(rank).copied().unwrap_or_default()
}

fn rank(name: &str) -> Option<usize> {
    ORDER.iter().position(|feature| *feature == name)
}

/// Every path that leads from one feature into another, without those in tests.
fn crossings(files: &[TextFile]) -> Vec<Crossing<'_>> {
    let tests = TestFiles::among(files);
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is(".rs") && !tests.contain(&file.path)) {
        let Some(in_src) = file.path.strip_prefix(SRC) else { continue };
        let module = module_of(in_src);
        let Some(from) = module.first().and_then(|first| rank(first)) else { continue };
        for Named { path, line } in paths(&without_tests(&tokens(&file.text))) {
            let path = from_the_root(&module, path);
            if let Some(to) = path.first().and_then(|first| rank(first)).filter(|to| *to != from) {
                found.push(Crossing { file: in_src, line, from, to, path });
            }
        }
    }
    found
}

/// The path as it is written at the root of the crate.
fn from_the_root<'a>(module: &[&'a str], path: Vec<&'a str>) -> Vec<&'a str> {
    match path.first() {
        Some(&"crate") => path.into_iter().skip(1).collect(),
        Some(&("self" | "super")) => {
            let up = path.iter().take_while(|part| **part == "super").count();
            let below = path.into_iter().skip_while(|part| matches!(*part, "self" | "super"));
            let above = module.iter().take(module.len().saturating_sub(up)).copied();
            above.chain(below).collect()
        }
        // A feature that was imported by its name; any other name is not a feature.
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossings_of(path: &str, text: &str) -> Vec<(usize, String)> {
        let files = [TextFile { path: format!("{SRC}{path}"), text: text.to_owned() }];
        let all = crossings(&files);
        all.iter().map(|crossing| (crossing.line, crossing.path.join("::"))).collect()
    }

    fn problems(rule: fn(&[TextFile], &mut Found), path: &str, text: &str) -> Vec<String> {
        let mut found = Found::default();
        rule(&[TextFile { path: format!("{SRC}{path}"), text: text.to_owned() }], &mut found);
        // Without the real files every entry of the lists is one too many.
        found.problems.retain(|problem| !problem.contains("take the entry out"));
        found.problems
    }

    #[test]
    fn an_upward_import_is_refused_and_a_downward_one_is_not() {
        let up = problems(
            import_downwards,
            "people/new.rs",
            "use crate::{\n    app::App,\n    tickets::view,\n};",
        );
        let expected = format!("{SRC}people/new.rs:3: `people` imports `tickets`, which stands above it");
        assert_eq!(up, [expected]);
        let up = problems(import_downwards, "people/new.rs", "fn a() { crate::tickets::view::b() }");
        assert_eq!(up.len(), 1);
        let down = problems(import_downwards, "tickets/new.rs", "use crate::people::queries;");
        assert_eq!(down, [""; 0]);
    }

    #[test]
    fn another_feature_s_table_is_refused() {
        for text in [
            "use crate::people::{entity, staff_entity};",
            "use crate::people;\nfn a() { people::entity::Entity::find(); people::staff_entity::Column::Id }",
        ] {
            assert_eq!(problems(use_own_entities, "tickets/new.rs", text).len(), 2, "{text}");
        }
        let own = "use super::entity; use sea_orm::entity::prelude::*; use crate::people::queries;";
        assert_eq!(problems(use_own_entities, "tickets/new.rs", own), [""; 0]);
    }

    #[test]
    fn an_entry_that_nothing_needs_is_a_problem() {
        let mut found = Found::default();
        import_downwards(&[], &mut found);
        use_own_entities(&[], &mut found);
        assert_eq!(found.problems.len(), UPWARD_IMPORTS.len() + FOREIGN_ENTITIES.len());
    }

    #[test]
    fn paths_are_read_from_where_they_stand() {
        assert_eq!(crossings_of("tickets/mod.rs", "use super::people::me;"), [(1, "people::me".to_owned())]);
        assert_eq!(crossings_of("tickets/view.rs", "use super::entity; use self::a::b;"), []);
        assert_eq!(crossings_of("tickets/view.rs", "#[cfg(test)] mod tests { use crate::people::me; }"), []);
        assert_eq!(crossings_of("app.rs", "use crate::people::me;"), []);
    }
}
