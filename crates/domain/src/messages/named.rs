//! Who is named in a text: `@` and a name, or `@agent-3`. Pure.

use liaison_protocol::{ids::PersonId, public_id, side::UserType};

/// How many `@` of one text are looked at.
const MOST: usize = 100;

/// The staff that a text names, each once, in the order of their ids. The longest name that fits counts: `@Ann Lee` is
/// not Ann. Whoever shares a name is named together.
pub(super) fn named(text: &str, staff: &[(PersonId, String)]) -> Vec<PersonId> {
    let mut found = Vec::new();
    let mut before = None;
    let mut looked_at = 0;
    for (place, letter) in text.char_indices() {
        // An address such as `ann@example.org` names nobody.
        let begins = letter == '@' && !before.is_some_and(char::is_alphanumeric);
        before = Some(letter);
        if !begins {
            continue;
        }
        looked_at += 1;
        if looked_at > MOST {
            break;
        }
        let rest = text.get(place + letter.len_utf8()..).unwrap_or_default();
        let fitting = staff.iter().filter_map(|(id, name)| {
            let identity = public_id::of(UserType::Agent, *id);
            [name.as_str(), &identity]
                .into_iter()
                .filter_map(|name| length(rest, name))
                .max()
                .map(|n| (n, *id))
        });
        let fitting: Vec<(usize, PersonId)> = fitting.collect();
        let longest = fitting.iter().map(|(length, _)| *length).max();
        found.extend(fitting.into_iter().filter(|(length, _)| Some(*length) == longest).map(|(_, id)| id));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How many letters of a text a name at its beginning takes, whatever their case; none when it is not there as a word.
fn length(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.chars();
    for wanted in name.chars() {
        let letter = letters.next()?;
        if letter != wanted && !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let is_word = !name.is_empty() && !letters.next().is_some_and(char::is_alphanumeric);
    is_word.then(|| name.chars().count())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn staff() -> Vec<(PersonId, String)> {
        let named = |id, name: &str| (PersonId(id), name.to_owned());
        vec![
            named(3, "Ann"),
            named(4, "Ann Lee"),
            named(5, "Öykü Şahin"),
            named(6, "Ann Lee"),
            named(7, "李娜"),
        ]
    }

    fn ids(text: &str) -> Vec<i64> {
        named(text, &staff()).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn names_and_identities_behind_an_at_sign_are_found() {
        assert_eq!(ids("@Ann, look"), [3]);
        assert_eq!(ids("please (@ann) and @ÖYKÜ şahin!"), [3, 5]);
        assert_eq!(ids("@agent-5"), [5]);
        assert_eq!(ids("@李娜，看"), [7]);
        assert_eq!(ids("@Ann @Ann @agent-3"), [3]);
    }

    #[test]
    fn the_longest_name_counts_and_whoever_shares_it_is_named_together() {
        assert_eq!(ids("@Ann Lee"), [4, 6]);
        assert_eq!(ids("@Ann Leeds"), [3]);
    }

    #[test]
    fn other_texts_name_nobody() {
        for text in ["Ann", "@Anna", "@agent-33", "@agent-", "mail ann@Ann", "@ Ann", "@", "@@", ""] {
            assert_eq!(ids(text), [0; 0], "{text}");
        }
    }

    #[test]
    fn a_text_of_at_signs_is_not_looked_at_for_ever() {
        assert_eq!(ids(&"@ ".repeat(200)), [0; 0]);
        assert_eq!(ids(&format!("{}@Ann", "@ ".repeat(100))), [0; 0]);
    }

    proptest! {
        #[test]
        fn any_text_names_only_staff(text in "(@|Ann| Lee|agent-|[0-9]|.)*") {
            let known: Vec<i64> = staff().iter().map(|(id, _)| id.0).collect();
            prop_assert!(ids(&text).iter().all(|id| known.contains(id)));
        }
    }
}
