//! Puts `****` in the place of what was found, and repeats until nothing more is found.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::asked::Asked;
use crate::detect::{Found, MASK, find};
use crate::kind::Kind;
use crate::policy::Policy;

/// Masking one thing can bring two numbers together that form another; more rounds than this only hostile text needs.
const ROUNDS: usize = 16;

/// Text that went through a [`Policy`]. Only [`mask`] makes one, so whoever holds it holds no raw text.
///
/// ```compile_fail
/// let forged = liaison_masking::Masked { text: "4242 4242 4242 4242".to_owned(), findings: Vec::new() };
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Masked {
    text: String,
    findings: Vec<Finding>,
}

/// Something that was masked. Never holds the raw value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What it was.
    pub kind: Kind,
    /// Where the mask stands: bytes of the masked text.
    pub range: Range<usize>,
}

impl Masked {
    /// The masked text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The masked text, without what is known about it.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// What was masked, in the order of the text.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether anything was masked.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.findings.is_empty()
    }

    fn untouched(text: &str) -> Self {
        Self { text: text.to_owned(), findings: Vec::new() }
    }

    fn unreadable() -> Self {
        Self {
            text: MASK.to_owned(),
            findings: vec![Finding { kind: Kind::Unreadable, range: 0..MASK.len() }],
        }
    }
}

impl AsRef<str> for Masked {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// Masks what the policy calls sensitive. `asked_for` is what the other side asked for just before (see
/// [`crate::asks_for`]): then the shape alone is enough, also with a wrong check digit.
#[must_use]
pub fn mask(text: &str, policy: &Policy, asked_for: impl Into<Asked>) -> Masked {
    let asked_for = asked_for.into();
    until_stable(vec![text], |parts| {
        vec![parts.first().map_or_else(Vec::new, |text| find(text, policy, asked_for))]
    })
    .pop()
    .unwrap_or_else(Masked::unreadable)
}

/// Masks several texts together until nothing more is found in any. Fails closed: a detector that panics, or never
/// comes to an end, leaves nothing of the texts.
pub(crate) fn until_stable(texts: Vec<&str>, find: impl Fn(&[&str]) -> Vec<Vec<Found>>) -> Vec<Masked> {
    let rounds = || {
        let mut masked: Vec<Masked> = texts.iter().map(|text| Masked::untouched(text)).collect();
        for _ in 0..ROUNDS {
            let found = find(&masked.iter().map(Masked::text).collect::<Vec<_>>());
            if found.iter().all(Vec::is_empty) {
                return Some(masked);
            }
            masked = masked
                .iter()
                .zip(found)
                .map(|(masked, found)| replace(masked, found))
                .collect::<Option<_>>()?;
        }
        None
    };
    let masked = catch_unwind(AssertUnwindSafe(rounds)).ok().flatten();
    masked.unwrap_or_else(|| texts.iter().map(|_| Masked::unreadable()).collect())
}

/// Replaces what was found. A finding of an earlier round that it touches becomes part of it.
fn replace(before: &Masked, found: Vec<Found>) -> Option<Masked> {
    let mut earlier = before.findings.iter().peekable();
    let mut after = Masked { text: String::with_capacity(before.text.len()), findings: Vec::new() };
    let mut copied = 0;
    for mut found in found {
        while let Some(finding) = earlier.next_if(|finding| finding.range.start < found.range.end) {
            if finding.range.end <= found.range.start {
                after.keep(before, &mut copied, finding)?;
            } else {
                found.range.start = found.range.start.min(finding.range.start);
                found.range.end = found.range.end.max(finding.range.end);
            }
        }
        // Two findings can reach for the same earlier one; the second then only extends the first.
        let start = found.range.start.max(copied);
        if start >= found.range.end {
            continue;
        }
        after.text.push_str(before.text.get(copied..start)?);
        let mask = after.text.len();
        after.text.push_str(&found.replacement);
        after.findings.push(Finding { kind: found.kind, range: mask..after.text.len() });
        copied = found.range.end;
    }
    for finding in earlier {
        after.keep(before, &mut copied, finding)?;
    }
    after.text.push_str(before.text.get(copied..)?);
    Some(after)
}

impl Masked {
    /// Copies an earlier finding together with the text before it.
    fn keep(&mut self, before: &Masked, copied: &mut usize, finding: &Finding) -> Option<()> {
        if finding.range.start < *copied {
            return Some(());
        }
        self.text.push_str(before.text.get(*copied..finding.range.start)?);
        let start = self.text.len();
        self.text.push_str(before.text.get(finding.range.clone())?);
        self.findings.push(Finding { kind: finding.kind, range: start..self.text.len() });
        *copied = finding.range.end;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until_stable(text: &str, find: impl Fn(&str) -> Vec<Found>) -> Masked {
        super::until_stable(vec![text], |texts| texts.iter().map(|text| find(text)).collect()).remove(0)
    }

    fn found(kind: Kind, range: Range<usize>) -> Found {
        Found { kind, range, replacement: MASK.to_owned() }
    }

    #[test]
    fn a_panic_leaves_nothing_of_the_text() {
        let masked = until_stable("secret", |_| panic!("a detector is wrong"));
        assert_eq!((masked.text(), masked.findings().len()), ("****", 1));
    }

    #[test]
    fn a_text_that_does_not_settle_leaves_nothing_of_the_text() {
        assert_eq!(until_stable("secret", |text| vec![found(Kind::Otp, 0..text.len())]).text(), "****");
    }

    #[test]
    fn a_range_off_the_text_leaves_nothing_of_the_text() {
        assert_eq!(until_stable("é", |_| vec![found(Kind::Otp, 1..2)]).text(), "****");
    }

    #[test]
    fn findings_of_earlier_rounds_keep_their_place() {
        let masked = until_stable("ab cd ef", |text| match text {
            "ab cd ef" => vec![found(Kind::Pin, 3..5)],
            "ab **** ef" => vec![found(Kind::Otp, 0..1), found(Kind::Cvv, 8..10)],
            "****b **** ****" => vec![found(Kind::Link, 4..7)],
            _ => Vec::new(),
        });
        assert_eq!(masked.text(), "******** ****");
        let kinds: Vec<_> = masked.findings().iter().map(|f| (f.kind, f.range.clone())).collect();
        assert_eq!(kinds, [(Kind::Otp, 0..4), (Kind::Link, 4..8), (Kind::Cvv, 9..13)]);
    }
}
