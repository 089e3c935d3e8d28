//! One word for one thing: the terms that the glossary in `CONTRIBUTING.md` replaced stay replaced.

use super::{Found, TextFile};

/// A former term, and the one to use. In two halves each, so that this file passes its own rule.
const REPLACED: [(&str, &str); 7] = [
    (concat!("de", "ed"), "action"),
    (concat!("de", "eds"), "actions"),
    (concat!("pat", "ience"), "timeout"),
    (concat!("fare", "well"), "close packet, drain"),
    (concat!("put ", "aside"), "snoozed"),
    (concat!("him", "self"), "themselves"),
    (concat!("her", "self"), "themselves"),
];

/// Pages that speak of the former terms: the glossary, and what was written at the time.
const HISTORY: [&str; 3] = ["CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions/"];

/// Code and documentation use the terms of the glossary.
pub(super) fn are_those_of_the_glossary(files: &[TextFile], found: &mut Found) {
    for file in files.iter().filter(|file| is_english(file)) {
        for (index, line) in file.text.lines().enumerate() {
            for (former, term) in REPLACED {
                if has_word(line, former) {
                    found.problem(format!(
                        "{}:{}: `{former}`; the glossary says {term}",
                        file.path,
                        index + 1
                    ));
                }
            }
        }
    }
}

fn is_english(file: &TextFile) -> bool {
    let is_other_language = file.path.contains("/texts/") && !file.path.contains("english")
        || file.path.contains("/words/") && !file.is("/en.ts");
    [".rs", ".ts", ".tsx", ".mjs", ".md"].iter().any(|ending| file.is(ending))
        && !is_other_language
        && !HISTORY.iter().any(|page| file.path.starts_with(page))
}

/// Whether a line has the word, in whatever case, and not as a part of another one.
fn has_word(line: &str, word: &str) -> bool {
    let line = line.to_ascii_lowercase();
    line.match_indices(word).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (line.get(..at), line.get(at + word.len()..));
        !letter(before.and_then(|text| text.chars().next_back()))
            && !letter(after.and_then(|text| text.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn a_part_of_a_word_is_not_the_word() {
        let former = concat!("de", "ed");
        assert!(has_word(&format!("use_{former}(…)"), former));
        assert!(has_word(concat!("The De", "ed of"), former));
        assert!(!has_word("indeed", former));
    }
}
