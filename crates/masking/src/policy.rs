//! What is masked where.

use regex::{Regex, RegexBuilder};

use crate::kind::Kind;

const PATTERN_SIZE_LIMIT: usize = 1 << 20;

/// Which kinds of sensitive data are masked, and how.
#[derive(Debug, Clone)]
pub struct Policy {
    secrets: bool,
    contact: bool,
    keep_last_four: bool,
    spare_link_ids: bool,
    without: Vec<Kind>,
    patterns: Vec<Regex>,
}

/// Why a pattern from settings was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It is no regular expression, or too large a one.
    #[error("invalid pattern: {0}")]
    Invalid(String),
    /// It matches text without content, so it would mask everything.
    #[error("pattern `{0}` matches the empty text or `****`")]
    MatchesNothing(String),
}

impl Policy {
    /// For every message a person wrote: cards, bank and national identity numbers, and secrets in context.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            secrets: true,
            contact: false,
            keep_last_four: true,
            spare_link_ids: true,
            without: Vec::new(),
            patterns: Vec::new(),
        }
    }

    /// For deals that are not paid yet: the standard policy, and no way to get in touch outside the platform.
    #[must_use]
    pub fn deal_before_payment() -> Self {
        Self { contact: true, ..Self::standard() }
    }

    /// The same policy, and no way to get in touch outside the platform.
    #[must_use]
    pub fn also_contact(self) -> Self {
        Self { contact: true, ..self }
    }

    /// Nothing is masked. Only for text the server itself wrote, never for text that quotes a person.
    #[must_use]
    pub fn verbatim_system() -> Self {
        Self { secrets: false, ..Self::standard() }
    }

    /// The same policy, but cards are shown as `****` without their last four digits.
    #[must_use]
    pub fn without_last_four(self) -> Self {
        Self { keep_last_four: false, ..self }
    }

    /// The same policy, but a number that names something in a link is looked at like any other. For addresses that stand
    /// in a field of their own.
    #[must_use]
    pub fn also_in_links(self) -> Self {
        Self { spare_link_ids: false, ..self }
    }

    /// The same policy, but this kind stays in the text.
    #[must_use]
    pub fn without(mut self, kind: Kind) -> Self {
        self.without.push(kind);
        self
    }

    /// The same policy with one more pattern, matched after normalisation (ASCII digits, no invisible characters).
    ///
    /// # Errors
    /// When the pattern does not compile, is too large, or matches text without content.
    pub fn with_pattern(mut self, pattern: &str) -> Result<Self, PatternError> {
        let regex = RegexBuilder::new(pattern)
            .size_limit(PATTERN_SIZE_LIMIT)
            .dfa_size_limit(PATTERN_SIZE_LIMIT)
            .build()
            .map_err(|error| PatternError::Invalid(error.to_string()))?;
        if regex.is_match("") || regex.is_match("****") {
            return Err(PatternError::MatchesNothing(pattern.to_owned()));
        }
        self.patterns.push(regex);
        Ok(self)
    }

    pub(crate) fn masks(&self, kind: Kind) -> bool {
        let enabled = match kind {
            Kind::Pattern | Kind::Unreadable => true,
            kind if kind.is_contact() => self.contact,
            _ => self.secrets,
        };
        enabled && !self.without.contains(&kind)
    }

    pub(crate) fn masks_contact_data(&self) -> bool {
        self.contact
    }

    pub(crate) fn masks_nothing(&self) -> bool {
        !self.secrets && !self.contact && self.patterns.is_empty()
    }

    pub(crate) fn keeps_last_four(&self) -> bool {
        self.keep_last_four
    }

    pub(crate) fn spares_link_ids(&self) -> bool {
        self.spare_link_ids
    }

    pub(crate) fn patterns(&self) -> &[Regex] {
        &self.patterns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_match_without_content_are_refused() {
        for pattern in ["", "x*", r"\*+", ".*", "("] {
            assert!(Policy::standard().with_pattern(pattern).is_err(), "{pattern}");
        }
        assert!(Policy::standard().with_pattern(r"EMP-\d{5}").is_ok());
    }
}
