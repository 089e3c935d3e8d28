//! Runs every detector over a text. A symbol belongs to the first detector that claims it.

use std::ops::Range;

use crate::asked::Asked;
use crate::glance::Glance;
use crate::kind::Kind;
use crate::policy::Policy;
use crate::reading::Reading;
use crate::{card, contact, context, iban, loose, national_id, password};

/// What takes the place of sensitive data.
pub(crate) const MASK: &str = "****";

/// Digits of a number that is long enough for a card, if letters stand for the others.
const LONG: usize = 8;

/// Sensitive data in a text that is not masked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the text.
    pub range: Range<usize>,
    pub(crate) replacement: String,
}

/// What one reading of the text finds, in order. Unlike [`crate::mask`] it does not look at the text again after
/// masking, so use it to mark what somebody is about to send, or to measure, but not to mask.
#[must_use]
pub fn find(text: &str, policy: &Policy, asked_for: impl Into<Asked>) -> Vec<Found> {
    if policy.masks_nothing() {
        return Vec::new();
    }
    let asked_for = asked_for.into();
    let glance = Glance::at(text);
    if !is_worth_reading(glance, policy, asked_for) {
        return Vec::new();
    }
    let reading = read(Reading::of(text, asked_for), policy);
    let mut claims = Claims::new(&reading, policy);
    if !reading.digits.is_empty() {
        card::find(&reading, &mut claims);
        iban::find(&reading, &mut claims);
        national_id::find(&reading, &mut claims);
        context::find(&reading, &mut claims);
    }
    password::find(&reading, &mut claims);
    if policy.masks_contact_data() {
        contact::find(&reading, &mut claims);
    }
    find_patterns(&reading, policy, &mut claims);
    if is_worth_reading_loosely(glance, &reading) {
        find_loosely(&reading, &mut claims);
    }
    claims.into_found(text)
}

fn is_worth_reading(glance: Glance, policy: &Policy, asked_for: Asked) -> bool {
    glance.has_digit
        || glance.has_password
        || glance.says_digits
        || asked_for.contains(Kind::Password)
        || policy.masks_contact_data()
        || !policy.patterns().is_empty()
}

/// A long number, a secret in words, or a short number that something is said about.
fn is_worth_reading_loosely(glance: Glance, reading: &Reading) -> bool {
    let is_about = !reading.hits.is_empty() || !reading.asked_for.is_empty();
    let count = reading.digits.count();
    glance.says_digits
        || count >= LONG
        || (count > 0 && (is_about || loose::may_be_long(&reading.symbols, LONG)))
}

fn read(reading: Reading, policy: &Policy) -> Reading {
    if policy.spares_link_ids() { reading.without_link_ids() } else { reading }
}

/// Numbers that only a looser reading shows.
fn find_loosely(reading: &Reading, claims: &mut Claims<'_>) {
    let Some(symbols) = loose::read(&reading.symbols, &reading.words) else { return };
    let loose = read(Reading::of_symbols(symbols, reading.asked_for), claims.policy);
    let mut found = Claims::new(&loose, claims.policy);
    card::find(&loose, &mut found);
    national_id::find(&loose, &mut found);
    context::find(&loose, &mut found);
    for (kind, range, replacement) in found.claims {
        if let Some(bytes) = loose.symbols.bytes(range) {
            claims.claim_as(kind, reading.symbols.covering(&bytes), replacement);
        }
    }
}

fn find_patterns(reading: &Reading, policy: &Policy, claims: &mut Claims<'_>) {
    if policy.patterns().is_empty() {
        return;
    }
    let (text, symbol_of_byte) = reading.symbols.to_text();
    for found in policy.patterns().iter().flat_map(|pattern| pattern.find_iter(&text)) {
        let is_masked_already = found.as_str().chars().all(|c| c == '*' || c.is_whitespace());
        let first = symbol_of_byte.get(found.start());
        let last = found.end().checked_sub(1).and_then(|byte| symbol_of_byte.get(byte));
        if let (Some(&first), Some(&last), false) = (first, last, is_masked_already) {
            claims.claim(Kind::Pattern, first..last + 1);
        }
    }
}

/// Which symbols are claimed, by whom.
pub(crate) struct Claims<'a> {
    reading: &'a Reading,
    policy: &'a Policy,
    is_claimed: Vec<bool>,
    claims: Vec<(Kind, Range<usize>, String)>,
}

impl<'a> Claims<'a> {
    fn new(reading: &'a Reading, policy: &'a Policy) -> Self {
        Self { reading, policy, is_claimed: vec![false; reading.symbols.len()], claims: Vec::new() }
    }

    /// Whether looking for a kind is worth the time.
    pub(crate) fn wants(&self, kind: Kind) -> bool {
        self.policy.masks(kind)
    }

    /// Claims symbols, unless the policy leaves the kind alone or one of them is claimed already.
    pub(crate) fn claim(&mut self, kind: Kind, symbols: Range<usize>) {
        self.claim_as(kind, symbols, MASK.to_owned());
    }

    /// Claims a card, of which the last four digits may stay.
    pub(crate) fn claim_card(&mut self, symbols: Range<usize>, last_four: &str) {
        let replacement =
            if self.policy.keeps_last_four() { format!("{MASK} {last_four}") } else { MASK.to_owned() };
        self.claim_as(Kind::Card, symbols, replacement);
    }

    fn claim_as(&mut self, kind: Kind, symbols: Range<usize>, replacement: String) {
        if !self.policy.masks(kind) || symbols.is_empty() || self.overlaps(&symbols) {
            return;
        }
        if let Some(claimed) = self.is_claimed.get_mut(symbols.clone()) {
            claimed.fill(true);
            self.claims.push((kind, symbols, replacement));
        }
    }

    /// Whether one of these symbols is claimed.
    pub(crate) fn overlaps(&self, symbols: &Range<usize>) -> bool {
        self.is_claimed.get(symbols.clone()).is_none_or(|claimed| claimed.contains(&true))
    }

    fn into_found(self, text: &str) -> Vec<Found> {
        let symbols = &self.reading.symbols;
        let mut found: Vec<Found> = self
            .claims
            .into_iter()
            .filter_map(|(kind, range, replacement)| {
                Some(Found { kind, range: symbols.bytes(range)?, replacement })
            })
            .filter(|found| text.get(found.range.clone()) != Some(found.replacement.as_str()))
            .collect();
        found.sort_by_key(|found| found.range.start);
        found
    }
}
