//! A text in view of what its author wrote before it: which of those texts must be read as one with it.

use crate::asked::Asked;
use crate::parts::{Trace, mask_parts};
use crate::policy::Policy;

/// A text that the same author wrote before.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// It, as it is stored.
    pub text: &'a str,
    /// What it means for those after it.
    pub trace: Trace,
    /// Whether it was written after the question that is open.
    pub is_answer: bool,
    /// Whether nobody else wrote anything after it.
    pub is_uninterrupted: bool,
}

/// What [`mask_after`] makes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The text.
    pub text: String,
    /// The texts before it that hold a piece of the same secret: their places, and how they must read now.
    pub earlier: Vec<(usize, String)>,
}

/// Masks a text, already masked by itself, as one with those before it, the newest last: a number in pieces, an answer in
/// pieces to what was asked for, a word before or after that says what a number is.
#[must_use]
pub fn mask_after(
    earlier: &[Earlier<'_>],
    text: &str,
    trace: Trace,
    policy: &Policy,
    asked: Asked,
) -> Joined {
    // What is said between two pieces does not part them, but ends what is masked already.
    let is_piece =
        |one: &Earlier<'_>| one.trace.is_piece() || (one.is_uninterrupted && one.trace.is_masked_piece());
    let select = |is_wanted: &dyn Fn(usize, &Earlier<'_>) -> bool, joins: &dyn Fn(&[Trace]) -> bool| {
        let is_wanted = |place: &usize| earlier.get(*place).is_some_and(|one| is_wanted(*place, one));
        let places = || (0..earlier.len()).filter(is_wanted);
        let traces: Vec<Trace> = places().filter_map(|place| Some(earlier.get(place)?.trace)).collect();
        joins(&traces).then(|| places().collect::<Vec<_>>())
    };
    let texts: Vec<&str> = earlier.iter().map(|one| one.text).chain([text]).collect();
    let counted = counted(&texts);
    let is_counted = |place: usize| counted.get(place).copied().unwrap_or(false);
    let is_part = |place: usize, one: &Earlier<'_>| is_piece(one) && !is_counted(place);
    let number = select(&is_part, &|before| !is_counted(earlier.len()) && trace.joins(before));
    let answer = select(&|_, one| one.is_answer && is_piece(one), &|before| {
        !asked.is_empty() && trace.joins_answer(before)
    });
    let is_code = |place: usize, one: &Earlier<'_>| one.trace.ends_with_code() && !is_counted(place);
    let code = select(&is_code, &|before| !is_counted(earlier.len()) && trace.joins_codes(before));
    if number.is_none() && answer.is_none() && code.is_none() {
        return Joined { text: text.to_owned(), earlier: Vec::new() };
    }
    let mut texts = Texts {
        now: earlier.iter().map(|earlier| earlier.text.to_owned()).chain([text.to_owned()]).collect(),
        is_changed: vec![false; earlier.len() + 1],
    };
    for (places, asked) in [(number, Asked::NOTHING), (answer, asked), (code, Asked::NOTHING)] {
        if let Some(places) = places {
            texts.join(&places, policy, asked);
        }
    }
    texts.into_joined()
}

/// Which texts are numbers that somebody counts up or down, if a little out of order: some in a row, all different, none
/// far from the others. Groups of a card lie further apart, and its single digits repeat.
fn counted(texts: &[&str]) -> Vec<bool> {
    let numbers: Vec<(usize, u64)> =
        texts.iter().enumerate().filter_map(|(place, text)| Some((place, bare(text)?))).collect();
    let mut counted = vec![false; texts.len()];
    for length in [3, 5] {
        for run in numbers.windows(length).filter(|run| is_counting(run)) {
            for (place, _) in run {
                if let Some(counted) = counted.get_mut(*place) {
                    *counted = true;
                }
            }
        }
    }
    counted
}

fn is_counting(run: &[(usize, u64)]) -> bool {
    let mut numbers: Vec<u64> = run.iter().map(|(_, number)| *number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return false };
    let is_long = *first >= 10 || run.len() >= 5;
    is_long && numbers.len() == run.len() && last - first < 2 * run.len() as u64
}

/// The number that a text is and nothing else.
fn bare(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_bare = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare { text.parse().ok() } else { None }
}

struct Texts {
    now: Vec<String>,
    is_changed: Vec<bool>,
}

impl Texts {
    /// Masks the texts at these places and the last one as one.
    fn join(&mut self, places: &[usize], policy: &Policy, asked: Asked) {
        let places: Vec<usize> = places.iter().copied().chain(self.now.len().checked_sub(1)).collect();
        let parts: Vec<&str> =
            places.iter().filter_map(|&place| self.now.get(place)).map(String::as_str).collect();
        let masked = mask_parts(&parts, policy, asked);
        for (place, masked) in places.into_iter().zip(masked).filter(|(_, masked)| masked.is_changed()) {
            if let (Some(now), Some(is_changed)) = (self.now.get_mut(place), self.is_changed.get_mut(place)) {
                *now = masked.into_text();
                *is_changed = true;
            }
        }
    }

    fn into_joined(mut self) -> Joined {
        let text = self.now.pop().unwrap_or_default();
        let all = self.now.into_iter().enumerate().zip(self.is_changed);
        Joined { text, earlier: all.filter(|(_, is_changed)| *is_changed).map(|(one, _)| one).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_counted_up_are_no_pieces_of_one() {
        for texts in [
            vec!["40", "41", "42", "43", "44"],
            vec!["4", "5", "6", "7", "8"],
            vec!["5", "3", "4", "7", "6"],
            vec!["499", "498", "497", "4003", "4002", "4001", "4000"],
        ] {
            assert_eq!(counted(&texts), vec![true; texts.len()], "{texts:?}");
        }
        for texts in [
            vec!["4111", "1111", "1111", "1111"],
            vec!["4242", "4242"],
            vec!["4", "1", "1", "1", "1"],
            vec!["5500", "0055", "5555", "5559"],
            vec!["40", "12", "88", "88", "88", "88", "18", "81"],
            vec!["1", "2", "3", "4"],
            vec!["one", "two", "three"],
        ] {
            assert_eq!(counted(&texts), vec![false; texts.len()], "{texts:?}");
        }
    }
}
