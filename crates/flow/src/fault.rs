//! What is wrong with a definition: code, place, text and hint, all at once.

use std::fmt::{self, Write as _};

use crate::source::{At, Source};

/// The kinds of faults. The numbers are in the guide and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Not TOML, too large, or a value of the wrong type.
    F00,
    /// A state that does not exist.
    F01,
    /// A field that does not exist.
    F02,
    /// Two triggers, or none.
    F03,
    /// A state that is never entered.
    F04,
    /// A state that nothing leads out of.
    F05,
    /// A wait without an end.
    F06,
    /// A loop without a bound.
    F07,
    /// A field that may be empty where it is used.
    F08,
    /// Types that do not fit.
    F09,
    /// An effect that does not exist.
    F10,
    /// Captured money that is neither released nor refunded.
    F11,
    /// A time that ends a paid deal.
    F12,
    /// Branches that leave a case out.
    F13,
    /// A reminder after the end.
    F14,
    /// `next` in a circle.
    F15,
    /// An event that cannot come.
    F16,
    /// A placeholder that does not exist.
    F17,
    /// Another text under the same version.
    F18,
    /// A name or a value that is not allowed here.
    F19,
    /// A role, field or limit that does not exist.
    F20,
    /// Money that is released, refunded or requested when it cannot be.
    F21,
    /// A payment that nobody waits for.
    F22,
    /// A text that shows somebody what they must not see.
    F23,
    /// Something required is missing.
    F24,
    /// Nothing is wrong, but it never has an effect.
    W01,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which kind.
    pub code: Code,
    /// Where.
    pub at: At,
    /// What.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Fault {
    pub(crate) fn new(code: Code, at: impl Into<At>, text: impl Into<String>) -> Self {
        Self { code, at: at.into(), text: text.into(), hint: None }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        self.hint = (!hint.is_empty()).then_some(hint);
        self
    }

    /// Whether the definition can be used although this was found.
    pub fn is_warning(&self) -> bool {
        self.code == Code::W01
    }
}

/// All that was found in one file, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    source: Source,
    found: Vec<Fault>,
}

impl Faults {
    pub(crate) fn new(source: Source, mut found: Vec<Fault>) -> Self {
        found.sort_by_key(|fault| (fault.at.start, fault.code));
        found.dedup();
        Self { source, found }
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.found.iter()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether the definition cannot be used.
    pub fn is_fatal(&self) -> bool {
        self.found.iter().any(|fault| !fault.is_warning())
    }

    /// A line each, `file:line:col code text`, without excerpts.
    pub fn short(&self) -> String {
        self.found.iter().fold(String::new(), |mut text, fault| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{}", self.head(fault));
            text
        })
    }

    /// The line and column of one of them.
    pub fn position(&self, fault: &Fault) -> (usize, usize) {
        self.source.position(fault.at.start)
    }

    fn head(&self, fault: &Fault) -> String {
        let (line, column) = self.position(fault);
        format!("{}:{line}:{column} {:?} {}", self.source.name(), fault.code, fault.text)
    }
}

impl std::error::Error for Faults {}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.found {
            writeln!(f, "{}", self.head(fault))?;
            writeln!(f, "{}", self.source.excerpt(fault.at))?;
            if let Some(hint) = &fault.hint {
                writeln!(f, "hint: {hint}")?;
            }
        }
        Ok(())
    }
}

/// The known name that was probably meant.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().count() > 64 {
        return None;
    }
    let within = (word.chars().count() / 3).max(1);
    let scored = known.into_iter().map(|one| (distance(word, one), one));
    scored.filter(|(distance, _)| *distance <= within).min().map(|(_, one)| one)
}

/// How many letters must change, Levenshtein.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut left = i + 1;
        let mut diagonal = i;
        for (cell, y) in row.iter_mut().skip(1).zip(&b) {
            let above = *cell;
            *cell = (diagonal + usize::from(x != *y)).min(left + 1).min(above + 1);
            (diagonal, left) = (above, *cell);
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// A path as messages show it: its two ends, or the whole when it is short.
pub(crate) fn path(names: &[&str]) -> String {
    let is_cycle = names.len() > 1 && names.first() == names.last();
    let kept = if is_cycle { 2 } else { 1 };
    if names.len() <= kept + 2 {
        return names.join(" → ");
    }
    let end = names.get(names.len() - kept..).unwrap_or_default();
    format!("{} → … → {}", names.first().copied().unwrap_or_default(), end.join(" → "))
}
