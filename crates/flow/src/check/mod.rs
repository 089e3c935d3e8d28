//! Looks for everything that is wrong with a definition, at once.

mod bounds;
mod branches;
mod empty;
pub(crate) mod graph;
mod money;
mod shape;
mod unused;
mod visible;

use crate::definition::{Definition, Translations};
use crate::fault::{Code, Fault, Faults};
use crate::read;
use crate::source::Source;

use graph::Graph;

/// A definition as far as it can be read, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Present when the file could be read, even if it must not be used.
    pub definition: Option<Definition>,
    /// Everything that was found.
    pub faults: Faults,
}

/// Reads and checks a definition.
pub fn check(source: &Source) -> Checked {
    let read::Read { definition, faults: mut found, has_unknown_target, has_unknown_effect } =
        read::read(source);
    if let Some(definition) = &definition {
        let graph = Graph::of(definition);
        shape::check(&graph, has_unknown_target, &mut found);
        branches::check(definition, &mut found);
        bounds::check(&graph, &mut found);
        empty::check(&graph, source, &mut found);
        money::check(&graph, has_unknown_effect, &mut found);
        visible::check(definition, source, &mut found);
        unused::check(definition, &mut found);
    }
    Checked { definition, faults: read::faults(source, found) }
}

/// Reads a definition that is to be used.
///
/// # Errors
/// What is wrong with it, all of it.
pub fn load(source: &Source) -> Result<Definition, Faults> {
    let Checked { definition, faults } = check(source);
    match definition {
        Some(definition) if !faults.is_fatal() => Ok(definition),
        _ => Err(faults),
    }
}

/// Adds the texts of other languages to a definition.
///
/// # Errors
/// What is wrong with each of them; the others are in use.
pub fn translate(definition: &mut Definition, translations: &Translations) -> Result<(), Vec<Faults>> {
    let faults: Vec<Faults> = translations
        .iter()
        .map(|(language, source)| read::translate(definition, language, source))
        .filter(|faults| !faults.is_empty())
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whether `new` may take the place of `old`, which `runs` runs use: the same version must be the same text.
///
/// # Errors
/// The version, with the next one as a hint.
pub fn replaces(new: &Definition, source: &Source, old: &Definition, runs: u64) -> Result<(), Faults> {
    if new.version != old.version || new.hash == old.hash {
        return Ok(());
    }
    let (text, version) = match runs {
        0 => ("another text is in use as".to_owned(), new.version),
        1 => ("1 run uses another".to_owned(), new.version),
        _ => (format!("{runs} runs use another"), new.version),
    };
    let fault = Fault::new(Code::F18, new.version_at, format!("{text} version {version}"));
    let fault = fault.hint(format!("version = {}", version.saturating_add(1)));
    Err(read::faults(source, vec![fault]))
}
