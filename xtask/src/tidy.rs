//! `cargo xtask tidy`: the project rules that neither rustc nor clippy knows.
//!
//! Each rule is a function from the project's files to problems. Problems name file, line and what to do.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{command, paths};

mod access;
mod architecture;
mod boundary;
mod components;
mod exceptions;
mod features;
mod functions;
mod lockfiles;
mod manifests;
mod markdown;
mod rust;
mod sources;
mod tasks;
mod text;
mod words;

/// A text file of the project.
struct TextFile {
    /// From the root of the checkout, with `/`.
    path: String,
    text: String,
}

impl TextFile {
    /// Whether the name ends so.
    fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }
}

/// What the rules found.
#[derive(Default)]
pub(crate) struct Found {
    /// Must be mended.
    pub(crate) problems: Vec<String>,
    /// Should be looked at.
    warnings: Vec<String>,
}

impl Found {
    fn problem(&mut self, problem: String) {
        self.problems.push(problem);
    }

    fn warning(&mut self, warning: String) {
        self.warnings.push(warning);
    }
}

const RULES: &[fn(&[TextFile], &mut Found)] = &[
    sources::are_short,
    sources::have_telling_names,
    sources::begin_with_their_head,
    sources::hold_no_leftovers,
    text::is_clean,
    text::names_no_machine,
    words::are_those_of_the_glossary,
    manifests::take_the_workspace_s_word,
    manifests::pure_crates_stay_pure,
    manifests::licences_are_there,
    markdown::links_resolve,
    lockfiles::name_only_the_registry,
    features::import_downwards,
    features::use_own_entities,
    access::is_decided_in_its_place,
    boundary::channel_types_stay_at_the_boundary,
    tasks::have_an_owner,
    components::are_short,
    functions::are_short,
    architecture::names_what_is_there,
];

/// Prints what the rules found; true when nothing must be mended.
pub(crate) fn run() -> Result<bool> {
    let found = check()?;
    found.warnings.iter().for_each(|line| println!("warning: {line}"));
    found.problems.iter().for_each(|line| println!("problem: {line}"));
    println!("{} problems, {} warnings", found.problems.len(), found.warnings.len());
    Ok(found.problems.is_empty())
}

/// Applies every rule to every text file that git knows or would add.
pub(crate) fn check() -> Result<Found> {
    let files = files(&paths::root()?)?;
    let mut found = Found::default();
    for rule in RULES {
        rule(&files, &mut found);
    }
    Ok(found)
}

fn files(root: &Path) -> Result<Vec<TextFile>> {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let list = command::output(Command::new("git").args(list).current_dir(root))?;
    let mut files = Vec::new();
    for path in list.split('\0').filter(|path| !path.is_empty()) {
        let file = root.join(path);
        // Deleted but not yet committed, or a link, whose target has a line of its own.
        if !file.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
            continue;
        }
        let bytes = fs::read(&file).with_context(|| format!("failed reading {path}"))?;
        if let Ok(text) = String::from_utf8(bytes)
            && !text.contains('\0')
        {
            files.push(TextFile { path: path.to_owned(), text });
        }
    }
    Ok(files)
}
