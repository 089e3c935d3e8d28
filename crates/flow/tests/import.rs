//! Sharetribe's processes as definitions of ours.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use liaison_flow::simulate::explore;
use liaison_flow::{Source, check, import};

/// Processes of the kinds that are out there; the files of Sharetribe themselves stay where they are.
fn samples() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/processes");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "edn"));
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_process_becomes_a_definition_that_can_be_used_and_is_reached_everywhere() {
    for (name, text) in samples() {
        let imported = import(&Source::new(&name, text)).unwrap();
        let checked = check(&Source::new(&name, imported.text.clone()));
        assert!(!checked.faults.is_fatal(), "{name}\n{}\n{}", checked.faults, imported.text);
        assert!(!imported.loses_money, "{name}\n{:#?}", imported.notes);
        let explored = explore(&checked.definition.unwrap());
        assert!(explored.stuck.is_empty() && explored.unsettled.is_empty(), "{name}\n{explored}");
    }
}
