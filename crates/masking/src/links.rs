//! Numbers in links. What names a video or a product is nobody's secret; what a link hands over as a card or a code is.

use std::net::Ipv4Addr;
use std::ops::Range;

use crate::normalise::Symbols;

/// Shorter numbers are judged like any other.
const SHORTEST_ID: usize = 5;
/// The name of a parameter is looked for within so many symbols.
const LONGEST_NAME: usize = 40;

/// The links of a text: of each what follows its host.
#[derive(Debug, Default)]
pub(crate) struct Links(Vec<Range<usize>>);

impl Links {
    pub(crate) fn of(symbols: &Symbols) -> Self {
        let mut links = Vec::new();
        let mut start = 0;
        while start < symbols.len() {
            let end = start + symbols.slice(start..symbols.len()).take_while(|c| !ends_link(*c)).count();
            links.extend(path(symbols, start..end));
            start = end + 1;
        }
        Self(links)
    }

    /// Whether a number only names something in a link.
    pub(crate) fn has_as_id(&self, symbols: &Symbols, number: &Range<usize>) -> bool {
        let after = self.0.partition_point(|link| link.start <= number.start);
        let link = after.checked_sub(1).and_then(|index| self.0.get(index));
        link.is_some_and(|link| number.end <= link.end)
            && number.len() >= SHORTEST_ID
            && !is_secret_parameter(symbols, number.start)
    }
}

fn ends_link(character: char) -> bool {
    character.is_whitespace() || matches!(character, '<' | '>' | '"')
}

/// What follows the host of the link in a token: after a scheme, or after a name with a dot.
fn path(symbols: &Symbols, token: Range<usize>) -> Option<Range<usize>> {
    let find = |from: usize, wanted: fn(char) -> bool| {
        symbols.slice(from..token.end).position(wanted).map(|offset| from + offset)
    };
    let scheme =
        (token.start + 1..token.end).find(|&colon| symbols.slice(colon..colon + 3).eq("://".chars()));
    let host = scheme.map_or(token.start, |colon| colon + 3);
    let end = find(host, |c| matches!(c, '/' | '?' | '#'))?;
    let name: String = symbols.slice(host..end).collect();
    // "(see shop.example/p/1)": the bracket is no part of the host.
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = name.rsplit('@').next().unwrap_or(name);
    let name = name.split(':').next().unwrap_or(name);
    let is_address = match scheme {
        // A program's own scheme may be followed by any word.
        Some(_) => is_domain(name) || name.parse::<Ipv4Addr>().is_ok() || is_word(name),
        None => is_domain(name),
    };
    is_address.then_some(end..token.end)
}

/// Labels with dots between them, the last one of letters.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let (labels, top) = name.rsplit_once('.').unwrap_or_default();
    labels.split('.').all(is_label) && top.chars().count() >= 2 && is_word(top)
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.chars().all(char::is_alphabetic)
}

/// Whether the parameter or the folder before says that it is a card or another secret.
fn is_secret_parameter(symbols: &Symbols, number: usize) -> bool {
    let before: String = symbols
        .slice(number.saturating_sub(LONGEST_NAME)..number)
        .map(|character| character.to_ascii_lowercase())
        .collect();
    let name = before.trim_end_matches(['=', '/', ':']);
    let name = name.rsplit(['?', '&', ';', '#', '/']).next().unwrap_or(name);
    let mut words = name.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| {
        ["card", "cvv", "cvc", "otp", "iban", "ssn", "aadhaar", "aadhar", "passw", "account", "acct"]
            .iter()
            .any(|secret| word.contains(secret))
            || matches!(
                word,
                "pan" | "cc" | "ccnum" | "ccno" | "ccn" | "pin" | "mpin" | "upipin" | "csc" | "acc" | "pwd"
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_a_link_is_an_id_unless_the_link_says_otherwise() {
        let table = [
            ("https://www.youtube.com/watch?v=4111111111111111", true),
            ("shop.example/p/4242424242424242", true),
            ("(https://shop.example/p/4242424242424242)", true),
            ("http://127.0.0.1:8080/p/4242424242424242", true),
            ("shop.example?v=4242424242424242", true),
            ("app://watch/4242424242424242", true),
            ("link:https://shop.example/p/4242424242424242", true),
            ("https://pay.example/?card=4111111111111111", false),
            ("https://pay.example/?a=1&card_number=4111111111111111", false),
            ("https://pay.example/otp/482910", false),
            ("https://4111111111111111/x", false),
            ("card/4111111111111111", false),
            ("4.5/4111111111111111", false),
            ("https://shop.example/p/1 4242424242424242", false),
        ];
        for (text, expected) in table {
            let symbols = Symbols::of(text);
            let start = symbols
                .iter()
                .collect::<Vec<_>>()
                .windows(5)
                .rposition(|w| w.iter().all(char::is_ascii_digit));
            let end = start.unwrap() + 5;
            let start =
                (0..end).rev().take_while(|&i| symbols.at(i).unwrap().is_ascii_digit()).last().unwrap();
            assert_eq!(Links::of(&symbols).has_as_id(&symbols, &(start..end)), expected, "{text}");
        }
    }
}
