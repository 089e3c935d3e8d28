//! The piece of a text that shows why it was found. Pure.

use std::ops::Range;

use liaison_protocol::search::Mark;

use super::words::{Word, words};

/// Characters of a piece at most, without the signs that say that it was cut.
const LENGTH: usize = 160;
/// Characters before the first word that was looked for.
const BEFORE: usize = 40;

/// The piece around the first word that begins with one of the wanted ones, and where all such words stand in it.
pub(super) fn excerpt(text: &str, wanted: &[String]) -> (String, Vec<Mark>) {
    let hits: Vec<_> =
        words(text).into_iter().filter(|word| is_wanted(word, wanted)).map(|word| word.at).collect();
    let shown = window(text, hits.first().map_or(0, |hit| hit.start));
    let mut piece = Piece::default();
    if shown.start > 0 {
        piece.add("…");
    }
    let mut end = shown.start;
    let mut marks = Vec::new();
    for hit in hits.into_iter().filter(|hit| hit.start >= shown.start && hit.end <= shown.end) {
        piece.add(text.get(end..hit.start).unwrap_or_default());
        let from = piece.units;
        piece.add(text.get(hit.clone()).unwrap_or_default());
        marks.push(Mark { from, to: piece.units });
        end = hit.end;
    }
    piece.add(text.get(end..shown.end).unwrap_or_default());
    if shown.end < text.len() {
        piece.add("…");
    }
    (piece.text, marks)
}

fn is_wanted(word: &Word, wanted: &[String]) -> bool {
    wanted.iter().any(|wanted| word.folded.starts_with(wanted.as_str()))
}

/// The bytes to show, when the first hit stands there.
fn window(text: &str, hit: usize) -> Range<usize> {
    let before = text.get(..hit).unwrap_or_default();
    let start = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, letter)| at + letter.len_utf8());
    // Not in the midst of a word, where there is an earlier end of one.
    let start = before
        .get(start..)
        .filter(|_| start > 0)
        .and_then(|cut| cut.find(char::is_whitespace).map(|at| start + at))
        .map_or(start, |at| {
            at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
        });
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    start..end
}

/// A text with its length in UTF-16 code units, in which front ends count.
#[derive(Default)]
struct Piece {
    text: String,
    units: u32,
}

impl Piece {
    fn add(&mut self, part: &str) {
        for letter in part.chars() {
            // A result is one line.
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            self.units += u32::try_from(letter.len_utf16()).unwrap_or_default();
            self.text.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(text: &str, wanted: &[&str]) -> (String, Vec<String>) {
        let wanted: Vec<_> = wanted.iter().map(|word| (*word).to_owned()).collect();
        let (piece, marks) = excerpt(text, &wanted);
        let units: Vec<u16> = piece.encode_utf16().collect();
        let cut = |mark: Mark| String::from_utf16(&units[mark.from as usize..mark.to as usize]).unwrap();
        (piece, marks.into_iter().map(cut).collect())
    }

    #[test]
    fn a_short_text_is_shown_whole_and_every_hit_is_marked() {
        let (piece, marks) = marked("😀 Pay me,\nplease: payment is DUE", &["pay", "due"]);
        assert_eq!(piece, "😀 Pay me, please: payment is DUE");
        assert_eq!(marks, ["Pay", "payment", "DUE"]);
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_hit() {
        let text = format!("{} needle {}", "hay ".repeat(100), "straw ".repeat(100));
        let (piece, marks) = marked(&text, &["needle"]);
        assert_eq!(marks, ["needle"]);
        assert!(piece.starts_with("…hay ") && piece.ends_with('…'), "{piece}");
        assert!(piece.chars().count() <= LENGTH + 2);
    }

    proptest! {
        #[test]
        fn marks_lie_within_the_piece_and_one_after_the_other(text in any::<String>(), wanted in "[a-e]{1,2}") {
            let (piece, marks) = excerpt(&text, &[wanted]);
            let mut end = 0;
            for mark in marks {
                prop_assert!(mark.from >= end && mark.from < mark.to);
                end = mark.to;
            }
            prop_assert!(end as usize <= piece.encode_utf16().count());
        }
    }
}
