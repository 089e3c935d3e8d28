//! Transaction processes of Sharetribe (`process.edn`, format v3) as definitions of ours.
//!
//! What has a counterpart is mapped; the rest is listed with its line, never an error. The result is checked, and mended
//! where their rules and ours differ: loops get a bound, a price is asked before it is paid, waits get a default timeout.

mod build;
mod edn;
mod loops;
mod mend;
mod model;
mod moment;
mod process;
mod write;

use std::fmt;

use crate::check::check;
use crate::fault::{Code, Fault, Faults};
use crate::read;
use crate::source::{At, Source};

/// What a process became.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The definition, as TOML.
    pub text: String,
    /// What was noticed, by line of the process.
    pub notes: Vec<Noted>,
    /// How many states and transitions the process has; the implicit start is not counted.
    pub states: usize,
    /// How many transitions.
    pub transitions: usize,
    /// Captured money could stay in hand, or an action about money has no counterpart.
    pub loses_money: bool,
}

/// A remark about a line of the process.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Noted {
    /// The line, from 1.
    pub line: usize,
    /// Which kind.
    pub kind: Note,
    /// What.
    pub text: String,
}

/// The kinds of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// It has no counterpart.
    Unmapped,
    /// It is mapped, and means something a little different here.
    Warning,
    /// The author must complete it.
    ToDo,
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Note::Unmapped => "not mapped",
            Note::Warning => "warning",
            Note::ToDo => "to do",
        };
        write!(f, "line {}: {kind}: {}", self.line, self.text)
    }
}

/// Collects remarks.
pub(crate) struct Notes<'s> {
    source: &'s Source,
    all: Vec<Noted>,
}

impl Notes<'_> {
    fn line(&self, at: usize) -> usize {
        self.source.position(at).0
    }

    fn add(&mut self, at: usize, kind: Note, text: String) {
        let line = self.line(at);
        self.at_line(line, kind, text);
    }

    fn at_line(&mut self, line: usize, kind: Note, text: String) {
        let noted = Noted { line, kind, text };
        if !self.all.contains(&noted) {
            self.all.push(noted);
        }
    }
}

/// The most transitions that are read; the largest known process has 47.
const MAX_TRANSITIONS: usize = 1_000;
/// How often a result is mended.
const MAX_ROUNDS: usize = 8;

/// Makes a definition of a process.
///
/// # Errors
/// When the file is no EDN, or holds no process: with its place.
pub fn import(source: &Source) -> Result<Imported, Faults> {
    let not_read = |fault: Fault| read::faults(source, vec![fault]);
    let edn = edn::read(source).map_err(not_read)?;
    let mut notes = Notes { source, all: Vec::new() };
    let Some(process) = process::read(&edn, &mut notes) else {
        let at = At::new(edn.at, edn.at + 1);
        let fault = Fault::new(Code::F00, at, "this is no transaction process: a map with :transitions");
        return Err(not_read(fault));
    };
    if process.steps.is_empty() {
        let fault = Fault::new(Code::F00, At::new(edn.at, edn.at + 1), "the process has no transitions");
        return Err(not_read(fault));
    }
    if process.steps.len() > MAX_TRANSITIONS {
        let text = format!("the process has more than {MAX_TRANSITIONS} transitions");
        return Err(not_read(Fault::new(Code::F00, At::new(edn.at, edn.at + 1), text)));
    }
    let stem = source.name().rsplit(['/', '\\']).next().unwrap_or_default();
    let name = process::plain(stem.split('.').next().unwrap_or_default());
    let mut model = build::build(&name, &process, &mut notes);
    loops::bound(&mut model, &mut notes);
    let mut written = write::write(&model);
    for _ in 0..MAX_ROUNDS {
        let checked = check(&Source::new("imported.toml", written.text.clone()));
        if !mend::mend(&mut model, &written, &checked.faults, &mut notes) {
            break;
        }
        written = write::write(&model);
    }
    let checked = check(&Source::new("imported.toml", written.text.clone()));
    let in_hand = checked.faults.iter().any(|fault| matches!(fault.code, Code::F11 | Code::F12));
    notes.all.sort();
    let text = write::with_notes(source.name(), &notes.all, &written.text);
    let mut states: Vec<&str> = process.steps.iter().map(|step| step.to.as_str()).collect();
    states.extend(process.steps.iter().filter_map(|step| step.from.as_deref()));
    states.sort_unstable();
    states.dedup();
    Ok(Imported {
        text,
        states: states.len(),
        transitions: process.steps.len(),
        loses_money: in_hand || model.loses_money,
        notes: notes.all,
    })
}
